//! CSL-JSON, as Zotero, Pandoc and Mendeley write it.
//!
//! Source of the format: Citation Style Language 1.0.2, "Appendix III/IV" (types and variables) and
//! its JSON schema.

use super::dates;
use super::text::{LineStarts, flat};
use super::work::{BibliographyContent, Work};
use crate::model::{Author, Date, NameRole, SourceType, Word};
use serde_json::{Map, Value};

/// Reads a list of items, one item, or `{"items": […]}`. Lines are those of an item's id or title.
pub(super) fn read(text: &str) -> Result<BibliographyContent, serde_json::Error> {
    let mut content = BibliographyContent::default();
    let items = match serde_json::from_str(text)? {
        Value::Array(items) => items,
        Value::Object(mut map) => match map.remove("items").or_else(|| map.remove("references")) {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(map)],
        },
        other => vec![other],
    };
    let lines = LineStarts::new(text);
    let mut from = 0;
    for item in items {
        let anchor = item.get("id").or_else(|| item.get("title")).unwrap_or(&item).to_string();
        let at = text[from..].find(&anchor);
        let line = lines.line(from + at.unwrap_or_default());
        if let Some(at) = at {
            from += at + anchor.len();
        }
        match item {
            Value::Object(map) => content.works.push(work(line, map)),
            other => content.remark(line, &other.to_string(), "not an item of a bibliography"),
        }
    }
    Ok(content)
}

fn work(line: usize, map: Map<String, Value>) -> Work {
    let mut work = Work::new(line, "");
    work.is_entry = true;
    for (name, value) in map {
        let text = value_text(&value);
        match name.as_str() {
            _ if text.is_empty() => {}
            // Zotero's ids are addresses
            "id" if text.starts_with("http") => {
                work.key = text.rsplit('/').next().map(String::from);
            }
            "id" => work.key = Some(text),
            "citation-key" => work.key = Some(text),
            "type" => match SourceType::parse(&text.replace("motion-picture", "motion_picture")) {
                Some(kind) => work.kind = Some(kind),
                None => {
                    work.kind = Some(SourceType::Document);
                    work.comment(&name, text);
                }
            },
            "shortTitle" => work.set("title-short", &name, plain(&text)),
            "journalAbbreviation" => work.set("container-title-short", &name, plain(&text)),
            "event" => work.set("event-title", &name, plain(&text)),
            "author" => work.add_authors(names(&value)),
            "issued" => work.set_issued(&name, &date_text(&value), date(&value)),
            "accessed" => work.set_accessed(&name, &text, date(&value)),
            "original-date" | "event-date" => match date(&value) {
                Some(date) => work.set(&name, &name, date.to_string()),
                None => work.set(&name, &name, raw_date(&value)),
            },
            _ => match NameRole::parse(&name) {
                Some(role) => {
                    work.names.insert(role, names(&value));
                }
                None => work.set(&name, &name, plain(&text)),
            },
        }
    }
    work
}

/// `{"raw": "1968-05-19/1968-05-25"}`, or the parts as a text.
fn raw_date(value: &Value) -> String {
    match value.get("raw") {
        Some(raw) => value_text(raw),
        None => date_text(value),
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => flat(text),
        Value::Array(all) => all.iter().map(value_text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            let fields = map.iter().map(|(name, value)| format!("{name}: {}", value_text(value)));
            fields.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A text without `<i>` and the like.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for token in html5gum::Tokenizer::new(text).flatten() {
        if let html5gum::Token::String(words) = token {
            out.push_str(&String::from_utf8_lossy(&words.value));
        }
    }
    flat(&out)
}

fn names(value: &Value) -> Vec<Author> {
    match value {
        Value::Array(all) => all.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    }
}

fn name(value: &Value) -> Option<Author> {
    if value.is_string() {
        return Some(Author::Literal(value_text(value)));
    }
    let part = |name: &str| value.get(name).map(value_text).filter(|t| !t.is_empty());
    let Some(family) = part("family") else {
        return part("literal").or_else(|| part("given")).map(Author::Literal);
    };
    let particle = part("non-dropping-particle").or_else(|| part("dropping-particle"));
    let names = [particle, Some(family), part("suffix")];
    let family = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(Author::Person { family, given: part("given") })
}

/// A date as `2026-06-04`, a range with a slash, a season after a comma.
fn date_text(value: &Value) -> String {
    let Some(Value::Array(dates)) = value.get("date-parts") else { return value_text(value) };
    let mut days: Vec<String> = Vec::new();
    for parts in dates {
        let parts =
            parts.as_array().into_iter().flatten().map(|part| format!("{:0>2}", value_text(part)));
        days.push(parts.collect::<Vec<_>>().join("-"));
    }
    let mut text = days.join("/");
    if let Some(season) = value.get("season") {
        text += &format!(", season {}", value_text(season));
    }
    text
}

/// `{"date-parts": [[2026, 6, 4]]}`, `{"raw": "June 2026"}` or a text; of a range nothing, since it
/// is not one date.
fn date(value: &Value) -> Option<Date> {
    let text = value.get("raw").or_else(|| value.get("literal")).unwrap_or(value);
    if let Value::String(text) = text {
        return dates::read(text);
    }
    if value.get("season").is_some() {
        return None;
    }
    let [Value::Array(parts)] = &value.get("date-parts")?.as_array()?[..] else { return None };
    let parts: Vec<String> = parts.iter().map(|p| value_text(p).trim().to_string()).collect();
    dates::from_parts(&parts)
}
