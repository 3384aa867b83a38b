//! RIS, as Zotero, EndNote and publishers' pages write it: `TY  - JOUR` to `ER  -`.
//!
//! Source of the format: Research Information Systems' "RIS Format Specifications" (2011 tags, with those in use since).

use super::bibliography::{Read, Rest};
use super::works::Work;
use super::{dates, note};
use crate::model::{Author, Date, SourceType};

pub fn read(text: &str) -> Read {
    let mut found = Read::default();
    let mut record: Option<Record> = None;
    for (n, raw) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = n + 1;
        match tag(raw) {
            Some(("TY", kind)) => {
                if let Some(open) =
                    record.replace(Record { line, kind: kind.to_string(), fields: Vec::new() })
                {
                    found.works.push(open.work());
                }
            }
            Some(("ER", _)) => found.works.extend(record.take().map(Record::work)),
            Some((name, value)) => match &mut record {
                Some(open) => open.fields.push((name.to_string(), value.to_string())),
                None => found.rest.push(Rest::kept(line, raw, "stands outside of any record")),
            },
            None if raw.trim().is_empty() => {}
            // a value that was broken over lines
            None => match record.as_mut().and_then(|r| r.fields.last_mut()) {
                Some((_, value)) => *value = format!("{value} {}", raw.trim()),
                None => found.rest.push(Rest::kept(line, raw, "stands outside of any record")),
            },
        }
    }
    found.works.extend(record.map(Record::work));
    found
}

/// `TY  - JOUR`: two characters, two spaces, a hyphen. Some programs leave spaces out.
fn tag(line: &str) -> Option<(&str, &str)> {
    let name = line
        .get(..2)
        .filter(|n| n.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()))?;
    let rest = line[2..].trim_start().strip_prefix('-')?;
    (line[2..].starts_with(' ') && (rest.is_empty() || rest.starts_with(' ')))
        .then(|| (name, rest.trim()))
}

struct Record {
    line: usize,
    kind: String,
    fields: Vec<(String, String)>,
}

impl Record {
    fn work(self) -> Work {
        let mut work = Work::new(self.line, String::new());
        (work.kind, work.genre) = kind(&self.kind);
        let mut journals = Vec::new();
        for (name, value) in self.fields {
            let kept = format!("{name}: {value}");
            let free = |slot: &Option<String>| slot.is_none();
            match name.as_str() {
                _ if value.is_empty() => {}
                "TI" | "T1" if work.title.is_empty() => work.title = value,
                "ID" if work.key.is_none() => work.key = Some(value),
                "AU" | "A1" => work.authors.push(author(&value)),
                "T2" | "JO" | "JF" | "BT" | "JA" => journals.push((name, value)),
                "PB" if free(&work.publisher) => work.publisher = Some(value),
                "DA" | "PY" | "Y1" => match date(&value) {
                    Some(date)
                        if work
                            .issued
                            .is_none_or(|known| date.month > 0 && known.year == date.year) =>
                    {
                        work.issued = Some(date)
                    }
                    Some(date) if work.issued.is_some_and(|known| known.year == date.year) => {}
                    _ => work.kept.push(kept),
                },
                "Y2" => match date(&value) {
                    Some(date) => work.accessed = Some(date),
                    None => work.kept.push(kept),
                },
                "DO" if free(&work.doi) => work.doi = Some(note::doi(&value).unwrap_or(value)),
                "UR" | "L2" if free(&work.url) => work.url = Some(value),
                "AB" | "N2" if free(&work.summary) => work.summary = Some(value),
                "N1" => work.notes.push(value),
                "LA" if free(&work.language) => work.language = Some(value),
                _ => match note::arxiv(&value)
                    .filter(|_| work.number.is_none() && value.to_lowercase().contains("arxiv"))
                {
                    Some(number) => work.number = Some(number),
                    None => work.kept.push(kept),
                },
            }
        }
        journals
            .sort_by_key(|(name, _)| ["T2", "JF", "JO", "BT", "JA"].iter().position(|n| n == name));
        for (name, value) in journals {
            match &work.container {
                None => work.container = Some(value),
                Some(known) if *known == value => {}
                Some(_) => work.kept.push(format!("{name}: {value}")),
            }
        }
        work
    }
}

/// `2026/06/04/other information`, with parts left out; or a date in words.
fn date(value: &str) -> Option<Date> {
    let parts: Vec<&str> =
        value.split('/').map(str::trim).take(3).take_while(|p| !p.is_empty()).collect();
    let digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    if value.contains('/') && parts.iter().all(digits) {
        return dates::read(
            &parts.iter().map(|p| format!("{p:0>2}")).collect::<Vec<_>>().join("-"),
        );
    }
    dates::read(value)
}

/// `Reed, Ann`, `Reed, Ann, Jr.`, or the name of a body.
pub fn author(name: &str) -> Author {
    match name.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => Author::Person {
            family: family.trim().into(),
            given: Some(given.trim().trim_end_matches(',').into()),
        },
        _ => Author::Literal(name.trim().trim_end_matches(',').into()),
    }
}

fn kind(tag: &str) -> (SourceType, Option<String>) {
    match tag {
        "JOUR" | "EJOUR" | "JFULL" | "ABST" => (SourceType::Journal, None),
        "MGZN" => (SourceType::Magazine, None),
        "NEWS" => (SourceType::Newspaper, None),
        "BLOG" => (SourceType::Weblog, None),
        "BOOK" | "EBOOK" | "EDBOOK" => (SourceType::Book, None),
        "CHAP" | "ECHAP" => (SourceType::Chapter, None),
        "CONF" | "CPAPER" => (SourceType::Paper, None),
        "RPRT" | "GOVDOC" => (SourceType::Report, None),
        "THES" => (SourceType::Report, Some("thesis".into())),
        "DATA" => (SourceType::Dataset, None),
        "STAT" | "BILL" | "LEGAL" | "CASE" => (SourceType::Legislation, None),
        "UNPB" | "INPR" | "PREPRINT" => (SourceType::Preprint, None),
        "VIDEO" | "SOUND" | "MPCT" | "MULTI" => (SourceType::Broadcast, None),
        "ELEC" | "GEN" | "WEB" => (SourceType::Webpage, None),
        other => (SourceType::Webpage, Some(other.to_lowercase())),
    }
}
