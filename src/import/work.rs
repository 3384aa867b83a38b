//! A work as an input or a record names it, under the names of CSL, and its YAML record.

use super::text::slug_of;
use super::{dates, identifiers};
use crate::markdown::is_web;
use crate::model::dates::says_undated;
use crate::model::{
    Author, Date, DateExtent, IssueDate, NameRole, Site, Source, SourceType, SourceVariable, Word,
    is_language_tag, language_tag,
};
use indexmap::IndexSet;
use std::collections::BTreeMap;

/// The title of a work for which the input names neither title, address nor DOI.
pub(super) const UNTITLED: &str = "Without a title";
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
    pub other_keys: IndexSet<String>,
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
    pub(super) texts: BTreeMap<&'static str, String>,
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
pub(super) fn text_names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in TEXTS {
        match name {
            "" => names.extend(SourceVariable::words()),
            name => names.push(name),
        }
    }
    names
}

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
            "language" => match language_tag(&value).filter(|tag| is_language_tag(tag)) {
                Some(tag) => tag,
                None => return self.comment(input_name, value),
            },
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
