//! Every place of a site where something is named, and every place that gives it its name.
//!
//! Takes the raw documents and the site that they were linked to, gives [`Occurrence`]s with the bytes of the name alone:
//! of `[[2026-06-04#^kimi|it]]` the words `2026-06-04` lead to the gather and `kimi` to the block. What leads nowhere or
//! could mean several things is not a mention.

use crate::content::parse::body::{RawBlock, RawKind, RawNote};
use crate::content::parse::doc::{RawDoc, RawDocKind};
use crate::content::parse::watch::RawWatch;
use crate::content::parse::{Raw, Str};
use crate::markdown::ReferenceKind;
use crate::model::*;
use crate::source::{Files, Span};

/// The role of a name at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OccurrenceRole {
    /// Leads to the target, by its id, slug, title or alias.
    Names,
    /// Gives the target its id: `^kimi`, `id: tribune-wages`.
    Defines,
    /// Gives the target its title; its id is elsewhere (in the name of the file).
    Titles,
    /// A link to the target's file: `[x](../gathers/2026-06-11.md)`, whole.
    Leads,
    /// A source note of the second form: a work without a key.
    Notes,
}

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NamedThing {
    Target(Target),
    Definition(DefinitionId),
    /// What definitions ask for and facts speak of; an index into [`criteria`].
    Criterion(u32),
}

/// One such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub at: Span,
    pub target: NamedThing,
    pub role: OccurrenceRole,
}

/// The items of definitions and facts, in alphabetical order.
pub(super) fn criteria(site: &Site) -> Vec<&str> {
    let mut items: Vec<&str> = site.facts.iter().map(|fact| fact.item.as_str()).collect();
    for class in site.definitions.iter().flat_map(|definition| &definition.classes) {
        items.extend(class.rule.items().into_iter().map(|test| test.item.as_str()));
    }
    items.sort_unstable();
    items.dedup();
    items
}

/// All mentions of the site, file by file.
pub(super) fn occurrences(raw: &Raw, site: &Site, files: &Files) -> Vec<Occurrence> {
    let mut reader =
        OccurrenceCollector { site, files, criteria: criteria(site), found: Vec::new() };
    for (doc, id) in raw.docs.iter().zip(site.doc_ids()) {
        reader.doc(doc, id);
    }
    reader.records(raw);
    for (_, watch) in &raw.watches {
        reader.watch(watch);
    }
    for (_, figures) in &raw.figures {
        for figure in figures.iter() {
            reader.name(&figure.subject, OccurrenceRole::Names);
            if let Some(s) = &figure.source {
                reader.name(s, OccurrenceRole::Names);
            }
            if let Some(d) = &figure.definition {
                reader.definition(d, OccurrenceRole::Names);
            }
            if let Some(s) = &figure.stated_in {
                reader.name(s, OccurrenceRole::Names);
            }
        }
    }
    for (_, contradictions) in &raw.contradictions {
        for contradiction in contradictions.iter() {
            let sides = contradiction.between.iter().chain(&contradiction.holds);
            for name in sides.chain(&contradiction.source) {
                reader.name(name, OccurrenceRole::Names);
                reader.reading(name);
            }
        }
    }
    for (_, definitions) in &raw.definitions {
        for definition in definitions.iter() {
            reader.definition(&definition.id, OccurrenceRole::Defines);
            for name in definition.source.iter().chain(&definition.term) {
                reader.name(name, OccurrenceRole::Names);
            }
            for test in definition.classes.iter().flat_map(|class| class.rule.items()) {
                reader.criterion(&test.item, test.span);
            }
        }
    }
    for (_, facts) in &raw.facts {
        for fact in &facts.facts {
            for name in fact.source.iter().chain(&fact.from).chain([&fact.subject]) {
                reader.name(name, OccurrenceRole::Names);
            }
            reader.criterion(&fact.item.text, fact.item.span);
        }
        for verdict in &facts.verdicts {
            reader.definition(&verdict.definition, OccurrenceRole::Names);
            for name in verdict.source.iter().chain(&verdict.who).chain([&verdict.subject]) {
                reader.name(name, OccurrenceRole::Names);
            }
        }
    }
    let mut found = reader.found;
    found.sort_by_key(|m| (m.at, m.target, m.role as u8));
    found.dedup();
    found
}

struct OccurrenceCollector<'a> {
    site: &'a Site,
    files: &'a Files,
    criteria: Vec<&'a str>,
    found: Vec<Occurrence>,
}

impl OccurrenceCollector<'_> {
    fn add(&mut self, at: Span, target: Target, role: OccurrenceRole) {
        self.found.push(Occurrence { at, target: NamedThing::Target(target), role });
    }

    /// The bytes of a value without its quotes; `None` where it is written with escapes.
    fn bare(&self, said: &Str) -> Option<Span> {
        let at = self.files.slice(said.span).find(said.text.as_str())? as u32;
        let start = said.span.start + at;
        Some(Span { start, end: start + said.text.len() as u32, ..said.span })
    }

    /// The id of a definition.
    fn definition(&mut self, said: &Str, role: OccurrenceRole) {
        let known = self.site.names.definitions.get(said.text.trim());
        if let (Some(id), Some(at)) = (known, self.bare(said)) {
            self.found.push(Occurrence { at, target: NamedThing::Definition(*id), role });
        }
    }

    /// The item of a fact, or of a leaf such as `weights.licence in osi`, at its span.
    fn criterion(&mut self, item: &str, span: Span) {
        let index = self.criteria.binary_search(&item);
        let text = Str { text: item.to_string(), span };
        if let (Ok(index), Some(at)) = (index, self.bare(&text)) {
            let target = NamedThing::Criterion(index as u32);
            self.found.push(Occurrence { at, target, role: OccurrenceRole::Names });
        }
    }

    /// `definition/subject`, what the facts give.
    fn reading(&mut self, said: &Str) {
        let Some((id, slug)) = said.text.trim().split_once('/') else { return };
        let Some(at) = self.bare(&Str { text: said.text.trim().to_string(), span: said.span })
        else {
            return;
        };
        let definition = self.site.names.definitions.get(id).copied();
        let subject = self.site.names.by_name.get(slug);
        if let (Some(definition), Some([target @ Target::Entity(_)])) =
            (definition, subject.map(Vec::as_slice))
        {
            let middle = at.start + id.len() as u32;
            let first = Span { end: middle, ..at };
            let role = OccurrenceRole::Names;
            let target_of_first = NamedThing::Definition(definition);
            self.found.push(Occurrence { at: first, target: target_of_first, role });
            self.add(Span { start: middle + 1, ..at }, *target, role);
        }
    }

    fn doc(&mut self, doc: &RawDoc, id: DocId) {
        if let Some(at) = doc.title.as_ref().and_then(|t| self.bare(t)) {
            self.add(at, self.site.target_of(id), OccurrenceRole::Titles);
        }
        for said in &doc.related {
            self.name(said, OccurrenceRole::Names);
        }
        if let RawDocKind::Entity(entity) = &doc.kind {
            for a in &entity.affiliations {
                self.name(&a.of, OccurrenceRole::Names);
            }
            for usage in &entity.used_by {
                self.name(&usage.who, OccurrenceRole::Names);
                if let Some(s) = &usage.source {
                    self.name(s, OccurrenceRole::Names);
                }
            }
        }
        let linked = self.site.doc(id);
        for (reference, target) in doc.body.tree.references.iter().zip(&linked.targets) {
            let base = doc.body.start;
            let at =
                Span { start: base + reference.start, end: base + reference.end, file: doc.file };
            let target = match *target {
                LinkTarget::Site(target) => target,
                LinkTarget::Section(doc, _) => self.site.target_of(doc),
                _ => continue,
            };
            match reference.kind {
                ReferenceKind::Citation | ReferenceKind::TextCitation => {
                    self.add(at, target, OccurrenceRole::Names)
                }
                kind if kind.is_wiki_link() => self.wiki(at, target),
                _ => {
                    let whole = self.site.doc_of(target).map(|doc| self.site.target_of(doc));
                    self.add(at, whole.unwrap_or(target), OccurrenceRole::Leads);
                }
            }
        }
        for (block, n) in doc.body.blocks.iter().zip(self.site.doc(id).block_ids(id)) {
            self.block(block, n);
        }
    }

    fn block(&mut self, block: &RawBlock, id: BlockId) {
        for field in &block.fields {
            if self.files.slice(field.name) == "definition" {
                let text = self.files.slice(field.value).to_string();
                self.definition(&Str { text, span: field.value }, OccurrenceRole::Names);
            }
        }
        if let Some(span) = block.id {
            self.add(span, Target::Block(id), OccurrenceRole::Defines);
        }
        if let (RawKind::Note(RawNote::Link(note)), BlockKind::Note { source }) =
            (&block.kind, &self.site.block(id).kind)
        {
            self.add(note.title.span, Target::Source(*source), OccurrenceRole::Notes);
        }
    }

    /// `name#^id`: the name leads to a document, the id to its block.
    fn wiki(&mut self, at: Span, target: Target) {
        let text = self.files.slice(at);
        let name_len = text.find('#').unwrap_or(text.len());
        let name = text[..name_len].trim_end();
        let named = match target {
            Target::Block(block) => self.site.target_of(block.doc),
            other => other,
        };
        if !name.is_empty() {
            self.add(
                Span { end: at.start + name.len() as u32, ..at },
                named,
                OccurrenceRole::Names,
            );
        }
        let id = text[name_len..].find('^').map(|n| name_len + n + 1);
        if let (Some(id), Target::Block(_)) = (id, target) {
            let rest = &text[id..];
            let start = at.start + (id + rest.len() - rest.trim_start().len()) as u32;
            let end = start + rest.trim().len() as u32;
            self.add(Span { start, end, ..at }, target, OccurrenceRole::Names);
        }
    }

    /// A name in YAML; `[[…]]` round it and `@` before a citation key are allowed.
    fn name(&mut self, said: &Str, role: OccurrenceRole) {
        let (Some(target), Some(at)) = (self.site.name_targets.get(&said.span), self.bare(said))
        else {
            return;
        };
        let text = said.text.trim_end_matches("]]");
        let mut bare = text.trim_start_matches("[[");
        if let Target::Source(_) = target {
            bare = bare.trim_start_matches('@');
        }
        let start = at.start + (text.len() - bare.len()) as u32;
        if role != OccurrenceRole::Names {
            return self.add(Span { start, ..at }, *target, role);
        }
        let bare = bare.split('|').next().unwrap_or(bare).trim_end();
        let at = Span { start, end: start + bare.len() as u32, ..at };
        match target {
            Target::Source(_) | Target::Publisher(_) => self.add(at, *target, role),
            _ => self.wiki(at, *target),
        }
    }

    fn records(&mut self, raw: &Raw) {
        for source in raw.sources() {
            self.name(&source.id, OccurrenceRole::Defines);
            for name in source.reports.iter().chain(&source.uses).chain(&source.publisher) {
                self.name(name, OccurrenceRole::Names);
            }
        }
        for publisher in raw.publishers() {
            self.name(&publisher.name, OccurrenceRole::Titles);
            if let Some(id) = &publisher.id {
                self.name(id, OccurrenceRole::Defines);
            }
        }
        let pages = raw.site.nav.iter().chain(raw.site.policies.iter().map(|(_, said)| said));
        for said in pages {
            self.name(said, OccurrenceRole::Names);
        }
        for topic in &raw.site.elsewhere {
            self.name(&topic.id, OccurrenceRole::Defines);
        }
    }

    fn watch(&mut self, watch: &RawWatch) {
        for entry in watch.sources.iter().chain(&watch.authors) {
            self.name(&entry.name, OccurrenceRole::Names);
        }
        let all = [
            &watch.keywords,
            &watch.sources,
            &watch.authors,
            &watch.exclude_domains,
            &watch.exclude_terms,
        ];
        for from in all.into_iter().flatten().filter_map(|e| e.from.as_ref()) {
            self.name(from, OccurrenceRole::Names);
        }
        for s in &watch.suggestions {
            self.name(&s.from, OccurrenceRole::Names);
        }
    }
}
