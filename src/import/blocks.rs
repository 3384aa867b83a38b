//! The one shape in which all readers hand a page over: headings, paragraphs, items, rows, in their order with their lines.
//!
//! Takes the text of a file and says what its marks mean ([`page`]): copied text, Markdown or HTML. What was glued to the
//! line before comes apart here. Knows nothing of journals and threads beyond the names of their sections.

use super::account::Account;
use super::{dates, headings, html, marked, note, plain};
use crate::model::{ObservationKind, Word};

/// One block of a page. Its text is Markdown; a line break in it is one of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// From 1.
    pub line: usize,
    pub kind: Kind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Level 0 where the text does not say which.
    Heading(u8),
    Paragraph,
    Item {
        depth: u8,
        number: Option<u64>,
    },
    /// A row of a table, with bars.
    Row,
    Footnote(String),
    /// Code, a quotation: kept byte for byte.
    Verbatim,
}

impl Block {
    pub fn new(line: usize, kind: Kind, text: impl Into<String>) -> Block {
        Block { line, kind, text: text.into() }
    }

    /// The text in one line.
    pub fn flat(&self) -> String {
        flat(&self.text)
    }
}

pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page as it was read, and the lines that must be found again in what is made of it.
#[derive(Debug, Default)]
pub struct Page {
    pub blocks: Vec<Block>,
    pub lines: Vec<(usize, String)>,
}

/// Reads a page.
pub fn page(name: &str, text: &str, account: &mut Account) -> Page {
    let text = text.trim_start_matches('\u{feff}');
    let name = name.to_lowercase();
    let starts = text.trim_start().get(..5).unwrap_or("").to_lowercase();
    let is_html =
        name.ends_with(".html") || name.ends_with(".htm") || starts == "<html" || starts == "<!doc";
    let (blocks, lines) =
        if is_html { html::read(text) } else { (text_blocks(&name, text), numbered(text)) };
    Page { blocks: unglue(blocks, account), lines }
}

fn numbered(text: &str) -> Vec<(usize, String)> {
    // the numbers of a list are not words of it
    let words =
        |line: &str| plain::item(line).map_or(line.to_string(), |(_, words)| words.to_string());
    text.lines().enumerate().map(|(n, line)| (n + 1, words(line))).collect()
}

fn text_blocks(name: &str, text: &str) -> Vec<Block> {
    let atx = |line: &&str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let markdown = name.ends_with(".md")
        || name.ends_with(".markdown")
        || text.lines().filter(atx).count() > 1;
    // a page copied as text keeps the sign of its headings' links at their ends
    let copied = text.lines().filter(|l| plain::marked_heading(l).is_some()).count() > 1;
    if markdown && !copied { marked::read(text) } else { plain::read(text) }
}

/// Takes apart what was glued together: an item in the middle of a line, a heading at its end.
fn unglue(blocks: Vec<Block>, account: &mut Account) -> Vec<Block> {
    let mut found = Vec::with_capacity(blocks.len());
    // a mark without words is nothing
    for block in blocks.into_iter().filter(|b| !b.text.trim().is_empty()) {
        if !matches!(block.kind, Kind::Item { .. } | Kind::Paragraph) {
            found.push(block);
            continue;
        }
        let Block { line, kind, mut text } = block;
        let mut rest = Vec::new();
        if let Some(at) = heading_at_end(&text) {
            let heading = text[at..].trim().trim_end_matches(['#', '¶']).trim_end().to_string();
            text.truncate(at);
            account.guessed(
                line,
                format!("\"{heading}\" stood at the end of a line and became a heading"),
            );
            rest.push(Block::new(line, Kind::Heading(0), heading));
        }
        let mut from = 0;
        let mut pieces = Vec::new();
        while let Some(at) = glued(&text, from) {
            pieces.push(at);
            from = at + 3;
        }
        let mut starts = vec![0];
        starts.extend(pieces.iter().map(|at| at + 3));
        for (n, start) in starts.iter().enumerate() {
            let end = pieces.get(n).copied().unwrap_or(text.len());
            let words = text[*start..end].trim_end().to_string();
            let line = line + text[..*start].matches('\n').count();
            if n > 0 {
                let shown: String = words.chars().take(40).collect();
                account.guessed(
                    line,
                    format!(
                        "\"{shown}…\" was glued to the line before and became an item of its own"
                    ),
                );
                found.push(Block::new(line, Kind::Item { depth: 0, number: None }, words));
            } else {
                found.push(Block::new(line, kind.clone(), words));
            }
        }
        found.extend(rest);
    }
    found
}

/// Where ` - ` stands before what can only be an item of its own.
fn glued(text: &str, from: usize) -> Option<usize> {
    text[from..].match_indices(" - ").map(|(n, _)| n + from).find(|&at| {
        let after = &text[at + 3..];
        let ends = text[..at].trim_end().ends_with(['.', '!', '?', '”', '"', ')', '*']);
        starts_observation(after)
            || ends && (starts_cross_link(after) || note::is_dated_note(after))
    })
}

fn starts_observation(text: &str) -> bool {
    let bare = text.trim_start_matches(['*', '_']);
    let Some(kind) = ObservationKind::ALL.iter().find(|k| {
        bare.get(..k.word().len()).is_some_and(|start| start.eq_ignore_ascii_case(k.word()))
    }) else {
        return false;
    };
    bare[kind.word().len()..].trim_start_matches(['*', '_']).starts_with(':')
}

fn starts_cross_link(text: &str) -> bool {
    let Some((slug, _)) = text.strip_prefix('[').and_then(|t| t.split_once("] ")) else {
        return false;
    };
    slug.contains('-') && crate::content::parse::is_lasting(slug)
}

/// Where a heading that is known by its name, with the sign of copied headings, ends a line of other words.
fn heading_at_end(text: &str) -> Option<usize> {
    let bare = text.strip_suffix(" #").or_else(|| text.strip_suffix(" ¶"))?;
    bare.match_indices(". ").map(|(n, _)| n + 2).find(|&at| {
        let words = &bare[at..];
        headings::is_known(words) || dates::heading(words).is_some()
    })
}
