//! What rules proposed and no editor judged.

use super::finding::Candidate;
use crate::model::*;
use std::collections::{BTreeMap, HashMap};

/// Candidates that no record judged yet, by their sides.
pub(super) struct UnjudgedCandidates {
    all: Vec<Option<Candidate>>,
    by_side: HashMap<StatementId, Vec<usize>>,
}

impl UnjudgedCandidates {
    pub(super) fn new(candidates: Vec<Candidate>) -> UnjudgedCandidates {
        let mut by_side: HashMap<StatementId, Vec<usize>> = HashMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            for side in &candidate.sides {
                by_side.entry(*side).or_default().push(index);
            }
        }
        UnjudgedCandidates { all: candidates.into_iter().map(Some).collect(), by_side }
    }

    /// Takes those that a record judges, and returns the first: at least two of its statements are the record's. Several rules
    /// can find the same statements; all of these are judged.
    pub(super) fn take(&mut self, entry: &LedgerEntry) -> Option<Candidate> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for index in entry.sides.iter().filter_map(|side| self.by_side.get(side)).flatten() {
            *shared.entry(*index).or_default() += 1;
        }
        let mut judged = None;
        for (index, count) in shared {
            let is_judged = |candidate: &mut Candidate| {
                count == candidate.sides.len() || count >= 2 && candidate.kind == entry.kind
            };
            let taken = self.all[index].take_if(is_judged);
            judged = judged.or(taken);
        }
        judged
    }

    pub(super) fn into_rest(self) -> impl Iterator<Item = Candidate> {
        self.all.into_iter().flatten()
    }
}
