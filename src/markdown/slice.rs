//! A part of a tree that is shown by itself, and the walk over it without recursion.

use super::quotation_marks::{ENGLISH, QuotationMarks};
use super::tree::{Node, NodeIndex, NodeKind, Tree};
use std::ops::Range;

/// The words of one block: nodes, and the bytes of the text within which they count.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
    pub tree: &'a Tree,
    pub source: &'a str,
    pub nodes: Range<NodeIndex>,
    pub bytes: Range<usize>,
}

/// One step of a walk.
#[derive(Clone, Copy, Debug)]
pub(super) enum WalkStep<'a> {
    Open(NodeIndex, &'a Node),
    Close(&'a Node),
    /// A node without children: a break, a rule, a mark, or a piece of words.
    Leaf(NodeIndex, &'a Node, &'a str),
}

impl WalkStep<'_> {
    pub(super) fn is_inline(&self) -> bool {
        let (WalkStep::Open(_, node) | WalkStep::Close(node) | WalkStep::Leaf(_, node, _)) = self;
        node.kind.is_inline()
    }
}

impl<'a> Slice<'a> {
    /// A whole text.
    pub fn whole(tree: &'a Tree, source: &'a str) -> Self {
        Slice { tree, source, nodes: 0..tree.nodes.len() as NodeIndex, bytes: 0..source.len() }
    }

    /// The whole of one node.
    pub fn node(tree: &'a Tree, source: &'a str, index: NodeIndex) -> Self {
        let node = tree.node(index);
        Slice { tree, source, nodes: index..node.next, bytes: node.range() }
    }

    /// The content of one node.
    pub fn inside(tree: &'a Tree, source: &'a str, index: NodeIndex) -> Self {
        let whole = Slice::node(tree, source, index);
        Slice { nodes: index + 1..whole.nodes.end, ..whole }
    }

    /// The part of a long slice that is near a byte, so that who asks for one place does not walk over all of it.
    pub(super) fn around(&self, at: usize, reach: usize) -> Slice<'a> {
        if self.bytes.len() <= 2 * reach {
            return self.clone();
        }
        let start = self.source.floor_char_boundary(at.saturating_sub(reach));
        let end = self.source.ceil_char_boundary((at + reach).min(self.source.len()));
        let bytes = start.max(self.bytes.start)..end.min(self.bytes.end);
        let own = &self.tree.nodes[self.nodes.start as usize..self.nodes.end as usize];
        // what begins before the part, and ends in it, is text or a long node round it
        let first = own.partition_point(|node| (node.start as usize) < bytes.start);
        let last = own.partition_point(|node| (node.start as usize) < bytes.end);
        let nodes = self.nodes.start + first.saturating_sub(1) as NodeIndex
            ..self.nodes.start + last as NodeIndex;
        Slice { nodes, bytes, ..self.clone() }
    }

    /// The references of all citations that are shown, as indices, in order.
    pub fn citations(&self) -> Vec<u32> {
        let mut citations = Vec::new();
        let mut steps = self.steps();
        while let Some(step) = steps.next() {
            match step {
                WalkStep::Open(_, node)
                    if matches!(node.kind, NodeKind::Footnote | NodeKind::InlineNote) =>
                {
                    steps.pass_over(node)
                }
                WalkStep::Leaf(index, node, _)
                    if matches!(node.kind, NodeKind::Citation | NodeKind::TextCitation) =>
                {
                    let references = self.tree.references_of(index);
                    citations.extend(references.start as u32..references.end as u32);
                }
                _ => {}
            }
        }
        citations
    }

    pub(super) fn steps(&self) -> TreeWalk<'a> {
        self.steps_with(&ENGLISH)
    }

    /// The same with the quotation marks of a language.
    pub(super) fn steps_with(&self, marks: &'a QuotationMarks) -> TreeWalk<'a> {
        let hidden = &self.tree.hidden;
        let first = hidden.partition_point(|h| h.end as usize <= self.bytes.start);
        TreeWalk {
            tree: self.tree,
            source: self.source,
            bytes: self.bytes.clone(),
            at: self.nodes.start,
            end: self.nodes.end,
            open: Vec::new(),
            hidden: &hidden[first..],
            rest: None,
            marks,
        }
    }

    /// The blocks right in the slice that have something to show, as far as needed: whether it is one paragraph.
    pub(super) fn is_single_paragraph(&self) -> bool {
        let mut at = self.nodes.start;
        let mut count = 0;
        let steps = self.steps();
        while at < self.nodes.end {
            let node = self.tree.node(at);
            if steps.is_shown(node) && node.kind != NodeKind::Footnote {
                count += 1;
                if count > 1 || node.kind != NodeKind::Paragraph {
                    return false;
                }
            }
            at = node.next;
        }
        count == 1
    }
}

/// The walk over a slice.
pub(super) struct TreeWalk<'a> {
    tree: &'a Tree,
    source: &'a str,
    bytes: Range<usize>,
    at: NodeIndex,
    end: NodeIndex,
    open: Vec<NodeIndex>,
    /// Those that end behind the place of the walk.
    hidden: &'a [Range<u32>],
    /// What is left of a text that has hidden pieces.
    rest: Option<(NodeIndex, Range<usize>)>,
    marks: &'a QuotationMarks,
}

impl<'a> TreeWalk<'a> {
    /// Whether what comes next is directly in the slice.
    pub(super) fn is_outermost(&self) -> bool {
        self.open.is_empty()
    }

    /// Passes over what is left of the node that was just opened.
    pub(super) fn pass_over(&mut self, node: &Node) {
        self.at = node.next;
    }

    /// Whether a node has anything within the slice that is not hidden.
    fn is_shown(&self, node: &Node) -> bool {
        let range = node.range();
        if range.end <= self.bytes.start && range.start < self.bytes.start
            || range.start >= self.bytes.end && !range.is_empty()
        {
            return false;
        }
        let first = self.hidden.partition_point(|h| h.end < node.end);
        let cover = self.hidden.get(first);
        range.is_empty() || !cover.is_some_and(|h| h.start <= node.start && node.end <= h.end)
    }

    /// The next piece of a text that is neither outside of the slice nor hidden.
    fn piece(&mut self, index: NodeIndex, range: Range<usize>) -> Option<WalkStep<'a>> {
        let mut start = range.start.max(self.bytes.start);
        let end = range.end.min(self.bytes.end);
        while let Some(hidden) = self.hidden.first() {
            let hidden = hidden.start as usize..hidden.end as usize;
            if hidden.start > start {
                break;
            }
            if hidden.end > start {
                start = hidden.end;
            }
            if start >= end {
                return None;
            }
            self.hidden = &self.hidden[1..];
        }
        if start >= end {
            return None;
        }
        let stop = self.hidden.first().map_or(end, |h| end.min(h.start as usize));
        if stop < end {
            self.rest = Some((index, stop..end));
        }
        Some(WalkStep::Leaf(index, self.tree.node(index), &self.source[start..stop]))
    }
}

impl<'a> Iterator for TreeWalk<'a> {
    type Item = WalkStep<'a>;

    fn next(&mut self) -> Option<WalkStep<'a>> {
        loop {
            if let Some((index, range)) = self.rest.take()
                && let Some(step) = self.piece(index, range)
            {
                return Some(step);
            }
            if let Some(&open) = self.open.last()
                && self.tree.node(open).next <= self.at
            {
                self.open.pop();
                return Some(WalkStep::Close(self.tree.node(open)));
            }
            if self.at >= self.end {
                return None;
            }
            let index = self.at;
            let node = self.tree.node(index);
            if !self.is_shown(node) {
                self.at = node.next;
                continue;
            }
            self.at += 1;
            let is_text = matches!(node.kind, NodeKind::Text | NodeKind::CodeText | NodeKind::Html);
            if is_text && node.data == 0 {
                if let Some(step) = self.piece(index, node.range()) {
                    return Some(step);
                }
                continue;
            }
            use NodeKind::*;
            return Some(match node.kind {
                Text | CodeText | CodeSpan | Html | InlineHtml | InlineMath | DisplayMath => {
                    WalkStep::Leaf(index, node, self.tree.text(self.source, node))
                }
                QuotationMark => WalkStep::Leaf(index, node, self.marks.get(node.data)),
                SoftBreak | HardBreak | Rule | Citation | TextCitation | FootnoteMark
                | TaskMarker => WalkStep::Leaf(index, node, ""),
                WikiLink if node.next == index + 1 && !self.is_labelled(node) => {
                    WalkStep::Leaf(index, node, "")
                }
                _ => {
                    self.open.push(index);
                    WalkStep::Open(index, node)
                }
            });
        }
    }
}

impl TreeWalk<'_> {
    fn is_labelled(&self, node: &Node) -> bool {
        let reference = &self.tree.references[node.data as usize];
        reference.kind == super::tree::ReferenceKind::LabelledWikiLink
    }
}
