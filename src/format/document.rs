//! The canonical form of one file: the steps, each taken only if the text means the same after it.

use super::edit::{Replacement, apply_edits};
use super::{blanks, citations, headings, lists, meaning, tails, yaml};
use crate::content::parse::FileKind;
use crate::content::parse::front_matter;
use crate::model::locale::Headings;

/// A step on a Markdown body; it knows the headings of the site's language.
type Step = fn(&str, &Headings) -> Vec<Replacement>;

/// The steps in order.
const STEPS: [Step; 5] = [
    |text, _| headings::edits(text),
    |text, _| lists::edits(text),
    |text, _| citations::edits(text),
    tails::edits,
    |text, _| blanks::body_edits(text),
];

/// How often the steps are repeated: one can make room for another, and none undoes another.
const MAX_ROUNDS: usize = 4;

/// The canonical form of a file's text, in a site with these headings.
pub fn format_text(kind: FileKind, text: &str, headings: &Headings) -> String {
    let unix = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    // alone it ends a line for Markdown and YAML and not for others, so nothing is safe
    if unix.contains('\r') || unix.starts_with('\u{feff}') {
        return text.to_string();
    }
    if !kind.is_markdown() {
        return yaml::format_yaml(kind, &unix);
    }
    let Ok(Some(parts)) = front_matter::parts(&unix) else { return text.to_string() };
    let front = yaml::format_yaml(kind, &unix[parts.yaml.clone()]);
    let closing = unix[parts.yaml.end..parts.body].trim_end();
    format!("---\n{front}{closing}\n{}", format_body(&unix[parts.body..], headings))
}

fn format_body(text: &str, headings: &Headings) -> String {
    let mut text = text.to_string();
    for _ in 0..MAX_ROUNDS {
        let before = text.clone();
        for step in STEPS {
            text = apply_step(text, |text| step(text, headings));
        }
        if text == before {
            break;
        }
    }
    text
}

/// Applies all edits of a step at once if that is safe, else those that are, one by one.
fn apply_step(text: String, step: impl Fn(&str) -> Vec<Replacement>) -> String {
    let edits = step(&text);
    if edits.is_empty() {
        return text;
    }
    let original = meaning::of_body(&text);
    let all = apply_edits(&text, &edits);
    if meaning::of_body(&all) == original {
        return all;
    }
    // from the last to the first, so that earlier ranges stay valid
    let mut text = text;
    for edit in edits.into_iter().rev() {
        let next = apply_edits(&text, &[edit]);
        if meaning::of_body(&next) == original {
            text = next;
        }
    }
    text
}
