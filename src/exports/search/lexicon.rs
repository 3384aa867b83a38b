//! The inverted index: which page has which stem, and how relevant it is there.
//!
//! Each worker fills a [`Lexicon`] with pages; [`merge`] joins them. A word is stemmed once per
//! worker.
//!
//! A name of a topic, an entity or a term is a stem too: the stems of its words, each followed by `=`,
//! which no word has. A query that is this name finds what it names, in the shard of its first word.

use super::entry::IndexEntry;
use super::facet::SearchPageKind;
use super::token::{STOP, Stemmer, TokenForm, parts, words};
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
    pub(super) fn add(&mut self, page: u32, kind: SearchPageKind, entry: &IndexEntry) {
        let mut buffer = String::new();
        for name in entry.aliases.iter().chain([&entry.title]) {
            // the title of a statement is the beginning of its text
            let title = if kind.is_statement() {
                0
            } else if name.split_whitespace().count() <= MAX_NAME_WORDS {
                NAME
            } else {
                TITLE
            };
            words(name, &mut buffer, |word, form| self.count(word, form, title));
            if kind.is_named() {
                self.count_name(name, if kind == SearchPageKind::Topic { NAME } else { TITLE });
            }
        }
        let mut total = 0;
        for passage in &entry.passages {
            words(&passage.text, &mut buffer, |word, form| {
                self.count(word, form, 0);
                total += usize::from(matches!(form, TokenForm::Word | TokenForm::Name));
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

    fn count(&mut self, word: &str, form: TokenForm, title: u8) {
        let stem = match self.words.get(word).copied() {
            Some(Some(stem)) => stem,
            // WHO and IT are names too.
            Some(None) if title == NAME || form == TokenForm::Name => {
                let stem = self.add_word(word);
                self.words.insert(word.into(), None);
                stem
            }
            Some(None) => return,
            None => self.add_word(word),
        };
        self.count_stem(stem, title);
    }

    fn count_stem(&mut self, stem: usize, title: u8) {
        let count = &mut self.counts[stem];
        if count.count == 0 {
            self.open.push(stem);
        }
        count.count = count.count.saturating_add(1);
        count.title = count.title.max(title);
    }

    /// Counts a whole name, with its compounds as several words and as one.
    fn count_name(&mut self, name: &str, title: u8) {
        let (mut apart, mut joined) = (Vec::new(), Vec::new());
        words(name, &mut String::new(), |word, form| match form {
            TokenForm::Word | TokenForm::Name => {
                apart.push(word.to_string());
                joined.push(word.to_string());
            }
            TokenForm::Compound => {
                if let (Some(last), Some(before)) = (joined.pop(), joined.last_mut()) {
                    before.push_str(&last);
                }
            }
            TokenForm::Elided | TokenForm::Part => {}
        });
        let mut keys = vec![self.name_key(&apart), self.name_key(&joined)];
        keys.dedup();
        for key in keys.into_iter().filter(|key| !key.is_empty()) {
            let stem = self.place_of(&key, &key);
            self.count_stem(stem, title);
        }
    }

    /// The key of a name; its stop words count only where it has no others.
    fn name_key(&self, name: &[String]) -> String {
        let is_stop = |word: &String| self.words.get(word.as_str()) == Some(&None);
        let all_are_stop = name.iter().all(is_stop);
        let mut key = String::new();
        for word in name.iter().filter(|word| all_are_stop || !is_stop(word)) {
            for part in parts(word) {
                key.push_str(&self.stemmer.stem(part));
                key.push('=');
            }
        }
        key
    }

    fn add_word(&mut self, word: &str) -> usize {
        let stem = self.stemmer.stem(word);
        let place = self.place_of(&stem, word);
        self.words.insert(word.into(), Some(place));
        place
    }

    /// The index of a stem, which is added if it is not there.
    fn place_of(&mut self, stem: &str, word: &str) -> usize {
        let place = match self.places.get(stem) {
            Some(place) => *place,
            None => {
                let (stem, word) = (stem.into(), word.into());
                self.stems.push(StemPostings { stem, word, postings: Vec::new() });
                self.counts.push(StemCount::default());
                self.stems.len() - 1
            }
        };
        self.places.insert(stem.into(), place);
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
        entry.add("", "Licensing of licences: license, and models; model.", Vec::new());
        first.add(3, SearchPageKind::Article, &entry);
        let mut second = Lexicon::new("en");
        let mut entry = IndexEntry::new("Rules".into(), Vec::new());
        entry.add("", "everyone", Vec::new());
        second.add(8, SearchPageKind::Article, &entry);
        let stems = merge(vec![first.into_stems(), second.into_stems()]);
        let expected = [
            ("everyon", "everyone", vec![(3, TITLE), (8, 2)]),
            ("licens", "licence", vec![(3, TITLE)]),
            ("model", "model", vec![(3, 2)]),
            ("osi", "osi", vec![(3, NAME)]),
            ("rule", "rules", vec![(8, NAME)]),
        ];
        assert_eq!(lines(&stems), expected);
    }

    type Line<'a> = (&'a str, &'a str, Vec<(u32, u8)>);

    fn lines(stems: &[StemPostings]) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for StemPostings { stem, word, postings } in stems {
            let pages = postings.iter().map(|p| (p.page(), p.level())).collect();
            lines.push((&**stem, &**word, pages));
        }
        lines
    }

    #[test]
    fn stop_words_are_indexed_where_they_are_names() {
        let mut lexicon = Lexicon::new("en");
        let mut entry = IndexEntry::new("What it may be and who is who".into(), Vec::new());
        entry.add("", "It may be that the WHO met in May.", Vec::new());
        lexicon.add(1, SearchPageKind::Article, &entry);
        let stems = merge(vec![lexicon.into_stems()]);
        let words: Vec<&str> = stems.iter().map(|stem| &*stem.word).collect();
        assert_eq!(words, ["may", "met", "who"]);
    }

    #[test]
    fn names_of_topics_and_entities_are_stems_apart_and_joined() {
        let mut lexicon = Lexicon::new("en");
        let mut entry = IndexEntry::new("The SWE-bench Models".into(), Vec::new());
        entry.aliases.extend(["K2.6".to_string(), "WHO".to_string()]);
        lexicon.add(1, SearchPageKind::Entity, &entry);
        let entry = IndexEntry::new("Who".into(), Vec::new());
        lexicon.add(2, SearchPageKind::Topic, &entry);
        lexicon.add(3, SearchPageKind::Article, &entry);
        let mut stems = merge(vec![lexicon.into_stems()]);
        stems.retain(|stem| stem.stem.contains('='));
        let expected = [
            ("k=2.6=", "k=2.6=", vec![(1, TITLE)]),
            ("swe=bench=model=", "swe=bench=model=", vec![(1, TITLE)]),
            ("swebench=model=", "swebench=model=", vec![(1, TITLE)]),
            ("who=", "who=", vec![(1, TITLE), (2, NAME)]),
        ];
        assert_eq!(lines(&stems), expected);
    }
}
