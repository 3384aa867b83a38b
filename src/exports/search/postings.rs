//! Shards of words: which pages have a stem.
//!
//! Takes the words of all pages ([`Words::join`]), gives one text for each shard. An entry is the stem (how many
//! characters it shares with the one before it, then the rest), the shortest word with that stem if it is another (the
//! same way), and its pages with their levels (see [`code`]); spaces between them, `!` after it.
//!
//! Stems stand in their order and a shard has those from its start to the next one's, so that shards are of one size
//! however many words begin alike ([`ranges`]).

use super::code;
use super::lexicon::{LEVELS, Map, Said, TITLE, Word, is_shorter};
use super::ranges;
use rayon::prelude::*;

/// A list longer than this has one level for all passages: so common a word says little of a page however often it
/// stands there, and its list is what costs.
const COMMON: usize = 2000;

/// All stems with their pages.
pub struct Words {
    /// Sorted: stem, its shortest word by its place in the list of words, where its pages start.
    stems: Vec<(Box<str>, u32, usize)>,
    /// Page and level.
    pages: Vec<(u32, u8)>,
}

impl Words {
    /// Takes the words and, for each page in the order of their numbers, its number and what it says.
    pub fn join<'p>(
        words: &[Word],
        pages: impl Iterator<Item = (u32, &'p [Said])> + Clone,
    ) -> Words {
        let mut places: Map<&str> = Map::default();
        // Stem, shortest word, pages.
        let mut stems: Vec<(&str, u32, usize)> = Vec::new();
        let of_word: Vec<u32> = words
            .iter()
            .map(|word| {
                let next = stems.len() as u32;
                let place = *places.entry(&*word.stem).or_insert(next);
                if place == next {
                    stems.push((&*word.stem, u32::MAX, 0));
                }
                place
            })
            .collect();
        drop(places);
        for said in pages.clone().flat_map(|(_, said)| said) {
            let word = said.word();
            let (_, shortest, count) = &mut stems[of_word[word as usize] as usize];
            *count += 1;
            let text = |place: u32| &*words[place as usize].word;
            if *shortest != word
                && (*shortest == u32::MAX || is_shorter(text(word), text(*shortest)))
            {
                *shortest = word;
            }
        }
        // A word that is remembered may be on no page now.
        let mut order: Vec<u32> =
            (0..stems.len() as u32).filter(|stem| stems[*stem as usize].2 > 0).collect();
        order.sort_unstable_by_key(|stem| stems[*stem as usize].0);
        // Where the next page of each stem goes.
        let mut next = vec![0usize; stems.len()];
        let mut sum = 0;
        for stem in &order {
            next[*stem as usize] = sum;
            sum += stems[*stem as usize].2;
        }
        let sorted = order.iter().map(|stem| {
            let (text, word, _) = stems[*stem as usize];
            (text.into(), word, next[*stem as usize])
        });
        let sorted = sorted.collect();
        let mut found = vec![(0, 0); sum];
        for (page, said) in pages {
            for said in said {
                let at = &mut next[of_word[said.word() as usize] as usize];
                found[*at] = (page, said.level() as u8);
                *at += 1;
            }
        }
        Words { stems: sorted, pages: found }
    }

    /// Where each of at most `most` shards starts.
    pub fn starts(&self, most: u32, pages: usize) -> Vec<String> {
        let weighed: Vec<(&str, u64)> = (0..self.stems.len())
            .map(|n| (&*self.stems[n].0, ranges::weight(self.pages_of(n).len(), pages)))
            .collect();
        ranges::starts(&weighed, most)
    }

    /// One text for each shard, by their starts.
    pub fn shards(&self, words: &[Word], starts: &[String]) -> Vec<String> {
        let places: Vec<usize> =
            starts.iter().map(|s| self.stems.partition_point(|(stem, ..)| **stem < **s)).collect();
        let end = |n: usize| places.get(n + 1).copied().unwrap_or(self.stems.len());
        (0..places.len()).into_par_iter().map(|n| self.shard(words, places[n]..end(n))).collect()
    }

    fn pages_of(&self, stem: usize) -> &[(u32, u8)] {
        let end = self.stems.get(stem + 1).map_or(self.pages.len(), |s| s.2);
        &self.pages[self.stems[stem].2..end]
    }

    fn shard(&self, words: &[Word], stems: std::ops::Range<usize>) -> String {
        let mut out = String::new();
        let mut before = "";
        for n in stems {
            let (stem, word, _) = &self.stems[n];
            let word = &words[*word as usize].word;
            front(before, stem, &mut out);
            if word != stem {
                out.push(' ');
                front(stem, word, &mut out);
            }
            out.push(' ');
            let pages = self.pages_of(n);
            let level = |level: u8| match u32::from(level) {
                low if low < TITLE && pages.len() > COMMON => 1,
                level => level,
            };
            code::leveled(pages.iter().map(|(page, l)| (*page, level(*l))), LEVELS, &mut out);
            out.push('!');
            before = stem;
        }
        out
    }
}

/// Adds a text as how many characters it shares with another one, and the rest.
fn front(before: &str, text: &str, out: &mut String) {
    let same = before.chars().zip(text.chars()).take_while(|(a, b)| a == b).count().min(60);
    code::number(same as u32, out);
    out.extend(text.chars().skip(same));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_on_no_page_are_forgotten_and_the_shortest_that_is_on_one_stands_for_its_stem()
    {
        let words =
            [("policy", "polici"), ("policies", "polici"), ("wage", "wage"), ("gone", "gone")];
        let words = words.map(|(w, s)| Word { word: w.into(), stem: s.into() });
        let pages = [(3, vec![Said::new(1, 2)]), (8, vec![Said::new(2, 4), Said::new(1, 0)])];
        let joined = Words::join(&words, pages.iter().map(|(n, said)| (*n, &said[..])));
        let starts = joined.starts(4, 9);
        let shards = joined.shards(&words, &starts);
        // "polici" is new, its word shares six letters with it; pages 3 and 8 with levels 2 and 0.
        let list = |pages: &[(u32, u32)]| {
            let mut out = String::new();
            code::leveled(pages.iter().copied(), LEVELS, &mut out);
            out
        };
        let polici = format!("#polici )es {}!", list(&[(3, 2), (8, 0)]));
        let wage = format!("#wage {}!", list(&[(8, 4)]));
        assert_eq!(shards.concat(), polici + &wage);
        assert_eq!(starts[0], "");
    }
}
