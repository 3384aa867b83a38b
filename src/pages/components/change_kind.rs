//! What is new or changed, for readers who come back.
//!
//! The words are those of `data-change` in the pages, which the script of the last visit knows.

use crate::model::*;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    New,
    Moved,
    Overtaken,
    Corrected,
    Answered,
    Source,
}

impl From<EventKind> for ChangeKind {
    fn from(kind: EventKind) -> ChangeKind {
        match kind {
            EventKind::PositionStated(change) => change.into(),
            EventKind::Relation { kind, .. } => kind.into(),
            EventKind::Correction { .. } => ChangeKind::Corrected,
            EventKind::QuestionSettled(_) | EventKind::GapClosed(_) => ChangeKind::Answered,
            EventKind::SourceNoted => ChangeKind::Source,
            _ => ChangeKind::New,
        }
    }
}

impl From<RelationKind> for ChangeKind {
    /// What a relation does to the block that it is about.
    fn from(kind: RelationKind) -> ChangeKind {
        match kind {
            RelationKind::Overtakes => ChangeKind::Overtaken,
            RelationKind::Corrects | RelationKind::Disputes => ChangeKind::Corrected,
            RelationKind::Answers | RelationKind::Judges => ChangeKind::Answered,
            RelationKind::Confirms | RelationKind::Contradicts => ChangeKind::New,
        }
    }
}

impl From<ChangeWord> for ChangeKind {
    fn from(word: ChangeWord) -> ChangeKind {
        if word == ChangeWord::FirstTracked { ChangeKind::New } else { ChangeKind::Moved }
    }
}
