//! What later passages decided on each claim.

use crate::model::*;
use rustc_hash::FxHashMap;

/// A verdict on a claim: that it was corrected, disputed or overtaken, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub kind: RelationKind,
    pub date: Option<Date>,
}

/// The verdicts on all claims. They are shown wherever a claim is, so they are found once and not for each place: a claim
/// with as many corrections as places would take quadratic time.
#[derive(Debug, Default)]
pub struct Verdicts {
    by_claim: FxHashMap<BlockId, Vec<Verdict>>,
}

impl Verdicts {
    pub(super) fn new(site: &Site) -> Verdicts {
        let mut by_claim: FxHashMap<BlockId, Vec<Verdict>> = FxHashMap::default();
        for claim in site.index.relations_to.keys().copied() {
            let mut verdicts = Vec::new();
            for relation in site.relations_to(claim).filter(|r| r.kind.is_verdict()) {
                if site.is_visible(Target::Block(relation.from)) {
                    let date = site.recorded(relation.from);
                    verdicts.push(Verdict { kind: relation.kind, date });
                }
            }
            verdicts.sort_by_key(|verdict| (verdict.kind.gravity(), verdict.date));
            verdicts.dedup();
            if !verdicts.is_empty() {
                by_claim.insert(claim, verdicts);
            }
        }
        Verdicts { by_claim }
    }

    /// The verdicts on a claim, the gravest first, those of one kind and day once.
    pub fn on(&self, claim: BlockId) -> &[Verdict] {
        self.by_claim.get(&claim).map_or(&[], Vec::as_slice)
    }
}
