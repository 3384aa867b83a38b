//! Keys in the order in which a noun's reader asks for them.
//!
//! A key goes with its value and the comment lines right above it. A mapping that cannot be cut into such pieces stays.

use super::edit::line_start;
use crate::content::parse::FileKind;
use crate::content::parse::schema::RecordSchema;
use crate::content::parse::yaml::{Node, Str, Value};
use std::ops::Range;

/// The text with the keys of every known mapping in order.
pub(super) fn ordered(text: &str, tree: &Node, kind: FileKind) -> String {
    let shape = kind.shape();
    let all = 0..text.len();
    match &tree.value {
        Value::List(records) if kind.is_list() => copied(
            text,
            all,
            records.iter().map(|r| (r, Some(&shape))).collect::<Vec<_>>().as_slice(),
        ),
        Value::Map(_) if !kind.is_list() => copied(text, all, &[(tree, Some(&shape))]),
        _ => text.to_string(),
    }
}

/// A piece of the text with the values that stand in it put in order.
fn copied(text: &str, range: Range<usize>, values: &[(&Node, Option<&RecordSchema>)]) -> String {
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    for (node, shape) in values {
        let (Some(shape), Some(place)) = (shape, place(text, node)) else { continue };
        if place.start < at || place.end > range.end {
            continue;
        }
        out.push_str(&text[at..place.start]);
        out.push_str(&value(text, node, shape, place.clone()));
        at = place.end;
    }
    out.push_str(&text[at..range.end]);
    out
}

/// Where a value with keys in it stands. A block reaches to the end of its last line.
fn place(text: &str, node: &Node) -> Option<Range<usize>> {
    let range = node.span.range();
    match &node.value {
        _ if text[range.start..].starts_with(['{', '[']) => Some(range.start..closing(text, node)?),
        Value::Map(pairs) => {
            let start = pairs.first()?.0.span.range().start;
            Some(start..line_end(text, last_byte(text, &pairs.last()?.1, &pairs.last()?.0)))
        }
        Value::List(items) => {
            let places: Vec<_> =
                items.iter().map(|n| place(text, n).unwrap_or(n.span.range())).collect();
            Some(places.first()?.start..places.last()?.end.max(range.start))
        }
        Value::Null | Value::Scalar(_) => None,
    }
}

/// Where `{…}` or `[…]` ends. The parser knows where it starts, and where what is in it ends.
fn closing(text: &str, node: &Node) -> Option<usize> {
    let bracket = |n: &Node| match text[n.span.range().start..].starts_with(['{', '[']) {
        true => closing(text, n),
        false => Some(n.span.range().end),
    };
    let last = match &node.value {
        Value::Map(pairs) => pairs.last().map(|(k, v)| Some(bracket(v)?.max(k.span.range().end))),
        Value::List(items) => items.last().map(bracket),
        Value::Null | Value::Scalar(_) => return None,
    };
    let from = last.unwrap_or(Some(node.span.range().start + 1))?;
    let gap = text[from..].find(['}', ']'])?;
    // a comment or a word in between: this is no end that is known
    text[from..from + gap]
        .bytes()
        .all(|b| b.is_ascii_whitespace() || matches!(b, b',' | b':'))
        .then_some(from + gap + 1)
}

/// The last byte that a value is known to reach, its key's where it is empty.
fn last_byte(text: &str, value: &Node, key: &Str) -> usize {
    let inner = match &value.value {
        Value::Map(_) | Value::List(_)
            if text[value.span.range().start..].starts_with(['{', '[']) =>
        {
            closing(text, value)
        }
        Value::Map(pairs) => pairs.last().map(|(k, v)| last_byte(text, v, k)),
        Value::List(items) => items.last().map(|n| last_byte(text, n, key)),
        Value::Null => None,
        Value::Scalar(_) => Some(value.span.range().end),
    };
    inner.unwrap_or(0).max(value.span.range().end).max(key.span.range().end)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

fn value(text: &str, node: &Node, shape: &RecordSchema, place: Range<usize>) -> String {
    match &node.value {
        Value::List(items) => copied(
            text,
            place,
            items.iter().map(|n| (n, Some(shape))).collect::<Vec<_>>().as_slice(),
        ),
        Value::Map(pairs) => mapping(text, pairs, shape, place),
        Value::Null | Value::Scalar(_) => text[place].to_string(),
    }
}

fn mapping(text: &str, pairs: &[(Str, Node)], shape: &RecordSchema, place: Range<usize>) -> String {
    let places: Vec<usize> = pairs.iter().map(|(k, _)| shape.place(&k.text)).collect();
    let below = |n: usize| (&pairs[n].1, shape.key(&pairs[n].0.text).and_then(|k| k.form.shape()));
    let as_found =
        || copied(text, place.clone(), (0..pairs.len()).map(below).collect::<Vec<_>>().as_slice());
    if places.is_sorted() {
        return as_found();
    }
    let is_flow = text[place.start..].starts_with('{');
    let Some(pieces) =
        (if is_flow { in_line(text, pairs, &place) } else { in_block(text, pairs, &place) })
    else {
        return as_found();
    };
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by_key(|n| places[*n]);
    let made: Vec<String> =
        order.iter().map(|n| copied(text, pieces[*n].clone(), &[below(*n)])).collect();
    // a comment would stand between a record's dash and its first key, or part from the key that it stands above
    let start = line_start(text, place.start);
    let after_dash = !text[start..place.start].trim().is_empty();
    let parted = order[0] != 0 && comment_above(text, start).is_some();
    if !is_flow && if after_dash { made[0].trim_start().starts_with('#') } else { parted } {
        return as_found();
    }
    let (first, last) = (pieces[0].start, pieces[pairs.len() - 1].end);
    let made = match is_flow {
        true => made.join(", "),
        false => blocks(text, &made, &pieces, &order),
    };
    format!("{}{made}{}", &text[place.start..first], &text[last..place.end])
}

/// The pairs of `{a: b, c: d}` in one line, without their commas.
fn in_line(text: &str, pairs: &[(Str, Node)], place: &Range<usize>) -> Option<Vec<Range<usize>>> {
    if text[place.clone()].contains(['\n', '#']) || !text[place.clone()].ends_with('}') {
        return None;
    }
    let starts: Vec<usize> = pairs.iter().map(|(k, _)| k.span.range().start).collect();
    let ends = starts.iter().skip(1).copied().chain([place.end - 1]);
    let piece = |(start, end): (usize, usize)| {
        let words = text.get(start..end)?.trim_end().trim_end_matches(',').trim_end();
        Some(start..start + words.len())
    };
    starts.iter().copied().zip(ends).map(piece).collect()
}

/// The pairs of a block, from key to line end, each with the comment lines right above it.
fn in_block(text: &str, pairs: &[(Str, Node)], place: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let column = |at: usize| at - line_start(text, at);
    let own = column(place.start);
    let mut starts = vec![place.start];
    for (key, _) in &pairs[1..] {
        let at = key.span.range().start;
        let mut start = line_start(text, at);
        if column(at) != own || !text[start..at].bytes().all(|b| b == b' ') {
            return None;
        }
        while let Some(above) =
            comment_above(text, start).filter(|above| *above > starts[starts.len() - 1])
        {
            start = above;
        }
        starts.push(start);
    }
    let ends = starts[1..].iter().copied().chain([place.end]);
    let pieces: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect();
    pieces.iter().all(|p| p.start < p.end).then_some(pieces)
}

/// The start of the line above, if that is a comment.
fn comment_above(text: &str, line: usize) -> Option<usize> {
    let above = line_start(text, line.checked_sub(1)?);
    text[above..line].trim_start().starts_with('#').then_some(above)
}

/// The pieces of a block in their new order: the first stands where its key's column is given already.
fn blocks(text: &str, made: &[String], pieces: &[Range<usize>], order: &[usize]) -> String {
    let column = pieces[0].start - line_start(text, pieces[0].start);
    let indent = " ".repeat(column);
    let mut out = String::new();
    for (n, (piece, number)) in made.iter().zip(order).enumerate() {
        let bare = piece.trim_end_matches('\n');
        let bare = if *number == 0 {
            bare.to_string()
        } else {
            bare.strip_prefix(&indent).unwrap_or(bare).to_string()
        };
        if n > 0 {
            out.push_str(&indent);
        }
        out.push_str(&bare);
        out.push('\n');
    }
    // blank lines and the missing break at the end stay at the end
    let whole = &text[pieces[0].start..pieces[pieces.len() - 1].end];
    if !whole.ends_with('\n') {
        out.pop();
    }
    out
}
