//! References in the tree: links with their addresses, citations with what stands beside their keys.

use super::citation;
use super::tree::{NodeIndex, NodeKind, Reference, ReferenceKind, WordRange};
use super::tree_builder::TreeBuilder;
use std::ops::Range;

impl TreeBuilder<'_> {
    pub(super) fn reference(
        &mut self,
        kind: ReferenceKind,
        range: Range<usize>,
        details: u32,
    ) -> u32 {
        let node = self.nodes.len() as NodeIndex;
        let (start, end) = (range.start as u32, range.end as u32);
        self.references.push(Reference { kind, node, start, end, details });
        self.references.len() as u32 - 1
    }

    pub(super) fn link(
        &mut self,
        kind: ReferenceKind,
        address: &str,
        title: &str,
        range: &Range<usize>,
    ) -> u32 {
        let details = self.stored(address);
        self.stored(title);
        self.reference(kind, range.clone(), details)
    }

    pub(super) fn citation(&mut self, range: Range<usize>) {
        let first = self.references.len() as u32;
        for key in citation::keys(&self.source[range.clone()], range.start) {
            let details = self.words.len() as u32;
            for detail in [key.prefix, key.locator] {
                let detail = detail.unwrap_or(0..0);
                let (start, len) = (detail.start as u32, detail.len() as u32);
                self.words.push(WordRange { start, len, is_pooled: false });
            }
            self.reference(ReferenceKind::Citation, key.key, details);
        }
        self.skipped = 1;
        self.leaf(NodeKind::Citation, first, range);
    }
}
