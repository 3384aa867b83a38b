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

/// One feed and its entries, the newest first.
#[derive(Debug)]
pub struct FeedChannel {
    /// What the feed is about; `None` for the whole site.
    pub target: Option<Target>,
    /// The page that the feed belongs to, from the site's root.
    pub page: String,
    pub entries: Vec<FeedEntry>,
}

impl FeedChannel {
    /// The paths of the feed as Atom and as JSON.
    pub fn paths(&self) -> [String; 2] {
        href::feeds(&self.page)
    }

    /// site, topic, thread or actor.
    pub fn scope(&self) -> &'static str {
        match self.target {
            Some(Target::Topic(_)) => "topic",
            Some(Target::Doc(_)) => "thread",
            Some(_) => "actor",
            None => "site",
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
    let mut targets = vec![None];
    targets.extend(indexes.shown.iter().map(|topic| Some(Target::Topic(*topic))));
    for topic in &indexes.shown {
        let threads = &indexes.topic(*topic).threads;
        targets.extend(threads.iter().map(|thread| Some(Target::Doc(*thread))));
    }
    for entity in &indexes.entities {
        if site.index.perspectives.contains_key(entity) {
            targets.push(Some(Target::Entity(*entity)));
        }
    }
    let mut channels = Vec::new();
    for target in targets {
        let entries = newest(site, publications, events_of(site, target));
        if !entries.is_empty() {
            let page = target.map_or("index.html", |target| paths.of(site, target).0);
            channels.push(FeedChannel { target, page: page.to_string(), entries });
        }
    }
    channels
}

fn events_of(site: &Site, target: Option<Target>) -> Vec<Event> {
    let log = &site.events;
    match target {
        Some(Target::Topic(topic)) => log.of_topic(topic, EventList::Feed).collect(),
        Some(Target::Doc(doc)) => log.of_doc(doc, EventList::Feed).collect(),
        Some(Target::Entity(entity)) => {
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
