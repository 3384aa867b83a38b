//! A work as an input or a record names it, and its YAML record.

use super::text::{flat, slug_of};
use super::{source_note, yaml};
use crate::linking::{of_address, of_doi, of_number, title_key};
use crate::markdown::is_web;
use crate::model::{Author, Date, Site, Source, SourceType, Word};
use serde_yaml::FlowSeq;
use std::collections::BTreeMap;

/// Longest key that agon makes of a publisher and a title.
const MAX_KEY: usize = 52;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Line of the input, from 1.
    pub line: usize,
    /// The key that the input gives it.
    pub key: Option<String>,
    /// `None` for a page of the web.
    pub kind: Option<SourceType>,
    pub genre: Option<String>,
    pub title: String,
    pub aliases: Vec<String>,
    pub authors: Vec<Author>,
    pub issued: Option<Date>,
    pub publisher: Option<String>,
    pub container: Option<String>,
    pub edition: Option<String>,
    pub url: Option<String>,
    pub doi: Option<String>,
    pub number: Option<String>,
    pub language: Option<String>,
    pub notes: Vec<String>,
    pub summary: Option<String>,
    pub accessed: Option<Date>,
    /// Fields without a key in agon's records, kept as comments.
    pub comments: Vec<String>,
}

impl Work {
    pub(super) fn new(line: usize, title: impl Into<String>) -> Work {
        Work { line, title: title.into(), ..Work::default() }
    }

    /// The work of a record of the site.
    pub(super) fn of_source(site: &Site, source: &Source) -> Work {
        Work {
            kind: Some(source.kind),
            genre: source.genre.clone(),
            title: source.title.clone(),
            aliases: source.aliases.clone(),
            authors: source.authors.clone(),
            issued: source.issued,
            publisher: source.publisher.map(|p| site.publisher(p).name.clone()),
            container: source.container.clone(),
            edition: source.edition.clone(),
            url: source.url.clone(),
            doi: source.doi.clone(),
            number: source.number.clone(),
            language: source.language.clone(),
            notes: source.note.iter().cloned().collect(),
            summary: source.summary.clone(),
            accessed: source.accessed,
            ..Work::default()
        }
    }

    /// The optional fields of one text, by their names in a record.
    fn texts_mut(&mut self) -> [(&'static str, &mut Option<String>); 9] {
        [
            ("genre", &mut self.genre),
            ("publisher", &mut self.publisher),
            ("container-title", &mut self.container),
            ("edition", &mut self.edition),
            ("URL", &mut self.url),
            ("DOI", &mut self.doi),
            ("number", &mut self.number),
            ("language", &mut self.language),
            ("abstract", &mut self.summary),
        ]
    }

    /// Sets the field `name` of a record where it is free; another value becomes a comment under the
    /// name that it has in the input.
    pub(super) fn set(&mut self, name: &str, input_name: &str, value: String) {
        if value.is_empty() {
            return;
        }
        let comment = format!("{input_name}: {value}");
        let value = match name {
            "title" if self.title.is_empty() => return self.title = value,
            "title" if self.title == value => return,
            "note" => return self.notes.push(value),
            "DOI" => source_note::doi(&value).unwrap_or(value),
            "number" => source_note::arxiv(&value).unwrap_or(value),
            _ => value,
        };
        for (_, slot) in self.texts_mut().into_iter().filter(|(n, _)| *n == name) {
            match slot {
                None => return *slot = Some(value),
                Some(known) if *known == value => return,
                Some(_) => {}
            }
        }
        self.comments.push(comment);
    }

    /// Sets the day of publication; of two dates in one year the more precise one.
    pub(super) fn set_issued(&mut self, input_name: &str, value: &str, date: Option<Date>) {
        match (date, self.issued) {
            (Some(date), None) => self.issued = Some(date),
            (Some(date), Some(known)) if known.year == date.year => {
                if date.month > 0 {
                    self.issued = Some(date);
                }
            }
            _ => self.comments.push(format!("{input_name}: {value}")),
        }
    }

    pub(super) fn set_accessed(&mut self, input_name: &str, value: &str, date: Option<Date>) {
        match date {
            Some(date) => self.accessed = Some(date),
            None => self.comments.push(format!("{input_name}: {value}")),
        }
    }

    /// Its address, DOI and number in comparable form: two works with one of them in common are one.
    pub(super) fn identities(&self) -> Vec<String> {
        let url = self.url.as_deref().and_then(of_address);
        let doi = self.doi.as_deref().map(of_doi);
        let number = self.number.as_deref().map(of_number).filter(|n| n.contains(':'));
        [url, doi, number].into_iter().flatten().collect()
    }

    /// Moves what would be invalid in a record into comments.
    pub(super) fn normalize(&mut self) {
        if let Some(invalid) = self.url.take_if(|address| !is_valid_address(address)) {
            self.comments.push(format!("address: {invalid}"));
        }
        if self.title.trim().is_empty() {
            let name = self.url.clone().or_else(|| self.doi.clone());
            self.title = name.unwrap_or_else(|| "Without a title".into());
            self.comments.push("title: the input has none".into());
        }
        self.publisher.take_if(|publisher| publisher.trim().is_empty());
    }

    /// A key of the publisher's and the title's first words.
    pub(super) fn new_key(&self) -> String {
        let publisher = slug_of(self.publisher.as_deref().unwrap_or_default());
        let head: Vec<&str> = publisher.split('-').take(3).collect();
        let mut key = head.join("-");
        for word in slug_of(&self.title).split('-').filter(|w| !w.is_empty()) {
            if !key.is_empty() {
                if key.len() + word.len() >= MAX_KEY {
                    break;
                }
                key.push('-');
            }
            key.push_str(word);
        }
        if key.is_empty() { "work".into() } else { key }
    }

    /// Adds what another mention of the work says; contradictions become comments.
    pub(super) fn merge(&mut self, mut other: Work) {
        if other.title != self.title && !self.aliases.contains(&other.title) {
            self.aliases.push(other.title.clone());
        }
        self.issued = self.issued.or(other.issued);
        self.accessed = self.accessed.or(other.accessed);
        let identity = self.url.as_deref().and_then(of_address);
        if other.url.is_some() && identity == other.url.as_deref().and_then(of_address) {
            // of two spellings of one address, the shorter one
            let spellings = [self.url.take(), other.url.take()];
            self.url = spellings.into_iter().flatten().min_by_key(String::len);
        }
        let mut comments = Vec::new();
        for ((name, known), (_, new)) in self.texts_mut().into_iter().zip(other.texts_mut()) {
            match (&known, new.take()) {
                (None, new) => *known = new,
                (Some(known), Some(new)) if *known != new => {
                    comments.push(format!("{name}: {new}"))
                }
                _ => {}
            }
        }
        self.comments.extend(comments);
        self.notes.extend(other.notes);
        self.comments.extend(other.comments);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
    }

    /// What another mention says and this record does not, as `name: value`.
    pub(super) fn additions(&self, other: &Work) -> Vec<String> {
        let (mut known, mut other) = (self.clone(), other.clone());
        let mut additions = Vec::new();
        if title_key(&known.title) != title_key(&other.title)
            && !known.aliases.contains(&other.title)
        {
            additions.push(format!("title: {}", other.title));
        }
        if let Some(date) = other.issued.filter(|d| known.issued != Some(*d)) {
            additions.push(format!("issued: {date}"));
        }
        let url = known.url.as_deref().and_then(of_address);
        for ((name, known), (_, new)) in known.texts_mut().into_iter().zip(other.texts_mut()) {
            let Some(new) = new else { continue };
            let is_known = match known {
                _ if name == "URL" => url == of_address(new),
                Some(known) => title_key(known) == title_key(new),
                None => false,
            };
            if !is_known {
                additions.push(format!("{name}: {new}"));
            }
        }
        if known.authors.is_empty() && !other.authors.is_empty() {
            additions.push(yaml::field("author", author_list(&other.authors)).trim().into());
        }
        let notes =
            other.notes.iter().filter(|note| !known.notes.iter().any(|k| k.contains(*note)));
        additions.extend(notes.map(|note| format!("note: {note}")));
        additions.extend(other.comments);
        additions
    }

    /// The record in a list of content/sources/.
    pub(super) fn to_yaml(&self, key: &str) -> String {
        let mut work = self.clone();
        let mut fields = vec![
            yaml::field("id", key),
            yaml::field("type", self.kind.unwrap_or(SourceType::Webpage).word()),
            yaml::field("title", yaml::one_line(&self.title)),
        ];
        if !self.aliases.is_empty() {
            let aliases = self.aliases.iter().map(|a| yaml::one_line(a)).collect();
            fields.push(yaml::field("aliases", FlowSeq::<Vec<String>>(aliases)));
        }
        if !self.authors.is_empty() {
            fields.push(yaml::field("author", author_list(&self.authors)));
        }
        if let Some(issued) = self.issued {
            fields.push(yaml::date_field("issued", issued));
        }
        for (name, text) in work.texts_mut() {
            if let Some(text) = text {
                fields.push(yaml::field(name, yaml::one_line(text)));
            }
        }
        if !self.notes.is_empty() {
            fields.push(yaml::field("note", yaml::one_line(&self.notes.join(" "))));
        }
        if let Some(accessed) = self.accessed {
            fields.push(yaml::date_field("accessed", accessed));
        }
        for comment in &self.comments {
            fields.push(format!("# {}\n", yaml::one_line(comment)));
        }
        format!("- {}", fields.join("  "))
    }
}

fn is_valid_address(address: &str) -> bool {
    let Ok(parsed) = url::Url::parse(address) else { return false };
    is_web(address) && parsed.has_host() && !address.contains(char::is_whitespace)
}

fn author_list(authors: &[Author]) -> FlowSeq<Vec<BTreeMap<&'static str, &str>>> {
    let mut list = Vec::new();
    for author in authors {
        list.push(match author {
            Author::Person { family, given: Some(given) } => {
                BTreeMap::from([("family", family.as_str()), ("given", given.as_str())])
            }
            Author::Person { family, given: None } => BTreeMap::from([("family", family.as_str())]),
            Author::Literal(name) => BTreeMap::from([("literal", name.as_str())]),
        });
    }
    FlowSeq(list)
}

/// The content of a bibliography, whatever its format.
#[derive(Debug, Default)]
pub(super) struct BibliographyContent {
    pub works: Vec<Work>,
    /// Pieces that are not works; they become comments.
    pub remarks: Vec<Remark>,
    /// Abbreviations and the like, which are only of use in the input.
    pub dropped: Vec<Remark>,
}

#[derive(Debug)]
pub(super) struct Remark {
    pub line: usize,
    pub text: String,
    pub reason: String,
}

impl BibliographyContent {
    pub(super) fn remark(&mut self, line: usize, text: &str, reason: impl Into<String>) {
        self.remarks.push(Remark { line, text: flat(text), reason: reason.into() });
    }
}
