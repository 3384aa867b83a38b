//! A block ends with its citations, then its fields, then its `^id`, each after one space.
//!
//! Obsidian knows a block's id only at the very end; agon reads the parts in any order.

use super::edit::Replacement;
use crate::content::parse::items::role;
use crate::markdown::{
    InlineKind, LeafKind, Outline, OutlineInline, OutlineItem, OutlineNode, outline,
};
use crate::model::SectionRole;
use std::ops::Range;

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let found = outline(text);
    blocks(text, &found).into_iter().filter_map(|block| edit(text, &found, block)).collect()
}

/// What agon reads below an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    /// Blocks of their own, so that the item's words end before them.
    Parts,
    /// More of the item's words.
    Words,
}

/// Blocks whose end is the end of what agon reads as one.
fn blocks(text: &str, outline: &Outline) -> Vec<Range<usize>> {
    fn items_of(items: &[OutlineItem], below: Below, found: &mut Vec<Range<usize>>) {
        for item in items {
            let whole = item.head.end == item.range.end;
            let before_parts = below == Below::Parts && !item.items.is_empty();
            if !item.head.is_empty() && (whole || before_parts) {
                found.push(item.head.clone());
            }
            items_of(&item.items, Below::Words, found);
        }
    }
    let mut found = Vec::new();
    let mut below = Below::Words;
    for node in &outline.nodes {
        match node {
            OutlineNode::Heading { level, text: words, .. } => {
                found.push(words.clone());
                if *level <= 2 {
                    let end = outline.attributes(text, words).end;
                    below = match role(&text[words.start..end]) {
                        SectionRole::Questions | SectionRole::Tensions => Below::Parts,
                        _ => Below::Words,
                    };
                }
            }
            OutlineNode::Leaf { kind: LeafKind::Paragraph, range } => found.push(range.clone()),
            OutlineNode::Leaf { .. } => {}
            OutlineNode::List { items, .. } => items_of(items, below, &mut found),
        }
    }
    found
}

fn edit(text: &str, outline: &Outline, block: Range<usize>) -> Option<Replacement> {
    let tail = outline.attributes(text, &block);
    let end = block.start + text[block.clone()].trim_end().len();
    let id = tail.id.clone();
    let cites: Vec<&OutlineInline> = outline
        .inlines
        .iter()
        .filter(|i| {
            matches!(i.kind, InlineKind::Cite(_))
                && block.start <= i.range.start
                && i.range.end <= end
        })
        .collect();
    // Fields with nothing but citations between them and the tail belong to it.
    let mut start = tail.end;
    let mut seen = start;
    while let Some(before) =
        before(text, seen, &cites, &tail.fields).filter(|b| b.start >= block.start)
    {
        seen = before.start;
        if tail.fields.contains(&before) {
            start = seen;
        }
    }
    let in_field =
        |c: &Range<usize>| tail.fields.iter().any(|f| f.start <= c.start && c.end <= f.end);
    let cited = cites.iter().map(|c| c.range.clone()).filter(|c| c.start >= start && !in_field(c));
    let fields = tail.fields.iter().filter(|f| f.start >= start).cloned();
    let pieces: Vec<Range<usize>> = cited.chain(fields).chain(id).collect();
    if pieces.is_empty() || pieces.iter().any(|p| text[p.clone()].contains('\n')) {
        return None;
    }
    let words = text[block.start..start].trim_end();
    let from = block.start + words.len();
    let made: Vec<&str> = pieces.iter().map(|p| &text[p.clone()]).collect();
    let made = made.join(" ");
    // Where the tail stands on a line of its own, it stays there.
    let gap = match text[from..].starts_with('\n') {
        true => {
            &text[from..from + 1 + text[from + 1..].len()
                - text[from + 1..].trim_start_matches(' ').len()]
        }
        false if words.is_empty() => "",
        false => " ",
    };
    let made = format!("{gap}{made}");
    let inner = &text[from..end];
    (inner != made && !inner.trim_start().contains('\n')).then_some((from..end, made))
}

/// The citation or field that ends, but for white space, at a byte.
fn before(
    text: &str,
    at: usize,
    cites: &[&OutlineInline],
    fields: &[Range<usize>],
) -> Option<Range<usize>> {
    let at = text[..at].trim_end().len();
    let field = fields.iter().find(|r| r.end == at);
    field.or_else(|| cites.iter().map(|c| &c.range).find(|r| r.end == at)).cloned()
}
