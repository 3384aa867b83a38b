//! One page's words, passage by passage, with what each can be filtered by.

use super::facet::Facet;
use crate::model::Site;
use blake3::Hasher;

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

/// Says which words a page has: the same key, the same words.
pub type WordsKey = [u8; 16];

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

    /// The key of the page's words on a site of this language.
    pub fn words_key(&self, language: &str) -> WordsKey {
        let mut hasher = Hasher::new();
        put(&mut hasher, language);
        put(&mut hasher, &self.title);
        hasher.update(&(self.aliases.len() as u64).to_le_bytes());
        self.aliases.iter().for_each(|alias| put(&mut hasher, alias));
        self.passages.iter().for_each(|passage| put(&mut hasher, &passage.text));
        let mut key = WordsKey::default();
        hasher.finalize_xof().fill(&mut key);
        key
    }

    /// Adds what else a shard of passages shows of the page. Facets by their names: their numbers are not the same in
    /// another build.
    pub fn hash_rest(&self, site: &Site, hasher: &mut Hasher) {
        hasher.update(&(self.passages.len() as u64).to_le_bytes());
        self.passages.iter().for_each(|passage| {
            put(hasher, &passage.anchor);
            hash_facets(&passage.facets, site, hasher);
        });
        hash_facets(&self.facets, site, hasher);
    }
}

fn hash_facets(facets: &[Facet], site: &Site, hasher: &mut Hasher) {
    hasher.update(&[facets.len() as u8]);
    for facet in facets {
        hasher.update(&[facet.group() as u8]);
        if let Facet::Topic(topic) = facet {
            // A topic is shown by its place in the index's table.
            hasher.update(&topic.0.to_le_bytes());
        }
        put(hasher, &facet.key(site));
    }
}

/// A text with its end marked, so that two texts are not one.
pub fn put(hasher: &mut Hasher, text: &str) {
    hasher.update(text.as_bytes()).update(&[0xff]);
}
