//! `- ` for items, and what belongs to an item right below its words.
//!
//! Numbers and their marks stay as they are. Two lists that follow each other differ by their marks,
//! so those stay.

use super::edit::{Replacement, apply_edits};
use crate::markdown::{NodeIndex, NodeKind, Tree, parse};
use crate::source::line_start;
use std::collections::BTreeMap;

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let tree = parse(text);
    let roots: Vec<NodeIndex> = tree.roots().collect();
    let is_list = |n: usize| match roots.get(n) {
        Some(index) => tree.node(*index).kind == NodeKind::List,
        None => false,
    };
    let mut edits = Vec::new();
    for (n, root) in roots.iter().enumerate().filter(|(n, _)| is_list(*n)) {
        let is_alone = !is_list(n.wrapping_sub(1)) && !is_list(n + 1);
        let mut list = ListEdits { text, tree: &tree, is_alone, lines: BTreeMap::new() };
        for item in tree.children(*root) {
            list.add_item(item, 0);
        }
        // one edit a list, so that one that cannot be changed safely does not affect the others
        edits.extend(list.joined());
    }
    edits
}

/// What the first columns of a line become.
enum LineEdit {
    /// A marker with the spaces around it becomes this.
    Marker { prefix: usize, marker: String },
    /// The line moves by so many columns.
    Shift(isize),
}

struct ListEdits<'a> {
    text: &'a str,
    tree: &'a Tree,
    /// Whether no list is next to it.
    is_alone: bool,
    /// By the first byte of the line.
    lines: BTreeMap<usize, LineEdit>,
}

impl ListEdits<'_> {
    /// Edits the lines of an item whose marker belongs at column `indent`.
    fn add_item(&mut self, item: NodeIndex, indent: usize) {
        let range = self.tree.item_range(self.text, item);
        let start = line_start(self.text, range.start);
        let prefix = &self.text[start..range.start];
        let Some(mark) = marker(prefix) else { return };
        let mark = if self.is_alone && matches!(mark, "*" | "+") { "-" } else { mark };
        let marker = format!("{}{mark} ", " ".repeat(indent));
        let shift = marker.len() as isize - prefix.len() as isize;
        let mut at = start;
        for line in self.text[start..range.end].split_inclusive('\n') {
            if at > start {
                self.lines.insert(at, LineEdit::Shift(shift));
            }
            at += line.len();
        }
        let content = marker.len();
        self.lines.insert(start, LineEdit::Marker { prefix: prefix.len(), marker });
        for part in self.tree.sub_items(item) {
            self.add_item(part, content);
        }
    }

    /// The changed lines in one replacement.
    fn joined(self) -> Option<Replacement> {
        let mut edits: Vec<Replacement> = Vec::new();
        for (at, line) in &self.lines {
            edits.extend(edit(self.text, *at, line));
        }
        let (first, last) = (edits.first()?.0.start, edits.last()?.0.end);
        for (range, _) in &mut edits {
            *range = range.start - first..range.end - first;
        }
        let list = &self.text[first..last];
        let edited = apply_edits(list, &edits);
        if edited == list { None } else { Some((first..last, edited)) }
    }
}

/// The marker in what precedes an item's words, where that is plain: spaces, a marker, spaces.
fn marker(prefix: &str) -> Option<&str> {
    let mark = prefix.trim_matches(' ');
    let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_plain = prefix.ends_with(' ') && (is_number || matches!(mark, "-" | "*" | "+"));
    if is_plain { Some(mark) } else { None }
}

/// `None` where nothing changes.
fn edit(text: &str, at: usize, line: &LineEdit) -> Option<Replacement> {
    let spaces = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let is_blank = text[at + spaces..].starts_with('\n') || at + spaces == text.len();
    match line {
        LineEdit::Marker { prefix, marker } if text[at..at + prefix] == *marker => None,
        LineEdit::Marker { prefix, marker } => Some((at..at + prefix, marker.clone())),
        LineEdit::Shift(0) => None,
        // a blank line has no columns; one further left than its item is a lazy continuation
        LineEdit::Shift(_) if is_blank => None,
        LineEdit::Shift(by) if *by > 0 => Some((at..at, " ".repeat(*by as usize))),
        LineEdit::Shift(by) => Some((at..at + spaces.min(by.unsigned_abs()), String::new())),
    }
}
