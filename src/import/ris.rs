//! RIS, as Zotero, EndNote and publishers' pages write it: `TY  - JOUR` to `ER  -`.
//!
//! Source of the format: Research Information Systems' "RIS Format Specifications" (2011 tags, with
//! those in use since).

use super::work::{BibliographyContent, Work};
use super::{dates, source_note};
use crate::model::{Author, Date, SourceType};

/// Tags of the container, the preferred one first.
const CONTAINERS: [&str; 5] = ["T2", "JF", "JO", "BT", "JA"];

pub(super) fn read(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    let mut record: Option<RisRecord> = None;
    for (n, raw) in text.lines().enumerate() {
        let line = n + 1;
        match (tag(raw), &mut record) {
            (Some(("TY", kind)), _) => {
                let new = RisRecord { line, kind: kind.to_string(), fields: Vec::new() };
                content.works.extend(record.replace(new).map(RisRecord::into_work));
            }
            (Some(("ER", _)), _) => {
                content.works.extend(record.take().map(RisRecord::into_work));
            }
            (Some((name, value)), Some(open)) => {
                open.fields.push((name.to_string(), value.to_string()))
            }
            (None, _) if raw.trim().is_empty() => {}
            // a value that was broken over lines
            (None, Some(RisRecord { fields, .. })) if !fields.is_empty() => {
                let (_, value) = fields.last_mut().expect("there is a field");
                *value = format!("{value} {}", raw.trim());
            }
            _ => content.remark(line, raw, "outside of any record"),
        }
    }
    content.works.extend(record.map(RisRecord::into_work));
    content
}

/// `TY  - JOUR`: two characters, two spaces, a hyphen. Some programs omit spaces.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_at_checked(2)?;
    let is_name = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let value = rest.trim_start().strip_prefix('-')?;
    let has_spaces = rest.starts_with(' ') && (value.is_empty() || value.starts_with(' '));
    if is_name && has_spaces { Some((name, value.trim())) } else { None }
}

struct RisRecord {
    line: usize,
    kind: String,
    fields: Vec<(String, String)>,
}

impl RisRecord {
    fn into_work(mut self) -> Work {
        let mut work = Work::new(self.line, "");
        set_kind(&mut work, &self.kind);
        self.fields.sort_by_key(|(name, _)| CONTAINERS.iter().position(|c| c == name));
        for (name, value) in self.fields {
            let field = match name.as_str() {
                "TI" | "T1" => "title",
                "T2" | "JO" | "JF" | "BT" | "JA" => "container-title",
                "PB" => "publisher",
                "ET" => "edition",
                "DO" => "DOI",
                "UR" | "L2" => "URL",
                "AB" | "N2" => "abstract",
                "N1" => "note",
                "LA" => "language",
                _ if value.is_empty() => continue,
                "ID" if work.key.is_none() => {
                    work.key = Some(value);
                    continue;
                }
                "AU" | "A1" => {
                    work.authors.push(author(&value));
                    continue;
                }
                "DA" | "PY" | "Y1" => {
                    work.set_issued(&name, &value, date(&value));
                    continue;
                }
                "Y2" => {
                    work.set_accessed(&name, &value, date(&value));
                    continue;
                }
                _ if value.to_lowercase().contains("arxiv")
                    && source_note::arxiv(&value).is_some() =>
                {
                    "number"
                }
                _ => "",
            };
            work.set(field, &name, value);
        }
        work
    }
}

/// `2026/06/04/other information`, with optional parts, or a date in words.
fn date(value: &str) -> Option<Date> {
    if !value.contains('/') {
        return dates::read(value);
    }
    let parts = value.split('/').map(|p| p.trim().to_string()).take(3);
    let parts: Vec<String> = parts.take_while(|p| !p.is_empty()).collect();
    dates::from_parts(&parts).or_else(|| dates::read(value))
}

/// `Reed, Ann`, `Reed, Ann, Jr.`, or the name of a body.
fn author(name: &str) -> Author {
    let name = name.trim().trim_end_matches(',');
    match name.split_once(',') {
        Some((family, given)) => {
            Author::Person { family: family.trim().into(), given: Some(given.trim().into()) }
        }
        None => Author::Literal(name.into()),
    }
}

fn set_kind(work: &mut Work, tag: &str) {
    work.kind = match tag {
        "JOUR" | "EJOUR" | "JFULL" | "ABST" => Some(SourceType::Journal),
        "MGZN" => Some(SourceType::Magazine),
        "NEWS" => Some(SourceType::Newspaper),
        "BLOG" => Some(SourceType::Weblog),
        "BOOK" | "EBOOK" | "EDBOOK" => Some(SourceType::Book),
        "CHAP" | "ECHAP" => Some(SourceType::Chapter),
        "CONF" | "CPAPER" => Some(SourceType::Paper),
        "RPRT" | "GOVDOC" => Some(SourceType::Report),
        "THES" => Some(SourceType::Report),
        "DATA" => Some(SourceType::Dataset),
        "STAT" | "BILL" | "LEGAL" | "CASE" => Some(SourceType::Legislation),
        "UNPB" | "INPR" | "PREPRINT" => Some(SourceType::Preprint),
        "VIDEO" | "SOUND" | "MPCT" | "MULTI" => Some(SourceType::Broadcast),
        "ELEC" | "GEN" | "WEB" => Some(SourceType::Webpage),
        _ => None,
    };
    match tag {
        "THES" => work.genre = Some("thesis".into()),
        tag if work.kind.is_none() => work.genre = Some(tag.to_lowercase()),
        _ => {}
    }
}
