//! Copied text to blocks: items have dashes, headings often the sign of their link at the end.

use super::dates;
use super::headings::{meaning, status_label};
use super::input::{InputBlock, InputBlockKind};
use super::text::{consists_of, leading_digits};
use crate::model::locale::Headings;

/// Longest line of a text that was wrapped by hand, in characters. In a text with longer lines each
/// line is a paragraph.
const WRAP_WIDTH: usize = 100;

/// The words of a line that ends with the sign of a heading's link.
pub(super) fn signed_heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let words = line.strip_suffix(" #").or_else(|| line.strip_suffix(" ¶"))?.trim_end();
    let is_other = words.is_empty() || words.starts_with(['#', '|']) || item(line).is_some();
    if is_other { None } else { Some(words) }
}

/// The text as blocks.
pub(super) fn read(text: &str, headings: &Headings) -> Vec<InputBlock> {
    let lines: Vec<&str> = text.lines().collect();
    let has_signs = lines.iter().any(|l| signed_heading(l).is_some());
    let is_wrapped = lines.iter().all(|l| l.chars().count() <= WRAP_WIDTH);
    let mut blocks: Vec<InputBlock> = Vec::new();
    let mut after_gap = true;
    for (n, line) in lines.iter().enumerate() {
        let words = line.trim();
        if words.is_empty() {
            after_gap = true;
            continue;
        }
        let (kind, text) = if let Some((kind, text)) = marked_block(line) {
            (kind, text)
        } else if consists_of(words, "-*_=~ ") {
            after_gap = true;
            continue;
        } else {
            let next = lines[n + 1..].iter().find(|l| !l.trim().is_empty());
            let opens_list = matches!(next, Some(next) if item(next).is_some());
            let before = if has_signs { None } else { blocks.last() };
            if is_named_heading(words, headings)
                || opens_list && is_list_title(words, before, after_gap)
            {
                (InputBlockKind::Heading(0), words.trim_end_matches(':'))
            } else {
                (InputBlockKind::Paragraph, words)
            }
        };
        match blocks.last_mut() {
            // a line after an item, or in a text that was wrapped, continues the line before
            Some(last)
                if kind == InputBlockKind::Paragraph
                    && !after_gap
                    && is_continued(&last.kind, is_wrapped)
                    && status_label(words).is_none() =>
            {
                last.text.push('\n');
                last.text.push_str(text);
            }
            _ => blocks.push(InputBlock::new(n + 1, kind, text)),
        }
        after_gap = false;
    }
    blocks
}

/// A line with a mark of its own.
fn marked_block(line: &str) -> Option<(InputBlockKind, &str)> {
    let words = line.trim();
    if let Some(heading) = signed_heading(words) {
        return Some((InputBlockKind::Heading(0), heading));
    }
    let unmarked = words.trim_start_matches('#');
    let level = words.len() - unmarked.len();
    if (1..=6).contains(&level) && unmarked.starts_with(' ') {
        return Some((InputBlockKind::Heading(level as u8), unmarked.trim()));
    }
    if words.starts_with('|') {
        return Some((InputBlockKind::Row, words));
    }
    if let Some((label, text)) = words.strip_prefix("[^").and_then(|w| w.split_once("]:"))
        && !label.is_empty()
    {
        return Some((InputBlockKind::Footnote(label.into()), text.trim()));
    }
    if consists_of(words, "-*_=~ ") {
        return None;
    }
    let (number, text) = item(words)?;
    let indent = line.len() - line.trim_start().len();
    Some((InputBlockKind::Item { depth: u8::from(indent >= 2), number }, text))
}

fn is_continued(kind: &InputBlockKind, is_wrapped: bool) -> bool {
    match kind {
        InputBlockKind::Item { .. } | InputBlockKind::Footnote(_) => true,
        InputBlockKind::Paragraph => is_wrapped,
        _ => false,
    }
}

/// The number and the words of an item.
pub(super) fn item(line: &str) -> Option<(Option<u64>, &str)> {
    let line = line.trim_start();
    for mark in ["- ", "* ", "• ", "– ", "+ "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some((None, rest.trim()));
        }
    }
    let digits = leading_digits(line);
    let rest = line[digits..].strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&digits))?;
    Some((line[..digits].parse().ok(), rest.strip_prefix(' ')?.trim()))
}

fn is_named_heading(line: &str, headings: &Headings) -> bool {
    meaning(line, headings).is_some()
        || line.chars().count() <= 80 && dates::gather_heading(line).is_some()
}

/// Whether a line above a list is its heading: it is short and not the continuation of an item.
fn is_list_title(line: &str, before: Option<&InputBlock>, after_gap: bool) -> bool {
    let Some(before) = before else { return false };
    // a code span that was copied as a block of its own is below its label
    if before.text.ends_with(':') || line.ends_with(['.', ',', ';', '!', '…']) {
        return false;
    }
    line.chars().count() <= 120 && (after_gap || !before.is_item() || !has_glued_dash(line))
}

/// `words— reason`: what remains of a code span and its reason.
fn has_glued_dash(line: &str) -> bool {
    line.match_indices("— ").any(|(n, _)| line[..n].ends_with(|c: char| !c.is_whitespace()))
}
