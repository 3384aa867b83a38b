//! What is new to readers when it is published.

use crate::model::*;

/// What has a day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PublicationItem {
    Document(DocId),
    /// A text was rewritten, by the day that it gives.
    Rewriting(DocId, Date),
    Passage(BlockId),
    /// A question came to a state.
    Settlement(BlockId, QuestionStatus),
    Relation {
        from: BlockId,
        kind: RelationKind,
        to: BlockId,
    },
    /// A change of a topic's search, by its index.
    WatchListChange(TopicId, u32),
    Source(SourceId),
}

impl PublicationItem {
    pub(crate) fn of(site: &Site, event: &Event) -> PublicationItem {
        match (event.kind, event.block, event.subject) {
            (EventKind::TextUpdated, ..) => PublicationItem::Rewriting(event.doc, event.date),
            (EventKind::WatchListChanged(index), ..) => match site.doc(event.doc).topic {
                Some(topic) => PublicationItem::WatchListChange(topic, index),
                None => PublicationItem::Document(event.doc),
            },
            (EventKind::QuestionSettled(status) | EventKind::GapClosed(status), Some(block), _) => {
                PublicationItem::Settlement(block, status)
            }
            (EventKind::Relation { kind, .. }, Some(from), Some(Target::Block(to))) => {
                PublicationItem::Relation { from, kind, to }
            }
            (EventKind::FirstMentioned, _, Some(Target::Source(source))) => {
                PublicationItem::Source(source)
            }
            (EventKind::FirstMentioned, ..) | (_, None, _) => PublicationItem::Document(event.doc),
            (_, Some(block), _) => PublicationItem::Passage(block),
        }
    }
}
