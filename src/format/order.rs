//! Keys in the order in which a record's reader asks for them.
//!
//! A key goes with its value and the comment lines right above it. A mapping that cannot be cut into
//! such pieces stays.

use super::edit::Replacement;
use crate::content::parse::FileKind;
use crate::content::parse::schema::{RecordSchema, ValueType};
use crate::content::parse::yaml::{Node, Str, Value};
use crate::source::line_start;
use std::ops::Range;

/// The outermost mappings whose keys are out of order; those inside of them are for the next round.
pub(super) fn edits(text: &str, tree: &Node, kind: FileKind) -> Vec<Replacement> {
    let mut edits = Vec::new();
    if kind.is_list() == matches!(tree.value, Value::List(_)) {
        collect(text, tree, &kind.shape(), &mut edits);
    }
    edits
}

fn collect(text: &str, node: &Node, schema: &RecordSchema, edits: &mut Vec<Replacement>) {
    match &node.value {
        Value::List(items) => {
            for item in items {
                collect(text, item, schema, edits);
            }
        }
        Value::Map(pairs) => {
            if let Some(edit) = reordered(text, pairs, schema) {
                return edits.push(edit);
            }
            for (key, value) in pairs {
                let form = schema.key(&key.text).map(|key| &key.form);
                match (form, &value.value) {
                    (Some(ValueType::Named(_, schema)), Value::Map(named)) => {
                        for (_, value) in named {
                            collect(text, value, schema, edits);
                        }
                    }
                    (Some(form), _) => {
                        if let Some(schema) = form.shape() {
                            collect(text, value, schema, edits);
                        }
                    }
                    (None, _) => {}
                }
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// `None` for a mapping that is in order or cannot be cut.
fn reordered(text: &str, pairs: &[(Str, Node)], schema: &RecordSchema) -> Option<Replacement> {
    let ranks: Vec<usize> = pairs.iter().map(|(key, _)| schema.place(&key.text)).collect();
    if ranks.is_sorted() {
        return None;
    }
    let start = pairs[0].0.span.range().start;
    let is_flow = text[..start].trim_end().ends_with('{');
    let pieces = if is_flow { flow_pieces(text, pairs)? } else { block_pieces(text, pairs)? };
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|n| ranks[*n]);
    let whole = start..pieces[pairs.len() - 1].end;
    let pieces: Vec<&str> = order.iter().map(|n| &text[pieces[*n].clone()]).collect();
    if is_flow {
        return Some((whole, pieces.join(", ")));
    }
    let line = line_start(text, start);
    let is_after_dash = !text[line..start].trim().is_empty();
    // a comment would come between a record's dash and its first key, or leave its own key
    if is_after_dash && pieces[0].trim_start().starts_with('#')
        || !is_after_dash && order[0] != 0 && comment_above(text, line).is_some()
    {
        return None;
    }
    let indent = " ".repeat(start - line);
    let mut block = String::new();
    for piece in pieces {
        block += &indent;
        block += piece.strip_prefix(&indent).unwrap_or(piece).trim_end_matches('\n');
        block.push('\n');
    }
    // the indentation of the first key, and the missing break at the end, stay as they are
    if !text[whole.clone()].ends_with('\n') {
        block.pop();
    }
    Some((whole, block.split_off(indent.len())))
}

/// The pairs of `{a: b, c: d}` in one line, without their commas.
fn flow_pieces(text: &str, pairs: &[(Str, Node)]) -> Option<Vec<Range<usize>>> {
    let start = pairs[0].0.span.range().start;
    let (last_key, last) = &pairs[pairs.len() - 1];
    let end = last.span.range().end.max(last_key.span.range().end);
    let is_line = !text[start..end].contains(['\n', '#']);
    if !is_line || !text[end..].trim_start_matches(' ').starts_with('}') {
        return None;
    }
    let mut pieces = Vec::new();
    for (n, (key, _)) in pairs.iter().enumerate() {
        let start = key.span.range().start;
        let end = match pairs.get(n + 1) {
            Some((next, _)) => next.span.range().start,
            None => end,
        };
        let piece = text.get(start..end)?.trim_end().trim_end_matches(',').trim_end();
        pieces.push(start..start + piece.len());
    }
    Some(pieces)
}

/// The pairs of a block, from key to line end, each with the comment lines right above it.
fn block_pieces(text: &str, pairs: &[(Str, Node)]) -> Option<Vec<Range<usize>>> {
    let first = pairs[0].0.span.range().start;
    let column = first - line_start(text, first);
    let mut starts = vec![first];
    for (key, _) in &pairs[1..] {
        let at = key.span.range().start;
        let mut start = line_start(text, at);
        if at - start != column || !text[start..at].bytes().all(|b| b == b' ') {
            return None;
        }
        while let Some(above) = comment_above(text, start)
            && above > starts[starts.len() - 1]
        {
            start = above;
        }
        starts.push(start);
    }
    starts.push(block_end(text, starts[starts.len() - 1], column));
    Some(starts.windows(2).map(|pair| pair[0]..pair[1]).collect())
}

/// Where the lines end that are indented as far as a key's column. Blank lines and comments that
/// follow belong to no key.
fn block_end(text: &str, from: usize, column: usize) -> usize {
    let mut end = from;
    let mut at = from;
    for (n, line) in text[from..].split_inclusive('\n').enumerate() {
        at += line.len();
        let words = line.trim_start_matches(' ');
        let is_outside = n > 0 && line.len() - words.len() < column;
        let is_dashed = n > 0 && column == 0 && words.starts_with("---");
        match words.trim() {
            "" => {}
            _ if is_outside || is_dashed => break,
            comment if comment.starts_with('#') => {}
            _ => end = at,
        }
    }
    end
}

/// The start of the line above, if that is a comment.
fn comment_above(text: &str, line: usize) -> Option<usize> {
    let above = line_start(text, line.checked_sub(1)?);
    if text[above..line].trim_start().starts_with('#') { Some(above) } else { None }
}
