//! The event log: what happened when.

use super::date::Date;
use super::ids::{BlockId, DocId, EntityId, SourceId, Target, TopicId};
use super::words::{ChangeWord, QuestionStatus, RelationKind};
use std::collections::HashMap;

/// One thing that happened on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    pub date: Date,
    pub kind: EventKind,
    /// The document that records it; for a watch list, its topic's.
    pub doc: DocId,
    /// The passage that records it; `None` for what happens to a whole document or a watch list.
    pub block: Option<BlockId>,
    /// What it happened to: the earlier passage of a relation, the source of a note, who or what is mentioned first.
    pub subject: Option<Target>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    GatherPublished,
    ArticlePublished,
    ThreadOpened,
    /// A thread, article or gather was rewritten.
    TextUpdated,
    /// An item of a list of events.
    Occurrence,
    PositionStated(ChangeWord),
    /// A dated position that cites only what earlier ones cite: the same document was read again, and nothing moved.
    PositionReread,
    QuestionAsked,
    /// A question is not open any more, and no dated passage says that it answers it.
    QuestionSettled(QuestionStatus),
    /// Something that the search did not find was noted as a gap of the record.
    GapNoted,
    /// A gap of the record is not open any more.
    GapClosed(QuestionStatus),
    /// The editors corrected the record; with `relations`, each correction of a passage is an event too.
    Correction {
        relations: bool,
    },
    /// A later passage overtook, corrected, disputed, confirmed or answered an earlier one.
    Relation {
        kind: RelationKind,
        origin: RelationOrigin,
    },
    /// Index into the changelog of the topic's watch list.
    WatchListChanged(u32),
    /// A source was summarised in a note.
    SourceNoted,
    /// The first gather or article that names a source or an entity.
    FirstMentioned,
}

/// What the later passage of a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationOrigin {
    /// A note or paragraph, which is not an event of its own.
    Passage,
    /// A dated item, which is an event of its own.
    Item,
    /// A correction by the editors, which is an event of its own.
    Correction,
}

/// Whether the debate moved or its record was kept up. Lists that are about the debate never show housekeeping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventClass {
    Debate,
    Housekeeping,
}

/// Where events are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventList {
    /// Timelines of topics and of the site, and their exports.
    Timeline,
    /// Charts of activity: along timelines and by month.
    Activity,
    /// Changes by month, since the last visit, and when a page changed last.
    Changes,
    /// The totals of the newest month with changes in the debate.
    Digest,
    /// The short list of what moved last.
    Moves,
    /// The history of a thread or an article.
    DocHistory,
    EntityHistory,
    SourceHistory,
    Feed,
    /// What changed between two days.
    Diff,
}

impl EventKind {
    /// The lists that show events of this kind.
    ///
    /// A dated item that speaks of earlier passages is one entry where items are listed (timelines, changes, moves), and
    /// its relations are the entries where passages are followed (histories, feeds, diffs).
    pub fn lists(self) -> &'static [EventList] {
        use EventList::{
            Activity, Changes, Diff, Digest, DocHistory, EntityHistory, Feed, Moves, SourceHistory,
            Timeline,
        };
        match self {
            EventKind::GatherPublished => &[Timeline, Activity, Changes, Digest, Moves, Feed, Diff],
            EventKind::ArticlePublished => {
                &[Timeline, Activity, Changes, Digest, Moves, DocHistory, Feed, Diff]
            }
            EventKind::ThreadOpened | EventKind::TextUpdated => &[Changes, DocHistory, Feed, Diff],
            EventKind::Occurrence => &[Timeline, Activity, EntityHistory, Diff],
            EventKind::PositionStated(_) => {
                &[Timeline, Activity, Changes, Digest, Moves, DocHistory, EntityHistory, Feed, Diff]
            }
            EventKind::PositionReread => &[Changes, DocHistory, EntityHistory],
            EventKind::QuestionAsked => &[Changes, Digest, DocHistory, Feed, Diff],
            EventKind::QuestionSettled(_) => {
                &[Timeline, Changes, Digest, Moves, DocHistory, Feed, Diff]
            }
            EventKind::GapNoted | EventKind::GapClosed(_) => &[Changes, DocHistory, Feed, Diff],
            EventKind::Correction { relations: false } => {
                &[Timeline, Changes, DocHistory, Feed, Diff]
            }
            EventKind::Correction { relations: true } => &[Timeline, Changes, DocHistory],
            // What came of a forecast is the editors' judgement.
            EventKind::Relation { kind: RelationKind::Judges, origin: RelationOrigin::Passage } => {
                &[Timeline, Changes, DocHistory, EntityHistory, SourceHistory, Feed, Diff]
            }
            EventKind::Relation { origin: RelationOrigin::Passage, .. } => &[
                Timeline,
                Activity,
                Changes,
                Digest,
                Moves,
                DocHistory,
                EntityHistory,
                SourceHistory,
                Feed,
                Diff,
            ],
            // That a question was answered is news beside the item that answers it.
            EventKind::Relation { kind: RelationKind::Answers, origin: RelationOrigin::Item } => {
                &[Changes, Digest, Moves, DocHistory, EntityHistory, SourceHistory, Feed, Diff]
            }
            EventKind::Relation { .. } => &[DocHistory, EntityHistory, SourceHistory, Feed, Diff],
            EventKind::WatchListChanged(_) => &[Changes],
            EventKind::SourceNoted => &[SourceHistory],
            EventKind::FirstMentioned => &[EntityHistory, SourceHistory],
        }
    }

    pub fn is_in(self, list: EventList) -> bool {
        self.lists().contains(&list)
    }

    pub fn class(self) -> EventClass {
        match self {
            EventKind::ThreadOpened
            | EventKind::TextUpdated
            | EventKind::PositionReread
            | EventKind::GapNoted
            | EventKind::GapClosed(_)
            | EventKind::Correction { .. }
            | EventKind::Relation { origin: RelationOrigin::Correction, .. }
            | EventKind::Relation { kind: RelationKind::Judges, origin: RelationOrigin::Passage }
            | EventKind::WatchListChanged(_) => EventClass::Housekeeping,
            _ => EventClass::Debate,
        }
    }

    /// The kind in a word, for templates and data files.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::GatherPublished => "gather",
            EventKind::ArticlePublished => "article",
            EventKind::ThreadOpened => "opened",
            EventKind::TextUpdated => "updated",
            EventKind::Occurrence => "event",
            EventKind::PositionStated(_) => "position",
            EventKind::PositionReread => "reread",
            EventKind::QuestionAsked => "question",
            EventKind::QuestionSettled(_) => "settled",
            EventKind::GapNoted => "gap",
            EventKind::GapClosed(_) => "gap-closed",
            EventKind::Correction { .. } => "correction",
            EventKind::Relation { .. } => "relation",
            EventKind::WatchListChanged(_) => "watch",
            EventKind::SourceNoted => "noted",
            EventKind::FirstMentioned => "first",
        }
    }

    /// Whether it happened to a whole document.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            EventKind::GatherPublished
                | EventKind::ArticlePublished
                | EventKind::ThreadOpened
                | EventKind::TextUpdated
        )
    }
}

/// All events that are visible on the day of the build, oldest first, with indexes into them.
///
/// On one day they are in the order of the topics, then texts, watch lists, passages and relations.
#[derive(Debug, Default)]
pub struct EventLog {
    pub all: Vec<Event>,
    by_topic: HashMap<TopicId, Vec<u32>>,
    by_doc: HashMap<DocId, Vec<u32>>,
    by_entity: HashMap<EntityId, Vec<u32>>,
    by_source: HashMap<SourceId, Vec<u32>>,
}

impl EventLog {
    /// `related` returns the topics, documents, entities and sources that an event concerns.
    pub(crate) fn new(
        mut all: Vec<Event>,
        related: impl Fn(&Event) -> std::collections::BTreeSet<Target>,
    ) -> EventLog {
        all.sort_by_key(|event| event.date);
        all.shrink_to_fit();
        let mut log = EventLog::default();
        for (event, index) in all.iter().zip(0u32..) {
            for target in related(event) {
                match target {
                    Target::Topic(topic) => log.by_topic.entry(topic).or_default().push(index),
                    Target::Doc(doc) => log.by_doc.entry(doc).or_default().push(index),
                    Target::Entity(entity) => log.by_entity.entry(entity).or_default().push(index),
                    Target::Source(source) => log.by_source.entry(source).or_default().push(index),
                    _ => {}
                }
            }
        }
        EventLog { all, ..log }
    }

    /// The events of one list, oldest first.
    pub fn list(&self, list: EventList) -> impl Iterator<Item = Event> + '_ {
        self.all.iter().copied().filter(move |event| event.kind.is_in(list))
    }

    /// The events of a topic's documents, and what other topics say of their passages.
    pub fn of_topic(&self, topic: TopicId, list: EventList) -> impl Iterator<Item = Event> + '_ {
        self.select(self.by_topic.get(&topic), list)
    }

    /// The events of a document, and what others say of its passages.
    pub fn of_doc(&self, doc: DocId, list: EventList) -> impl Iterator<Item = Event> + '_ {
        self.select(self.by_doc.get(&doc), list)
    }

    /// The events of passages that an entity holds or that name it.
    pub fn of_entity(&self, entity: EntityId, list: EventList) -> impl Iterator<Item = Event> + '_ {
        self.select(self.by_entity.get(&entity), list)
    }

    /// The events of a source and of the notes on it.
    pub fn of_source(&self, source: SourceId, list: EventList) -> impl Iterator<Item = Event> + '_ {
        self.select(self.by_source.get(&source), list)
    }

    fn select<'a>(
        &'a self,
        indices: Option<&'a Vec<u32>>,
        list: EventList,
    ) -> impl Iterator<Item = Event> + 'a {
        let events = indices.into_iter().flatten().map(|index| self.all[*index as usize]);
        events.filter(move |event| event.kind.is_in(list))
    }
}
