//! `agon fmt`: content in one canonical form, without a change to what it says.
//!
//! Takes a file's text, gives the same text tidied: keys in the order in which agon reads them, `-` for lists with their
//! parts right below their words, `##` for headings with a blank line before, fields and `^id` at the end of their block,
//! no white space at line ends, one line break at the end. Lines stay as long as they are, and records, citations and
//! comments in the order and words they have.
//!
//! Each step is taken only if the text means the same after it ([`meaning`]); one that would change it is left out. Only
//! [`folder`] touches the disk, and it writes through `write`.

mod blanks;
mod citations;
mod folder;
mod headings;
mod lists;
mod meaning;
mod order;
mod tails;
mod yaml;

pub use folder::{Done, TidyError, Way, tidy_folder};

use crate::content::parse::FileKind;
use crate::content::parse::front;
use std::ops::Range;

/// A replacement of a byte range.
type Edit = (Range<usize>, String);

/// Steps on a Markdown body, in order.
const BODY: [fn(&str) -> Vec<Edit>; 5] =
    [headings::edits, lists::edits, citations::edits, tails::edits, blanks::body_edits];

/// How often the steps may follow each other: one can make room for another, and none undoes another.
const ROUNDS: usize = 4;

/// The canonical form of a file's text.
pub fn tidy(kind: FileKind, text: &str) -> String {
    let unix = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    // by itself it ends a line for Markdown and YAML and not for others, so nothing is safe
    if unix.contains('\r') || unix.starts_with('\u{feff}') {
        return text.to_string();
    }
    if !kind.is_markdown() {
        return yaml::tidied(kind, &unix);
    }
    let Ok(Some(parts)) = front::parts(&unix) else { return text.to_string() };
    let front = yaml::tidied(kind, &unix[parts.yaml.clone()]);
    let closing = unix[parts.yaml.end..parts.body].trim_end();
    let body = body(&unix[parts.body..]);
    format!("---\n{front}{closing}\n{body}")
}

fn body(text: &str) -> String {
    let mut text = text.to_string();
    for _ in 0..ROUNDS {
        let before = text.clone();
        for step in BODY {
            text = stepped(text, &step);
        }
        if text == before {
            break;
        }
    }
    text
}

/// All edits of a step at once if that is safe, else those that are, one by one.
fn stepped(text: String, step: &fn(&str) -> Vec<Edit>) -> String {
    let edits = step(&text);
    if edits.is_empty() {
        return text;
    }
    let meant = meaning::of_body(&text);
    let all = applied(&text, &edits);
    if meaning::of_body(&all) == meant {
        return all;
    }
    // from the last to the first, so that places before an edit stay where they are
    edits.into_iter().rev().fold(text, |text, edit| {
        let next = applied(&text, &[edit]);
        if meaning::of_body(&next) == meant { next } else { text }
    })
}

/// The text with edits that stand in order and do not overlap.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The byte at which the line of a byte starts.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

#[cfg(test)]
mod tests;
