//! Reads copied text, Markdown or HTML into the neutral form, and separates what was glued together.

use super::front_matter::FrontMatter;
use super::headings::meaning;
use super::input::{InputBlock, InputBlockKind, InputDocument};
use super::report::ImportReport;
use super::table_cells::{SURPLUS_CELLS, surplus_cells};
use super::{argdown, dates, html, markdown, note_imprint, plain, wordless};
use crate::model::locale::Headings;
use crate::model::{ObservationKind, Word};
use std::ops::Range;

/// Reads a file by its name and content.
pub(super) fn read(
    name: &str,
    text: &str,
    headings: &Headings,
    report: &mut ImportReport,
) -> InputDocument {
    let name = name.to_lowercase();
    let start = text.trim_start().get(..5).unwrap_or_default().to_lowercase();
    let is_html = name.ends_with(".html") || name.ends_with(".htm") || start.starts_with("<html");
    let argdown;
    let mut text = text;
    if argdown::is_argdown(&name, text) {
        argdown = argdown::to_markdown(text, report);
        text = &argdown;
        report.format = "Argdown";
    }
    let mut document = if is_html || start == "<!doc" {
        html::read(text)
    } else {
        let is_markdown = report.format == "Argdown" || is_markdown(&name, text);
        if is_markdown {
            read_markdown(&name, text, report)
        } else {
            let lines = words_by_line(text, false);
            InputDocument { blocks: plain::read(text, headings), lines, ..InputDocument::default() }
        }
    };
    let mut blocks = Vec::with_capacity(document.blocks.len());
    for block in document.blocks {
        match block.kind {
            _ if block.text.trim().is_empty() => {}
            InputBlockKind::Item { .. } | InputBlockKind::Paragraph => {
                separate(block, &mut blocks, headings, report)
            }
            _ => blocks.push(block),
        }
    }
    document.blocks = blocks;
    document
}

fn read_markdown(name: &str, text: &str, report: &mut ImportReport) -> InputDocument {
    for comment in crate::markdown::comments(text) {
        let line = 1 + text[..comment.start].matches('\n').count();
        let words = text[comment].trim_matches(['<', '>', '!', '-', '%', ' ', '\n']);
        report.dropped(line, words, "a comment");
    }
    let text = &with_all_cells(text, report);
    let text = &markdown::with_inline_links(text);
    let text = &wordless::with_words(text, report);
    let front = FrontMatter::read(text);
    InputDocument {
        blocks: markdown::read(text, &front),
        lines: words_by_line(text, true),
        is_markdown: true,
        front_lines: text[..front.end].matches('\n').count(),
        day: front.day(name),
    }
}

fn with_all_cells(text: &str, report: &mut ImportReport) -> String {
    let mut out = text.to_string();
    if text.contains('|') {
        for (range, words) in surplus_cells(text, &crate::markdown::parse(text)).into_iter().rev() {
            let line = 1 + text[..range.start].matches('\n').count();
            report.changed(line, SURPLUS_CELLS.to_string());
            out.replace_range(range, &words);
        }
    }
    out
}

/// Every line without the mark of an item, but for link definitions that are used.
fn words_by_line(text: &str, is_markdown: bool) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let definition = line.trim_start().strip_prefix('[').and_then(|l| l.split_once("]:"));
        if let Some((label, address)) = definition.filter(|_| is_markdown)
            && let Some(address) = address.split_whitespace().next()
            && !label.starts_with('^')
            && text.contains(&format!("]({address}"))
        {
            continue;
        }
        let words = if let Some((_, words)) = plain::item(line) { words } else { line };
        lines.push((n + 1, words.replace("<br>", " ").replace("<br/>", " ")));
    }
    lines
}

fn is_markdown(name: &str, text: &str) -> bool {
    // a page copied as text keeps the signs of its headings' links
    if text.lines().filter(|l| plain::signed_heading(l).is_some()).count() > 1 {
        return false;
    }
    let marks = text.lines().filter(|l| l.starts_with('#'));
    let headings = marks.filter(|l| l.trim_start_matches('#').starts_with(' ')).count();
    name.ends_with(".md") || name.ends_with(".markdown") || headings > 1
}

/// Separates items in the middle of a line and a heading at its end.
fn separate(
    block: InputBlock,
    blocks: &mut Vec<InputBlock>,
    headings: &Headings,
    report: &mut ImportReport,
) {
    let InputBlock { line, kind, mut text } = block;
    let mut heading = None;
    if let Some(at) = heading_at_end(&text, headings) {
        let words = text[at..].trim().trim_end_matches(['#', '¶']).trim_end().to_string();
        text.truncate(at);
        report.guessed(line, format!("\"{words}\" at the end of a line became a heading"));
        heading = Some(InputBlock::new(line, InputBlockKind::Heading(0), words));
    }
    let mut start = 0;
    let mut kind = kind;
    loop {
        let glued = glued_item(&text, start);
        let piece = text[start..glued.as_ref().map_or(text.len(), |mark| mark.start)].trim_end();
        let line = line + text[..start].matches('\n').count();
        if start > 0 {
            let words: String = piece.chars().take(40).collect();
            let message = format!("\"{words}…\" was glued to the line before and became an item");
            report.guessed(line, message);
        }
        blocks.push(InputBlock::new(line, kind, piece));
        let Some(mark) = glued else { break };
        start = mark.end;
        kind = InputBlockKind::Item { depth: 0, number: None };
    }
    blocks.extend(heading);
}

/// The mark `- ` before what can only be an item of its own, with the spaces before it.
fn glued_item(text: &str, from: usize) -> Option<Range<usize>> {
    for (at, _) in text[from..].match_indices("- ") {
        let hyphen = from + at;
        let at = text[..hyphen].trim_end_matches(' ').len();
        let after = &text[hyphen + 2..];
        // what an item starts with is near
        let end = after.char_indices().nth(300).map_or(after.len(), |(end, _)| end);
        let after = &after[..end];
        let ends = text[from..at].trim_end().ends_with(['.', '!', '?', '”', '"', ')', '*']);
        let is_apart = at < hyphen && at > from;
        if is_apart && starts_observation(after)
            || ends && (starts_cross_link(after) || note_imprint::is_dated(after))
        {
            return Some(at..hyphen + 2);
        }
    }
    None
}

fn starts_observation(text: &str) -> bool {
    let Some((label, _)) = text.split_once(':') else { return false };
    ObservationKind::parse(label.trim_matches(['*', '_'])).is_some()
}

fn starts_cross_link(text: &str) -> bool {
    let Some((slug, _)) = text.strip_prefix('[').and_then(|t| t.split_once("] ")) else {
        return false;
    };
    slug.contains('-') && crate::content::parse::is_lasting(slug)
}

/// Where a known heading, with the sign of its link, ends a line of other words.
fn heading_at_end(text: &str, headings: &Headings) -> Option<usize> {
    let bare = text.strip_suffix(" #").or_else(|| text.strip_suffix(" ¶"))?;
    let starts = bare.match_indices(". ").map(|(n, _)| n + 2);
    let mut starts = starts;
    starts.find(|at| {
        let words = &bare[*at..];
        meaning(words, headings).is_some() || dates::gather_heading(words).is_some()
    })
}
