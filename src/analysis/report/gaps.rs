//! What was looked for and not found: gaps, and how long the same has been missing.

use crate::model::*;

/// How long the same has been missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GapStreak {
    /// In how many gathers, the newest one included.
    pub gathers: usize,
    /// The day of the first of them.
    pub first: Option<Date>,
}

/// Follows a gap back through the gaps that it confirms: those are about the same.
pub(crate) fn gap_streak(site: &Site, gap: BlockId) -> GapStreak {
    let mut chain = vec![gap];
    let mut at = 0;
    while at < chain.len() {
        for relation in site.relations_from(chain[at]) {
            let earlier = relation.to;
            if relation.kind == RelationKind::Confirms
                && is_gap(site, earlier)
                && site.is_visible(Target::Block(earlier))
                && !chain.contains(&earlier)
            {
                chain.push(earlier);
            }
        }
        at += 1;
    }
    let mut docs: Vec<DocId> = chain.iter().map(|id| site.block(*id).doc).collect();
    docs.sort();
    docs.dedup();
    GapStreak {
        gathers: docs.len(),
        first: chain.iter().filter_map(|id| site.block(*id).date).min(),
    }
}

/// The gaps of a topic that nothing filled, those that have been missing for longest first. Of gaps on the same subject
/// only the newest is listed.
pub(crate) fn open_gaps(site: &Site, topic: &Topic) -> Vec<(BlockId, GapStreak)> {
    let mut open = Vec::new();
    for doc in topic.gathers.iter().filter(|doc| site.doc(**doc).visible) {
        for id in site.blocks_of(*doc).filter(|id| is_gap(site, *id)) {
            // A later gap that confirms it is listed instead; any other relation states its outcome.
            if !site.is_ended(id) {
                open.push((id, gap_streak(site, id)));
            }
        }
    }
    open.sort_by_key(|(id, streak)| (streak.first, *id));
    open
}

fn is_gap(site: &Site, id: BlockId) -> bool {
    matches!(site.block(id).kind, BlockKind::Observation { kind } if kind.base == ObservationKind::Gap)
}
