//! The canonical form of one file: the steps, each taken only if the text means the same after it.

use super::edit::{Replacement, apply_edits};
use super::{blanks, citations, headings, lists, meaning, tails, yaml};
use crate::content::parse::FileKind;
use crate::content::parse::front_matter;

/// Steps on a Markdown body, in order.
const BODY: [fn(&str) -> Vec<Replacement>; 5] =
    [headings::edits, lists::edits, citations::edits, tails::edits, blanks::body_edits];

/// How often the steps may follow each other: one can make room for another, and none undoes another.
const ROUNDS: usize = 4;

/// The canonical form of a file's text.
pub fn format_text(kind: FileKind, text: &str) -> String {
    let unix = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    // by itself it ends a line for Markdown and YAML and not for others, so nothing is safe
    if unix.contains('\r') || unix.starts_with('\u{feff}') {
        return text.to_string();
    }
    if !kind.is_markdown() {
        return yaml::format_yaml(kind, &unix);
    }
    let Ok(Some(parts)) = front_matter::parts(&unix) else { return text.to_string() };
    let front = yaml::format_yaml(kind, &unix[parts.yaml.clone()]);
    let closing = unix[parts.yaml.end..parts.body].trim_end();
    let body = body(&unix[parts.body..]);
    format!("---\n{front}{closing}\n{body}")
}

pub(super) fn body(text: &str) -> String {
    let mut text = text.to_string();
    for _ in 0..ROUNDS {
        let before = text.clone();
        for step in BODY {
            text = apply_step(text, &step);
        }
        if text == before {
            break;
        }
    }
    text
}

/// All edits of a step at once if that is safe, else those that are, one by one.
fn apply_step(text: String, step: &fn(&str) -> Vec<Replacement>) -> String {
    let edits = step(&text);
    if edits.is_empty() {
        return text;
    }
    let meant = meaning::of_body(&text);
    let all = apply_edits(&text, &edits);
    if meaning::of_body(&all) == meant {
        return all;
    }
    // from the last to the first, so that places before an edit stay where they are
    edits.into_iter().rev().fold(text, |text, edit| {
        let next = apply_edits(&text, &[edit]);
        if meaning::of_body(&next) == meant { next } else { text }
    })
}
