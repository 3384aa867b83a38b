//! A work as an input or a record names it, under the names of CSL, and its YAML record.

use super::text::{flat, slug_of};
use super::{dates, identifiers, yaml};
use crate::linking::{of_address, of_doi, of_number, title_key};
use crate::markdown::is_web;
use crate::model::dates::says_undated;
use crate::model::{
    Author, Date, DateExtent, IssueDate, NameRole, Site, Source, SourceType, SourceVariable, Word,
    language_tag,
};
use serde_yaml::FlowSeq;
use std::collections::BTreeMap;

/// The title of a work for which the input names neither title, address nor DOI.
const UNTITLED: &str = "Without a title";
/// Longest key that agon makes of a publisher and a title.
const MAX_KEY: usize = 52;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    /// Line of the input, from 1.
    pub line: usize,
    /// Whether it is an entry of a bibliography, which an address does not identify.
    pub is_entry: bool,
    /// The key that the input gives it.
    pub key: Option<String>,
    /// Keys of entries that were merged into it.
    pub other_keys: Vec<String>,
    /// `None` for a page of the web.
    pub kind: Option<SourceType>,
    pub title: String,
    pub aliases: Vec<String>,
    pub authors: Vec<Author>,
    /// Whether there are more authors than are named.
    pub has_more_authors: bool,
    pub names: BTreeMap<NameRole, Vec<Author>>,
    pub issued: Option<IssueDate>,
    pub accessed: Option<Date>,
    /// Texts by their keys in a record.
    texts: BTreeMap<&'static str, String>,
    pub notes: Vec<String>,
    /// Name and value of what has no key in a record; kept as comments.
    pub comments: Vec<(String, String)>,
}

/// Texts of a record that have a field of their own, in the order of its reader, and the position of
/// the other variables.
const TEXTS: [&str; 10] = [
    "genre",
    "publisher",
    "container-title",
    "edition",
    "number",
    "",
    "DOI",
    "URL",
    "language",
    "abstract",
];

/// The names of texts in the order of a record.
fn text_names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in TEXTS {
        match name {
            "" => names.extend(SourceVariable::words()),
            name => names.push(name),
        }
    }
    names
}

/// Texts that differ between two works of one title and author.
const DISTINCTIVE: [&str; 11] = [
    "DOI",
    "ISBN",
    "container-title",
    "collection-number",
    "edition",
    "issue",
    "page",
    "part-number",
    "publisher",
    "version",
    "volume",
];

impl Work {
    pub(super) fn new(line: usize, title: impl Into<String>) -> Work {
        Work { line, title: title.into(), ..Work::default() }
    }

    /// The work of a record of the site.
    pub(super) fn of_source(site: &Site, source: &Source) -> Work {
        let mut work = Work {
            kind: Some(source.kind),
            title: source.title.clone(),
            aliases: source.aliases.clone(),
            authors: source.authors.clone(),
            has_more_authors: source.has_more_authors,
            names: source.names.clone(),
            issued: source.issue_date(),
            accessed: source.accessed,
            notes: source.note.iter().cloned().collect(),
            ..Work::default()
        };
        let publisher = source.publisher.map(|p| &site.publisher(p).name);
        for (name, text) in [
            ("genre", source.genre.as_ref()),
            ("publisher", publisher),
            ("container-title", source.container.as_ref()),
            ("edition", source.edition.as_ref()),
            ("number", source.number.as_ref()),
            ("DOI", source.doi.as_ref()),
            ("URL", source.url.as_ref()),
            ("language", source.language.as_ref()),
            ("abstract", source.summary.as_ref()),
        ] {
            work.put(name, text.cloned());
        }
        for (variable, text) in &source.variables {
            work.put(variable.word(), Some(text.clone()));
        }
        work
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// Sets a text that the input cannot contradict.
    pub(super) fn put(&mut self, name: &'static str, value: Option<String>) {
        if let Some(value) = value.filter(|v| !v.trim().is_empty()) {
            self.texts.insert(name, value);
        }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.texts.remove(name)
    }

    pub(super) fn comment(&mut self, name: &str, value: impl Into<String>) {
        self.comments.push((name.to_string(), value.into()));
    }

    /// Sets the text `name` of a record where it is free. Another value, and one without a key in a
    /// record, becomes a comment under the name that it has in the input.
    pub(super) fn set(&mut self, name: &str, input_name: &str, value: String) {
        let value = value.trim().to_string();
        if value.is_empty() {
            return;
        }
        if name == "DOI" && value.contains(char::is_whitespace) {
            self.comment(input_name, value.as_str());
        }
        let normal = match name {
            "title" if self.title.is_empty() => return self.title = value,
            "title" if self.title == value => return,
            "note" => return self.notes.push(value),
            "DOI" => identifiers::doi(&value).unwrap_or_else(|| value.clone()),
            "number" => identifiers::arxiv(&value).unwrap_or_else(|| value.clone()),
            "language" => language_tag(&value).unwrap_or_else(|| value.clone()),
            "page" => value.replace("--", "–").replace('–', "-"),
            _ => value.clone(),
        };
        match text_names().into_iter().find(|known| *known == name) {
            Some(name) if !self.texts.contains_key(name) => {
                self.texts.insert(name, normal);
            }
            Some(name) if self.text(name) == Some(&normal) => {}
            _ => self.comment(input_name, value),
        }
    }

    /// Adds names. `others` and the like say that there are more authors.
    pub(super) fn add_authors(&mut self, authors: Vec<Author>) {
        for author in authors {
            if author.is_et_al() {
                self.has_more_authors = true;
            } else {
                self.authors.push(author);
            }
        }
    }

    /// Sets the date of publication; of two dates in one year the more precise one. Of what is not a
    /// date the year counts and all of it becomes a comment; `n.d.` says that there is none.
    pub(super) fn set_issued(&mut self, input_name: &str, value: &str, date: Option<IssueDate>) {
        if date.is_none() && says_undated(value) {
            return;
        }
        if date.is_none() {
            self.comment(input_name, value);
        }
        let Some(new) = date.or_else(|| dates::year_in(value).map(IssueDate::from)) else { return };
        match self.issued {
            None => self.issued = Some(new),
            Some(known) if known.first.year != new.first.year => self.comment(input_name, value),
            Some(known) if known.extent != DateExtent::Exact => {}
            Some(_) if new.first.month > 0 || new.extent != DateExtent::Exact => {
                self.issued = Some(new);
            }
            Some(_) => {}
        }
    }

    pub(super) fn set_accessed(&mut self, input_name: &str, value: &str, date: Option<Date>) {
        match date {
            Some(date) => self.accessed = Some(date),
            None => self.comment(input_name, value),
        }
    }

    /// Its DOI and number in comparable form, and its address unless it is an entry: two works with
    /// one of them in common are one.
    pub(super) fn identities(&self) -> Vec<String> {
        let mut identities = Vec::new();
        identities.extend(self.text("DOI").map(of_doi));
        identities.extend(self.text("number").map(of_number).filter(|n| n.contains(':')));
        let address = self.text("URL").and_then(of_address);
        // the address of a preprint or DOI is that of one work
        identities.extend(
            address.filter(|a| !self.is_entry || a.starts_with("arxiv:") || a.starts_with("doi:")),
        );
        identities
    }

    /// Whether another entry is the same work by title and author, and nothing speaks against it.
    pub(super) fn agrees(&self, other: &Work) -> bool {
        let family = |work: &Work| work.authors.first().map(|a| title_key(a.family()));
        let has_authors = !self.authors.is_empty();
        let is_same_place =
            self.text("URL").and_then(of_address) == other.text("URL").and_then(of_address);
        let years = self.issued.zip(other.issued);
        let differs = |name: &str| match (self.text(name), other.text(name)) {
            (Some(a), Some(b)) => title_key(a) != title_key(b),
            _ => false,
        };
        title_key(&self.title) == title_key(&other.title)
            && self.title != UNTITLED
            && family(self) == family(other)
            && (has_authors || is_same_place)
            && !matches!(years, Some((a, b)) if a.first.year != b.first.year)
            && !DISTINCTIVE.into_iter().any(differs)
    }

    /// Moves what would be invalid in a record into comments.
    pub(super) fn normalize(&mut self) {
        if let Some(written) = self.take("URL") {
            let address = written.split_whitespace().next().unwrap_or_default();
            let with_scheme = format!("https://{address}");
            if is_valid_address(address) {
                self.put("URL", Some(address.to_string()));
            } else if has_bare_host(address) && is_valid_address(&with_scheme) {
                self.put("URL", Some(with_scheme));
            }
            if self.text("URL").is_none() || address != written {
                self.comment("address", written);
            }
        }
        if self.text("number").is_none()
            && let Some(number) = self.text("URL").filter(|u| u.contains("arxiv.org/"))
        {
            self.put("number", identifiers::arxiv(number));
        }
        if self.title.trim().is_empty() {
            let name = self.text("URL").or(self.text("DOI"));
            self.title = name.unwrap_or(UNTITLED).to_string();
            self.comment("title", "the input has none");
        }
    }

    /// The id that it would have in an empty site.
    pub(super) fn base_id(&self) -> String {
        match slug_of(self.key.as_deref().unwrap_or_default()) {
            slug if slug.is_empty() => self.new_key(),
            slug => slug,
        }
    }

    /// A key of the publisher's and the title's first words.
    fn new_key(&self) -> String {
        let publisher = slug_of(self.text("publisher").unwrap_or_default());
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

    /// Adds what another mention of the work says. Returns what contradicts this one, which becomes
    /// comments.
    pub(super) fn merge(&mut self, mut other: Work) -> Vec<(String, String)> {
        let mut dropped = std::mem::take(&mut other.comments);
        for key in other.key.iter().chain(&other.other_keys) {
            if self.key.as_ref() != Some(key) && !self.other_keys.contains(key) {
                self.other_keys.push(key.clone());
            }
        }
        if other.title != self.title && !self.aliases.contains(&other.title) {
            self.aliases.push(other.title.clone());
        }
        match (self.issued, other.issued) {
            (None, date) => self.issued = date,
            (Some(known), Some(date)) if known != date => {
                dropped.push(("issued".into(), date.to_string()))
            }
            _ => {}
        }
        self.accessed = self.accessed.or(other.accessed);
        let identity = self.text("URL").and_then(of_address);
        if let Some(url) = other.text("URL")
            && let Some(own) = self.text("URL")
            && identity == of_address(url)
        {
            // of two spellings of one address, the shorter one
            let url = if url.len() < own.len() { url } else { own }.to_string();
            other.take("URL");
            self.put("URL", Some(url));
        }
        for (name, new) in std::mem::take(&mut other.texts) {
            match self.text(name) {
                None => self.put(name, Some(new)),
                Some(known) if known == new => {}
                Some(_) => dropped.push((name.into(), new)),
            }
        }
        if self.authors.is_empty() {
            self.authors = other.authors;
        } else if !other.authors.is_empty() && other.authors != self.authors {
            dropped.push(("author".into(), shown_names(&other.authors)));
        }
        for (role, names) in other.names {
            match self.names.get(&role) {
                None => {
                    self.names.insert(role, names);
                }
                Some(known) if *known == names => {}
                Some(_) => dropped.push((role.word().into(), shown_names(&names))),
            }
        }
        for note in other.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        self.comments.extend(dropped.iter().cloned());
        dropped
    }

    /// What another mention says and this record does not, as `name: value`.
    pub(super) fn additions(&self, other: &Work) -> Vec<String> {
        let mut additions = Vec::new();
        if title_key(&self.title) != title_key(&other.title) && !self.aliases.contains(&other.title)
        {
            additions.push(format!("title: {}", other.title));
        }
        if let Some(date) = other.issued.filter(|d| self.issued != Some(*d)) {
            additions.push(format!("issued: {date}"));
        }
        let url = self.text("URL").and_then(of_address);
        for (name, new) in &other.texts {
            let is_known = match self.text(name) {
                _ if *name == "URL" => url == of_address(new),
                Some(known) => title_key(known) == title_key(new),
                None => false,
            };
            if !is_known {
                additions.push(format!("{name}: {new}"));
            }
        }
        if self.authors.is_empty() && !other.authors.is_empty() {
            additions.push(format!("author: {}", shown_names(&other.authors)));
        }
        for (role, names) in other.names.iter().filter(|(role, _)| !self.names.contains_key(role)) {
            additions.push(format!("{}: {}", role.word(), shown_names(names)));
        }
        for note in other.notes.iter().filter(|n| !self.notes.iter().any(|k| k.contains(*n))) {
            additions.push(format!("note: {note}"));
        }
        additions.extend(other.comments.iter().map(|(name, value)| format!("{name}: {value}")));
        additions
    }

    /// The record in a list of content/sources/.
    pub(super) fn to_yaml(&self, id: &str) -> String {
        let mut fields = vec![yaml::field("id", id)];
        let keys: Vec<&String> = self.key.iter().chain(&self.other_keys).collect();
        match keys[..] {
            [] => {}
            [key] if key == id => {}
            [key] => fields.push(yaml::field("citation-key", yaml::one_line(key))),
            _ => fields.push(yaml::field("citation-key", FlowSeq(keys))),
        }
        fields.push(yaml::field("type", self.kind.unwrap_or(SourceType::Webpage).word()));
        let mut texts: Vec<String> = Vec::new();
        for name in text_names() {
            let Some(text) = self.texts.get(name) else { continue };
            texts.push(match text.parse::<u32>() {
                Ok(number) if number.to_string() == *text => yaml::field(name, number),
                _ => yaml::field(name, yaml::one_line(text)),
            });
        }
        let is_early = |line: &String| line.starts_with("genre:");
        let is_late = |line: &String| line.starts_with("abstract:");
        fields.extend(texts.extract_if(.., |line| is_early(line)));
        fields.push(yaml::field("title", yaml::one_line(&self.title)));
        if !self.aliases.is_empty() {
            let aliases = self.aliases.iter().map(|a| yaml::one_line(a)).collect();
            fields.push(yaml::field("aliases", FlowSeq::<Vec<String>>(aliases)));
        }
        if !self.authors.is_empty() {
            fields.push(name_list("author", &self.authors, self.has_more_authors));
        }
        for (role, names) in &self.names {
            fields.push(name_list(role.word(), names, false));
        }
        if let Some(issued) = self.issued {
            fields.push(match issued.extent {
                DateExtent::Exact => yaml::date_field("issued", issued.first),
                _ => yaml::field("issued", issued.to_string()),
            });
        }
        let last: Vec<String> = texts.extract_if(.., |line| is_late(line)).collect();
        fields.extend(texts);
        if !self.notes.is_empty() {
            fields.push(yaml::field("note", yaml::one_line(&self.notes.join(" "))));
        }
        fields.extend(last);
        if let Some(accessed) = self.accessed {
            fields.push(yaml::date_field("accessed", accessed));
        }
        for (name, value) in &self.comments {
            fields.push(format!("# {}\n", yaml::one_line(&format!("{name}: {value}"))));
        }
        format!("- {}", fields.join("  "))
    }
}

fn shown_names(names: &[Author]) -> String {
    names.iter().map(Author::shown).collect::<Vec<_>>().join(", ")
}

/// `www.example.org/page`, `example.org`: a domain, and no scheme.
fn has_bare_host(address: &str) -> bool {
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic())
}

fn is_valid_address(address: &str) -> bool {
    let Ok(parsed) = url::Url::parse(address) else { return false };
    is_web(address) && parsed.has_host() && !address.contains(char::is_whitespace)
}

/// `author: [{family: Reed, given: Ann}, et al.]`
fn name_list(key: &str, names: &[Author], has_more: bool) -> String {
    let mut list = Vec::new();
    for name in names {
        list.push(match name {
            Author::Person { family, given: Some(given) } => {
                BTreeMap::from([("family", family.as_str()), ("given", given.as_str())])
            }
            Author::Person { family, given: None } => BTreeMap::from([("family", family.as_str())]),
            Author::Literal(name) => BTreeMap::from([("literal", name.as_str())]),
        });
    }
    let line = yaml::field(key, FlowSeq(list));
    if has_more { line.replace("]\n", ", et al.]\n") } else { line }
}

/// The content of a bibliography, whatever its format.
#[derive(Debug, Default)]
pub(super) struct BibliographyContent {
    pub works: Vec<Work>,
    /// Pieces that are not works; they become comments.
    pub remarks: Vec<Remark>,
    /// What is left out on purpose.
    pub dropped: Vec<Remark>,
    /// The number of abbreviations, which were replaced by their texts.
    pub abbreviations: usize,
    /// Line and description of what was read in part or in another way than it is written.
    pub changes: Vec<(usize, String)>,
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
