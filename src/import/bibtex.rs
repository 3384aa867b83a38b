//! BibTeX and BibLaTeX: one work per entry.
//!
//! Takes a file, gives its works and the pieces that cannot be read, with their lines. Each entry is read by itself, so that
//! a broken one costs only itself; `@string` and cross-references are seen by all.

use super::bibliography::{Read, Rest};
use super::works::Work;
use super::{dates, note};
use crate::model::{Author, SourceType};
use biblatex::{Bibliography, ChunksExt, Entry, Person};

/// A piece of the file, from its `@` on.
struct Piece<'a> {
    line: usize,
    text: &'a str,
    /// `article`, `string`, …
    kind: String,
}

pub fn read(text: &str) -> Read {
    let mut found = Read::default();
    let pieces = pieces(text, &mut found.rest);
    let strings: String =
        pieces.iter().filter(|p| p.kind == "string").map(|p| p.text).collect::<Vec<_>>().join("\n");
    // cross-references need the whole file; where it cannot be read as a whole, entries stand for themselves
    let whole = Bibliography::parse(text).ok();
    for piece in &pieces {
        match piece.kind.as_str() {
            "string" => found.rest.push(Rest::said(
                piece.line,
                piece.text,
                "an abbreviation; it is written out where it is used",
            )),
            "comment" | "preamble" => {
                found.rest.push(Rest::kept(piece.line, piece.text, "no work"))
            }
            _ => match Bibliography::parse(&format!("{strings}\n{}", piece.text)) {
                Ok(read) if read.iter().next().is_some() => {
                    let own = read.iter().next().expect("an entry was found");
                    let entry = whole.as_ref().and_then(|w| w.get(&own.key)).unwrap_or(own);
                    found.works.push(work(piece.line, entry, own));
                }
                Ok(_) => {
                    found.rest.push(Rest::kept(piece.line, piece.text, "an entry without a key"))
                }
                Err(error) => found.rest.push(Rest::kept(
                    piece.line,
                    piece.text,
                    format!("this entry cannot be read: {}", error.kind),
                )),
            },
        }
    }
    found
}

/// Cuts a file before each `@` at a line's start. What stands above the first one is a comment.
fn pieces<'a>(text: &'a str, rest: &mut Vec<Rest>) -> Vec<Piece<'a>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at + line.len() - line.trim_start().len());
        }
        at += line.len();
    }
    let first = starts.first().copied().unwrap_or(text.len());
    if !text[..first].trim().is_empty() {
        rest.push(Rest::kept(1, text[..first].trim(), "stands above the first entry"));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let piece = |(start, end): (usize, usize)| {
        let piece = text[start..end].trim_end();
        let kind = piece[1..]
            .split(|c: char| !c.is_ascii_alphabetic())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        Piece { line: text[..start].matches('\n').count() + 1, text: piece, kind }
    };
    starts.iter().copied().zip(ends).map(piece).collect()
}

/// Fields that a record has a place for; the others stay beside it as comments.
const READ: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "date",
    "year",
    "month",
    "day",
    "publisher",
    "institution",
    "school",
    "organization",
    "journal",
    "journaltitle",
    "booktitle",
    "url",
    "doi",
    "eprint",
    "eprinttype",
    "archiveprefix",
    "number",
    "language",
    "langid",
    "abstract",
    "note",
    "annotation",
    "urldate",
    "howpublished",
    "type",
    "shortjournal",
];

fn work(line: usize, entry: &Entry, own: &Entry) -> Work {
    let field = |name: &str| {
        entry
            .fields
            .get(name)
            .map(|c| c.format_verbatim().trim().to_string())
            .filter(|t| !t.is_empty())
    };
    let mut work = Work::new(line, field("title").unwrap_or_default());
    if let Some(subtitle) = field("subtitle") {
        work.title = format!("{}: {subtitle}", work.title);
    }
    work.key = Some(own.key.clone());
    work.authors = entry.author().unwrap_or_default().into_iter().map(author).collect();
    let issued = field("date").or_else(|| {
        let parts = [field("year"), field("month"), field("day")];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join("-"))
    });
    if let Some(said) = issued {
        match date(&said, field("year"), field("month"), field("day")) {
            Some(date) => work.issued = Some(date),
            None => work.kept.push(format!("date: {said}")),
        }
    }
    let names = ["publisher", "institution", "school", "organization"];
    let mut publishers = names.into_iter().filter_map(|n| field(n).map(|text| (n, text)));
    work.publisher = publishers.next().map(|(_, text)| text);
    work.kept.extend(publishers.map(|(name, text)| format!("{name}: {text}")));
    let containers = ["journaltitle", "journal", "booktitle"];
    let mut containers = containers.into_iter().filter_map(|n| field(n).map(|text| (n, text)));
    work.container = containers.next().map(|(_, text)| text);
    work.kept.extend(
        containers
            .filter(|(_, t)| Some(t) != work.container.as_ref())
            .map(|(n, t)| format!("{n}: {t}")),
    );
    work.doi = field("doi").map(|d| note::doi(&d).unwrap_or(d));
    work.url = field("url");
    if let Some(how) = field("howpublished") {
        let address = how.find("http").map(|n| {
            how[n..].split_whitespace().next().unwrap_or_default().trim_end_matches(['}', '.'])
        });
        match address.filter(|_| work.url.is_none()) {
            Some(address) => work.url = Some(address.to_string()),
            None => work.kept.push(format!("howpublished: {how}")),
        }
    }
    let eprint = field("eprint");
    work.number = eprint.as_deref().and_then(note::arxiv);
    if let Some(other) = eprint.filter(|_| work.number.is_none()) {
        work.kept.push(format!("eprint: {other}"));
    }
    if let Some(number) = field("number") {
        match note::arxiv(&number).filter(|_| work.number.is_none()) {
            Some(arxiv) => work.number = Some(arxiv),
            // the number of a report is one of the work, that of a journal one of the issue
            None if work.number.is_none() && work.container.is_none() => work.number = Some(number),
            None => work.kept.push(format!("number: {number}")),
        }
    }
    work.language = field("langid").or_else(|| field("language"));
    work.summary = field("abstract");
    work.notes.extend([field("note"), field("annotation")].into_iter().flatten());
    if let Some(said) = field("urldate") {
        work.accessed = dates::read(&said);
        work.kept.extend(work.accessed.is_none().then(|| format!("urldate: {said}")));
    }
    (work.kind, work.genre) = kind(entry, &work);
    work.genre = field("type").or(work.genre);
    for (name, value) in own.fields.iter().filter(|(name, _)| !READ.contains(&name.as_str())) {
        work.kept.push(format!("{name}: {}", value.format_verbatim()));
    }
    work
}

/// `date = {2026-06}`, or BibTeX's year and month: a number or a name.
fn date(
    said: &str,
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
) -> Option<crate::model::Date> {
    if let Some(date) = dates::read(said) {
        return Some(date);
    }
    let year = dates::read(&year?).filter(|d| d.month == 0)?;
    let Some(month) = month else { return Some(year) };
    let day = day.unwrap_or_default();
    let padded = format!(
        "{}-{:0>2}{}",
        year.year,
        month,
        if day.is_empty() { String::new() } else { format!("-{day:0>2}") }
    );
    dates::read(&padded).or_else(|| dates::read(format!("{month} {day} {}", year.year).as_str()))
}

fn author(person: Person) -> Author {
    let prefix =
        if person.prefix.is_empty() { String::new() } else { format!("{} ", person.prefix) };
    let suffix =
        if person.suffix.is_empty() { String::new() } else { format!(" {}", person.suffix) };
    let family = format!("{prefix}{}{suffix}", person.name);
    match person.given_name.is_empty() {
        true => Author::Literal(family),
        false => Author::Person { family, given: Some(person.given_name) },
    }
}

fn kind(entry: &Entry, work: &Work) -> (SourceType, Option<String>) {
    let name = entry.entry_type.to_string().to_lowercase();
    let preprint = work.number.as_deref().is_some_and(|n| n.starts_with("arXiv:"));
    let genre = |text: &str| Some(text.to_string());
    match name.as_str() {
        "article" if preprint => (SourceType::Preprint, None),
        "article" | "suppperiodical" => (SourceType::Journal, None),
        "book" | "mvbook" | "collection" | "mvcollection" | "reference" | "booklet"
        | "proceedings" => (SourceType::Book, None),
        "inbook" | "incollection" | "inreference" | "bookinbook" | "suppbook"
        | "suppcollection" => (SourceType::Chapter, None),
        "inproceedings" | "conference" => (SourceType::Paper, None),
        "report" | "techreport" | "manual" => (SourceType::Report, None),
        "thesis" | "phdthesis" | "mastersthesis" => (SourceType::Report, genre("thesis")),
        "dataset" => (SourceType::Dataset, None),
        "legislation" | "jurisdiction" | "legal" => (SourceType::Legislation, None),
        "video" | "audio" | "movie" => (SourceType::Broadcast, None),
        "unpublished" => (SourceType::Preprint, genre("unpublished")),
        "online" | "electronic" | "www" => (SourceType::Webpage, None),
        "misc" if preprint => (SourceType::Preprint, None),
        "misc" => (SourceType::Webpage, None),
        other => (SourceType::Webpage, Some(other.to_string())),
    }
}
