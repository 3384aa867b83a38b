//! A block ends with its citations, then its fields, then its `^id`, each after one space.
//!
//! Obsidian knows a block's id only at the very end; agon reads the parts in any order.

use super::edit::Replacement;
use crate::markdown::{NodeIndex, NodeKind, Tree, parse};
use crate::model::SectionRole;
use crate::model::locale::Headings;
use std::ops::Range;

pub(super) fn edits(text: &str, headings: &Headings) -> Vec<Replacement> {
    let tree = parse(text);
    let mut blocks = BlockRanges { text, tree: &tree, headings, ranges: Vec::new() };
    blocks.collect();
    blocks.ranges.iter().filter_map(|block| edit(text, &tree, block)).collect()
}

/// Blocks whose end is the end of what agon reads as one.
struct BlockRanges<'a> {
    text: &'a str,
    tree: &'a Tree,
    headings: &'a Headings,
    ranges: Vec<Range<usize>>,
}

impl BlockRanges<'_> {
    fn collect(&mut self) {
        let mut has_parts = false;
        for index in self.tree.roots() {
            let node = self.tree.node(index);
            match node.kind {
                NodeKind::Heading => {
                    let Some(words) = self.tree.inline_range(index) else { continue };
                    if self.tree.level(index) <= 2 {
                        let end = self.tree.words_end(self.text, &words);
                        let role = self.headings.role(&self.text[words.start..end]);
                        has_parts = matches!(
                            role,
                            SectionRole::Questions
                                | SectionRole::Tensions
                                | SectionRole::Forecasts
                                | SectionRole::Perspectives
                        );
                    }
                    self.ranges.push(words);
                }
                NodeKind::Paragraph => self.ranges.push(node.range()),
                NodeKind::List => {
                    for item in self.tree.children(index) {
                        self.add_item(item, has_parts);
                    }
                }
                _ => {}
            }
        }
    }

    /// `has_parts`: items below this one are blocks of their own, so that its words end before them.
    fn add_item(&mut self, item: NodeIndex, has_parts: bool) {
        let words = self.tree.item_words(self.text, item);
        let sub_items = self.tree.sub_items(item);
        let is_whole = words.end == self.tree.item_range(self.text, item).end;
        if !words.is_empty() && (is_whole || has_parts && !sub_items.is_empty()) {
            self.ranges.push(words);
        }
        for sub_item in sub_items {
            self.add_item(sub_item, false);
        }
    }
}

fn edit(text: &str, tree: &Tree, block: &Range<usize>) -> Option<Replacement> {
    let end = block.start + text[block.clone()].trim_end().len();
    let mut fields: Vec<Range<usize>> = Vec::new();
    let mut id = None;
    for attribute in tree.attributes_in(block) {
        match attribute.id() {
            Some(_) => id = Some(attribute.bytes()),
            None => fields.push(attribute.bytes()),
        }
    }
    let mut citations: Vec<Range<usize>> = Vec::new();
    for node in tree.nodes.iter().filter(|n| n.kind == NodeKind::Citation) {
        let range = node.range();
        let is_in_field = fields.iter().any(|f| f.start <= range.start && range.end <= f.end);
        if block.start <= range.start && range.end <= end && !is_in_field {
            citations.push(range);
        }
    }
    // fields with nothing but citations between them and the tail belong to it
    let mut start = tree.words_end(text, block);
    let mut at = start;
    while let Some(part) = fields.iter().chain(&citations).find(|part| {
        part.end == text[..at].trim_end().len() && part.start >= block.start && part.start < at
    }) {
        at = part.start;
        if fields.contains(part) {
            start = at;
        }
    }
    citations.retain(|part| part.start >= start);
    fields.retain(|part| part.start >= start);
    let parts: Vec<&str> =
        citations.into_iter().chain(fields).chain(id).map(|part| &text[part]).collect();
    if parts.is_empty() || parts.iter().any(|part| part.contains('\n')) {
        return None;
    }
    let words = text[block.start..start].trim_end();
    let from = block.start + words.len();
    let old = &text[from..end];
    // a comment among the parts has no place in a tail
    let mut others = old.to_string();
    for part in &parts {
        others = others.replacen(part, "", 1);
    }
    if !others.trim().is_empty() {
        return None;
    }
    // a tail on a line of its own stays there
    let mut gap = if words.is_empty() { "" } else { " " };
    if let Some(line) = old.strip_prefix('\n') {
        gap = &old[..1 + line.len() - line.trim_start_matches(' ').len()];
    }
    let tail = format!("{gap}{}", parts.join(" "));
    if old == tail || old.trim_start().contains('\n') {
        return None;
    }
    Some((from..end, tail))
}
