//! The words of many pages: which page has which stem, and how much it says about it.
//!
//! Takes pages one by one ([`Lexicon::add`]), gives the stems with their pages. Each worker has one; they are joined in
//! [`super::postings`]. A word is stemmed once for each worker, not once for each place where it stands.

use super::entry::Entry;
use super::token::{STOP, Stemmer, words};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A title says more of a page than any passage.
pub const TITLE: u32 = 3;
/// Words of a page of middling length; a fixed one, or each edit would change all pages' weights.
const MIDDLING: f32 = 250.0;
/// A stop word's place.
const NONE: u32 = u32::MAX;

pub type Map<K> = HashMap<K, u32, BuildHasherDefault<Fx>>;

/// What one worker has read.
pub struct Lexicon {
    stemmer: Stemmer,
    /// Places in `stems` by word.
    words: Map<Box<str>>,
    places: Map<Box<str>>,
    /// Stems, each with the shortest of the words that have it.
    pub stems: Vec<(Box<str>, Box<str>)>,
    /// Stem, page and level of every page that was added, pages in the order they came.
    pub found: Vec<(u32, u32, u8)>,
    /// For the page at hand: how often each stem was met, which ones were, which are in its title.
    counts: Vec<u16>,
    met: Vec<u32>,
    titled: Vec<bool>,
}

impl Lexicon {
    pub fn new(language: &str) -> Lexicon {
        let stop = STOP.split(' ').map(|w| (w.into(), NONE)).collect();
        Lexicon {
            stemmer: Stemmer::new(language),
            words: stop,
            places: Map::default(),
            stems: Vec::new(),
            found: Vec::new(),
            counts: Vec::new(),
            met: Vec::new(),
            titled: Vec::new(),
        }
    }

    /// Adds a page; pages come in the order of their numbers.
    pub fn add(&mut self, page: u32, entry: &Entry) {
        let mut buffer = String::new();
        let mut total = 0u32;
        for title in std::iter::once(&entry.title).chain(&entry.aliases) {
            words(title, &mut buffer, |w| {
                if let Some(place) = self.count(w) {
                    self.titled[place as usize] = true;
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
        for place in self.met.drain(..) {
            let (count, titled) = (&mut self.counts[place as usize], &mut self.titled[place as usize]);
            let weight = f32::from(*count) / (f32::from(*count) + norm);
            let level = if *titled { TITLE } else { u32::from(weight > 0.4) + u32::from(weight > 0.65) };
            self.found.push((place, page, level as u8));
            (*count, *titled) = (0, false);
        }
    }

    /// Counts a word and gives its stem's place; `None` for a stop word.
    fn count(&mut self, word: &str) -> Option<u32> {
        let place = match self.words.get(word) {
            Some(place) => *place,
            None => self.learn(word),
        };
        if place == NONE {
            return None;
        }
        let count = &mut self.counts[place as usize];
        if *count == 0 {
            self.met.push(place);
        }
        *count = count.saturating_add(1);
        Some(place)
    }

    fn learn(&mut self, word: &str) -> u32 {
        let stem: Box<str> = self.stemmer.stem(word).into();
        let next = self.stems.len() as u32;
        let place = *self.places.entry(stem.clone()).or_insert(next);
        if place == next {
            self.stems.push((stem, word.into()));
            self.counts.push(0);
            self.titled.push(false);
        } else {
            let shortest = &mut self.stems[place as usize].1;
            if (word.len(), word) < (shortest.len(), shortest) {
                *shortest = word.into();
            }
        }
        self.words.insert(word.into(), place);
        place
    }
}

/// A fast hash for short words that nobody chooses to collide (rustc's own, FxHash).
#[derive(Default)]
pub struct Fx(u64);

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x51_7c_c1_b7_27_22_0a_95);
        }
    }
    fn write_u8(&mut self, _: u8) {
        // The mark at a string's end.
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
