//! Sources: one record per work, from the bibliography and from source notes of the second form.

use super::publishers::PublisherDirectory;
use super::source_names::SourceNames;
use crate::content::parse::body::{RawKind, RawLinkNote, RawNote};
use crate::content::parse::source::RawSource;
use crate::content::parse::{Raw, Str, identity};
use crate::diagnostics::{Diagnostic, Report, SearchLimit, codes};
use crate::model::*;
use crate::source::Files;
use std::collections::HashMap;

/// The sources of the notes of the second form, document by document in the order of their notes.
#[derive(Debug, Default)]
pub(super) struct InlineSources {
    all: Vec<SourceId>,
    /// Where each document's begin.
    starts: Vec<u32>,
}

impl InlineSources {
    pub(super) fn of(&self, doc: DocId) -> &[SourceId] {
        let start = self.starts[doc.index()] as usize;
        let end = self.starts.get(doc.index() + 1).map_or(self.all.len(), |n| *n as usize);
        &self.all[start..end]
    }
}

struct SourceCollector<'a> {
    site: &'a mut Site,
    directory: PublisherDirectory,
    /// Address, DOI or number to source.
    by_identity: HashMap<String, SourceId>,
    /// Keys that no source has.
    unknown: Vec<Str>,
    report: &'a mut Report,
}

/// Collects all sources; gives those of second-form notes.
pub(super) fn collect(
    raw: &Raw,
    site: &mut Site,
    files: &Files,
    report: &mut Report,
) -> InlineSources {
    let directory = PublisherDirectory::new(site);
    let mut collector = SourceCollector {
        site,
        directory,
        by_identity: HashMap::new(),
        unknown: Vec::new(),
        report,
    };
    for found in raw.sources() {
        collector.record(found);
    }
    collector.add_citation_keys(raw);
    let mut inline = InlineSources::default();
    for doc in &raw.docs {
        let body = &files.get(doc.file).body[doc.body.start as usize..];
        inline.starts.push(inline.all.len() as u32);
        for block in &doc.body.blocks {
            if let RawKind::Note(RawNote::Link(note)) = &block.kind {
                let link = &doc.body.tree.references[note.link as usize];
                let address = doc.body.tree.address(body, link);
                inline.all.push(collector.inline(note, address, files));
            }
        }
    }
    collector.same_titles(files);
    for found in raw.sources() {
        let Some(id) = collector.site.names.keys.get(found.id.text.as_str()).copied() else {
            continue;
        };
        let (reports, uses) =
            (collector.others(id, &found.reports), collector.others(id, &found.uses));
        let source = &mut collector.site.sources[id.index()];
        source.reports.extend(reports);
        source.uses.extend(uses);
    }
    let SourceCollector { site, unknown, report, .. } = collector;
    let (names, searches) = (SourceNames::new(site), SearchLimit::in_order());
    for key in &unknown {
        report.push(names.unknown(key, &searches));
    }
    inline
}

impl SourceCollector<'_> {
    /// The sources of some keys, without the source itself.
    fn others(&mut self, id: SourceId, keys: &[Str]) -> Vec<SourceId> {
        let mut sources = Vec::with_capacity(keys.len());
        for key in keys {
            let Some(other) = self.site.names.keys.get(key.text.as_str()).copied() else {
                self.unknown.push(key.clone());
                continue;
            };
            self.site.name_targets.insert(key.span, Target::Source(other));
            if other != id {
                sources.push(other);
            }
        }
        sources
    }

    fn record(&mut self, found: &RawSource) {
        if found.id.text.is_empty() {
            return;
        }
        if let Some(first) = self.site.names.keys.get(found.id.text.as_str()) {
            self.site.name_targets.insert(found.id.span, Target::Source(*first));
            let message = format!("the source key \"{}\" occurs twice", found.id.text);
            let first = self.site.source(*first).span;
            let twice = Diagnostic::at(&codes::DUPLICATE_RECORD, found.id.span, message)
                .related(first, "first occurrence");
            self.report.push(twice.help("rename one of the two, or merge the records"));
            return;
        }
        let identities = [
            found.work.doi.as_deref().map(identity::of_doi),
            found.work.number.as_deref().map(identity::of_number).filter(|n| n.contains(':')),
            found.work.url.as_deref().and_then(identity::of_address),
        ];
        for (n, work) in identities.iter().enumerate() {
            let Some(work) = work else { continue };
            let Some(first) = self.by_identity.get(work) else { continue };
            // chapters of a book and versions of a tool have one address
            let is_number = n < 2 || work.starts_with("arxiv:") || work.starts_with("doi:");
            if is_number || is_same_work(self.site.source(*first), &found.work) {
                return self.merge(*first, found);
            }
        }
        let publisher = match &found.publisher {
            Some(name) => {
                let publisher = self.directory.named(name, self.site, self.report);
                self.site.name_targets.insert(name.span, Target::Publisher(publisher));
                Some(publisher)
            }
            None => found.work.url.as_deref().and_then(|u| self.directory.of_address(u)),
        };
        let id = SourceId(self.site.sources.len() as u32);
        for identity in identities.into_iter().flatten() {
            self.by_identity.entry(identity).or_insert(id);
        }
        self.site.names.keys.insert(found.id.text.as_str().into(), id);
        self.site.name_targets.insert(found.id.span, Target::Source(id));
        self.site.sources.push(Source { publisher, ..found.work.clone() });
    }

    /// Keys of the editor's library lead to their records where no id is the same. A key is that of one work, there as in
    /// exports; the other is exported by its id.
    fn add_citation_keys(&mut self, raw: &Raw) {
        for record in raw.sources() {
            let names = &mut self.site.names.keys;
            let Some(id) = names.get(record.id.text.as_str()).copied() else { continue };
            for key in &record.citation_keys {
                let source = &mut self.site.sources[id.index()];
                match names.get(key.text.as_str()).copied() {
                    None => {
                        names.insert(key.text.as_str().into(), id);
                        source.keys.push(key.text.clone());
                    }
                    Some(other) if other == id => {}
                    Some(other) => {
                        source.citation_keys.retain(|known| *known != key.text);
                        let other = &self.site.sources[other.index()];
                        let message = format!(
                            "the key \"{}\" belongs to the source \"{}\" already",
                            key.text, other.id
                        );
                        let clash = Diagnostic::at(&codes::DUPLICATE_RECORD, key.span, message)
                            .related(other.span, "the record that has it");
                        self.report.push(clash.help("give one of the two another key"));
                    }
                }
            }
        }
    }

    /// Two records of one work: both keys keep working and lead to the first.
    fn merge(&mut self, first: SourceId, found: &RawSource) {
        let kept = &mut self.site.sources[first.index()];
        let message = format!(
            "\"{}\" and \"{}\" have the same address, DOI or number and were merged",
            kept.id, found.id.text
        );
        let merged = Diagnostic::at(&codes::SAME_ADDRESS, found.id.span, message)
            .related(kept.span, "the record that is kept");
        self.report.push(
            merged.help("remove one of the records and keep its title as an alias of the other"),
        );
        kept.keys.push(found.id.text.clone());
        if found.title.text != kept.title && !kept.aliases.contains(&found.title.text) {
            kept.aliases.push(found.title.text.clone());
        }
        self.site.names.keys.insert(found.id.text.as_str().into(), first);
        self.site.name_targets.insert(found.id.span, Target::Source(first));
    }

    /// A second-form note joins the record of its address, or makes one whose id comes from the address alone.
    fn inline(&mut self, note: &RawLinkNote, address: &str, files: &Files) -> SourceId {
        let RawLinkNote { title, work, publisher, date, .. } = note;
        if let Some(id) = self.by_identity.get(&**work).copied() {
            let kept = &mut self.site.sources[id.index()];
            if kept.title != title.text && !kept.aliases.contains(&title.text) {
                kept.aliases.push(title.text.clone());
            }
            kept.issued = kept.issued.or(*date);
            return id;
        }
        let publisher = match publisher {
            Some(span) => {
                let name = Str { text: files.slice(*span).to_string(), span: *span };
                Some(self.directory.named(&name, self.site, self.report))
            }
            None => self.directory.of_address(address),
        };
        let id = SourceId(self.site.sources.len() as u32);
        let key = self.mint(work);
        self.by_identity.insert(work.to_string(), id);
        self.site.names.keys.insert(key.as_str().into(), id);
        self.site.sources.push(Source {
            issued: *date,
            publisher,
            url: crate::markdown::is_safe(address).then(|| address.to_string()),
            ..Source::new(&key, &title.text, title.span)
        });
        id
    }

    /// A key made from the address alone, so that it stays when titles and texts change: its words and a short hash.
    fn mint(&self, identity: &str) -> String {
        let words = slug::slugify(identity);
        let words = words
            .char_indices()
            .nth(60)
            .map_or(words.as_str(), |(i, _)| &words[..i])
            .trim_end_matches('-');
        let hash = blake3::hash(identity.as_bytes()).to_hex();
        format!("{words}-{}", &hash[..8])
    }

    /// Works that share a title and a publisher but nothing that proves them to be one.
    fn same_titles(&mut self, files: &Files) {
        let mut by_title: HashMap<(String, Option<PublisherId>), SourceId> = HashMap::new();
        for id in self.site.source_ids() {
            let source = self.site.source(id);
            let key = (identity::title_key(&source.title), source.publisher);
            if key.0.is_empty() {
                continue;
            }
            let Some(first) = by_title.get(&key).copied() else {
                by_title.insert(key, id);
                continue;
            };
            let first = self.site.source(first);
            if matches!((source.issued, first.issued), (Some(a), Some(b)) if a.year != b.year) {
                continue;
            }
            let message = format!("\"{}\" looks like the same work as \"{}\"", source.id, first.id);
            let place = files.get(first.span.file).path.as_str();
            let found = Diagnostic::at(&codes::SAME_WORK, source.span, message)
                .related(first.span, format!("the other, in {place}"));
            self.report.push(found.help(
                "merge the two records, or add an address, DOI or number that distinguishes them",
            ));
        }
    }
}

/// Whether a record with the address of another one is that work.
fn is_same_work(first: &Source, record: &Source) -> bool {
    let has_other_year =
        matches!((first.issued, record.issued), (Some(a), Some(b)) if a.year != b.year);
    let has_other_author = match (first.authors.first(), record.authors.first()) {
        (Some(a), Some(b)) => a.family() != b.family(),
        _ => false,
    };
    let has_title = identity::title_key(&first.title) == identity::title_key(&record.title);
    has_title && !has_other_year && !has_other_author
}
