//! BibTeX and BibLaTeX: one work per entry.
//!
//! Fields are read one by one, so that an invalid one affects only itself. Names of types and fields
//! become those of CSL as in Pandoc.

use super::bib_syntax::{BibEntry, entries, room_for_repetitions};
use super::bibliography_content::BibliographyContent;
use super::bibtex_fields::{FIELDS, NAMES, OTHER_FIELDS, OWN_FIELDS, VERBATIM};
use super::bibtex_types::{genre, source_type};
use super::latex::{without_escapes, without_markup};
use super::work::Work;
use super::{dates, identifiers};
use crate::model::{Author, IssueDate, NameRole, SourceType, language_tag, month_name};
use biblatex::{Bibliography, Chunks, ChunksExt, Person, Type};
use std::collections::HashMap;

pub(super) fn read(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    let entries = entries(text, &mut content);
    let mut by_key: HashMap<String, &BibEntry> = HashMap::new();
    for entry in &entries {
        if let Some(key) = &entry.key {
            by_key.entry(key.to_lowercase()).or_insert(entry);
        }
    }
    let mut room = room_for_repetitions(text);
    for entry in &entries {
        if matches!(entry.kind.as_str(), "set" | "xdata") {
            let key = entry.key.as_deref().unwrap_or_default();
            let reason = "not a work, but fields or a list of other entries";
            content.remark(entry.line, &format!("@{} {key}", entry.kind), reason);
            continue;
        }
        let mut reader = EntryReader { entry: entry.clone(), lost: Vec::new() };
        reader.inherit(&by_key, &mut room);
        let work = reader.work();
        for (name, reason) in reader.lost {
            let key = entry.key.as_deref().unwrap_or("an entry without a key");
            content.changes.push((entry.line, format!("{key}: {name} {reason}")));
        }
        content.works.push(work);
    }
    content
}

/// How deep braces of a value may be nested; the readers of LaTeX are recursive.
const MAX_BRACES: usize = 60;

fn depth_of_braces(value: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in value.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

struct EntryReader {
    entry: BibEntry,
    /// Fields that were changed or lost, with what happened.
    lost: Vec<(String, &'static str)>,
}

impl EntryReader {
    /// Adds the fields of the entry's parents, as long as there is room for them.
    fn inherit(&mut self, entries: &HashMap<String, &BibEntry>, room: &mut usize) {
        let mut keys: Vec<(String, bool)> = Vec::new();
        for (name, is_crossref) in [("xdata", false), ("crossref", true)] {
            let field = self.entry.field(name).unwrap_or_default();
            keys.extend(field.split(',').map(|key| (key.trim().to_lowercase(), is_crossref)));
        }
        let is_part = self.entry.kind.starts_with("in") || self.entry.kind == "article";
        for (key, is_crossref) in keys.into_iter().filter(|(key, _)| !key.is_empty()) {
            let Some(parent) = entries.get(&key) else {
                self.lost.push((key, "is a cross-reference to no entry of this file"));
                continue;
            };
            for (name, value) in &parent.fields {
                let name = match name.as_str() {
                    "title" if is_crossref && is_part && parent.kind == "periodical" => {
                        "journaltitle"
                    }
                    "title" if is_crossref && is_part => "booktitle",
                    "subtitle" if is_crossref && is_part => "booksubtitle",
                    "author" if is_crossref && is_part => "bookauthor",
                    name if is_crossref && OWN_FIELDS.split_whitespace().any(|f| f == name) => {
                        continue;
                    }
                    name => name,
                };
                let has_date = name == "year" && self.entry.field("date").is_some()
                    || name == "date" && self.entry.field("year").is_some();
                if self.entry.field(name).is_none() && !has_date {
                    if value.len() > *room {
                        self.lost.push((name.to_string(), "is not taken from its parent, which would make the file many times longer"));
                        continue;
                    }
                    *room -= value.len();
                    self.entry.add_field(name.to_string(), value.clone());
                }
            }
        }
    }

    fn chunks(&self, name: &str) -> Option<Result<Chunks, ()>> {
        let value = self.entry.field(name)?;
        if depth_of_braces(value) > MAX_BRACES {
            return Some(Err(()));
        }
        let text = format!("@misc{{k,\n f = {{{}}}\n}}", without_markup(value));
        let entry = Bibliography::parse(&text).ok().and_then(|b| b.into_vec().pop());
        let chunks = entry.and_then(|mut entry| entry.fields.remove("f"));
        Some(chunks.ok_or(()))
    }

    /// The text of a field; one that is not LaTeX is kept as written.
    fn text(&mut self, name: &str) -> Option<String> {
        let value = self.entry.field(name)?;
        let text = if VERBATIM.split(' ').any(|field| field == name) {
            without_escapes(value)
        } else {
            match self.chunks(name)? {
                Ok(chunks) => chunks.format_verbatim(),
                Err(()) => {
                    let text = value.trim().to_string();
                    self.lost.push((name.to_string(), "is no LaTeX and stays as it is written"));
                    text
                }
            }
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() { None } else { Some(text) }
    }

    fn joined(&mut self, names: [&str; 2]) -> String {
        let parts: Vec<String> = names.into_iter().filter_map(|name| self.text(name)).collect();
        parts.join(": ")
    }

    fn names(&mut self, name: &str) -> Vec<Author> {
        match self.chunks(name) {
            Some(Ok(chunks)) => {
                let persons = Vec::<Person>::from_chunks(&chunks).unwrap_or_default();
                persons.into_iter().map(author).collect()
            }
            Some(Err(())) => self.text(name).map(Author::Literal).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn work(&mut self) -> Work {
        let title = self.joined(["title", "subtitle"]);
        let mut work = Work::new(self.entry.line, title);
        work.is_entry = true;
        work.key = self.entry.key.clone();
        let authors = self.names("author");
        work.add_authors(authors);
        for (name, role) in NAMES {
            let names: Vec<Author> =
                self.names(name).into_iter().filter(|name| !name.is_et_al()).collect();
            if !names.is_empty() {
                let role = self.role_of_editor(name).unwrap_or(role);
                work.names.entry(role).or_default().extend(names);
            }
        }
        self.set_texts(&mut work);
        self.set_numbers(&mut work);
        self.set_issued(&mut work);
        if let Some(text) = self.text("urldate") {
            work.set_accessed("urldate", &text, dates::read(&text));
        }
        self.set_kind(&mut work);
        for (name, value) in &self.entry.fields {
            let is_read = FIELDS.iter().any(|(field, _)| *field == name)
                || NAMES.iter().any(|(field, _)| *field == name)
                || OTHER_FIELDS.split_whitespace().any(|field| field == name);
            if !is_read && !self.is_known_role(name) {
                work.comment(name, value.trim());
            }
        }
        for piece in &self.entry.rest {
            self.lost.push((piece.clone(), "cannot be read and stays as a comment"));
            work.comment("unread", piece.as_str());
        }
        self.lost.extend(self.entry.unread_names.iter().cloned());
        work
    }

    /// What BibLaTeX's `editortype` makes of an editor; a word without an equal stays a comment.
    fn role_of_editor(&self, name: &str) -> Option<NameRole> {
        let kind = self.entry.field(&format!("{name}type"))?;
        match kind.trim() {
            "compiler" => Some(NameRole::Compiler),
            "director" => Some(NameRole::Director),
            "organizer" => Some(NameRole::Organizer),
            "producer" => Some(NameRole::Producer),
            "translator" => Some(NameRole::Translator),
            _ => None,
        }
    }

    /// Whether a field says in which role an editor is named, and that role is known.
    fn is_known_role(&self, field: &str) -> bool {
        let editor = field.strip_suffix("type").filter(|name| name.starts_with("editor"));
        editor.is_some_and(|name| self.role_of_editor(name).is_some())
    }

    /// ACM writes the place of a conference as `location` and that of the publisher as `address`.
    fn has_two_places(&self) -> bool {
        self.entry.field("location").is_some() && self.entry.field("address").is_some()
    }

    fn set_texts(&mut self, work: &mut Work) {
        if let Some(options) = self.text("langidopts")
            && let Some((_, variant)) = options.split_once("variant=")
        {
            work.put("language", language_tag(variant));
        }
        for (name, target) in FIELDS {
            let value = match name {
                "booktitle" => self.joined(["booktitle", "booksubtitle"]),
                "maintitle" => self.joined(["maintitle", "mainsubtitle"]),
                "journaltitle" => self.joined(["journaltitle", "journalsubtitle"]),
                _ if target.is_empty() => continue,
                "location" if self.has_two_places() => {
                    let place = self.text("location").unwrap_or_default();
                    work.set("event-place", "location", place);
                    continue;
                }
                name => self.text(name).unwrap_or_default(),
            };
            // a second place of a language is a comment only where it says something else
            if target == "language"
                && work.text("language").is_some()
                && language_tag(&value).is_some()
            {
                continue;
            }
            if target == "note" && (value.is_empty() || work.notes.contains(&value)) {
                continue;
            }
            work.set(target, name, value);
        }
        match self.text("howpublished") {
            Some(text) if work.text("URL").is_none() && text.contains("://") => {
                let at = text.find("http").unwrap_or_default();
                let address = text[at..].trim_end_matches(['}', '.']);
                work.set("URL", "howpublished", address.to_string());
            }
            Some(text) if work.text("publisher").is_none() => {
                work.set("publisher", "howpublished", text)
            }
            Some(text) => work.set("container-title", "howpublished", text),
            None => {}
        }
        if work.text("container-title") == Some(work.title.as_str()) {
            work.take("container-title");
        }
    }

    /// The number of a report is that of the work, the number of a journal that of an issue, the
    /// number of a book that in its series. arXiv's has many places.
    fn set_numbers(&mut self, work: &mut Work) {
        let prefix = self.text("eprinttype").or_else(|| self.text("archiveprefix"));
        let is_arxiv = matches!(&prefix, Some(name) if name.eq_ignore_ascii_case("arxiv"));
        if let Some(eprint) = self.text("eprint") {
            let named = if is_arxiv { format!("arXiv:{eprint}") } else { eprint.clone() };
            match identifiers::arxiv(&named) {
                Some(number) if prefix.is_none() || is_arxiv => {
                    work.set("number", "eprint", number)
                }
                _ if matches!(&prefix, Some(name) if name.eq_ignore_ascii_case("pubmed")) => {
                    work.set("PMID", "eprint", eprint)
                }
                _ => {
                    let name = prefix.as_deref().unwrap_or("eprint");
                    work.comment("eprint", format!("{name} {eprint}"));
                }
            }
        }
        if work.text("number").is_none()
            && let Some(journal) = work.text("container-title")
            && let Some(number) = identifiers::arxiv(journal)
        {
            work.take("container-title");
            work.put("number", Some(number));
        }
        let volume = work.text("volume").unwrap_or_default();
        if work.text("number").is_none() && volume.starts_with("abs/") {
            work.put("number", identifiers::arxiv(&format!("arXiv:{}", &volume[4..])));
            work.take("volume");
        }
        let Some(number) = self.text("number") else { return };
        let is_journal =
            matches!(self.entry.kind.as_str(), "article" | "periodical" | "suppperiodical");
        let target = if identifiers::arxiv(&number).is_some() {
            "number"
        } else if is_journal && work.text("issue").is_none() {
            "issue"
        } else if work.text("collection-title").is_some() && self.entry.kind != "techreport" {
            "collection-number"
        } else {
            "number"
        };
        work.set(target, "number", number);
    }

    /// `date = {2026-06}`, or BibTeX's year, month (a number or a name) and day.
    fn set_issued(&mut self, work: &mut Work) {
        if let Some(text) = self.text("date") {
            work.set_issued("date", &text, IssueDate::read(&text));
        }
        // some write BibTeX's own syntax into the value: {mar # "~12"}
        let year = self.text("year");
        let month = self.text("month").map(without_syntax);
        let day = self.text("day");
        let Some(year) = year else {
            let parts: Vec<String> = [month, day].into_iter().flatten().collect();
            if !parts.is_empty() && work.issued.is_none() {
                work.comment("date", parts.join("-"));
            }
            return;
        };
        let month = month.unwrap_or_default();
        let day = day.unwrap_or_default();
        match date(&year, month.trim(), &day) {
            Some(date) => work.set_issued("year", &year, Some(date)),
            None => {
                work.set_issued("year", &year, IssueDate::read(&year));
                for (name, value) in [("month", month), ("day", day)] {
                    if !value.trim().is_empty() {
                        work.comment(name, value.trim());
                    }
                }
            }
        }
    }

    fn set_kind(&mut self, work: &mut Work) {
        let subtype = self.text("entrysubtype").unwrap_or_default().to_lowercase();
        let entry_type = self.entry.kind.as_str();
        work.kind = source_type(entry_type, &subtype, work);
        let genre = genre(entry_type, work.text("genre")).map(String::from);
        work.put("genre", genre);
        if work.kind.is_none() {
            let reason = "is a type without an equal; read as a document";
            self.lost.push((format!("@{entry_type}"), reason));
            work.comment("type", entry_type);
            work.kind = Some(SourceType::Document);
        }
    }
}

fn without_syntax(text: String) -> String {
    text.replace(['#', '"', '~'], " ")
}

/// The date of BibTeX's three fields; `None` where the month or day cannot be read.
fn date(year: &str, month: &str, day: &str) -> Option<IssueDate> {
    if month.is_empty() && day.is_empty() {
        return IssueDate::read(year);
    }
    dates::read(year).filter(|d| d.month == 0)?;
    let mut parts: Vec<String> = [year, month, day].map(String::from).into();
    parts.retain(|part| !part.is_empty());
    if let Some(date) = dates::from_parts(&parts) {
        return Some(date.into());
    }
    // a month may be two numbers: `7--8`
    let mut words = month.to_string();
    if !month.contains(char::is_alphabetic) {
        words.clear();
        for part in month.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
            words += digits.parse().ok().and_then(month_name).unwrap_or(digits);
            words += &part[digits.len()..];
        }
    }
    let day = day.trim_end_matches(|c: char| !c.is_ascii_digit());
    IssueDate::read(&format!("{words} {day} {year}").replace("  ", " "))
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
