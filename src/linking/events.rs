//! The event log: what happened when, from visible documents and passages only.

use crate::model::*;
use std::collections::{BTreeSet, HashMap};

/// Fills [`Site::events`]. Needs [`Site::index`].
pub(super) fn collect(site: &mut Site) {
    let mut builder = EventBuilder { site, events: Vec::new() };
    builder.texts();
    builder.passages();
    builder.relations();
    builder.first_mentions();
    let mut events = builder.events;
    let order = topic_order(site);
    events.sort_by_cached_key(|event| {
        let topic = site.doc(event.doc).topic;
        (event.date, topic.map_or(usize::MAX, |topic| order[&topic]))
    });
    site.events = EventLog::new(events, |event| related(site, event));
}

/// The place of each topic in the editor's order.
fn topic_order(site: &Site) -> HashMap<TopicId, usize> {
    let mut topics: Vec<TopicId> = site.topic_ids().collect();
    topics.sort_by_key(|id| (site.topic(*id).order, *id));
    topics.into_iter().enumerate().map(|(place, id)| (id, place)).collect()
}

struct EventBuilder<'a> {
    site: &'a Site,
    events: Vec<Event>,
}

impl EventBuilder<'_> {
    /// Adds an event that has a day and whose day has come.
    fn add(&mut self, date: Option<Date>, kind: EventKind, doc: DocId, block: Option<BlockId>) {
        self.add_about(date, kind, doc, block, None);
    }

    fn add_about(
        &mut self,
        date: Option<Date>,
        kind: EventKind,
        doc: DocId,
        block: Option<BlockId>,
        subject: Option<Target>,
    ) {
        let Some(date) = date else { return };
        if let Some(today) = self.site.as_of
            && date.first() > today.last()
        {
            return;
        }
        self.events.push(Event { date, kind, doc, block, subject });
    }

    /// What happened to whole texts and to watch lists.
    fn texts(&mut self) {
        let site = self.site;
        for topic in &site.topics {
            for id in &topic.gathers {
                self.text(*id, EventKind::GatherPublished);
            }
            for id in &topic.articles {
                self.text(*id, EventKind::ArticlePublished);
            }
            for id in &topic.threads {
                self.text(*id, EventKind::ThreadOpened);
            }
            for (change, index) in topic.watch.changelog.iter().zip(0..) {
                let kind = EventKind::WatchListChanged(index);
                self.add(Some(change.date), kind, topic.doc, None);
            }
        }
    }

    fn text(&mut self, id: DocId, published: EventKind) {
        let doc = self.site.doc(id);
        if doc.visible {
            self.add(doc.recorded(), published, id, None);
            if doc.updated != doc.recorded() {
                self.add(doc.updated, EventKind::TextUpdated, id, None);
            }
        }
    }

    fn passages(&mut self) {
        let site = self.site;
        for doc in site.doc_ids().filter(|id| site.doc(*id).visible) {
            for block in site.blocks_of(doc) {
                self.passage(doc, block);
            }
        }
    }

    fn passage(&mut self, doc: DocId, id: BlockId) {
        let block = self.site.block(id);
        match block.kind {
            BlockKind::Event => self.add(block.date, EventKind::Occurrence, doc, Some(id)),
            BlockKind::Position { change, .. } => {
                let kind = match self.site.is_rereading(id) {
                    true => EventKind::PositionReread,
                    false => EventKind::PositionStated(change),
                };
                self.add(block.date, kind, doc, Some(id));
            }
            BlockKind::Correction => {
                let mut relations = self.site.relations_from(id);
                let relations = relations.any(|relation| is_visible(self.site, relation));
                self.add(block.date, EventKind::Correction { relations }, doc, Some(id));
            }
            BlockKind::Question { kind, status, asked, .. } => {
                let (asking, settling) = match kind {
                    QuestionKind::Debate => {
                        (EventKind::QuestionAsked, EventKind::QuestionSettled(status))
                    }
                    QuestionKind::Gap => (EventKind::GapNoted, EventKind::GapClosed(status)),
                };
                self.add(asked.or(self.site.recorded(id)), asking, doc, Some(id));
                // An answer has no day of its own but that of its text.
                if status != QuestionStatus::Open && self.site.dated_answers(id).next().is_none() {
                    let date = self.site.doc(doc).last_change();
                    self.add(date, settling, doc, Some(id));
                }
            }
            BlockKind::Note { source } => {
                let subject = Some(Target::Source(source));
                let date = self.site.recorded(id);
                self.add_about(date, EventKind::SourceNoted, doc, Some(id), subject);
            }
            _ => {}
        }
    }

    fn relations(&mut self) {
        let site = self.site;
        for relation in site.relations().filter(|relation| is_visible(site, relation)) {
            let block = site.block(relation.from);
            let origin = match block.kind {
                BlockKind::Event | BlockKind::Position { .. } => RelationOrigin::Item,
                BlockKind::Correction => RelationOrigin::Correction,
                _ => RelationOrigin::Passage,
            };
            let kind = EventKind::Relation { kind: relation.kind, origin };
            let subject = Some(Target::Block(relation.to));
            let date = site.recorded(relation.from);
            self.add_about(date, kind, relation.from.doc, Some(relation.from), subject);
        }
    }

    fn first_mentions(&mut self) {
        let site = self.site;
        let sources = site.source_ids().map(Target::Source);
        for target in sources.chain(site.entity_ids().map(Target::Entity)) {
            if let Some(block) = first_dated(site, site.backlinks(target)) {
                let date = site.doc(block.doc).recorded();
                let (kind, place) = (EventKind::FirstMentioned, Some(block));
                self.add_about(date, kind, block.doc, place, Some(target));
            }
        }
    }
}

fn is_visible(site: &Site, relation: &Relation) -> bool {
    [relation.from, relation.to].iter().all(|block| site.is_visible(Target::Block(*block)))
}

/// The oldest mention in a gather or article; a passage of a living page may have come on any day.
///
/// The list has the newest document first.
fn first_dated(site: &Site, mentions: &[RefId]) -> Option<BlockId> {
    let mut first: Option<BlockId> = None;
    for mention in mentions.iter().rev() {
        let block = site.reference(*mention).block;
        let doc = site.doc(block.doc);
        match first {
            // The mentions of one document are now in reverse order of its text.
            Some(earlier) if earlier.doc == block.doc => first = Some(block),
            Some(_) => break,
            None => {
                let is_dated = (doc.is_gather() || doc.is_article()) && doc.date.is_some();
                if is_dated && site.is_visible(Target::Block(block)) {
                    first = Some(block);
                }
            }
        }
    }
    first
}

/// The topics, documents, entities and sources that an event concerns.
fn related(site: &Site, event: &Event) -> BTreeSet<Target> {
    let mut targets = BTreeSet::from([Target::Doc(event.doc)]);
    targets.extend(site.doc(event.doc).topic.map(Target::Topic));
    if let Some(block) = event.block {
        targets.extend(site.entities_of(block).into_iter().map(Target::Entity));
    }
    match event.subject {
        Some(Target::Block(earlier)) => {
            let block = site.block(earlier);
            targets.insert(Target::Doc(block.doc));
            targets.extend(site.doc(block.doc).topic.map(Target::Topic));
            targets.extend(site.entities_of(earlier).into_iter().map(Target::Entity));
            if let BlockKind::Note { source } = block.kind {
                targets.insert(Target::Source(source));
            }
        }
        Some(subject) => {
            targets.insert(subject);
        }
        None => {}
    }
    targets
}
