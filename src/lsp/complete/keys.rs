//! Keys and values of YAML: front matter and files of records.
//!
//! What may stand where is asked of the readers themselves ([`FileKind::shape`]); where the cursor is, of the
//! indentation and the open brackets before it.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::names::{named, sources};
use crate::content::parse::FileKind;
use crate::content::parse::schema::{RecordSchema, SchemaKey, ValueType};
use crate::model::*;
use gen_lsp_types::CompletionItemKind;
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

/// Where the cursor is: the keys round it, and what is being written.
#[derive(Debug, PartialEq, Eq)]
struct YamlCursor<'t> {
    keys: Vec<&'t str>,
    /// The key whose value it is, if it is one.
    value_of: Option<&'t str>,
    typed: &'t str,
}

pub(super) fn choices(here: &CursorContext<'_>, region: Range<usize>) -> Option<CompletionChoices> {
    let place = place(&here.text[region.start.min(here.byte)..here.byte])?;
    let shape = place
        .keys
        .iter()
        .try_fold(here.kind.shape(), |shape, key| Some(shape.key(key)?.form.shape()?.clone()));
    let replace = here.byte - place.typed.len()..here.byte;
    // an item of a list below a key may be a text or a mapping: its key says which
    if let Some(key) = place.value_of {
        let form = &shape?.key(key)?.form.clone();
        return Some(CompletionChoices { replace, list: values(here, key, form) });
    }
    match (shape, place.keys.split_last()) {
        (Some(shape), _) => Some(CompletionChoices { replace, list: keys(&shape) }),
        (None, Some((last, above))) => {
            let shape = above
                .iter()
                .try_fold(here.kind.shape(), |s, key| Some(s.key(key)?.form.shape()?.clone()))?;
            let form = shape.key(last)?.form.clone();
            Some(CompletionChoices { replace, list: values(here, last, &form) })
        }
        (None, None) => None,
    }
}

fn keys(shape: &RecordSchema) -> Vec<CompletionChoice> {
    let choice = |key: &SchemaKey| {
        let needed = if key.needed { ", must be there" } else { "" };
        CompletionChoice {
            label: key.name.to_string(),
            insert: format!("{}: ", key.name),
            detail: format!("{}{needed}", describe_type(&key.form)),
            also: String::new(),
            kind: CompletionItemKind::Property,
        }
    };
    shape.keys.iter().map(choice).collect()
}

/// What a form takes, in a few words.
fn describe_type(form: &ValueType) -> String {
    match form {
        ValueType::Text => "text".into(),
        ValueType::Date => "date: 2026, 2026-06 or 2026-06-28".into(),
        ValueType::Number => "number".into(),
        ValueType::Count => "whole number from 1 up".into(),
        ValueType::Flag => "true or false".into(),
        ValueType::Address => "web address".into(),
        ValueType::Id => "id: lower-case letters, digits, hyphens".into(),
        ValueType::Word(words) => format!("one of: {}", words.join(", ")),
        ValueType::Path => "path from the site's root".into(),
        ValueType::Words(words) => format!("list of: {}", words.join(", ")),
        ValueType::Dates => "list of dates".into(),
        ValueType::Texts => "list of texts".into(),
        ValueType::Mappings(shape) => format!("list: {}", shape.what),
        ValueType::TextsOrMappings(shape) => format!("list of texts, or of: {}", shape.what),
    }
}

fn values(here: &CursorContext<'_>, key: &str, form: &ValueType) -> Vec<CompletionChoice> {
    let words = |words: &[&str]| {
        words.iter().map(|w| CompletionChoice::word(w, w.to_string(), key)).collect()
    };
    match form {
        ValueType::Word(list) | ValueType::Words(list) => words(list),
        ValueType::Flag => words(&["true", "false"]),
        ValueType::Date | ValueType::Dates => here
            .site
            .as_of
            .map_or(Vec::new(), |day| vec![CompletionChoice::word(&day.iso(), day.iso(), "today")]),
        ValueType::Text | ValueType::Id | ValueType::Texts | ValueType::TextsOrMappings(_) => {
            referred(here, key)
        }
        ValueType::Mappings(_)
        | ValueType::Number
        | ValueType::Count
        | ValueType::Address
        | ValueType::Path => Vec::new(),
    }
}

/// Keys whose values are names of other things.
fn referred(here: &CursorContext<'_>, key: &str) -> Vec<CompletionChoice> {
    let site = here.site;
    let of_kind = |wanted: fn(&DocKind) -> bool| {
        let docs = site.docs.iter().filter(|d| wanted(&d.kind));
        docs.map(|d| CompletionChoice {
            also: d.title.clone(),
            ..CompletionChoice::word(&d.slug, d.slug.clone(), &d.title)
        })
        .collect()
    };
    match (here.kind, key) {
        (_, "source" | "reports") => sources(site, ""),
        (FileKind::Sources | FileKind::Watch, "publisher" | "preferred_sources") => {
            let name =
                |p: &Publisher| CompletionChoice::word(&p.name, p.name.clone(), p.kind.word());
            site.publishers.iter().map(name).collect()
        }
        (_, "who" | "of" | "subject" | "affiliation" | "authors") => {
            of_kind(|k| matches!(k, DocKind::Entity(_)))
        }
        (FileKind::Site, "nav" | "corrections" | "machine_text" | "methods" | "privacy") => {
            of_kind(|k| *k == DocKind::Page)
        }
        (_, "related") => {
            named(site, here.from, "").into_iter().filter(|c| !c.insert.contains('|')).collect()
        }
        _ => Vec::new(),
    }
}

/// Reads where the end of a YAML text is. `None` in comments, quotes and texts of several words that are no key.
fn place(text: &str) -> Option<YamlCursor<'_>> {
    let (open, quoted) = brackets(text);
    if quoted {
        return None;
    }
    let outer = open.first().map_or(text.len(), |(at, _)| *at);
    let line_start = text[..outer].rfind('\n').map_or(0, |n| n + 1);
    let line = &text[line_start..outer];
    let column = key_column(line);
    let mut keys = parents(&text[..line_start], column);
    if open.is_empty() {
        return written(&line[column..], keys);
    }
    let mut from = line_start + column;
    for (n, (at, bracket)) in open.iter().enumerate() {
        let before = text[from..*at].rsplit([',', '{', '[']).next().unwrap_or("").trim();
        keys.extend(before.strip_suffix(':').map(str::trim));
        from = at + 1;
        if n + 1 == open.len() {
            let typed = last_part(&text[from..]);
            return match bracket {
                '{' => written(typed, keys),
                _ => {
                    let key = keys.pop()?;
                    Some(YamlCursor { keys, value_of: Some(key), typed })
                }
            };
        }
    }
    None
}

/// A key that is being written, or the value of one.
fn written<'t>(text: &'t str, keys: Vec<&'t str>) -> Option<YamlCursor<'t>> {
    let is_key = |key: &str| key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    match text.split_once(':') {
        Some((key, value)) if is_key(key) && (value.is_empty() || value.starts_with(' ')) => {
            Some(YamlCursor { keys, value_of: Some(key), typed: value.trim_start() })
        }
        None if is_key(text) => Some(YamlCursor { keys, value_of: None, typed: text }),
        _ => None,
    }
}

/// What stands after the last comma that is in no bracket of its own.
fn last_part(text: &str) -> &str {
    let mut depth = 0;
    let mut start = 0;
    for (n, c) in text.char_indices() {
        depth += i32::from("[{".contains(c)) - i32::from("]}".contains(c));
        if c == ',' && depth == 0 {
            start = n + 1;
        }
    }
    text[start..].trim_start()
}

/// The brackets that are open at the end, and whether the end is in quotes or in a comment.
fn brackets(text: &str) -> (Vec<(usize, char)>, bool) {
    let mut open = Vec::new();
    let mut quote = None;
    let mut comment = false;
    let mut before = '\n';
    for (n, c) in text.char_indices() {
        match (c, quote) {
            ('\n', _) if comment => comment = false,
            _ if comment => {}
            ('"', Some('"')) if before == '\\' => {}
            (c, Some(q)) if c == q => quote = None,
            (_, Some(_)) => {}
            // a quote inside of a word is none
            ('"' | '\'', None) if " \n[{,:".contains(before) => quote = Some(c),
            ('#', None) if before.is_whitespace() => comment = true,
            // brackets begin a value; in the middle of a text they are text
            ('[' | '{', None) if " \n[{,".contains(before) && begins_value(&text[..n], &open) => {
                open.push((n, c))
            }
            (']' | '}', None) => drop(open.pop()),
            _ => {}
        }
        before = c;
    }
    (open, quote.is_some() || comment)
}

fn begins_value(before: &str, open: &[(usize, char)]) -> bool {
    let line = before.rsplit('\n').next().unwrap_or("").trim_end();
    !open.is_empty() || line.is_empty() || line.ends_with([':', '-'])
}

/// Where the key of a line starts, behind its indentation and dashes.
fn key_column(line: &str) -> usize {
    let mut column = line.len() - line.trim_start_matches(' ').len();
    while line[column..].starts_with("- ") {
        column += 2;
        column += line[column..].len() - line[column..].trim_start_matches(' ').len();
    }
    column
}

/// The keys that a line of this column stands under, outermost first.
fn parents(above: &str, column: usize) -> Vec<&str> {
    let mut column = column;
    let mut found = Vec::new();
    for line in
        above.lines().rev().filter(|l| !l.trim().is_empty() && !l.trim_start().starts_with('#'))
    {
        let start = key_column(line);
        if start >= column {
            continue;
        }
        if let Some((key, _)) = line[start..].split_once(':') {
            found.push(key.trim());
        }
        column = start;
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match place(text) {
            None => "nothing".into(),
            Some(YamlCursor { keys, value_of: Some(key), typed }) => {
                format!("{} > {key} = {typed:?}", keys.join("."))
            }
            Some(YamlCursor { keys, value_of: None, typed }) => {
                format!("{} > {typed:?}", keys.join("."))
            }
        }
    }

    #[test]
    fn the_place_in_a_yaml_text_is_read_from_what_stands_before_it() {
        for (text, expected) in [
            ("", " > \"\""),
            ("title: A\nsta", " > \"sta\""),
            ("title: A\nstatus: ac", " > status = \"ac\""),
            ("provenance: {by: pe", "provenance > by = \"pe\""),
            ("provenance: {by: person, mo", "provenance > \"mo\""),
            ("provenance:\n  by: ", "provenance > by = \"\""),
            ("- id: a\n  author:\n    - fam", "author > \"fam\""),
            ("- id: a\n  ty", " > \"ty\""),
            ("- {name: A, warnings: [{since: 2026, ki", "warnings > \"ki\""),
            ("related: [a, b", " > related = \"b\""),
            ("aliases:\n- on", "aliases > \"on\""),
            ("a: {b: [c], d", "a > \"d\""),
            ("a: one [two", " > a = \"one [two\""),
            ("a: \"quoted", "nothing"),
            ("a: 1 # comm", "nothing"),
            ("keywords:\n  - {term: a, since: 2026}\n  - {te", "keywords > \"te\""),
            ("keywords:\n  - term: a\n    rea", "keywords > \"rea\""),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
