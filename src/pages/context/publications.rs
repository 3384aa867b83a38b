//! When pages, passages and events were published first on this site, and when their words changed last.
//!
//! The record (content/publications.txt) knows what was published. What it does not know is new on the day of the build,
//! whatever day its text carries. A site without a record goes by the days of its texts.

use super::publication_item::PublicationItem;
use super::word_hashes::WordHashes;
use crate::model::*;
use crate::pages::urls::alias::possible_paths;
use crate::pages::urls::href::{self, Paths};
use crate::source::Files;
use std::collections::{HashMap, HashSet};

/// The days of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PublicationDays {
    pub first: PublicationDay,
    pub changed: Option<Date>,
}

/// The days of everything; empty for a site without a record.
#[derive(Debug, Default)]
pub(crate) struct Publications {
    days: HashMap<PublicationItem, PublicationDays>,
}

impl Publications {
    pub(crate) fn new(site: &Site, files: &Files, paths: &Paths) -> Publications {
        let (Some(record), Some(today)) = (&site.publications, site.as_of) else {
            return Publications::default();
        };
        let now = next_publication(record, today);
        let mut days = HashMap::new();
        for entry in entries(site, files, paths) {
            let known = entry.places.iter().find_map(|place| place.known(record));
            let of_entry = match known {
                Some(known) if known.words == entry.words => {
                    PublicationDays { first: known.first, changed: known.changed }
                }
                Some(known) => PublicationDays { first: known.first, changed: Some(today) },
                None => PublicationDays { first: now, changed: None },
            };
            days.insert(entry.item, of_entry);
        }
        Publications { days }
    }

    /// The day on which something was published first; `day` is that of its text.
    pub(crate) fn first(&self, item: PublicationItem, day: Date) -> Date {
        self.publication(item, day).day
    }

    /// The publication in which something was first; `day` is that of its text.
    pub(crate) fn publication(&self, item: PublicationItem, day: Date) -> PublicationDay {
        self.days.get(&item).map_or(PublicationDay::first(day), |days| days.first)
    }

    /// The day on which its words changed last after that.
    pub(crate) fn changed(&self, item: PublicationItem) -> Option<Date> {
        self.days.get(&item)?.changed
    }

    /// The publication in which the record has something first.
    pub(crate) fn recorded(&self, item: PublicationItem) -> Option<PublicationDay> {
        self.days.get(&item).map(|days| days.first)
    }

    /// The newest publication; `None` for a site without a record.
    pub(crate) fn newest(&self) -> Option<PublicationDay> {
        self.days.values().map(|days| days.first).max()
    }

    /// The day on which something that events say was published or changed last.
    pub(crate) fn last_day(
        &self,
        site: &Site,
        events: impl Iterator<Item = Event>,
    ) -> Option<Date> {
        let mut last = None;
        for event in events {
            let item = PublicationItem::of(site, &event);
            last = last.max(Some(self.first(item, event.date))).max(self.changed(item));
        }
        last
    }

    /// The day on which a text was published first.
    pub(crate) fn text_published(&self, site: &Site, doc: DocId) -> Option<Date> {
        let day = site.doc(doc).recorded()?;
        Some(self.first(PublicationItem::Document(doc), day))
    }

    /// The day on which other words of a text were published last; of a text that is not on record, the day that it gives.
    pub(crate) fn text_changed(&self, site: &Site, doc: DocId) -> Option<Date> {
        let item = PublicationItem::Document(doc);
        let Some(first) = self.recorded(item) else { return site.doc(doc).last_change() };
        let rewritten = site.doc(doc).updated.map(|day| {
            let rewriting = PublicationItem::Rewriting(doc, day);
            self.first(rewriting, day)
        });
        Some(first.day).max(self.changed(item)).max(rewritten)
    }

    /// The day on which an event was published first.
    pub(crate) fn first_of(&self, site: &Site, event: &Event) -> Date {
        self.first(PublicationItem::of(site, event), event.date)
    }
}

/// The publication that is to come: the first of the day, or the one after those that the record has of that day.
fn next_publication(record: &PublicationRecord, today: Date) -> PublicationDay {
    let parts = record.values().flat_map(|page| page.page.iter().chain(page.parts.values()));
    let of_today = parts.map(|publication| publication.first).filter(|first| first.day == today);
    of_today.max().map_or(PublicationDay::first(today), PublicationDay::next)
}

/// Where the record has an item: a page, and a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RecordPlace {
    path: String,
    part: Option<String>,
}

impl RecordPlace {
    fn known<'r>(&self, record: &'r PublicationRecord) -> Option<&'r Publication> {
        let page = record.get(self.path.as_str())?;
        match &self.part {
            Some(part) => page.parts.get(part.as_str()),
            None => page.page.as_ref(),
        }
    }
}

/// An item as the record has it.
struct Entry {
    item: PublicationItem,
    /// The day that its text carries.
    day: Date,
    /// Its place of today, then those under earlier names.
    places: Vec<RecordPlace>,
    words: Box<str>,
}

/// The record as it is to be after what the site has today is published; `None` if it stays as it is.
///
/// What was published stays on record when it is taken back, so that it keeps its day when it returns. A first record has
/// the days of the texts.
pub(crate) fn next_record(
    site: &Site,
    files: &Files,
    paths: &Paths,
    known: &Publications,
) -> Option<PublicationRecord> {
    let before = site.publications.as_ref();
    let mut record = before.cloned().unwrap_or_default();
    for entry in entries(site, files, paths) {
        let first = known.publication(entry.item, entry.day);
        let changed = known.changed(entry.item);
        for earlier in &entry.places[1..] {
            forget(&mut record, earlier);
        }
        let place = &entry.places[0];
        let page = record.entry(place.path.as_str().into()).or_default();
        let publication = Publication { first, changed, words: entry.words };
        match &place.part {
            Some(part) => {
                page.parts.insert(part.as_str().into(), publication);
            }
            None => page.page = Some(publication),
        }
    }
    record.retain(|_, page| page.page.is_some() || !page.parts.is_empty());
    (before != Some(&record)).then_some(record)
}

fn forget(record: &mut PublicationRecord, place: &RecordPlace) {
    let Some(page) = record.get_mut(place.path.as_str()) else { return };
    match &place.part {
        Some(part) => {
            page.parts.remove(part.as_str());
        }
        None => page.page = None,
    }
}

/// Everything that has a day of publication, each once.
fn entries(site: &Site, files: &Files, paths: &Paths) -> Vec<Entry> {
    let words = WordHashes::new(site, files);
    let names: HashMap<DocId, Vec<String>> = site
        .doc_ids()
        .filter(|doc| site.doc(*doc).visible)
        .map(|doc| (doc, page_names(site, paths, doc)))
        .collect();
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    for (item, day) in items(site) {
        if seen.insert(item) {
            let places = places(site, paths, &names, item);
            out.push(Entry { item, day, places, words: words.of(site, item) });
        }
    }
    out
}

/// What the lists of changes, the feeds and the marks of new things show, with the days of their texts.
fn items(site: &Site) -> Vec<(PublicationItem, Date)> {
    let mut found = Vec::new();
    for event in &site.events.all {
        found.push((PublicationItem::of(site, event), event.date));
    }
    for block in site.block_ids() {
        let is_listed = matches!(site.block(block).kind, BlockKind::Tension { .. });
        if let Some(day) = site.block(block).date
            && is_listed
            && site.block(block).visible
        {
            found.push((PublicationItem::Passage(block), day));
        }
    }
    for source in site.source_ids().filter(|source| site.source(*source).visible) {
        let citing = site.backlinks(Target::Source(source)).iter();
        let days = citing.filter_map(|mention| site.recorded(site.reference(*mention).block));
        if let Some(day) = source_day(site, source).or(days.min()) {
            found.push((PublicationItem::Source(source), day));
        }
    }
    found
}

/// The day of the first gather or article that cites a source. A living text may have come to cite it on any day.
pub(crate) fn source_day(site: &Site, source: SourceId) -> Option<Date> {
    let mut history = site.events.of_source(source, EventList::SourceHistory);
    let first = history.find(|event| event.kind == EventKind::FirstMentioned);
    first.map(|event| event.date)
}

/// The path of a document's page, then those that it had or may have had.
fn page_names(site: &Site, paths: &Paths, doc: DocId) -> Vec<String> {
    let mut names = possible_paths(site, paths, doc);
    names.reverse();
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn places(
    site: &Site,
    paths: &Paths,
    names: &HashMap<DocId, Vec<String>>,
    item: PublicationItem,
) -> Vec<RecordPlace> {
    let of_block = |block: BlockId| {
        let anchors = anchors(site, block);
        anchors.into_iter().map(str::to_string).collect::<Vec<_>>()
    };
    let (doc, parts) = match item {
        PublicationItem::Document(doc) => (doc, Vec::new()),
        PublicationItem::Rewriting(doc, day) => (doc, vec![format!("updated/{}", day.iso())]),
        PublicationItem::Passage(block) => (block.doc, of_block(block)),
        PublicationItem::Settlement(block, status) => {
            let state = status.slug();
            let parts = of_block(block).into_iter().map(|anchor| format!("{anchor}/{state}"));
            (block.doc, parts.collect())
        }
        PublicationItem::Relation { from, kind, to } => {
            // The earlier passage by its earliest id, which a renaming does not change.
            let about = anchors(site, to).last().copied().unwrap_or_default();
            let rest = format!("{}/{about}", kind.word());
            let parts = of_block(from).into_iter().map(|anchor| format!("{anchor}/{rest}"));
            (from.doc, parts.collect())
        }
        PublicationItem::WatchListChange(topic, index) => {
            let changelog = &site.topic(topic).watch.changelog;
            let day = changelog[index as usize].date;
            let before = changelog[..index as usize].iter().filter(|change| change.date == day);
            let part = format!("{}/{}", day.iso(), before.count() + 1);
            let path = href::topic_page(site, topic, "watch");
            return vec![RecordPlace { path, part: Some(part) }];
        }
        PublicationItem::Source(source) => {
            let path = paths.source(source).to_string();
            return vec![RecordPlace { path, part: None }];
        }
    };
    let mut places = Vec::new();
    for path in &names[&doc] {
        if parts.is_empty() {
            places.push(RecordPlace { path: path.clone(), part: None });
        }
        for part in &parts {
            places.push(RecordPlace { path: path.clone(), part: Some(part.clone()) });
        }
    }
    places
}

/// The id of a passage, then its earlier ids, the earliest last.
fn anchors(site: &Site, block: BlockId) -> Vec<&str> {
    let mut anchors: Vec<&str> = site.doc(block.doc).aliases_of(block.index).collect();
    anchors.push(&site.block(block).anchor.name);
    anchors.reverse();
    anchors
}
