//! Markdown with a form of its own: items of sections, their parts, inline fields, headings.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::names::topics;
use crate::content::parse::inline_field::{FieldValue, INLINE_FIELDS, InlineField};
use crate::content::parse::item_parts::{FORECAST_PARTS, QUESTION_PARTS, TENSION_PARTS};
use crate::model::*;

pub(super) fn choices(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    field(here).or_else(|| heading(here)).or_else(|| item(here))
}

/// `(corrects:: `, `(status:: open)`.
fn field(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let open = before.rfind('(')?;
    let inside = &before[open + 1..];
    let starts_word = before[..open].is_empty() || before[..open].ends_with(char::is_whitespace);
    if inside.contains(')') || !starts_word {
        return None;
    }
    if let Some((name, value)) = inside.split_once("::") {
        let words = match &InlineField::find(name)?.value {
            FieldValue::Word(list) => (list.words)(),
            FieldValue::YesOrNo => vec!["yes"],
            FieldValue::Definition => definition_ids(here.site),
            FieldValue::Sources(words) if !value.contains('[') => words.to_vec(),
            _ => return None,
        };
        let suffix = if here.after().starts_with(')') { "" } else { ")" };
        return Some(here.words(value, &words, suffix, name));
    }
    // an empty bracket in prose is punctuation
    if inside.is_empty() && !before.trim_start().starts_with("- ") {
        return None;
    }
    let mut list = Vec::new();
    for field in INLINE_FIELDS.iter().filter(|field| field.name.starts_with(inside)) {
        let is_link = matches!(field.value, FieldValue::Blocks | FieldValue::Speakers);
        let opening = if is_link { "[[" } else { "" };
        let insert = format!("{}:: {opening}", field.name);
        list.push(CompletionChoice::word(field.name, insert, field.purpose));
    }
    if list.is_empty() {
        return None;
    }
    Some(CompletionChoices { replace: here.typed_from(open + 1), list })
}

fn definition_ids(site: &Site) -> Vec<&str> {
    site.definitions.iter().map(|definition| definition.id.as_str()).collect()
}

/// `## `: the sections with items of their own form.
fn heading(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    here.before().strip_prefix("## ")?;
    let mut list = Vec::new();
    for role in SectionRole::ALL {
        if *role == SectionRole::Prose {
            continue;
        }
        let headings = here.site.locale.headings();
        let title = headings.usual(*role);
        let detail = "section with items of its own form";
        let choice = CompletionChoice::word(title, title.to_string(), detail);
        // the other names and the English ones find it too
        list.push(CompletionChoice { also: headings.names(*role).join(" "), ..choice });
    }
    Some(CompletionChoices { replace: here.typed_from("## ".len()), list })
}

fn item(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let inside = before.trim_start();
    let nested = inside.len() < before.len();
    let rest = inside.strip_prefix("- ")?;
    let replace = here.typed_from(before.len() - rest.len());
    let list = match (here.section_role(), nested) {
        (SectionRole::Observations, false) => {
            if rest.trim_start_matches("**").contains(['*', ':']) {
                return None;
            }
            let is_closed = here.after().trim_start_matches(':').starts_with("**");
            let close = if is_closed { "" } else { ":** " };
            let mut list = Vec::new();
            let kinds = &here.site.vocabulary.observations;
            for kind in kinds.all() {
                let label = capitalized(kinds.word(kind));
                let insert = format!("**{label}{close}");
                list.push(CompletionChoice::word(&label, insert, "observation"));
            }
            list
        }
        (SectionRole::CrossLinks, false) if rest.is_empty() => topics(here.site),
        (SectionRole::Perspectives, false) => {
            let (date, typed) = rest.split_once(' ')?;
            Date::parse(date)?;
            if typed.contains(':') {
                return None;
            }
            let replace = here.typed_from(before.len() - typed.len());
            return Some(CompletionChoices {
                replace,
                list: parts(&ChangeWord::words(), "change word"),
            });
        }
        (SectionRole::Tensions, true) => match rest.split_once(':') {
            Some((label, typed)) if label == TENSION_PARTS[0] => {
                return Some(here.words(
                    typed,
                    &here.site.vocabulary.tensions.words(),
                    "",
                    "kind of tension",
                ));
            }
            Some(_) => return None,
            None => parts(&TENSION_PARTS, "part"),
        },
        (SectionRole::Forecasts | SectionRole::Perspectives, true) if !rest.contains(':') => {
            parts(&FORECAST_PARTS, "part")
        }
        (SectionRole::Questions, true) if !rest.contains(':') => parts(&QUESTION_PARTS, "part"),
        _ => return None,
    };
    Some(CompletionChoices { replace, list })
}

/// Words that a colon follows.
fn parts(words: &[&str], detail: &str) -> Vec<CompletionChoice> {
    words.iter().map(|word| CompletionChoice::word(word, format!("{word}: "), detail)).collect()
}
