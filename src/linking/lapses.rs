//! Relations that fall with the passage that made them.
//!
//! Where a passage is corrected, what it says of others holds no longer, unless the correcting passage says the same of
//! them. A correction that fell itself lets nothing fall.

use crate::model::*;
use std::collections::{HashMap, HashSet};

/// Sets [`Relation::lapsed`]. Only what is shown on the day counts.
pub(super) fn mark(site: &mut Site) {
    let mut corrections: HashMap<BlockId, Vec<Relation>> = HashMap::new();
    for relation in site.relations().filter(|r| r.kind == RelationKind::Corrects) {
        corrections.entry(relation.to).or_default().push(*relation);
    }
    if corrections.is_empty() {
        return;
    }
    let correctors: HashSet<BlockId> = corrections.values().flatten().map(|r| r.from).collect();
    let mut said = HashSet::new();
    for relation in site.relations().filter(|r| correctors.contains(&r.from)) {
        said.insert((relation.from, relation.kind, relation.to));
    }
    let mut lapses = Lapses { corrections, said, known: HashMap::new() };
    for doc in &mut site.docs {
        for relation in &mut doc.relations {
            relation.lapsed = lapses.has_lapsed(*relation);
        }
    }
}

struct Lapses {
    /// The corrections of each corrected passage.
    corrections: HashMap<BlockId, Vec<Relation>>,
    /// What correcting passages say of others.
    said: HashSet<(BlockId, RelationKind, BlockId)>,
    known: HashMap<Relation, bool>,
}

impl Lapses {
    /// Walks chains of corrections without recursion; in a circle, which is an error elsewhere, the first one holds.
    fn has_lapsed(&mut self, relation: Relation) -> bool {
        let mut open = vec![relation];
        let mut seen = HashSet::from([relation]);
        while let Some(next) = open.last().copied() {
            let before = open.len();
            for correction in self.corrections.get(&next.from).into_iter().flatten() {
                if !self.known.contains_key(correction) && seen.insert(*correction) {
                    open.push(*correction);
                }
            }
            if open.len() == before {
                let lapsed = self.falls(next);
                self.known.insert(next, lapsed);
                open.pop();
            }
        }
        self.known[&relation]
    }

    /// Whether a correction that holds does not renew the relation.
    fn falls(&self, relation: Relation) -> bool {
        let mut corrections = self.corrections.get(&relation.from).into_iter().flatten();
        corrections.any(|correction| {
            let holds = self.known.get(correction) != Some(&true);
            holds && !self.said.contains(&(correction.from, relation.kind, relation.to))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn block(index: u32) -> BlockId {
        BlockId { doc: DocId(0), index }
    }

    /// The relations `from kind to`, in the order of `position`, that lapse.
    fn lapsed(relations: &[(u32, RelationKind, u32)]) -> Vec<(u32, u32)> {
        let mut all = Vec::new();
        for ((from, kind, to), position) in relations.iter().zip(0..) {
            let (from, to) = (block(*from), block(*to));
            all.push(Relation { from, position, kind: *kind, to, lapsed: false });
        }
        let mut lapses =
            Lapses { corrections: HashMap::new(), said: HashSet::new(), known: HashMap::new() };
        for relation in &all {
            if relation.kind == RelationKind::Corrects {
                lapses.corrections.entry(relation.to).or_default().push(*relation);
            }
            lapses.said.insert((relation.from, relation.kind, relation.to));
        }
        all.retain(|relation| lapses.has_lapsed(*relation));
        all.iter().map(|relation| (relation.from.index, relation.to.index)).collect()
    }

    use RelationKind::{Confirms, Corrects, Disputes};

    #[test]
    fn relation_of_a_corrected_passage_lapses() {
        assert_eq!(lapsed(&[(1, Disputes, 0), (2, Corrects, 1)]), [(1, 0)]);
    }

    #[test]
    fn relation_that_the_correction_renews_holds() {
        let renewed = [(1, Disputes, 0), (2, Corrects, 1), (2, Disputes, 0)];
        assert_eq!(lapsed(&renewed), []);
        let changed = [(1, Disputes, 0), (2, Corrects, 1), (2, Confirms, 0)];
        assert_eq!(lapsed(&changed), [(1, 0)]);
    }

    #[test]
    fn correction_that_is_corrected_lets_nothing_lapse() {
        let chain = [(1, Disputes, 0), (2, Corrects, 1), (3, Corrects, 2)];
        assert_eq!(lapsed(&chain), [(2, 1)]);
        let longer = [(1, Disputes, 0), (2, Corrects, 1), (3, Corrects, 2), (4, Corrects, 3)];
        assert_eq!(lapsed(&longer), [(1, 0), (3, 2)]);
    }

    #[test]
    fn long_chain_and_circle_are_walked() {
        let chain: Vec<_> = (0..20_000).map(|n| (n + 1, Corrects, n)).collect();
        assert_eq!(lapsed(&chain).len(), 10_000);
        assert_eq!(lapsed(&[(0, Corrects, 1), (1, Corrects, 0)]).len(), 1);
    }
}
