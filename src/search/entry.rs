//! One page's words, passage by passage, with what each can be filtered by.

use super::facet::Facet;

/// What a page says; lives only while its shard is made.
#[derive(Debug, Default)]
pub struct Entry {
    pub title: String,
    /// Other names, which count as the title does.
    pub aliases: Vec<String>,
    pub passages: Vec<Passage>,
    /// Of the page and all its passages, sorted, each once.
    pub facets: Vec<Facet>,
}

/// A piece of text with an address of its own.
#[derive(Debug)]
pub struct Passage {
    /// Empty for the page itself.
    pub anchor: String,
    pub text: String,
    /// What distinguishes it from other passages of the page: publisher, actor, year.
    pub facets: Vec<Facet>,
}

impl Entry {
    pub fn new(title: String, facets: Vec<Facet>) -> Entry {
        Entry { title, facets, ..Entry::default() }
    }

    /// Adds a passage, if there is any text.
    pub fn add(&mut self, anchor: &str, text: impl Into<String>, facets: Vec<Facet>) {
        let text = text.into();
        if !text.is_empty() {
            self.facets.extend(facets.iter().copied());
            self.passages.push(Passage { anchor: anchor.into(), text, facets });
        }
    }

    /// Sorts the facets once all passages are in.
    pub fn done(mut self) -> Entry {
        self.facets.sort_unstable();
        self.facets.dedup();
        self
    }
}
