//! Copied text: no marks but dashes before items and, often, the sign of a heading's link at its end.

use super::blocks::{Block, Kind};
use super::{dates, headings, thread};

/// Longest line of a text that was wrapped by hand, in characters; longer ones mean that a line is a paragraph.
const WRAPPED: usize = 100;

/// The words of a line that ends with the sign of a heading's link.
pub fn marked_heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let words = line.strip_suffix(" #").or_else(|| line.strip_suffix(" ¶"))?.trim_end();
    (!words.is_empty() && item(line).is_none() && !words.starts_with(['#', '|'])).then_some(words)
}

/// The text as blocks.
pub fn read(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let signed = lines.iter().any(|l| marked_heading(l).is_some());
    let wrapped = lines.iter().all(|l| l.chars().count() <= WRAPPED);
    let mut found: Vec<Block> = Vec::new();
    let mut gap = true;
    for (n, line) in lines.iter().enumerate() {
        let words = line.trim();
        let next = lines[n + 1..].iter().map(|l| l.trim()).find(|l| !l.is_empty());
        if words.is_empty() {
            gap = true;
            continue;
        }
        let block = |kind, text: &str| Block::new(n + 1, kind, text);
        let made = if let Some(heading) = marked_heading(words) {
            Some(block(Kind::Heading(0), heading))
        } else if let Some((level, heading)) = atx(words) {
            Some(block(Kind::Heading(level), heading))
        } else if words.chars().all(|c| "-*_=~ ".contains(c)) {
            gap = true;
            continue;
        } else if words.starts_with('|') {
            Some(block(Kind::Row, words))
        } else if let Some((label, text)) = footnote(words) {
            Some(block(Kind::Footnote(label.into()), text))
        } else if let Some((number, text)) = item(words) {
            let indent = line.len() - line.trim_start().len();
            Some(block(Kind::Item { depth: if indent >= 2 { 1 } else { 0 }, number }, text))
        } else if is_heading(words, next, found.last(), gap, signed) {
            Some(block(Kind::Heading(0), words.trim_end_matches(':')))
        } else {
            None
        };
        match (made, found.last_mut()) {
            (Some(block), _) => found.push(block),
            // what goes on after an item, or in a text that was wrapped, belongs to the line before
            (None, Some(last))
                if !gap && goes_on(&last.kind, wrapped) && thread::label(words).is_none() =>
            {
                last.text.push('\n');
                last.text.push_str(words);
            }
            (None, _) => found.push(block(Kind::Paragraph, words)),
        }
        gap = false;
    }
    found
}

fn goes_on(kind: &Kind, wrapped: bool) -> bool {
    matches!(kind, Kind::Item { .. } | Kind::Footnote(_)) || wrapped && *kind == Kind::Paragraph
}

fn atx(line: &str) -> Option<(u8, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| (level as u8, rest.trim()))
}

fn footnote(line: &str) -> Option<(&str, &str)> {
    let (label, text) = line.strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty()).then(|| (label, text.trim()))
}

/// The number and the words of an item.
pub fn item(line: &str) -> Option<(Option<u64>, &str)> {
    let line = line.trim_start();
    if let Some(rest) =
        ["- ", "* ", "• ", "– ", "+ "].iter().find_map(|mark| line.strip_prefix(mark))
    {
        return Some((None, rest.trim()));
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line[digits..].strip_prefix(['.', ')']).filter(|_| (1..=3).contains(&digits))?;
    Some((line[..digits].parse().ok(), rest.strip_prefix(' ')?.trim()))
}

/// `words— reason`: what remains of a code span and its reason.
fn has_glued_dash(line: &str) -> bool {
    line.match_indices("— ").any(|(n, _)| line[..n].ends_with(|c: char| !c.is_whitespace()))
}

/// Whether a line without any sign is a heading: by its name, or because it is short and opens a list.
fn is_heading(
    line: &str,
    next: Option<&str>,
    before: Option<&Block>,
    gap: bool,
    signed: bool,
) -> bool {
    if headings::is_known(line) || line.chars().count() <= 80 && dates::heading(line).is_some() {
        return true;
    }
    let short = line.chars().count() <= 120 && !line.ends_with(['.', ',', ';', '!', '…']);
    let opens_list = next.is_some_and(|l| item(l).is_some());
    // a code span that was copied as a block of its own stands below its label
    let belongs_to_label = before.is_some_and(|b| b.text.ends_with(':'));
    let after_item = before.is_some_and(|b| matches!(b.kind, Kind::Item { .. }));
    !signed
        && before.is_some()
        && short
        && opens_list
        && !belongs_to_label
        && (gap || !after_item || !has_glued_dash(line))
}
