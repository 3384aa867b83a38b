//! What has a form of its own in Markdown: items of sections, their parts, inline fields, headings.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::names::topics;
use crate::content::parse::body::FIELDS;
use crate::content::parse::items::{self as section_items, QUESTION_PARTS, TENSION_PARTS};
use crate::model::*;

pub(super) fn choices(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    field(here).or_else(|| heading(here)).or_else(|| item(here))
}

/// `(corrects:: `, `(status:: open)`.
fn field(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let open = before.rfind('(')?;
    let inside = &before[open + 1..];
    let begins = before[..open].is_empty() || before[..open].ends_with(char::is_whitespace);
    if inside.contains(')') || !begins {
        return None;
    }
    let close = if here.after().starts_with(')') { "" } else { ")" };
    if let Some((name, value)) = inside.split_once("::") {
        let typed = value.trim_start();
        let words: Vec<&str> = match name {
            "status" => QuestionStatus::words(),
            "uncited" => vec!["yes"],
            _ => return None,
        };
        let space = if value.is_empty() { " " } else { "" };
        let list = words
            .iter()
            .map(|w| CompletionChoice::word(w, format!("{space}{w}{close}"), name))
            .collect();
        return Some(CompletionChoices {
            replace: here.typed_from(before.len() - typed.len()),
            list,
        });
    }
    // in prose a bracket is a bracket
    let in_item = before.trim_start().starts_with("- ");
    if inside.is_empty() && !in_item {
        return None;
    }
    let list =
        FIELDS.iter().filter(|name| name.starts_with(inside)).map(
            |name| match RelationKind::parse(name) {
                Some(_) => CompletionChoice::word(
                    name,
                    format!("{name}:: [["),
                    "relation to another block",
                ),
                None => CompletionChoice::word(name, format!("{name}:: "), "inline field"),
            },
        );
    let list: Vec<CompletionChoice> = list.collect();
    (!list.is_empty()).then_some(CompletionChoices { replace: here.typed_from(open + 1), list })
}

/// `## `: the sections that mean something of their own.
fn heading(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let typed = here.before().strip_prefix("## ")?;
    let named = SectionRole::ALL.iter().filter(|r| **r != SectionRole::Prose);
    let list = named
        .map(|r| {
            CompletionChoice::word(&title(*r), title(*r), "section with items of its own form")
        })
        .collect();
    Some(CompletionChoices { replace: here.typed_from(here.before().len() - typed.len()), list })
}

fn title(role: SectionRole) -> String {
    match role {
        SectionRole::Summary | SectionRole::Faq => role.word().to_uppercase(),
        _ => role.label(),
    }
}

fn item(here: &CursorContext<'_>) -> Option<CompletionChoices> {
    let before = here.before();
    let inside = before.trim_start();
    let nested = inside.len() < before.len();
    let rest = inside.strip_prefix("- ")?;
    let from_rest = |list| {
        Some(CompletionChoices { replace: here.typed_from(before.len() - rest.len()), list })
    };
    let labels = |labels: &[&str]| {
        labels.iter().map(|l| CompletionChoice::word(l, format!("{l}: "), "part")).collect()
    };
    match (role(here), nested) {
        (SectionRole::Observations, false)
            if !rest.trim_start_matches("**").contains(['*', ':']) =>
        {
            let after = here.after().trim_start_matches(':');
            let close = if after.starts_with("**") { "" } else { ":** " };
            let choice = |k: &ObservationKind| {
                CompletionChoice::word(&k.label(), format!("**{}{close}", k.label()), "observation")
            };
            from_rest(ObservationKind::ALL.iter().map(choice).collect())
        }
        (SectionRole::CrossLinks, false) if rest.is_empty() => from_rest(topics(here.site)),
        (SectionRole::Perspectives, false) => {
            let (date, typed) = rest.split_once(' ')?;
            Date::parse(date)?;
            let list = ChangeWord::words()
                .iter()
                .map(|w| CompletionChoice::word(w, format!("{w}: "), "change word"))
                .collect();
            let replace = here.typed_from(before.len() - typed.len());
            (!typed.contains(':')).then_some(CompletionChoices { replace, list })
        }
        (SectionRole::Tensions, true) => match rest.split_once(':') {
            Some((label, typed)) if label == TENSION_PARTS[0] => {
                let space = if typed.is_empty() { " " } else { "" };
                let choice =
                    |w: &&str| CompletionChoice::word(w, format!("{space}{w}"), "kind of tension");
                let replace = here.typed_from(before.len() - typed.trim_start().len());
                Some(CompletionChoices {
                    replace,
                    list: TensionKind::words().iter().map(choice).collect(),
                })
            }
            Some(_) => None,
            None => from_rest(labels(&TENSION_PARTS)),
        },
        (SectionRole::Questions, true) if !rest.contains(':') => from_rest(labels(&QUESTION_PARTS)),
        _ => None,
    }
}

/// The meaning of the section that the cursor is in.
fn role(here: &CursorContext<'_>) -> SectionRole {
    let lines = here.text[..here.line_start()].lines().rev();
    let heading = lines.filter_map(|l| l.strip_prefix("## ")).next().unwrap_or("");
    section_items::role(heading.split(" ^").next().unwrap_or(heading))
}
