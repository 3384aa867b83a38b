//! CSL-JSON, as Zotero, Pandoc and Mendeley write it.
//!
//! Source of the format: Citation Style Language 1.0.2, "Appendix III/IV" (types and variables) and
//! its JSON schema.

use super::text::{LineStarts, flat};
use super::work::{BibliographyContent, Work};
use super::{dates, source_note};
use crate::model::{Author, Date, SourceType, Word};
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
    for (name, value) in map {
        let text = value_text(&value);
        match name.as_str() {
            _ if text.is_empty() => {}
            "id" => work.key = text.rsplit('/').next().map(String::from),
            "type" => set_kind(&mut work, &text),
            "title" | "container-title" | "abstract" => work.set(&name, &name, plain(&text)),
            "title-short" | "shortTitle" if text == work.title => {}
            "note" | "annote" => work.set("note", &name, plain(&text)),
            "author" => work.authors = authors(&value),
            "genre" => work.genre = Some(text),
            "issued" => work.set_issued(&name, &text, date(&value)),
            "accessed" => work.set_accessed(&name, &text, date(&value)),
            _ => work.set(&name, &name, text),
        }
    }
    if work.number.is_none()
        && let Some((_, number)) = work.url.as_deref().and_then(|u| u.split_once("arxiv.org/abs/"))
    {
        work.number = source_note::arxiv(number);
    }
    work
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

fn authors(value: &Value) -> Vec<Author> {
    match value {
        Value::Array(all) => all.iter().filter_map(author).collect(),
        other => author(other).into_iter().collect(),
    }
}

fn author(value: &Value) -> Option<Author> {
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

/// `{"date-parts": [[2026, 6, 4]]}`, `{"raw": "June 2026"}` or a text. A range is not one date.
fn date(value: &Value) -> Option<Date> {
    let text = value.get("raw").or_else(|| value.get("literal")).unwrap_or(value);
    if let Value::String(text) = text {
        return dates::read(text);
    }
    let [Value::Array(parts)] = &value.get("date-parts")?.as_array()?[..] else { return None };
    let parts: Vec<String> = parts.iter().map(|p| value_text(p).trim().to_string()).collect();
    dates::from_parts(&parts)
}

/// A type of agon's list is itself; the others have a nearest one.
fn set_kind(work: &mut Work, name: &str) {
    work.kind = SourceType::parse(name);
    if work.kind.is_some() {
        return;
    }
    work.kind = match name {
        "thesis" => Some(SourceType::Report),
        "paper" => Some(SourceType::Paper),
        "bill" | "legal_case" | "regulation" | "treaty" => Some(SourceType::Legislation),
        "motion_picture" | "song" | "video" => Some(SourceType::Broadcast),
        "entry" | "entry-encyclopedia" | "entry-dictionary" => Some(SourceType::Chapter),
        "periodical" => Some(SourceType::Journal),
        _ => None,
    };
    if work.genre.is_none() {
        work.genre = Some(name.replace('_', " "));
    }
}
