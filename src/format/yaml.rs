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
    let mut text = text.to_string();
    apply_step(&mut text, &spaces);
    apply_step(&mut text, &|text, tree| blanks::yaml_edits(text, texts_of_lines(text, tree)));
    // a round orders the mappings that no other one contains
    while apply_step(&mut text, &|text, tree| order::edits(text, tree, kind)) {}
    text
}

/// Takes a step if the text means the same after it; returns whether it changed.
fn apply_step(text: &mut String, step: &dyn Fn(&str, &Node) -> Vec<Replacement>) -> bool {
    let Some(tree) = read(FileId(0), text, 0..text.len(), &mut Report::default()) else {
        return false;
    };
    let next = apply_edits(text, &step(text, &tree));
    let is_same = of_yaml(&next) == of_yaml(text) && characters(&next) == characters(text);
    let is_changed = is_same && next != *text;
    if is_changed {
        *text = next;
    }
    is_changed
}

/// One space between a key's colon and a value on the same line.
fn spaces(text: &str, tree: &Node) -> Vec<Replacement> {
    let mut edits = Vec::new();
    for node in nodes(tree) {
        let Value::Map(pairs) = &node.value else { continue };
        for (key, value) in pairs {
            let (from, to) = (key.span.range().end, value.span.range().start);
            let between = text.get(from..to).unwrap_or_default();
            let spaces = between.strip_prefix(':').unwrap_or("-");
            if spaces.len() > 1 && spaces.bytes().all(|b| b == b' ') {
                edits.push((from..to, ": ".to_string()));
            }
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    edits
}

/// Texts of several lines: quoted ones, and those below `|` and `>`.
fn texts_of_lines(text: &str, tree: &Node) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for node in nodes(tree) {
        if matches!(node.value, Value::Scalar(_)) && text[node.span.range()].contains('\n') {
            ranges.push(node.span.range());
        }
    }
    let mut at = 0;
    let mut block: Option<(usize, usize)> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some((start, outer)) = block
            && !line.trim().is_empty()
            && indent <= outer
        {
            ranges.push(start..at);
            block = None;
        }
        if block.is_none() && opens_block(line) {
            block = Some((at + line.len(), indent));
        }
        at += line.len();
    }
    if let Some((start, _)) = block {
        ranges.push(start..text.len());
    }
    ranges
}

/// Whether a line ends with `|` or `>`, as a text of several lines begins.
fn opens_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let mark = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let before = mark.strip_suffix(['|', '>']).unwrap_or_default();
    before.ends_with(": ") || before.trim() == "-"
}

/// A value and all that it contains.
fn nodes(tree: &Node) -> Vec<&Node> {
    let mut all = vec![tree];
    let mut at = 0;
    while let Some(node) = all.get(at).copied() {
        match &node.value {
            Value::List(items) => all.extend(items),
            Value::Map(pairs) => all.extend(pairs.iter().map(|(_, value)| value)),
            Value::Null | Value::Scalar(_) => {}
        }
        at += 1;
    }
    all
}
