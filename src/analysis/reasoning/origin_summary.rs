//! What the citations of one claim come to.

use crate::model::{EvidenceBasis, SourceId};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// What the citations of one claim come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OriginSummary {
    /// Each cited source with the origins that it leads to, in the order of the text.
    pub citations: Vec<(SourceId, Vec<SourceId>)>,
    /// The distinct origins.
    pub origins: Vec<SourceId>,
    /// Groups of cited sources without an origin that lead to each other or to the same sources.
    pub untraced: Vec<Vec<SourceId>>,
    /// Groups of sources that only report each other.
    pub loops: Vec<Arc<[SourceId]>>,
    /// Evidence that several of the origins are made of.
    pub shared_ground: Vec<SourceId>,
}

impl OriginSummary {
    /// How many distinct origins there are at least and at most: each untraced group may be one of those that are known,
    /// or one of its own.
    pub fn range(&self) -> RangeInclusive<usize> {
        let (traced, untraced) = (self.origins.len(), self.untraced.len());
        traced.max(untraced.min(1))..=traced + untraced
    }

    /// The origin on which the whole claim rests, where that is one and nothing is untraced.
    pub fn single_origin(&self) -> Option<SourceId> {
        match (&self.origins[..], self.untraced.is_empty()) {
            ([origin], true) => Some(*origin),
            _ => None,
        }
    }

    pub fn basis(&self) -> EvidenceBasis {
        match (self.origins.len(), self.untraced.is_empty()) {
            (1, true) => EvidenceBasis::OneOrigin,
            (2.., true) => EvidenceBasis::SeveralOrigins,
            _ => EvidenceBasis::Untraced,
        }
    }

    /// Everything that it rests on: its origins and the sources that lead to none.
    pub fn grounds(&self) -> Vec<SourceId> {
        self.origins.iter().chain(self.untraced.iter().flatten()).copied().collect()
    }

    /// Whether everything that it rests on is something that the other rests on too, so that it cannot confirm it. What
    /// cites nothing rests on nothing and repeats nothing.
    pub fn repeats(&self, other: &OriginSummary) -> bool {
        let known_untraced: Vec<SourceId> = other.untraced.concat();
        !self.citations.is_empty()
            && self.origins.iter().all(|origin| other.origins.contains(origin))
            && self.untraced.iter().flatten().all(|source| known_untraced.contains(source))
    }
}
