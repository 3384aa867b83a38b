//! Whether two mentions are one work, and what one says that the other does not.

use super::work::{UNTITLED, Work};
use crate::linking::{of_address, of_doi, of_number, title_key};
use crate::model::{Author, Word};

impl Work {
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

    /// The family name of the first author, in comparable form.
    fn first_family(&self) -> Option<String> {
        self.authors.first().map(|author| title_key(author.family()))
    }

    /// Whether another entry is the same work by title and author, and nothing speaks against it.
    pub(super) fn agrees(&self, other: &Work) -> bool {
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
            && self.first_family() == other.first_family()
            && (has_authors || is_same_place)
            && !matches!(years, Some((a, b)) if a.first.year != b.first.year)
            && !DISTINCTIVE.into_iter().any(differs)
    }

    /// Adds what another mention of the work says. Returns what contradicts this one, which becomes
    /// comments.
    pub(super) fn merge(&mut self, mut other: Work) -> Vec<(String, String)> {
        let mut dropped = std::mem::take(&mut other.comments);
        for key in other.key.iter().chain(&other.other_keys) {
            if self.key.as_ref() != Some(key) {
                self.other_keys.insert(key.clone());
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

fn shown_names(names: &[Author]) -> String {
    names.iter().map(Author::shown).collect::<Vec<_>>().join(", ")
}
