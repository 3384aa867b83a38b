//! Keys and values of YAML: front matter and files of records.
//!
//! The readers' schemas ([`FileKind::shape`]) say what is allowed; indentation and open brackets say where the cursor is.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::names::{AdmittedNames, named, sources};
use super::yaml_cursor::cursor;
use crate::content::parse::FileKind;
use crate::content::parse::schema::{RecordSchema, ValueType};
use crate::model::*;
use crate::source::is_picture;
use gen_lsp_types::CompletionItemKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The YAML that the cursor is in: front matter, or a whole file.
pub(super) fn region(here: &CursorContext<'_>) -> Option<Range<usize>> {
    if !here.kind.is_markdown() {
        return Some(0..here.text.len());
    }
    let mut lines = here.text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let mut end = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            break;
        }
        end += line.len();
    }
    (first.len()..=end).contains(&here.byte).then_some(first.len()..end)
}

pub(super) fn choices(here: &CursorContext<'_>, region: Range<usize>) -> Option<CompletionChoices> {
    let cursor = cursor(&here.text[region.start.min(here.byte)..here.byte])?;
    let replace = here.byte - cursor.typed.len()..here.byte;
    if cursor.keys.contains(&"rule") || cursor.value_of == Some("rule") {
        return Some(CompletionChoices { replace, list: rule_parts(here.site) });
    }
    let list = match (cursor.value_of, schema(here.kind, &cursor.keys)) {
        (Some(key), schema) => values(here, key, &schema?.key(key)?.form),
        (None, Some(schema)) => keys(&schema),
        // an item of a list that has texts
        (None, None) => {
            let (key, parents) = cursor.keys.split_last()?;
            values(here, key, &schema(here.kind, parents)?.key(key)?.form)
        }
    };
    Some(CompletionChoices { replace, list })
}

/// The schema of the mapping below these keys.
fn schema(kind: FileKind, keys: &[&str]) -> Option<RecordSchema> {
    let mut schema = kind.shape();
    let mut is_named = false;
    for key in keys {
        // the author's own word
        if std::mem::take(&mut is_named) {
            continue;
        }
        let form = &schema.key(key)?.form;
        is_named = matches!(form, ValueType::Named(..));
        schema = form.shape()?.clone();
    }
    (!is_named).then_some(schema)
}

fn keys(schema: &RecordSchema) -> Vec<CompletionChoice> {
    let mut list = Vec::new();
    for key in &schema.keys {
        let required = if key.needed { ", required" } else { "" };
        list.push(CompletionChoice {
            label: key.name.to_string(),
            insert: format!("{}: ", key.name),
            detail: format!("{}{required}", describe_type(&key.form)),
            also: String::new(),
            kind: CompletionItemKind::Property,
        });
    }
    list
}

/// A short description of a type.
fn describe_type(form: &ValueType) -> String {
    match form {
        ValueType::Text => "text".into(),
        ValueType::Date => "date: 2026, 2026-06 or 2026-06-28".into(),
        ValueType::IssueDate => {
            "date or range: 2026-06-28, 2024-03/2024-05, 2021-21 (spring)".into()
        }
        ValueType::Number => "number".into(),
        ValueType::Count => "whole number from 1 up".into(),
        ValueType::Flag => "true or false".into(),
        ValueType::Address => "web address".into(),
        ValueType::Id => "id: lower-case letters, digits, hyphens".into(),
        ValueType::Word(words) => format!("one of: {}", words.join(", ")),
        ValueType::Path => "path from the site's root".into(),
        ValueType::Words(words) => format!("list of: {}", words.join(", ")),
        ValueType::Term(list) => format!("a word of {}", list.key()),
        ValueType::Terms(list) => format!("list of words of {}", list.key()),
        ValueType::ByLanguage => "text, or texts by language: {de: …, en: …}".into(),
        ValueType::Named(_, shape) => format!("words: {}", shape.what),
        ValueType::Dates => "list of dates".into(),
        ValueType::Texts => "list of texts".into(),
        ValueType::Rule => "item, or all, any, at_least, sum".into(),
        ValueType::Data => "any keys and values".into(),
        ValueType::Mappings(shape) => format!("list: {}", shape.what),
        ValueType::TextsOrMappings(shape) => format!("list of texts, or of: {}", shape.what),
    }
}

fn values(here: &CursorContext<'_>, key: &str, form: &ValueType) -> Vec<CompletionChoice> {
    match form {
        ValueType::Word(list) | ValueType::Words(list) => words(list, key),
        ValueType::Term(list) | ValueType::Terms(list) => {
            words(&here.site.vocabulary.words(*list), key)
        }
        ValueType::Flag => words(&["true", "false"], key),
        ValueType::Date | ValueType::IssueDate | ValueType::Dates => match here.site.as_of {
            Some(day) => vec![CompletionChoice::word(&day.iso(), day.iso(), "today")],
            None => Vec::new(),
        },
        ValueType::Text | ValueType::Id | ValueType::Texts | ValueType::TextsOrMappings(_) => {
            names_for(here, key)
        }
        ValueType::Mappings(_)
        | ValueType::Data
        | ValueType::ByLanguage
        | ValueType::Named(..)
        | ValueType::Rule
        | ValueType::Number
        | ValueType::Count
        | ValueType::Address
        | ValueType::Path => Vec::new(),
    }
}

fn words(words: &[&str], detail: &str) -> Vec<CompletionChoice> {
    words.iter().map(|word| CompletionChoice::word(word, word.to_string(), detail)).collect()
}

/// What a rule is made of: items, and the keys that join rules.
fn rule_parts(site: &Site) -> Vec<CompletionChoice> {
    let mut parts = items(site);
    for (key, detail) in [
        ("all", "every one of a list of rules"),
        ("any", "one of a list of rules"),
        ("at_least", "a number of rules of a list: {n: 2, of: […]}"),
        ("sum", "weights of items and a threshold: {weights: {…}, threshold: 3}"),
    ] {
        parts.push(CompletionChoice::word(key, format!("{key}: "), detail));
    }
    parts
}

/// The items that definitions ask for and facts speak of.
fn items(site: &Site) -> Vec<CompletionChoice> {
    let mut choices: BTreeMap<&str, &str> = BTreeMap::new();
    for fact in &site.facts {
        choices.insert(&fact.item, &site.entity(fact.subject).name);
    }
    for definition in &site.definitions {
        for test in definition.classes.iter().flat_map(|class| class.rule.items()) {
            choices.insert(&test.item, &definition.name);
        }
    }
    let choices = choices.into_iter();
    choices.map(|(item, name)| CompletionChoice::word(item, item.to_string(), name)).collect()
}

/// The values of keys that name something.
fn names_for(here: &CursorContext<'_>, key: &str) -> Vec<CompletionChoice> {
    let site = here.site;
    match (here.kind, key) {
        (_, "source" | "reports" | "uses") | (FileKind::Facts, "from") => sources(site, ""),
        (FileKind::Sources | FileKind::Watch, "publisher" | "preferred_sources") => {
            let publishers = site.publishers.iter();
            let kind = |p: &Publisher| site.vocabulary.publishers.word(p.kind).to_string();
            publishers.map(|p| CompletionChoice::word(&p.name, p.name.clone(), &kind(p))).collect()
        }
        (_, "who" | "of" | "subject" | "term" | "affiliation" | "authors") => {
            documents(site, |kind| matches!(kind, DocKind::Entity(_)))
        }
        (FileKind::Site, "nav" | "corrections" | "machine_text" | "methods" | "privacy") => {
            documents(site, |kind| *kind == DocKind::Page)
        }
        (FileKind::Site, "menu" | "to") => {
            let mut names = named(site, None, AdmittedNames::All, "");
            names.retain(|name| !name.insert.contains('|'));
            names
        }
        (FileKind::Site, "src" | "favicon") => pictures(site),
        (FileKind::Facts | FileKind::Figures, "definition") => {
            let definitions = site.definitions.iter();
            definitions.map(|d| CompletionChoice::word(&d.id, d.id.clone(), &d.name)).collect()
        }
        (FileKind::Facts, "item") => items(site),
        (FileKind::Contradictions, "between" | "for") => {
            let mut records = figures(site);
            records.extend(verdicts(site));
            records
        }
        (FileKind::Topic, "key_chart") => metrics(here),
        (_, "related") => {
            let mut names = named(site, here.from, AdmittedNames::All, "");
            names.retain(|name| !name.insert.contains('|'));
            names
        }
        _ => Vec::new(),
    }
}

/// The pictures of static/.
fn pictures(site: &Site) -> Vec<CompletionChoice> {
    let pictures = site.statics.iter().filter(|path| is_picture(path));
    pictures.map(|path| CompletionChoice::word(path, path.clone(), "file of static/")).collect()
}

/// The metrics of the topic's figures.
fn metrics(here: &CursorContext<'_>) -> Vec<CompletionChoice> {
    let topic = here.from.and_then(|doc| here.site.doc(doc).topic);
    let figures = here.site.figures.iter().filter(|figure| Some(figure.topic) == topic);
    let metrics: BTreeSet<&str> = figures.map(|figure| figure.metric.as_str()).collect();
    let metrics = metrics.into_iter();
    metrics.map(|m| CompletionChoice::word(m, m.to_string(), "metric of figures.yaml")).collect()
}

/// The ids of figures, with what they say.
fn figures(site: &Site) -> Vec<CompletionChoice> {
    let mut list = Vec::new();
    for figure in &site.figures {
        let detail = format!("{}: {} {}", figure.metric, figure.value, figure.unit);
        list.push(CompletionChoice::word(&figure.id, figure.id.clone(), &detail));
    }
    list
}

/// The ids of stated verdicts, and what the facts give as `definition/subject`.
fn verdicts(site: &Site) -> Vec<CompletionChoice> {
    let mut choices: BTreeMap<String, String> = BTreeMap::new();
    for verdict in &site.stated_verdicts {
        let definition = site.definition(verdict.definition);
        let subject = site.entity(verdict.subject);
        let pair = format!("{}, {}", subject.name, definition.title());
        if let Some(id) = &verdict.id {
            choices.insert(id.clone(), format!("{pair}: stated as {}", verdict.says.word()));
        }
        let reading = format!("{}/{}", definition.id, subject.slug);
        choices.insert(reading, format!("{pair}: what the facts give"));
    }
    let choices = choices.into_iter();
    choices.map(|(name, detail)| CompletionChoice::word(&name, name.clone(), &detail)).collect()
}

fn documents(site: &Site, is_wanted: fn(&DocKind) -> bool) -> Vec<CompletionChoice> {
    let mut list = Vec::new();
    for doc in site.docs.iter().filter(|doc| is_wanted(&doc.kind)) {
        let choice = CompletionChoice::word(&doc.slug, doc.slug.clone(), &doc.title);
        list.push(CompletionChoice { also: doc.title.clone(), ..choice });
    }
    list
}
