//! YAML: keys in the order in which agon asks for them, one space after a key's colon.
//!
//! What is written in one line stays in one, what in several in several; quotes and comments stay.

use super::edit::{Replacement, apply_edits};
use super::meaning::{characters, of_yaml};
use super::{blanks, order};
use crate::content::parse::FileKind;
use crate::content::parse::yaml::{Node, Value, read};
use crate::diagnostics::Report;
use crate::source::FileId;
use std::ops::Range;

/// The canonical form of a whole YAML file, or of front matter.
pub(super) fn format_yaml(kind: FileKind, text: &str) -> String {
    let text = guarded(text, |text| apply_edits(text, &spaces(text)));
    let text =
        guarded(&text, |text| apply_edits(text, &blanks::yaml_edits(text, &texts_of_lines(text))));
    guarded(&text, |text| {
        tree(text).map_or_else(|| text.to_string(), |tree| order::ordered(text, &tree, kind))
    })
}

/// Takes a step if the text means the same after it.
fn guarded(text: &str, step: impl Fn(&str) -> String) -> String {
    let next = step(text);
    let same =
        next == text || of_yaml(&next) == of_yaml(text) && characters(&next) == characters(text);
    if same { next } else { text.to_string() }
}

fn tree(text: &str) -> Option<Node> {
    read(FileId(0), text, 0..text.len(), &mut Report::default())
}

/// One space between a key's colon and a value on the same line.
fn spaces(text: &str) -> Vec<Replacement> {
    let Some(tree) = tree(text) else { return Vec::new() };
    let mut edits = Vec::new();
    walk(&tree, &mut |node| {
        let Value::Map(pairs) = &node.value else { return };
        for (key, value) in pairs {
            let (from, to) = (key.span.range().end, value.span.range().start);
            let between = text.get(from..to).unwrap_or_default();
            if between.starts_with(':')
                && between[1..].bytes().all(|b| b == b' ')
                && between != ": "
            {
                edits.push((from..to, ": ".to_string()));
            }
        }
    });
    edits.retain(|(range, _)| range.len() > 1);
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

/// Texts that go over several lines: quoted ones, and those below `|` and `>`.
fn texts_of_lines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if let Some(tree) = tree(text) {
        walk(&tree, &mut |node| {
            if matches!(node.value, Value::Scalar(_)) && text[node.span.range()].contains('\n') {
                found.push(node.span.range());
            }
        });
    }
    let mut at = 0;
    let mut block: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_blank = line.trim().is_empty();
        if let Some((start, outer)) = block
            && !is_blank
            && indent <= outer
        {
            found.push(start..at);
            block = None;
        }
        if block.is_none() && opens_block(line) {
            block = Some((at + line.len(), indent));
        }
        at += line.len();
    }
    found.extend(block.map(|(start, _)| start..text.len()));
    found
}

/// Whether a line ends with `|` or `>`, as a text of lines begins.
fn opens_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let mark = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let before = mark.strip_suffix(['|', '>']).unwrap_or_default();
    before.ends_with(": ") || before.trim() == "-"
}

pub(super) fn walk(node: &Node, see: &mut impl FnMut(&Node)) {
    see(node);
    match &node.value {
        Value::List(items) => items.iter().for_each(|n| walk(n, see)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, n)| walk(n, see)),
        Value::Null | Value::Scalar(_) => {}
    }
}
