//! The text of one page in the index, passage by passage, with its facets.

use super::facet::Facet;

#[derive(Debug, Default)]
pub struct IndexEntry {
    pub title: String,
    /// Other names, which count as the title does.
    pub aliases: Vec<String>,
    pub passages: Vec<IndexPassage>,
    /// Of the page and all its passages, sorted and unique.
    pub facets: Vec<Facet>,
}

/// A piece of text with an anchor of its own.
#[derive(Debug)]
pub struct IndexPassage {
    /// Empty for the page itself.
    pub anchor: String,
    pub text: String,
    /// Publishers, actors and years of this passage.
    pub facets: Vec<Facet>,
}

impl IndexEntry {
    pub fn new(title: String, facets: Vec<Facet>) -> IndexEntry {
        IndexEntry { title, facets, ..IndexEntry::default() }
    }

    /// Adds a passage if the text is not empty.
    pub fn add(&mut self, anchor: &str, text: impl Into<String>, facets: Vec<Facet>) {
        let text = text.into();
        if !text.is_empty() {
            self.passages.push(IndexPassage { anchor: anchor.into(), text, facets });
        }
    }

    /// Completes the facets with those of the passages.
    pub fn finish(mut self) -> IndexEntry {
        self.facets.extend(self.passages.iter().flat_map(|p| &p.facets));
        self.facets.sort_unstable();
        self.facets.dedup();
        self
    }
}
