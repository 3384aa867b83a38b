//! PubMed (`.nbib`, MEDLINE) and Web of Science: lines of a tag and a value, continued by indentation.
//!
//! Sources of the formats: the US National Library of Medicine, "MEDLINE/PubMed Data Element (Field)
//! Descriptions"; Clarivate, "Web of Science Core Collection Field Tags".

use super::bibliography_content::BibliographyContent;
use super::identifiers;
use super::text::{flat, spelled_month};
use super::work::Work;
use crate::model::{Author, IssueDate, NameRole, SourceType};

/// One record with its fields in order.
struct TaggedRecord {
    line: usize,
    fields: Vec<TaggedField>,
}

struct TaggedField {
    tag: String,
    /// The lines of the value.
    lines: Vec<String>,
}

impl TaggedField {
    fn text(&self) -> String {
        flat(&self.lines.join(" "))
    }
}

/// Tags of MEDLINE and texts of a record.
const PUBMED_TEXTS: [(&str, &str); 20] = [
    ("PMID", "PMID"),
    ("PMC", "PMCID"),
    ("TI", "title"),
    ("BTI", "container-title"),
    ("CTI", "collection-title"),
    ("TT", "original-title"),
    ("JT", "container-title"),
    ("TA", "container-title-short"),
    ("VI", "volume"),
    ("IP", "issue"),
    ("PG", "page"),
    ("IS", "ISSN"),
    ("ISBN", "ISBN"),
    ("LA", "language"),
    ("AB", "abstract"),
    ("PB", "publisher"),
    ("EN", "edition"),
    ("GN", "note"),
    ("SO", ""),
    ("AU", ""),
];
/// Tags of the Web of Science and texts of a record.
const WEB_OF_SCIENCE_TEXTS: [(&str, &str); 21] = [
    ("TI", "title"),
    ("SO", "container-title"),
    ("JI", "container-title-short"),
    ("SE", "collection-title"),
    ("BS", "note"),
    ("LA", "language"),
    ("CT", "event-title"),
    ("CL", "event-place"),
    ("AB", "abstract"),
    ("PU", "publisher"),
    ("PI", "publisher-place"),
    ("SN", "ISSN"),
    ("EI", "ISSN"),
    ("BN", "ISBN"),
    ("VL", "volume"),
    ("IS", "issue"),
    ("AR", "number"),
    ("PN", "part-number"),
    ("PG", "number-of-pages"),
    ("DI", "DOI"),
    ("PM", "PMID"),
];

pub(super) fn read_pubmed(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    for record in records(text, pubmed_tag, |tag| tag == "PMID", &mut content) {
        content.works.push(pubmed_work(&record));
    }
    content
}

pub(super) fn read_web_of_science(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    for record in records(text, web_of_science_tag, |tag| tag == "PT", &mut content) {
        content.works.push(web_of_science_work(&record));
    }
    content
}

/// `TI  - words`: a tag of up to four capitals, filled with spaces, a hyphen and a space.
pub(super) fn pubmed_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(4)?;
    let value = value.strip_prefix('-')?;
    let name = tag.trim_end();
    let is_tag = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase());
    if is_tag { Some((name, value)) } else { None }
}

/// `TI words`: a tag of two characters and a space.
fn web_of_science_tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.split_at_checked(2)?;
    let is_tag = tag.starts_with(|c: char| c.is_ascii_uppercase())
        && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_tag && (value.is_empty() || value.starts_with(' ')) { Some((tag, value)) } else { None }
}

fn records(
    text: &str,
    tag_of: fn(&str) -> Option<(&str, &str)>,
    starts_record: fn(&str) -> bool,
    content: &mut BibliographyContent,
) -> Vec<TaggedRecord> {
    let mut records: Vec<TaggedRecord> = Vec::new();
    let mut is_open = false;
    for (n, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match tag_of(line) {
            Some((tag, _)) if starts_record(tag) => {
                records.push(TaggedRecord { line: n + 1, fields: Vec::new() });
                is_open = true;
            }
            Some(("ER", _)) => {
                is_open = false;
                continue;
            }
            // the head and the foot of an export
            Some(("FN" | "VR" | "EF", _)) if !is_open => continue,
            _ => {}
        }
        let Some(record) = records.last_mut().filter(|_| is_open) else {
            content.remark(n + 1, line, "outside of any record");
            continue;
        };
        match tag_of(line) {
            Some((tag, value)) => record
                .fields
                .push(TaggedField { tag: tag.to_string(), lines: vec![value.trim().to_string()] }),
            None => {
                if let Some(field) = record.fields.last_mut() {
                    field.lines.push(line.trim().to_string());
                }
            }
        }
    }
    records
}

fn pubmed_work(record: &TaggedRecord) -> Work {
    let mut work = Work::new(record.line, "");
    work.is_entry = true;
    work.kind = Some(SourceType::Journal);
    let has_full_names = record.fields.iter().any(|field| field.tag == "FAU");
    let mut keywords = Vec::new();
    for field in &record.fields {
        let value = field.text();
        match field.tag.as_str() {
            "FAU" => work.add_authors(vec![author(&value)]),
            "AU" if has_full_names => {}
            "AU" => work.add_authors(vec![short_author(&value)]),
            "CN" => work.add_authors(vec![Author::Literal(value)]),
            "FED" => work.names.entry(NameRole::Editor).or_default().push(author(&value)),
            "DP" => work.set_issued("DP", &value, IssueDate::read(&value)),
            "AID" | "LID" => set_identifier(&mut work, &field.tag, &value),
            "OT" | "MH" => keywords.push(value.trim_start_matches('*').replace("/*", "/")),
            "PT" => set_pubmed_kind(&mut work, value),
            // `1759-8486 (Electronic)`
            "IS" => {
                let number = value.split(' ').next().unwrap_or_default().to_string();
                if work.text("ISSN").is_none() {
                    work.set("ISSN", "IS", number);
                } else if work.text("ISSN") != Some(&number) {
                    work.comment("IS", value);
                }
            }
            // another way of writing what the other fields say
            "SO" => {}
            "TI" | "BTI" => work.set(text_of(&PUBMED_TEXTS, &field.tag), &field.tag, title(&value)),
            tag => work.set(text_of(&PUBMED_TEXTS, tag), tag, value),
        }
    }
    keywords.dedup();
    work.put("keyword", Some(keywords.join(", ")));
    if work.title.is_empty()
        && let Some(title) = work.take("container-title")
    {
        work.title = title;
    }
    work
}

/// Titles of PubMed end with a full stop; those of other languages are in brackets.
fn title(value: &str) -> String {
    let bare = value.trim_end_matches('.');
    let bare = bare.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(bare);
    bare.trim_end_matches('.').to_string()
}

fn text_of(texts: &[(&str, &'static str)], tag: &str) -> &'static str {
    texts.iter().find(|(name, _)| *name == tag).map_or("", |(_, text)| *text)
}

/// `10.1136/x [doi]`; other identifiers of an article stay as comments.
fn set_identifier(work: &mut Work, tag: &str, value: &str) {
    match value.strip_suffix(" [doi]").and_then(identifiers::doi) {
        Some(doi) => work.set("DOI", tag, doi),
        None => work.comment(tag, value),
    }
}

fn set_pubmed_kind(work: &mut Work, value: String) {
    match value.as_str() {
        "Journal Article" => {}
        "Book" => work.kind = Some(SourceType::Book),
        "Book Chapter" => work.kind = Some(SourceType::Chapter),
        "Preprint" => work.kind = Some(SourceType::Preprint),
        "Newspaper Article" => work.kind = Some(SourceType::Newspaper),
        "Dataset" => work.kind = Some(SourceType::Dataset),
        _ => work.set("genre", "PT", value),
    }
}

fn web_of_science_work(record: &TaggedRecord) -> Work {
    let mut work = Work::new(record.line, "");
    work.is_entry = true;
    let value_of =
        |tag: &str| record.fields.iter().find(|field| field.tag == tag).map(TaggedField::text);
    let has_full_names = value_of("AF").is_some();
    let mut keywords: Vec<String> = Vec::new();
    for field in &record.fields {
        let value = field.text();
        match field.tag.as_str() {
            "PT" => set_web_of_science_kind(&mut work, &value),
            "AU" if has_full_names => {}
            "AU" | "AF" => work.add_authors(field.lines.iter().map(|n| author(n)).collect()),
            "CA" => work.add_authors(field.lines.iter().cloned().map(Author::Literal).collect()),
            "BE" | "ED" => {
                let names = field.lines.iter().map(|name| author(name));
                work.names.entry(NameRole::Editor).or_default().extend(names);
            }
            "DE" | "ID" => keywords.extend(value.split("; ").map(String::from)),
            "DT" if value == "Article" => {}
            "DT" => work.set("genre", "DT", value),
            "PY" => {
                let day = value_of("PD").map(|day| format!("{} {value}", spelled_month(&day)));
                let date = day.as_deref().and_then(IssueDate::read);
                if day.is_some() && date.is_none() {
                    work.comment("PD", value_of("PD").unwrap_or_default());
                }
                work.set_issued("PY", &value, date.or_else(|| IssueDate::read(&value)));
            }
            "PD" => {}
            "BP" => {
                let end = value_of("EP").filter(|end| *end != value);
                let pages = end.map_or(value.clone(), |end| format!("{value}-{end}"));
                work.set("page", "BP", pages);
            }
            "EP" => {}
            tag => work.set(text_of(&WEB_OF_SCIENCE_TEXTS, tag), tag, value),
        }
    }
    keywords.dedup();
    work.put("keyword", Some(keywords.join(", ")));
    work
}

fn set_web_of_science_kind(work: &mut Work, value: &str) {
    work.kind = Some(match value {
        "B" => SourceType::Book,
        "S" => SourceType::Chapter,
        "P" => SourceType::Patent,
        _ => SourceType::Journal,
    });
}

/// `Reed, Ann`, or the name of a body.
fn author(name: &str) -> Author {
    match name.trim().split_once(',') {
        Some((family, given)) => {
            Author::Person { family: family.trim().into(), given: Some(given.trim().into()) }
        }
        None => Author::Literal(name.trim().into()),
    }
}

/// `Reed AB`: the initials are the last word.
fn short_author(name: &str) -> Author {
    match name.rsplit_once(' ') {
        Some((family, initials)) if initials.chars().all(char::is_uppercase) => {
            Author::Person { family: family.into(), given: Some(initials.into()) }
        }
        _ => Author::Literal(name.into()),
    }
}
