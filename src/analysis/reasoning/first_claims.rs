//! Which claims call different holders the first of one kind.

use super::conflicts::DisjointSets;
use super::superlative_words::is_same_first;
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// With how many others a claim is compared at most, and how many that share two words are kept for it. Sets of so many claims
/// are found in part only where most of the compared ones share a holder or a source.
const MOST_COMPARED: usize = 100;

/// What a claim calls the first, each as its words, and of whom, by which sources.
pub(super) struct FirstClaim {
    pub about: Vec<BTreeSet<String>>,
    pub holders: BTreeSet<EntityId>,
    pub cited: BTreeSet<SourceId>,
}

impl FirstClaim {
    fn contradicts(&self, other: &FirstClaim) -> bool {
        let is_same =
            |first: &BTreeSet<String>| other.about.iter().any(|other| is_same_first(first, other));
        self.cited.is_disjoint(&other.cited)
            && self.holders.is_disjoint(&other.holders)
            && self.about.iter().any(is_same)
    }

    /// The pairs of words of one phrase, each once.
    fn pairs(&self) -> FxHashSet<(&str, &str)> {
        let mut pairs = FxHashSet::default();
        for about in &self.about {
            for (n, word) in about.iter().enumerate() {
                pairs.extend(about.iter().skip(n + 1).map(|other| (word.as_str(), other.as_str())));
            }
        }
        pairs
    }
}

/// The sets of claims, by index, that contradict each other, directly or over others.
pub(super) fn sets_of_firsts(claims: &[FirstClaim]) -> Vec<Vec<usize>> {
    let mut sets = DisjointSets::new(claims.len());
    for (n, others) in comparable(claims).into_iter().enumerate() {
        for other in others {
            if !sets.are_joined(n, other) && claims[n].contradicts(&claims[other]) {
                sets.join(n, other);
            }
        }
    }
    sets.with_several()
}

/// For each claim others that share two words with it, those first that share the rarest.
fn comparable(claims: &[FirstClaim]) -> Vec<Vec<usize>> {
    let mut by_pair: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    for (claim, n) in claims.iter().zip(0..) {
        for pair in claim.pairs() {
            by_pair.entry(pair).or_default().push(n);
        }
    }
    let mut shared = FxHashMap::default();
    for (pair, sharing) in by_pair {
        if sharing.len() > 1 {
            shared.insert(pair, (sharing.len(), of_different_holders(claims, sharing)));
        }
    }
    let mut comparable = Vec::with_capacity(claims.len());
    for (claim, n) in claims.iter().zip(0..) {
        let pairs = claim.pairs();
        let mut sharing: Vec<_> = pairs.iter().filter_map(|pair| shared.get(pair)).collect();
        sharing.sort_unstable();
        let mut others: Vec<usize> = Vec::new();
        let mut is_listed = FxHashSet::from_iter([n]);
        for other in sharing.into_iter().flat_map(|(_, others)| others) {
            if others.len() < MOST_COMPARED && is_listed.insert(*other) {
                others.push(*other);
            }
        }
        comparable.push(others);
    }
    comparable
}

/// The claims that are compared with all others: all, or of many some of each holder.
fn of_different_holders(claims: &[FirstClaim], mut sharing: Vec<usize>) -> Vec<usize> {
    if sharing.len() > MOST_COMPARED {
        let mut counts: FxHashMap<&BTreeSet<EntityId>, usize> = FxHashMap::default();
        sharing.sort_by_cached_key(|n| {
            let count = counts.entry(&claims[*n].holders).or_default();
            *count += 1;
            (*count, *n)
        });
        sharing.truncate(MOST_COMPARED);
    }
    sharing
}

#[cfg(test)]
mod tests {
    use super::super::superlative_words::SuperlativeWords;
    use super::*;

    fn claim(text: &str, holder: u32, source: u32) -> FirstClaim {
        let about = SuperlativeWords::of("en").firsts(text);
        let (holders, cited) = ([EntityId(holder)].into(), [SourceId(source)].into());
        FirstClaim { about, holders, cited }
    }

    #[test]
    fn sets_are_those_of_a_comparison_of_all_pairs() {
        let mut claims = Vec::new();
        for n in 0..90_usize {
            let at = |shift: usize| (n * 7919 + n / 7 * 104_729) >> shift & 7;
            let words: Vec<String> =
                (0..3 + n % 4).map(|k| format!("w{}", at(k) + 4 * k)).collect();
            let text = format!("It is the first model {}.", words.join(" "));
            claims.push(claim(&text, at(2) as u32 % 3, at(3) as u32));
        }
        let mut all = DisjointSets::new(claims.len());
        for a in 0..claims.len() {
            for b in 0..a {
                if claims[a].contradicts(&claims[b]) {
                    all.join(a, b);
                }
            }
        }
        let all = all.with_several();
        assert!(all.iter().map(Vec::len).sum::<usize>() > 20, "{all:?}");
        assert_eq!(sets_of_firsts(&claims), all);
    }

    #[test]
    fn claims_are_compared_with_few_others_however_many_there_are() {
        let text = "It is the first frontier model without such hardware.";
        // two holders, the second only in the last claim
        let mut claims: Vec<FirstClaim> = (0..4999).map(|n| claim(text, 0, n)).collect();
        assert_eq!(sets_of_firsts(&claims), Vec::<Vec<usize>>::new());
        claims.push(claim(text, 1, 4999));
        assert_eq!(sets_of_firsts(&claims), [(0..5000).collect::<Vec<_>>()]);
        let compared: usize = comparable(&claims).iter().map(Vec::len).sum();
        assert!(compared <= 5000 * MOST_COMPARED, "{compared}");
    }
}
