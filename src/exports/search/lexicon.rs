//! The inverted index: which page has which stem, and how relevant it is there.
//!
//! Each worker fills a [`Lexicon`] with pages; [`merge`] joins them. A word is stemmed once per
//! worker.

use super::entry::IndexEntry;
use super::token::{STOP, Stemmer, words};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry as MapEntry;

/// Levels of relevance: three by the frequency in the passages, then those of a title and a name.
/// `static/js/find.js` has the weight of each.
pub(super) const LEVELS: u32 = 5;
/// The stem occurs in the title.
pub(super) const TITLE: u8 = 3;
/// The stem occurs in a title or another name of at most [`MAX_NAME_WORDS`] words.
const NAME: u8 = 4;
const MAX_NAME_WORDS: usize = 4;
/// Words of an average page; a constant, so that an edit does not change the levels of other pages.
const AVERAGE_WORDS: f32 = 250.0;

/// A page with a stem and the level of it there. In four bytes, because a large site has millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting(u32);

impl Posting {
    pub(super) fn new(page: u32, level: u8) -> Posting {
        Posting(page << 3 | u32::from(level))
    }
    pub(super) fn page(self) -> u32 {
        self.0 >> 3
    }
    pub(super) fn level(self) -> u8 {
        (self.0 & 7) as u8
    }
}

/// A stem with its pages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StemPostings {
    pub stem: Box<str>,
    /// The shortest word with this stem.
    pub word: Box<str>,
    /// Ascending.
    pub postings: Vec<Posting>,
}

/// How often the open page has a stem.
#[derive(Clone, Copy, Default)]
struct StemCount {
    count: u16,
    /// 0, [`TITLE`] or [`NAME`].
    title: u8,
}

pub(super) struct Lexicon {
    stemmer: Stemmer,
    /// Indexes in `stems` by word; `None` for a stop word.
    words: FxHashMap<Box<str>, Option<usize>>,
    /// Indexes in `stems` by stem.
    places: FxHashMap<Box<str>, usize>,
    stems: Vec<StemPostings>,
    /// Counts of the open page by stem, and its stems.
    counts: Vec<StemCount>,
    open: Vec<usize>,
}

impl Lexicon {
    pub(super) fn new(language: &str) -> Lexicon {
        Lexicon {
            stemmer: Stemmer::new(language),
            words: STOP.split(' ').map(|word| (word.into(), None)).collect(),
            places: FxHashMap::default(),
            stems: Vec::new(),
            counts: Vec::new(),
            open: Vec::new(),
        }
    }

    /// Adds a page. Pages must be added in ascending order.
    pub(super) fn add(&mut self, page: u32, entry: &IndexEntry) {
        let mut buffer = String::new();
        for name in entry.aliases.iter().chain([&entry.title]) {
            let is_name = name.split_whitespace().count() <= MAX_NAME_WORDS;
            let title = if is_name { NAME } else { TITLE };
            words(name, &mut buffer, |word| self.count(word, title));
        }
        let mut total = 0;
        for passage in &entry.passages {
            words(&passage.text, &mut buffer, |word| {
                self.count(word, 0);
                total += 1;
            });
        }
        let norm = 1.2 * (0.4 + 0.6 * total as f32 / AVERAGE_WORDS);
        for stem in self.open.drain(..) {
            let StemCount { count, title } = std::mem::take(&mut self.counts[stem]);
            let weight = f32::from(count) / (f32::from(count) + norm);
            let frequency = u8::from(weight > 0.4) + u8::from(weight > 0.65);
            let level = if title > 0 { title } else { frequency };
            self.stems[stem].postings.push(Posting::new(page, level));
        }
    }

    pub(super) fn into_stems(self) -> Vec<StemPostings> {
        self.stems
    }

    fn count(&mut self, word: &str, title: u8) {
        let stem = match self.words.get(word).copied() {
            Some(Some(stem)) => stem,
            // WHO and IT are names too.
            Some(None) if title == NAME => {
                let stem = self.add_word(word);
                self.words.insert(word.into(), None);
                stem
            }
            Some(None) => return,
            None => self.add_word(word),
        };
        let count = &mut self.counts[stem];
        if count.count == 0 {
            self.open.push(stem);
        }
        count.count = count.count.saturating_add(1);
        count.title = count.title.max(title);
    }

    fn add_word(&mut self, word: &str) -> usize {
        let stem = self.stemmer.stem(word).into_boxed_str();
        let place = match self.places.get(&stem) {
            Some(place) => *place,
            None => {
                let (stem, word) = (stem.clone(), word.into());
                self.stems.push(StemPostings { stem, word, postings: Vec::new() });
                self.counts.push(StemCount::default());
                self.stems.len() - 1
            }
        };
        self.places.insert(stem, place);
        self.words.insert(word.into(), Some(place));
        self.stems[place].use_shorter(word);
        place
    }
}

impl StemPostings {
    fn use_shorter(&mut self, word: &str) {
        if (word.len(), word) < (self.word.len(), &self.word) {
            self.word = word.into();
        }
    }
}

/// All stems in their order. The lists must be in the order of their pages.
pub(super) fn merge(lists: Vec<Vec<StemPostings>>) -> Vec<StemPostings> {
    let mut merged: FxHashMap<Box<str>, StemPostings> = FxHashMap::default();
    for stem in lists.into_iter().flatten() {
        match merged.entry(stem.stem.clone()) {
            MapEntry::Occupied(mut known) => {
                known.get_mut().use_shorter(&stem.word);
                known.get_mut().postings.extend(stem.postings);
            }
            MapEntry::Vacant(place) => {
                place.insert(stem);
            }
        }
    }
    let mut stems: Vec<StemPostings> = merged.into_values().collect();
    stems.sort_unstable_by(|a, b| a.stem.cmp(&b.stem));
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merge_joins_pages_under_the_shortest_word_with_their_levels() {
        let mut first = Lexicon::new("en");
        let mut entry = IndexEntry::new("A licence that everyone can have".into(), Vec::new());
        entry.aliases.push("OSI".into());
        entry.add("", "Licensing of licences: licence, and models; model.", Vec::new());
        first.add(3, &entry);
        let mut second = Lexicon::new("en");
        let mut entry = IndexEntry::new("Rules".into(), Vec::new());
        entry.add("", "everyone", Vec::new());
        second.add(8, &entry);
        let stems = merge(vec![first.into_stems(), second.into_stems()]);
        let mut lines = Vec::new();
        for StemPostings { stem, word, postings } in &stems {
            let pages: Vec<(u32, u8)> = postings.iter().map(|p| (p.page(), p.level())).collect();
            lines.push((&**stem, &**word, pages));
        }
        let expected = [
            ("everyon", "everyone", vec![(3, TITLE), (8, 2)]),
            ("licenc", "licence", vec![(3, TITLE)]),
            ("licens", "licensing", vec![(3, 2)]),
            ("model", "model", vec![(3, 2)]),
            ("osi", "osi", vec![(3, NAME)]),
            ("rule", "rules", vec![(8, NAME)]),
        ];
        assert_eq!(lines, expected);
    }
}
