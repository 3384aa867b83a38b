//! What is new or changed, and since when: for readers who come back.
//!
//! The words here are those of `data-change` in the pages; the script of the last visit and the template with its words
//! know them.

use crate::model::*;
use serde::Serialize;

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    New,
    Moved,
    Overtaken,
    Corrected,
    Answered,
    Source,
}

impl From<RelationKind> for Mark {
    /// What a relation does to the block that it is about.
    fn from(kind: RelationKind) -> Mark {
        match kind {
            RelationKind::Overtakes => Mark::Overtaken,
            RelationKind::Corrects | RelationKind::Disputes => Mark::Corrected,
            RelationKind::Answers => Mark::Answered,
            RelationKind::Confirms => Mark::New,
        }
    }
}

impl From<ChangeWord> for Mark {
    fn from(word: ChangeWord) -> Mark {
        if word == ChangeWord::FirstTracked { Mark::New } else { Mark::Moved }
    }
}
