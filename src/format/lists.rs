//! `- ` for items, and what belongs to an item right below its words.
//!
//! Numbers and their marks stay as they are. Two lists that follow each other are told apart by their marks, so those stay.

use super::edit::{Replacement, apply_edits, line_start};
use crate::markdown::{OutlineItem, OutlineNode, outline};
use std::collections::BTreeMap;
use std::ops::Range;

/// The line of a byte, and what its first columns become.
type Lines = BTreeMap<usize, Line>;

enum Line {
    /// A marker with its place and spaces becomes this.
    Marked { prefix: usize, made: String },
    /// The line moves by so many columns.
    Moved(isize),
}

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let nodes = outline(text).nodes;
    let is_list = |n: Option<&OutlineNode>| matches!(n, Some(OutlineNode::List { .. }));
    let mut edits = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        let OutlineNode::List { items, .. } = node else { continue };
        let alone = !is_list(n.checked_sub(1).map(|n| &nodes[n])) && !is_list(nodes.get(n + 1));
        let mut lines = Lines::new();
        for item in items {
            paint(text, item, 0, if alone { Marks::Dash } else { Marks::AsFound }, &mut lines);
        }
        let changed: Vec<Replacement> =
            lines.into_iter().filter_map(|(at, line)| edit(text, at, line)).collect();
        // one edit a list, so that a list that cannot be changed safely does not hold up the others
        edits.extend(joined(text, changed));
    }
    edits
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Dash,
    AsFound,
}

/// Says what becomes of the lines of an item whose marker belongs at column `indent`.
fn paint(text: &str, item: &OutlineItem, indent: usize, marks: Marks, lines: &mut Lines) {
    let start = line_start(text, item.range.start);
    let prefix = &text[start..item.range.start];
    let Some(mark) = mark(prefix) else { return };
    let shown = if marks == Marks::Dash && matches!(mark, "*" | "+") { "-" } else { mark };
    let made = format!("{}{shown} ", " ".repeat(indent));
    let moved = made.len() as isize - prefix.len() as isize;
    let mut at = start;
    for line in text[start..item.range.end].split_inclusive('\n') {
        if at > start {
            lines.insert(at, Line::Moved(moved));
        }
        at += line.len();
    }
    let content = made.len();
    lines.insert(start, Line::Marked { prefix: prefix.len(), made });
    for part in &item.items {
        paint(text, part, content, marks, lines);
    }
}

/// The marker in what stands before an item's words, where that is plain: spaces, a marker, spaces.
fn mark(prefix: &str) -> Option<&str> {
    let mark = prefix.trim_matches(' ');
    let number = mark
        .strip_suffix(['.', ')'])
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    (prefix.ends_with(' ') && (number || matches!(mark, "-" | "*" | "+"))).then_some(mark)
}

/// Nothing where nothing changes.
fn edit(text: &str, at: usize, line: Line) -> Option<Replacement> {
    let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
    match line {
        Line::Marked { prefix, made } => {
            (text[at..at + prefix] != made).then(|| (at..at + prefix, made))
        }
        Line::Moved(0) => None,
        // a blank line has no columns; one further left than its item goes on by Markdown's leave
        Line::Moved(_) if text[at + spaces..].starts_with('\n') || at + spaces == text.len() => {
            None
        }
        Line::Moved(by) if by > 0 => Some((at..at, " ".repeat(by as usize))),
        Line::Moved(by) => Some((at..at + spaces.min(by.unsigned_abs()), String::new())),
    }
}

fn joined(text: &str, edits: Vec<Replacement>) -> Option<Replacement> {
    let whole: Range<usize> = edits.first()?.0.start..edits.last()?.0.end;
    let moved: Vec<Replacement> = edits
        .into_iter()
        .map(|(r, new)| (r.start - whole.start..r.end - whole.start, new))
        .collect();
    let new = apply_edits(&text[whole.clone()], &moved);
    (text[whole.clone()] != new).then_some((whole, new))
}
