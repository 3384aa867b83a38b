//! Which feeds there are, and the events of each.

use crate::model::*;
use crate::pages::context::indexes::Indexes;
use crate::pages::context::publications::Publications;
use crate::pages::urls::href;
use std::cmp::Reverse;
use std::collections::HashSet;

/// One entry of a feed.
#[derive(Debug)]
pub enum FeedEntry {
    Event(Event),
    /// The corrections of the editors that were published on one day.
    Corrections(Date, Vec<Event>),
}

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedSubject {
    Site,
    Target(Target),
    Tag(TagId),
}

/// One feed and its entries, the newest first.
#[derive(Debug)]
pub struct FeedChannel {
    pub subject: FeedSubject,
    /// The page that the feed belongs to, from the site's root.
    pub page: String,
    pub entries: Vec<FeedEntry>,
    /// Whether the feed is there as RSS too.
    pub has_rss: bool,
}

impl FeedChannel {
    /// The paths of the feed as Atom, as JSON and, where the site has it, as RSS.
    pub fn paths(&self) -> Vec<String> {
        let mut paths = Vec::from(href::feeds(&self.page));
        paths.extend(self.has_rss.then(|| href::rss(&self.page)));
        paths
    }

    /// site, topic, thread, actor or tag.
    pub fn scope(&self) -> &'static str {
        match self.subject {
            FeedSubject::Site => "site",
            FeedSubject::Target(Target::Topic(_)) => "topic",
            FeedSubject::Target(Target::Doc(_)) => "thread",
            FeedSubject::Target(_) => "actor",
            FeedSubject::Tag(_) => "tag",
        }
    }
}

/// Every feed of the site, in the order of its pages.
pub(crate) fn channels(
    site: &Site,
    paths: &href::Paths,
    indexes: &Indexes,
    publications: &Publications,
) -> Vec<FeedChannel> {
    if href::origin(site).is_none() || site.config.feed_entries == 0 {
        return Vec::new();
    }
    let of_target = FeedSubject::Target;
    let mut subjects = vec![FeedSubject::Site];
    subjects.extend(indexes.shown.iter().map(|topic| of_target(Target::Topic(*topic))));
    for topic in &indexes.shown {
        let threads = &indexes.topic(*topic).threads;
        subjects.extend(threads.iter().map(|thread| of_target(Target::Doc(*thread))));
    }
    for entity in &indexes.entities {
        if site.index.perspectives.contains_key(entity) {
            subjects.push(of_target(Target::Entity(*entity)));
        }
    }
    subjects.extend(indexes.used_tags().map(FeedSubject::Tag));
    let mut channels = Vec::new();
    for subject in subjects {
        let entries = newest(site, publications, events_of(site, subject));
        if !entries.is_empty() {
            let page = match subject {
                FeedSubject::Site => "index.html",
                FeedSubject::Target(target) => paths.of(site, target).0,
                FeedSubject::Tag(tag) => paths.tag(tag),
            };
            let (page, has_rss) = (page.to_string(), site.config.feed_rss);
            channels.push(FeedChannel { subject, page, entries, has_rss });
        }
    }
    channels
}

fn events_of(site: &Site, subject: FeedSubject) -> Vec<Event> {
    let log = &site.events;
    match subject {
        FeedSubject::Target(Target::Topic(topic)) => log.of_topic(topic, EventList::Feed).collect(),
        FeedSubject::Target(Target::Doc(doc)) => log.of_doc(doc, EventList::Feed).collect(),
        // What the texts that carry it record.
        FeedSubject::Tag(tag) => {
            let is_tagged = |event: &Event| site.doc(event.doc).tags.contains(&tag);
            log.list(EventList::Feed).filter(is_tagged).collect()
        }
        FeedSubject::Target(Target::Entity(entity)) => {
            let events = log.of_entity(entity, EventList::Feed);
            events.filter(|event| is_held(site, event, entity)).collect()
        }
        _ => log.list(EventList::Feed).collect(),
    }
}

/// Whether an event is about what an actor holds: how it moved, and what it and later texts say of each other.
fn is_held(site: &Site, event: &Event, actor: EntityId) -> bool {
    let later = event.block.is_some_and(|block| site.holders(block).contains(&actor));
    match event.subject {
        Some(Target::Block(earlier)) => later || site.holders(earlier).contains(&actor),
        _ => later,
    }
}

/// The entries that were published last as far as a feed has them, the newest first and on one day the debate first. A text
/// is one entry, on the day of its last change; the corrections of a day are one.
fn newest(site: &Site, publications: &Publications, events: Vec<Event>) -> Vec<FeedEntry> {
    let mut dated: Vec<(Date, Event)> = Vec::new();
    for event in events {
        dated.push((publications.first_of(site, &event), event));
    }
    dated.sort_by_key(|(published, event)| {
        let published = Reverse(published.first());
        (published, rank(event.kind), Reverse(event.date.first()), event.block, event.doc)
    });
    let mut texts = HashSet::new();
    dated.retain(|(_, event)| !event.kind.is_text() || texts.insert(event.doc));
    let mut entries: Vec<FeedEntry> = Vec::new();
    for (published, event) in dated {
        match entries.last_mut() {
            _ if !is_correction(event.kind) => entries.push(FeedEntry::Event(event)),
            Some(FeedEntry::Corrections(date, day)) if date.first() == published.first() => {
                day.push(event);
            }
            _ => entries.push(FeedEntry::Corrections(published, vec![event])),
        }
    }
    entries.truncate(site.config.feed_entries);
    entries
}

/// Whether the editors corrected their record. An answer is the debate's, wherever it is written.
fn is_correction(kind: EventKind) -> bool {
    match kind {
        EventKind::Correction { .. } => true,
        EventKind::Relation { kind, origin: RelationOrigin::Correction } => {
            kind != RelationKind::Answers
        }
        _ => false,
    }
}

/// The order on one day: what the debate did first, then whole texts, then the editors' corrections.
fn rank(kind: EventKind) -> u8 {
    match kind {
        _ if is_correction(kind) => 6,
        EventKind::Relation { .. } => 0,
        EventKind::PositionStated(_) | EventKind::PositionReread => 1,
        EventKind::QuestionSettled(_) => 2,
        EventKind::QuestionAsked => 3,
        EventKind::GapNoted | EventKind::GapClosed(_) => 5,
        _ => 4,
    }
}
