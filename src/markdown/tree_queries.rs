//! What the tree says of a node or of a byte range: its words, items, attributes and references.

use super::tree::{
    Attribute, Callout, Footnote, NodeIndex, NodeKind, Reference, ReferenceKind, Tree,
};
use std::ops::Range;

impl Tree {
    /// The range of the words of a heading, paragraph, cell or tight item: from its first inline node to its last.
    pub fn inline_range(&self, index: NodeIndex) -> Option<Range<usize>> {
        let mut range: Option<Range<usize>> = None;
        for child in self.children(index) {
            let child = self.node(child);
            if !child.kind.is_inline() {
                break;
            }
            let start = range.map_or(child.start as usize, |r| r.start);
            range = Some(start..child.end as usize);
        }
        range
    }

    /// The attributes that belong to a node.
    pub fn attributes_of(&self, node: NodeIndex) -> impl Iterator<Item = &Attribute> {
        self.attributes_in(&self.node(node).range()).iter().filter(move |a| a.owner == node)
    }

    /// The attributes in a byte range.
    pub fn attributes_in(&self, range: &Range<usize>) -> &[Attribute] {
        let at = |byte: usize| self.attributes.partition_point(|a| (a.range.start as usize) < byte);
        let first = at(range.start);
        &self.attributes[first..at(range.end).max(first)]
    }

    /// The hidden ranges that overlap a byte range.
    pub fn hidden_in(&self, range: &Range<usize>) -> &[Range<u32>] {
        let first = self.hidden.partition_point(|h| h.end as usize <= range.start);
        let end = self.hidden.partition_point(|h| (h.start as usize) < range.end);
        &self.hidden[first..end.max(first)]
    }

    /// Where words end and their attributes begin.
    pub fn words_end(&self, source: &str, words: &Range<usize>) -> usize {
        let mut end = words.end;
        for hidden in self.hidden_in(words).iter().rev() {
            if !source[end.min(hidden.end as usize)..end].trim().is_empty() {
                break;
            }
            end = words.start.max(hidden.start as usize);
        }
        words.start + source[words.start..end].trim_end().len()
    }

    pub fn is_indented_code(&self, index: NodeIndex) -> bool {
        self.node(index).kind == NodeKind::Code && self.node(index).data == 0
    }

    /// The bytes of an item without its marker.
    pub fn item_range(&self, source: &str, item: NodeIndex) -> Range<usize> {
        let range = self.node(item).range();
        let slice = &source[range.clone()];
        let from_marker = slice.trim_start_matches([' ', '\t']);
        let after_digits = from_marker.trim_start_matches(|c: char| c.is_ascii_digit());
        let mut marker = after_digits.chars();
        marker.next();
        let start = range.end - marker.as_str().trim_start().len();
        let end = range.start + slice.trim_end().len();
        start.min(end)..end
    }

    /// The words of an item: its first paragraph, empty for an item that starts with something else.
    pub fn item_words(&self, source: &str, item: NodeIndex) -> Range<usize> {
        let first = self.children(item).next().map(|child| self.node(child));
        let words = match first {
            Some(node) if node.kind == NodeKind::Paragraph => node.range(),
            _ => self.inline_range(item).unwrap_or(0..0),
        };
        words.start..words.start + source[words].trim_end().len()
    }

    /// The items of the lists right below an item.
    pub fn sub_items(&self, item: NodeIndex) -> Vec<NodeIndex> {
        let is_list = |n: &NodeIndex| self.node(*n).kind == NodeKind::List;
        self.children(item).filter(is_list).flat_map(|list| self.children(list)).collect()
    }

    /// The references that begin in a byte range, as indices.
    pub fn references_in(&self, range: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            self.references.partition_point(|r| (self.node(r.node).start as usize) < byte)
        };
        at(range.start)..at(range.end).max(at(range.start))
    }

    /// The references of a node.
    pub fn references_of(&self, node: NodeIndex) -> Range<usize> {
        let first = self.references.partition_point(|r| r.node < node);
        let count = self.references[first..].iter().take_while(|r| r.node == node).count();
        first..first + count
    }

    /// The address of a link or image; the words of another reference.
    pub fn address<'a>(&'a self, source: &'a str, reference: &Reference) -> &'a str {
        match reference.kind {
            ReferenceKind::Link | ReferenceKind::Image | ReferenceKind::Email => {
                self.detail(source, reference, 0)
            }
            _ => &source[reference.range()],
        }
    }

    /// The title of a link or image.
    pub fn title<'a>(&'a self, source: &'a str, reference: &Reference) -> &'a str {
        self.detail(source, reference, 1)
    }

    /// `see` in `[see @key]`.
    pub fn prefix<'a>(&'a self, source: &'a str, citation: &Reference) -> Option<&'a str> {
        Some(self.detail(source, citation, 0)).filter(|p| !p.is_empty())
    }

    /// `p. 3` in `[@key, p. 3]`.
    pub fn locator<'a>(&'a self, source: &'a str, citation: &Reference) -> Option<&'a str> {
        Some(self.detail(source, citation, 1)).filter(|p| !p.is_empty())
    }

    /// The callout that a quotation is.
    pub fn callout(&self, quotation: NodeIndex) -> Option<&Callout> {
        self.callouts.get((self.node(quotation).data as usize).checked_sub(1)?)
    }

    /// The index of the footnote that a mark leads to.
    pub fn footnote_of(&self, mark: &Reference) -> usize {
        mark.details as usize
    }

    /// The index of the footnote that a definition's node is.
    pub fn footnote_at(&self, definition: NodeIndex) -> usize {
        self.node(definition).data as usize
    }

    pub fn footnote_label<'a>(&'a self, source: &'a str, footnote: &'a Footnote) -> &'a str {
        self.words(source, footnote.label)
    }
}
