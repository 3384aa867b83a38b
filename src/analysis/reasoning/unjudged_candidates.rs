//! What rules proposed and no editor judged.

use super::finding::Candidate;
use crate::model::*;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Candidates that no record judged yet, by their sides.
pub(super) struct UnjudgedCandidates {
    all: Vec<Option<Candidate>>,
    /// By statement, the candidates of which it is a side; of each candidate the side that most have in common is left out.
    by_side: HashMap<StatementId, Vec<usize>>,
    /// By candidate, the side that is left out.
    commonest: Vec<StatementId>,
}

impl UnjudgedCandidates {
    pub(super) fn new(candidates: Vec<Candidate>) -> UnjudgedCandidates {
        let mut counts: HashMap<StatementId, usize> = HashMap::new();
        for side in candidates.iter().flat_map(|candidate| &candidate.sides) {
            *counts.entry(*side).or_default() += 1;
        }
        let mut by_side: HashMap<StatementId, Vec<usize>> = HashMap::new();
        let mut commonest = Vec::with_capacity(candidates.len());
        for (candidate, n) in candidates.iter().zip(0..) {
            let sides = candidate.sides.iter().copied();
            let common = sides.max_by_key(|side| counts[side]).expect("a candidate has sides");
            for side in candidate.sides.iter().filter(|side| **side != common) {
                by_side.entry(*side).or_default().push(n);
            }
            commonest.push(common);
        }
        let all = candidates.into_iter().map(Some).collect();
        UnjudgedCandidates { all, by_side, commonest }
    }

    /// Takes those that a record judges, and returns the first: at least two of its statements are the record's. Several rules
    /// can find the same statements; all of these are judged.
    pub(super) fn take(&mut self, entry: &LedgerEntry) -> Option<Candidate> {
        let sides: HashSet<StatementId> = entry.sides.iter().copied().collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for n in sides.iter().filter_map(|side| self.by_side.get(side)).flatten() {
            *shared.entry(*n).or_default() += 1;
        }
        let mut judged = None;
        for (n, shared) in shared {
            let shared = shared + usize::from(sides.contains(&self.commonest[n]));
            let is_judged = |candidate: &mut Candidate| {
                shared == candidate.sides.len() || shared >= 2 && candidate.kind == entry.kind
            };
            let taken = self.all[n].take_if(is_judged);
            judged = judged.or(taken);
        }
        judged
    }

    pub(super) fn into_rest(self) -> impl Iterator<Item = Candidate> {
        self.all.into_iter().flatten()
    }
}
