//! The first sentences of passages that many pages show, each made once.

use super::contradictions::Contradictions;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Those of passages that speak of others, that others speak of, and that are sides of contradictions.
pub(crate) struct FirstSentences {
    by_block: FxHashMap<BlockId, OnceLock<Box<str>>>,
}

impl FirstSentences {
    pub(super) fn new(site: &Site, contradictions: &Contradictions) -> FirstSentences {
        let related = site.index.relations_from.keys().chain(site.index.relations_to.keys());
        let sides = contradictions.statements().filter_map(|statement| match statement {
            StatementId::Block(block) => Some(block),
            _ => None,
        });
        let blocks = related.copied().chain(sides);
        FirstSentences { by_block: blocks.map(|block| (block, OnceLock::new())).collect() }
    }

    /// The first sentence of a passage; it is made if it is not kept.
    pub(crate) fn of(&self, block: BlockId, make: impl FnOnce() -> String) -> String {
        match self.by_block.get(&block) {
            Some(kept) => kept.get_or_init(|| make().into()).to_string(),
            None => make(),
        }
    }
}
