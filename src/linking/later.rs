//! What is dated after the day that a site is built for, and the diagnostics that count and name it.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Span;
use std::collections::HashSet;

/// Whether a date is after the day even if its unknown parts are the earliest; no date is not.
pub(super) fn is_later(date: Option<Date>, day: Date) -> bool {
    match date {
        Some(date) => date.first() > day.last(),
        None => false,
    }
}

/// Whether a text that names it can only have been written later.
pub(super) fn came_later(site: &Site, target: Target, date: Date) -> bool {
    match target {
        Target::Source(s) => is_later(site.source(s).issued, date),
        Target::Doc(d) => !site.doc(d).visible,
        Target::Block(b) => {
            !site.doc(site.block(b).doc).visible || is_later(site.block(b).date, date)
        }
        _ => false,
    }
}

/// The first reference of a block that can only have been written later. A living text is rewritten as the debate goes
/// on: what rests on later evidence was not in it.
pub(super) fn later_reference(site: &Site, id: BlockId, date: Date) -> Option<BlockRef> {
    let block = site.block(id);
    let is_living = !matches!(site.doc(id.doc).kind, DocKind::Gather(_));
    if !is_living || matches!(block.kind, BlockKind::Perspective { .. }) {
        return None;
    }
    // A draft is hidden whenever it was written.
    let is_draft = |target| site.doc_of(target).is_some_and(|doc| site.doc(doc).draft);
    let mut references = site.refs_of(id).iter();
    references.find(|r| came_later(site, r.target, date) && !is_draft(r.target)).copied()
}

/// Says of each text, passage and record that is dated later that it is not shown yet. Returns what these name.
pub(super) fn report_later(site: &Site, date: Date, report: &mut Report) -> HashSet<Target> {
    let mut found = LaterReport { date, report, named: HashSet::new() };
    for id in site.doc_ids().filter(|id| !site.doc(*id).draft) {
        let doc = site.doc(id);
        let span = Span::new(doc.file, 0..0);
        if !doc.visible {
            if let Some(said) = doc.recorded() {
                found.add(span, "this", said);
            }
            found.named.extend(doc.refs.iter().map(|r| r.target));
            continue;
        }
        found.add_if_later(span, "the text", doc.updated);
        found.blocks(site, id);
    }
    for figure in &site.figures {
        if is_later(figure.as_of, date) {
            found.named.insert(Target::Entity(figure.subject));
            found.named.extend(figure.source.map(Target::Source));
        }
        found.add_if_later(figure.span, &format!("the figure \"{}\"", figure.id), figure.as_of);
    }
    for entry in &site.ledger {
        let name = format!("the contradiction \"{}\"", entry.id);
        found.add_if_later(entry.span, &name, entry.found);
        if !is_later(entry.found, date) {
            let name = format!("the outcome of the contradiction \"{}\"", entry.id);
            found.add_if_later(entry.span, &name, entry.judgement.closed);
        }
    }
    for definition in &site.definitions {
        let name = format!("the definition \"{}\"", definition.id);
        found.add_if_later(definition.span, &name, site.definition_date(definition));
    }
    for fact in &site.facts {
        if is_later(site.fact_date(fact), date) {
            found.named.insert(Target::Entity(fact.subject));
            found.named.extend(fact.source.map(Target::Source));
        }
        found.add_if_later(fact.span, "the fact", site.fact_date(fact));
    }
    for verdict in &site.stated_verdicts {
        found.add_if_later(verdict.span, "the verdict", site.verdict_date(verdict));
    }
    found.details(site);
    found.watch(site);
    found.named
}

/// Counts the sources and entities that have no page because what names them is dated later.
pub(super) fn report_unnamed(
    site: &Site,
    date: Date,
    named: &HashSet<Target>,
    report: &mut Report,
) {
    let mut hidden: Vec<(Span, &str)> = Vec::new();
    for (source, id) in site.sources.iter().zip((0..).map(SourceId)) {
        let is_named = named.contains(&Target::Source(id));
        match source.issued.filter(|_| is_later(source.issued, date)) {
            _ if source.visible => {}
            Some(said) => {
                let message = dated("the source", said, date);
                report.add(&codes::FUTURE_DATE, source.span, message, HELP);
            }
            None if is_named => hidden.push((source.span, &source.id)),
            None => {}
        }
    }
    for (entity, id) in site.entities.iter().zip((0..).map(EntityId)) {
        if entity.visible || !named.contains(&Target::Entity(id)) {
            continue;
        }
        hidden.push((Span::new(site.doc(entity.doc).file, 0..0), &entity.slug));
    }
    hidden.sort_by_key(|(span, _)| (span.file, span.start));
    for records in hidden.chunk_by(|(a, _), (b, _)| a.file == b.file) {
        let names: Vec<&str> = records.iter().map(|(_, name)| *name).collect();
        let said = match names.as_slice() {
            [one] => format!("\"{one}\" is named"),
            more => format!("{} records are named", more.len()),
        };
        let list = if names.len() > 1 { format!(": {}", names.join(", ")) } else { String::new() };
        let message = format!("{said} only by what is not shown yet{list}");
        let help = "there is a page once the day of what names it has come";
        report.add(&codes::FUTURE_DATE, records[0].0, message, help);
    }
}

struct LaterReport<'r> {
    date: Date,
    report: &'r mut Report,
    /// What texts, passages and records that are dated later name.
    named: HashSet<Target>,
}

impl LaterReport<'_> {
    fn add_if_later(&mut self, span: Span, what: &str, said: Option<Date>) {
        if let Some(said) = said.filter(|_| is_later(said, self.date)) {
            self.add(span, what, said);
        }
    }

    fn add(&mut self, span: Span, what: &str, said: Date) {
        let message = dated(what, said, self.date);
        self.report.add(&codes::FUTURE_DATE, span, message, HELP);
    }

    /// The same for what is known by its file alone.
    fn add_in_file(&mut self, path: &str, what: &str, said: Option<Date>) {
        if let Some(said) = said.filter(|_| is_later(said, self.date)) {
            let found =
                Diagnostic::in_file(&codes::FUTURE_DATE, path, dated(what, said, self.date));
            self.report.push(found.help(HELP));
        }
    }

    fn blocks(&mut self, site: &Site, doc: DocId) {
        let mut hidden: HashSet<BlockId> = HashSet::new();
        for id in site.doc(doc).block_ids(doc) {
            let block = site.block(id);
            if block.parent.is_some_and(|parent| hidden.contains(&parent)) {
                hidden.insert(id);
                continue;
            }
            let dates = [block.date, block.since()].into_iter();
            let said = dates.filter(|said| is_later(*said, self.date)).flatten().next();
            if let Some(said) = said {
                hidden.insert(id);
                self.add(block.content, "this", said);
            } else if let Some(reference) = later_reference(site, id, self.date) {
                hidden.insert(id);
                let (name, said) = described(site, reference.target);
                let said = said.map(|day| format!(", which is dated {day}")).unwrap_or_default();
                let message =
                    format!("this names {name}{said}, after {}, so it is not shown yet", self.date);
                let help = "it appears once that day has come; fix the date if that is wrong";
                self.report.add(&codes::FUTURE_DATE, block.content, message, help);
            }
        }
        for id in hidden {
            self.named.extend(site.refs_of(id).iter().map(|r| r.target));
        }
    }

    /// Details of publishers and entities. A planned end is not hidden.
    fn details(&mut self, site: &Site) {
        for publisher in &site.publishers {
            for warning in &publisher.warnings {
                let what = format!("a warning of the publisher \"{}\"", publisher.name);
                self.add_in_file("content/publishers.yaml", &what, warning.since);
            }
        }
        for entity in &site.entities {
            let span = Span::new(site.doc(entity.doc).file, 0..0);
            for affiliation in &entity.affiliations {
                let of = &site.entity(affiliation.of).name;
                self.add_if_later(span, &format!("the affiliation to {of}"), affiliation.since);
            }
            for usage in &entity.used_by {
                let what = format!("the use by {}", site.entity(usage.who).name);
                let issued = site.issued(usage.source);
                let said = usage.since.filter(|_| is_later(usage.since, self.date)).or(issued);
                self.add_if_later(span, &what, said);
            }
        }
    }

    fn watch(&mut self, site: &Site) {
        for topic in &site.topics {
            let path = format!("content/topics/{}/watch.yaml", topic.slug);
            let watch = &topic.watch;
            for change in &watch.changelog {
                self.add_in_file(&path, "a change of the search", Some(change.date));
            }
            let lists = [
                &watch.keywords,
                &watch.sources,
                &watch.authors,
                &watch.exclude_domains,
                &watch.exclude_terms,
            ];
            for entry in lists.into_iter().flatten() {
                self.add_in_file(&path, &format!("\"{}\"", entry.text), entry.since);
            }
            for suggestion in &watch.suggestions {
                self.add_in_file(&path, "the outcome of a suggestion", suggestion.date);
            }
        }
    }
}

fn dated(what: &str, said: Date, today: Date) -> String {
    format!("{what} is dated {said}, after {today}, so it is not shown yet")
}

const HELP: &str = "it appears once that day has come";

/// What is named, and its date.
fn described(site: &Site, target: Target) -> (String, Option<Date>) {
    match target {
        Target::Source(source) => {
            let source = site.source(source);
            (format!("the source \"{}\"", source.id), source.issued)
        }
        Target::Block(block) if site.doc(block.doc).visible => {
            let block = site.block(block);
            (format!("the passage \"{}\"", block.anchor.name), block.date)
        }
        other => match site.doc_of(other).map(|doc| site.doc(doc)) {
            Some(doc) => (format!("\"{}\"", doc.title), doc.recorded()),
            None => ("something".to_string(), None),
        },
    }
}
