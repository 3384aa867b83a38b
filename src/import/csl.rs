//! CSL-JSON, as Zotero, Pandoc and Mendeley write it.
//!
//! Source of the format: Citation Style Language 1.0.2, "Appendix III/IV" (types and variables) and its JSON schema.

use super::bibliography::{Read, Rest};
use super::works::Work;
use super::{dates, note};
use crate::model::{Author, Date, SourceType, Word};
use serde_json::{Map, Value};

/// Reads a list of items, one item, or `{"items": […]}`. Lines are those where an item's id or title stands.
pub fn read(text: &str) -> Result<Read, serde_json::Error> {
    let mut found = Read::default();
    let tree: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let items = match tree {
        Value::Array(items) => items,
        Value::Object(mut map) => match map.remove("items").or_else(|| map.remove("references")) {
            Some(Value::Array(items)) => items,
            _ => vec![Value::Object(map)],
        },
        other => vec![other],
    };
    let mut from = 0;
    for item in items {
        let anchor =
            ["id", "title"].iter().find_map(|key| item.get(key)).unwrap_or(&item).to_string();
        let at = text[from..].find(&anchor).map(|at| at + from);
        let line = text[..at.unwrap_or(from)].matches('\n').count() + 1;
        from = at.map_or(from, |at| at + anchor.len());
        match item {
            Value::Object(map) => found.works.push(work(line, map)),
            other => {
                found.rest.push(Rest::kept(line, &other.to_string(), "no item of a bibliography"))
            }
        }
    }
    Ok(found)
}

fn work(line: usize, map: Map<String, Value>) -> Work {
    let mut work = Work::new(line, String::new());
    for (name, value) in map {
        let said = said(&value);
        let kept = format!("{name}: {said}");
        let free = |slot: &Option<String>| slot.is_none();
        match name.as_str() {
            _ if said.is_empty() => {}
            "id" => work.key = Some(said.rsplit('/').next().unwrap_or(&said).to_string()),
            "type" => (work.kind, work.genre) = kind(&said, work.genre.take()),
            "title" => work.title = plain(&said),
            "title-short" | "shortTitle" if said != work.title => work.kept.push(kept),
            "title-short" | "shortTitle" => {}
            "author" => work.authors = authors(&value),
            "issued" => match date(&value) {
                Some(date) => work.issued = Some(date),
                None => work.kept.push(kept),
            },
            "accessed" => match date(&value) {
                Some(date) => work.accessed = Some(date),
                None => work.kept.push(kept),
            },
            "publisher" => work.publisher = Some(said),
            "container-title" => work.container = Some(plain(&said)),
            "URL" => work.url = Some(said),
            "DOI" => work.doi = Some(note::doi(&said).unwrap_or(said)),
            "number" if free(&work.number) => {
                work.number = Some(note::arxiv(&said).unwrap_or(said))
            }
            "genre" => work.genre = Some(said),
            "language" => work.language = Some(said),
            "abstract" => work.summary = Some(plain(&said)),
            "note" | "annote" => work.notes.push(plain(&said)),
            _ => work.kept.push(kept),
        }
    }
    if work.number.is_none() {
        work.number = work
            .url
            .as_deref()
            .and_then(|u| u.split_once("arxiv.org/abs/"))
            .and_then(|(_, n)| note::arxiv(n));
    }
    work
}

/// A value in words.
fn said(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => super::blocks::flat(text),
        Value::Array(all) => all.iter().map(said).collect::<Vec<_>>().join(", "),
        Value::Object(map) => {
            map.iter().map(|(k, v)| format!("{k}: {}", said(v))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Titles have `<i>` and the like.
fn plain(text: &str) -> String {
    let tokens = html5gum::Tokenizer::new(text).flatten();
    let words = tokens.filter_map(|t| match t {
        html5gum::Token::String(s) => Some(String::from_utf8_lossy(&s.value).into_owned()),
        _ => None,
    });
    super::blocks::flat(&words.collect::<String>())
}

fn authors(value: &Value) -> Vec<Author> {
    let text =
        |map: &Map<String, Value>, key: &str| map.get(key).map(said).filter(|t| !t.is_empty());
    let one = |value: &Value| match value {
        Value::Object(map) => match (text(map, "family"), text(map, "literal")) {
            (Some(family), _) => {
                let particle =
                    text(map, "non-dropping-particle").or_else(|| text(map, "dropping-particle"));
                let family = particle.map_or(family.clone(), |p| format!("{p} {family}"));
                let family =
                    text(map, "suffix").map_or(family.clone(), |s| format!("{family} {s}"));
                Some(Author::Person { family, given: text(map, "given") })
            }
            (None, literal) => literal.or_else(|| text(map, "given")).map(Author::Literal),
        },
        other => Some(said(other)).filter(|t| !t.is_empty()).map(Author::Literal),
    };
    match value {
        Value::Array(all) => all.iter().filter_map(one).collect(),
        other => one(other).into_iter().collect(),
    }
}

/// `{"date-parts": [[2026, 6, 4]]}`, `{"raw": "June 2026"}` or a text. A range has no one date.
fn date(value: &Value) -> Option<Date> {
    if let Value::String(text) = value {
        return dates::read(text);
    }
    for key in ["raw", "literal"] {
        if let Some(Value::String(text)) = value.get(key) {
            return dates::read(text);
        }
    }
    let Some(Value::Array(all)) = value.get("date-parts") else { return None };
    let [Value::Array(parts)] = &all[..] else { return None };
    let number =
        |part: &Value| part.as_u64().or_else(|| part.as_str().and_then(|s| s.trim().parse().ok()));
    let numbers: Option<Vec<u64>> = parts.iter().map(number).collect();
    let words: Vec<String> = numbers?
        .iter()
        .enumerate()
        .map(|(n, v)| if n == 0 { format!("{v:04}") } else { format!("{v:02}") })
        .collect();
    dates::read(&words.join("-"))
}

/// A type of agon's list is itself; the others come near.
fn kind(said: &str, genre: Option<String>) -> (SourceType, Option<String>) {
    if let Some(kind) = SourceType::parse(said) {
        return (kind, genre);
    }
    let kind = match said {
        "thesis" => SourceType::Report,
        "paper" => SourceType::Paper,
        "bill" | "legal_case" | "regulation" | "treaty" => SourceType::Legislation,
        "motion_picture" | "song" | "video" => SourceType::Broadcast,
        "entry" | "entry-encyclopedia" | "entry-dictionary" => SourceType::Chapter,
        "periodical" => SourceType::Journal,
        _ => SourceType::Webpage,
    };
    (kind, genre.or_else(|| Some(said.replace('_', " "))))
}
