//! BibTeX and BibLaTeX: one work per entry.
//!
//! Each entry is parsed on its own, so that an invalid one affects only itself; `@string` and
//! cross-references are visible to all.

use super::text::LineStarts;
use super::work::{BibliographyContent, Remark, Work};
use super::{dates, source_note};
use crate::model::{Author, Date, SourceType};
use biblatex::{Bibliography, ChunksExt, Entry, Person};

/// A piece of the file, from its `@` on.
struct BibPiece<'a> {
    line: usize,
    text: &'a str,
    /// `article`, `string`, …
    kind: String,
}

pub(super) fn read(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    let pieces = pieces(text, &mut content);
    let strings: Vec<&str> = pieces.iter().filter(|p| p.kind == "string").map(|p| p.text).collect();
    let strings = strings.join("\n");
    // cross-references need the whole file, if it can be parsed
    let whole = Bibliography::parse(text).ok();
    for BibPiece { line, text, kind } in &pieces {
        if kind == "string" {
            let reason = "an abbreviation, replaced by its text where it is used".into();
            content.dropped.push(Remark { line: *line, text: text.to_string(), reason });
            continue;
        }
        if kind == "comment" || kind == "preamble" {
            content.remark(*line, text, "not a work");
            continue;
        }
        match Bibliography::parse(&format!("{strings}\n{text}")) {
            Ok(parsed) => match parsed.iter().next() {
                Some(own) => {
                    let entry = whole.as_ref().and_then(|w| w.get(&own.key)).unwrap_or(own);
                    content.works.push(work(*line, entry, own));
                }
                None => content.remark(*line, text, "an entry without a key"),
            },
            Err(error) => {
                content.remark(*line, text, format!("this entry cannot be read: {}", error.kind))
            }
        }
    }
    content
}

/// Splits a file before each `@` at the start of a line. Text above the first one is a remark.
fn pieces<'a>(text: &'a str, content: &mut BibliographyContent) -> Vec<BibPiece<'a>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        if words.starts_with('@') {
            starts.push(at + line.len() - words.len());
        }
        at += line.len();
    }
    let head = text[..starts.first().copied().unwrap_or(text.len())].trim();
    if !head.is_empty() {
        content.remark(1, head, "above the first entry");
    }
    let lines = LineStarts::new(text);
    let mut pieces = Vec::new();
    for (n, start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(text.len());
        let piece = text[*start..end].trim_end();
        let name = piece[1..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let kind = name.to_lowercase();
        pieces.push(BibPiece { line: lines.line(*start), text: piece, kind });
    }
    pieces
}

/// Fields of BibTeX and of a record, in the order in which they are preferred.
const FIELDS: [(&str, &str); 14] = [
    ("publisher", "publisher"),
    ("institution", "publisher"),
    ("school", "publisher"),
    ("organization", "publisher"),
    ("journaltitle", "container-title"),
    ("journal", "container-title"),
    ("booktitle", "container-title"),
    ("edition", "edition"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("langid", "language"),
    ("abstract", "abstract"),
    ("note", "note"),
    ("annotation", "note"),
];
/// Fields that are read in another way, or repeat another one.
const OTHER_FIELDS: &str = "title subtitle author date year month day eprint eprinttype \
                            archiveprefix number language urldate howpublished type shortjournal";

fn text_of(entry: &Entry, name: &str) -> Option<String> {
    let text = entry.fields.get(name)?.format_verbatim().trim().to_string();
    if text.is_empty() { None } else { Some(text) }
}

fn work(line: usize, entry: &Entry, own: &Entry) -> Work {
    let field = |name: &str| text_of(entry, name);
    let titles: Vec<String> = ["title", "subtitle"].into_iter().filter_map(field).collect();
    let mut work = Work::new(line, titles.join(": "));
    work.key = Some(own.key.clone());
    work.authors = entry.author().unwrap_or_default().into_iter().map(author).collect();
    set_issued(&mut work, entry);
    for (name, target) in FIELDS {
        work.set(target, name, field(name).unwrap_or_default());
    }
    if work.language.is_none() {
        work.language = field("language");
    }
    if let Some(text) = field("howpublished") {
        let address = text.split_whitespace().find_map(|w| Some(&w[w.find("http")?..]));
        match address {
            Some(address) if work.url.is_none() => {
                work.url = Some(address.trim_end_matches(['}', '.']).to_string())
            }
            _ => work.comments.push(format!("howpublished: {text}")),
        }
    }
    let eprint = field("eprint").unwrap_or_default();
    let is_arxiv = source_note::arxiv(&eprint).is_some();
    work.set(if is_arxiv { "number" } else { "" }, "eprint", eprint);
    let number = field("number").unwrap_or_default();
    // the number of a report is that of the work, the number of a journal that of an issue
    let is_own = work.container.is_none() || source_note::arxiv(&number).is_some();
    work.set(if is_own { "number" } else { "" }, "number", number);
    if let Some(text) = field("urldate") {
        work.set_accessed("urldate", &text, dates::read(&text));
    }
    set_kind(&mut work, entry);
    for (name, value) in &own.fields {
        let is_read = FIELDS.iter().any(|(field, _)| field == name)
            || OTHER_FIELDS.split_whitespace().any(|field| field == name);
        if !is_read {
            work.comments.push(format!("{name}: {}", value.format_verbatim()));
        }
    }
    work
}

/// `date = {2026-06}`, or BibTeX's year, month (a number or a name) and day.
fn set_issued(work: &mut Work, entry: &Entry) {
    let parts = ["year", "month", "day"].map(|name| text_of(entry, name));
    let text = match text_of(entry, "date") {
        Some(text) => text,
        None => parts.iter().flatten().cloned().collect::<Vec<_>>().join("-"),
    };
    if !text.is_empty() {
        work.set_issued("date", &text, dates::read(&text).or_else(|| date(parts)));
    }
}

fn date([year, month, day]: [Option<String>; 3]) -> Option<Date> {
    let date = dates::read(&year?).filter(|d| d.month == 0)?;
    let Some(month) = month else { return Some(date) };
    let day = day.unwrap_or_default();
    let mut parts = vec![date.year.to_string(), month.clone(), day.clone()];
    parts.retain(|part| !part.is_empty());
    dates::from_parts(&parts).or_else(|| dates::read(&format!("{month} {day} {}", date.year)))
}

fn author(person: Person) -> Author {
    let names = [person.prefix, person.name, person.suffix];
    let names: Vec<String> = names.into_iter().filter(|n| !n.is_empty()).collect();
    let family = names.join(" ");
    if person.given_name.is_empty() {
        Author::Literal(family)
    } else {
        Author::Person { family, given: Some(person.given_name) }
    }
}

fn set_kind(work: &mut Work, entry: &Entry) {
    let name = entry.entry_type.to_string().to_lowercase();
    let is_preprint = matches!(&work.number, Some(number) if number.starts_with("arXiv:"));
    let mut genre = None;
    let kind = match name.as_str() {
        "article" | "misc" if is_preprint => SourceType::Preprint,
        "article" | "suppperiodical" => SourceType::Journal,
        "book" | "mvbook" | "collection" | "mvcollection" | "reference" | "booklet"
        | "proceedings" => SourceType::Book,
        "inbook" | "incollection" | "inreference" | "bookinbook" | "suppbook"
        | "suppcollection" => SourceType::Chapter,
        "inproceedings" | "conference" => SourceType::Paper,
        "report" | "techreport" | "manual" => SourceType::Report,
        "dataset" => SourceType::Dataset,
        "legislation" | "jurisdiction" | "legal" => SourceType::Legislation,
        "video" | "audio" | "movie" => SourceType::Broadcast,
        "online" | "electronic" | "www" | "misc" => SourceType::Webpage,
        "thesis" | "phdthesis" | "mastersthesis" => {
            genre = Some("thesis".to_string());
            SourceType::Report
        }
        _ => {
            genre = Some(name.clone());
            if name == "unpublished" { SourceType::Preprint } else { SourceType::Webpage }
        }
    };
    work.kind = Some(kind);
    work.genre = text_of(entry, "type").or(genre);
}
