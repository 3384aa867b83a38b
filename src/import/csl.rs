//! CSL-JSON, as Zotero, Pandoc and Mendeley write it.
//!
//! Source of the format: Citation Style Language 1.0.2, "Appendix III/IV" (types and variables) and
//! its JSON schema.

use super::bibliography_content::BibliographyContent;
use super::dates;
use super::text::{LineStarts, flat};
use super::work::Work;
use crate::model::{Author, Date, DateExtent, IssueDate, NameRole, Season, SourceType, Word};
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
            "issued" => work.set_issued(&name, &date_text(&value), issue_date(&value)),
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
    let Some(Value::Array(dates)) = value.get("date-parts") else {
        let text = value.get("raw").or_else(|| value.get("literal"));
        return value_text(text.unwrap_or(value));
    };
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

/// `{"date-parts": [[2024, 3], [2024, 5]]}`, with a season or an estimate, `{"raw": "June 2026"}` or
/// a text. A season may also be a month from 13 or 21 on.
fn issue_date(value: &Value) -> Option<IssueDate> {
    let text = value.get("raw").or_else(|| value.get("literal")).unwrap_or(value);
    if let Value::String(text) = text {
        return IssueDate::read(text);
    }
    let parts = value.get("date-parts")?.as_array()?;
    let first = value_text(parts.first()?.get(0)?);
    let month: u8 = parts[0].get(1).map(value_text).and_then(|m| m.parse().ok()).unwrap_or(0);
    let of_month = Season::of_number(month.wrapping_sub(if month > 20 { 20 } else { 12 }));
    let season = value.get("season").map(value_text).and_then(|season| Season::parse(&season));
    if let Some(season) = season.or(of_month).filter(|_| month == 0 || of_month.is_some()) {
        let first = dates::read(first.trim())?;
        return Some(IssueDate { first, extent: DateExtent::Season(season) });
    }
    let first = date_of_parts(&parts[0])?;
    let is_estimate = value.get("circa").is_some_and(|circa| *circa != false && *circa != 0);
    let extent = match parts.get(1) {
        None if is_estimate => DateExtent::Circa,
        None => DateExtent::Exact,
        Some(last) => match date_of_parts(last) {
            Some(last) if first.first() < last.first() => DateExtent::Until(last),
            Some(last) if first == last => DateExtent::Exact,
            Some(_) => return None,
            None => DateExtent::Ongoing,
        },
    };
    Some(IssueDate { first, extent })
}

fn date_of_parts(parts: &Value) -> Option<Date> {
    let parts: Vec<String> = parts.as_array()?.iter().map(value_text).collect();
    let parts: Vec<String> = parts.iter().map(|part| part.trim().to_string()).collect();
    dates::from_parts(&parts)
}

/// One date; nothing where it is a range or a season.
fn date(value: &Value) -> Option<Date> {
    issue_date(value).filter(|date| date.extent == DateExtent::Exact).map(|date| date.first)
}
