//! Which feeds there are, and the events of each.

use crate::model::*;
use crate::pages::context::indexes::Indexes;
use crate::pages::urls::href;
use std::cmp::Reverse;
use std::collections::HashSet;

/// One feed and its events, the newest first.
#[derive(Debug)]
pub struct FeedChannel {
    /// What the feed is about; `None` for the whole site.
    pub target: Option<Target>,
    /// The page that the feed belongs to, from the site's root.
    pub page: String,
    pub events: Vec<Event>,
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
pub(crate) fn channels(site: &Site, paths: &href::Paths, indexes: &Indexes) -> Vec<FeedChannel> {
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
        let events = newest(site, events_of(site, target));
        if !events.is_empty() {
            let page = target.map_or("index.html", |target| paths.of(site, target).0);
            channels.push(FeedChannel { target, page: page.to_string(), events });
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

/// The newest events as far as a feed has them, the newest first. A text is one entry, on the day of its last change.
fn newest(site: &Site, mut events: Vec<Event>) -> Vec<Event> {
    events.sort_by_key(|event| {
        (Reverse(event.date.first()), rank(event.kind), event.block, event.doc)
    });
    let mut texts = HashSet::new();
    events.retain(|event| !event.kind.is_text() || texts.insert(event.doc));
    events.truncate(site.config.feed_entries);
    events
}

/// The order on one day: what is wrong first, whole texts last.
fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Relation { .. } => 0,
        EventKind::Correction { .. } => 1,
        EventKind::PositionStated(_) | EventKind::PositionReread => 2,
        EventKind::QuestionSettled(_) => 3,
        EventKind::QuestionAsked => 4,
        _ => 5,
    }
}
