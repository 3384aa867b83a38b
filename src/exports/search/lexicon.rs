//! The words of pages: which page has which stem, and how much it says about it.
//!
//! Takes pages one by one ([`Lexicon::add`]), gives the words with their stems and a list for each page. Each worker has
//! one; they are joined in [`super::postings`]. A word is stemmed once for each worker, not once for each place where it
//! stands.

use super::entry::Entry;
use super::token::{STOP, Stemmer, words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How much a page says about a stem: three levels by how often its passages say it for their length, then those of a
/// title and of a name. `static/js/find.js` knows what each is worth.
pub const LEVELS: u32 = 5;
/// It stands in the title. That says more of a page than any passage.
pub const TITLE: u32 = 3;
/// It stands in a title or another name of few words, so that it is most of the name.
pub const NAME: u32 = 4;
/// The most words of a name.
const NAME_WORDS: usize = 4;
/// Words of a page of middling length; a fixed one, or each edit would change all pages' weights.
const MIDDLING: f32 = 250.0;
/// A stop word's place.
const NONE: u32 = u32::MAX;

pub type Map<K> = HashMap<K, u32, BuildHasherDefault<Fx>>;

/// A word of one lexicon with a level, in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said(pub u32);

impl Said {
    pub fn new(word: u32, level: u32) -> Said {
        Said(word * LEVELS + level)
    }
    /// The word's place in the list of words.
    pub fn word(self) -> u32 {
        self.0 / LEVELS
    }
    pub fn level(self) -> u32 {
        self.0 % LEVELS
    }
}

/// A word and its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub word: Box<str>,
    pub stem: Box<str>,
}

/// What one worker has read.
pub struct Lexicon {
    stemmer: Stemmer,
    /// Places in `list` by word.
    words: Map<Box<str>>,
    /// Every word that was met, in the order they came.
    pub list: Vec<Word>,
    /// The stem of each word of the list, by its place among the stems.
    stem_of: Vec<u32>,
    stems: Map<Box<str>>,
    /// For the page at hand, by stem.
    counts: Vec<Count>,
    met: Vec<u32>,
}

/// What the page at hand says of a stem.
#[derive(Clone, Copy, Default)]
struct Count {
    times: u16,
    /// 0, [`TITLE`] or [`NAME`].
    titled: u8,
    /// The shortest of its words.
    word: u32,
}

impl Lexicon {
    pub fn new(language: &str) -> Lexicon {
        Lexicon {
            stemmer: Stemmer::new(language),
            words: STOP.split(' ').map(|w| (w.into(), NONE)).collect(),
            list: Vec::new(),
            stem_of: Vec::new(),
            stems: Map::default(),
            counts: Vec::new(),
            met: Vec::new(),
        }
    }

    /// Reads a page: for each of its stems the shortest of the words that it has there, with a level.
    pub fn add(&mut self, entry: &Entry) -> Vec<Said> {
        let mut buffer = String::new();
        let mut total = 0u32;
        for name in std::iter::once(&entry.title).chain(&entry.aliases) {
            let titled =
                if name.split_whitespace().count() <= NAME_WORDS { NAME } else { TITLE } as u8;
            words(name, &mut buffer, |w| {
                if let Some(stem) = self.count(w) {
                    let count = &mut self.counts[stem as usize];
                    count.titled = count.titled.max(titled);
                }
            });
        }
        for passage in &entry.passages {
            words(&passage.text, &mut buffer, |w| {
                self.count(w);
                total += 1;
            });
        }
        let norm = 1.2 * (0.4 + 0.6 * total as f32 / MIDDLING);
        let said = self.met.drain(..).map(|stem| {
            let Count { times, titled, word } = std::mem::take(&mut self.counts[stem as usize]);
            let weight = f32::from(times) / (f32::from(times) + norm);
            let level = if titled > 0 {
                titled.into()
            } else {
                u32::from(weight > 0.4) + u32::from(weight > 0.65)
            };
            Said::new(word, level)
        });
        said.collect()
    }

    /// Counts a word and gives its stem's place; `None` for a stop word.
    fn count(&mut self, text: &str) -> Option<u32> {
        let word = match self.words.get(text) {
            Some(place) => *place,
            None => self.learn(text),
        };
        if word == NONE {
            return None;
        }
        let stem = self.stem_of[word as usize];
        let count = &mut self.counts[stem as usize];
        if count.times == 0 {
            self.met.push(stem);
            count.word = word;
        } else if count.word != word {
            let best = &self.list[count.word as usize].word;
            if is_shorter(text, best) {
                count.word = word;
            }
        }
        count.times = count.times.saturating_add(1);
        Some(stem)
    }

    fn learn(&mut self, text: &str) -> u32 {
        let stem: Box<str> = self.stemmer.stem(text).into();
        let next = self.stems.len() as u32;
        let place = *self.stems.entry(stem.clone()).or_insert(next);
        if place == next {
            self.counts.push(Count::default());
        }
        let word = self.list.len() as u32;
        self.list.push(Word { word: text.into(), stem });
        self.stem_of.push(place);
        self.words.insert(text.into(), word);
        word
    }
}

/// Whether a word stands for its stem rather than another one.
pub fn is_shorter(a: &str, b: &str) -> bool {
    (a.len(), a) < (b.len(), b)
}

/// A fast hash for short words that nobody chooses to collide (rustc's own, FxHash).
#[derive(Default)]
pub struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word))
                .wrapping_mul(0x51_7c_c1_b7_27_22_0a_95);
        }
    }
    fn write_u8(&mut self, _: u8) {
        // The mark at a string's end.
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::search::entry::Passage;

    #[test]
    fn a_page_says_each_stem_once_with_its_shortest_word_and_the_level_of_its_best_place() {
        let text = "Licensing of licences: licence, and models; model.";
        let passage = Passage { anchor: String::new(), text: text.into(), facets: Vec::new() };
        let entry = Entry {
            title: "A licence that everyone can have".into(),
            aliases: vec!["OSI".into()],
            passages: vec![passage],
            facets: Vec::new(),
        };
        let mut lexicon = Lexicon::new("en");
        let said = lexicon.add(&entry);
        let shown: Vec<(&str, u32)> =
            said.iter().map(|s| (&*lexicon.list[s.word() as usize].word, s.level())).collect();
        let expected = [
            ("licence", TITLE),
            ("everyone", TITLE),
            ("osi", NAME),
            ("licensing", 2),
            ("model", 2),
        ];
        assert_eq!(shown, expected);
    }
}
