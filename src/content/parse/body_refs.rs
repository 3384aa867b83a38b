//! What the blocks of a body cite and link to, in their own words and in the footnotes that they mark.

use super::body::{RawKind, RawRef};
use super::body_reader::BodyReader;
use crate::markdown::{NodeIndex, NodeKind};
use std::ops::Range;

impl BodyReader<'_> {
    /// Gives each reference of the tree to a block: the one that contains it, for a section's heading the first one
    /// below it, for a footnote the one that has its first mark.
    pub(super) fn collect_refs(&mut self) {
        if self.out.blocks.is_empty() {
            return;
        }
        let tree = self.tree;
        // Of each reference its block, and the footnote that contains it.
        let mut places: Vec<Place> = Vec::with_capacity(tree.references.len());
        let mut open: Vec<usize> = Vec::new();
        let mut next = 0;
        let mut root = 0;
        for reference in tree.references.iter() {
            while tree.node(root).next <= reference.node {
                root = tree.node(root).next;
            }
            let root_node = tree.node(root);
            if root_node.kind == NodeKind::Footnote {
                places.push(Place::Footnote(root));
                continue;
            }
            let at = tree.node(reference.node).start;
            while next < self.out.blocks.len() && self.bytes_of(next).start <= at {
                open.push(next);
                next += 1;
            }
            while open.last().is_some_and(|block| self.bytes_of(*block).end <= at) && open.len() > 1
            {
                open.pop();
            }
            let in_heading = root_node.kind == NodeKind::Heading
                && open.last().is_none_or(|b| self.out.blocks[*b].node != root);
            places.push(match open.last() {
                Some(block) if !in_heading => Place::Words(*block as u32),
                _ => Place::Heading(next.min(self.out.blocks.len() - 1) as u32),
            });
        }
        let mut refs = Vec::with_capacity(places.len());
        for (n, place) in places.iter().enumerate() {
            let reference = tree.references[n];
            let at = self.base as u32;
            match *place {
                _ if self.is_in_attribute(reference.start) => {}
                Place::Words(block) => {
                    refs.push(RawRef { reference: n as u32, block, at: at + reference.start });
                }
                Place::Heading(block) => {
                    let at = at + self.bytes_of(block as usize).start;
                    refs.push(RawRef { reference: n as u32, block, at });
                }
                Place::Footnote(_) => {}
            }
        }
        self.collect_footnote_refs(&places, &mut refs);
        refs.sort_by_key(|r| r.block);
        self.out.refs = refs;
    }

    /// What a footnote cites counts where its first mark is; without a mark in the last block.
    fn collect_footnote_refs(&self, places: &[Place], refs: &mut Vec<RawRef>) {
        let tree = self.tree;
        let last = self.out.blocks.len() - 1;
        let unmarked = (last as u32, self.bytes_of(last).start);
        let mut marks: Vec<(u32, u32)> = Vec::with_capacity(tree.footnotes.len());
        for footnote in tree.footnotes.iter() {
            let mark = footnote.mark.map(|mark| {
                let at = tree.references[mark as usize].start;
                match places[mark as usize] {
                    Place::Words(block) | Place::Heading(block) => (block, at),
                    Place::Footnote(outer) => {
                        let outer = tree.footnote_at(outer);
                        marks.get(outer).copied().unwrap_or(unmarked)
                    }
                }
            });
            let (block, at) = mark.unwrap_or(unmarked);
            marks.push((block, at));
            for n in tree.references_in(&tree.node(footnote.node).range()) {
                let at = self.base as u32 + at;
                refs.push(RawRef { reference: n as u32, block, at });
            }
        }
    }

    /// The bytes of a block with its prefix; those of a block with parts end where these begin.
    fn bytes_of(&self, block: usize) -> Range<u32> {
        let block = &self.out.blocks[block];
        let node = self.tree.node(block.node);
        match block.kind {
            RawKind::Tension(_) | RawKind::Question | RawKind::Forecast | RawKind::Position(_) => {
                node.start..block.content.end - self.base as u32
            }
            _ => node.start..node.end,
        }
    }

    /// Whether a byte of the body is in an inline field or a block id.
    pub(super) fn is_in_attribute(&self, byte: u32) -> bool {
        let after = self.tree.attributes.partition_point(|a| a.range.start <= byte);
        after > 0 && self.tree.attributes[after - 1].range.contains(&byte)
    }
}

/// The place of a reference.
#[derive(Clone, Copy)]
enum Place {
    Words(u32),
    /// In the heading of the section that begins with a block.
    Heading(u32),
    /// In the definition with this node.
    Footnote(NodeIndex),
}
