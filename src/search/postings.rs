//! Shards of words: which pages have a stem.
//!
//! Takes what the workers read, gives one text for each shard. An entry is the stem (how many characters it shares with
//! the one before it, then the rest), the shortest word with that stem if it is another (the same way), and its pages
//! with their levels (see [`code`]); spaces between them, `!` after it.

use super::code;
use super::lexicon::{Lexicon, Map};
use super::plan::Plan;
use rayon::prelude::*;

/// All stems with their pages.
pub struct Words {
    /// Sorted: stem, shortest word, where its pages start.
    stems: Vec<(Box<str>, Box<str>, usize)>,
    pages: Vec<(u32, u8)>,
}

impl Words {
    /// Joins lexicons whose pages follow each other.
    pub fn join(lexicons: Vec<Lexicon>) -> Words {
        let mut places: Map<Box<str>> = Map::default();
        let mut stems: Vec<(Box<str>, Box<str>, usize)> = Vec::new();
        let mut found = Vec::with_capacity(lexicons.len());
        for lexicon in lexicons {
            let mut here = Vec::with_capacity(lexicon.stems.len());
            for (stem, word) in lexicon.stems {
                let next = stems.len() as u32;
                let place = *places.entry(stem.clone()).or_insert(next);
                if place == next {
                    stems.push((stem, word, 0));
                } else {
                    let shortest = &mut stems[place as usize].1;
                    if (word.len(), &word) < (shortest.len(), shortest) {
                        *shortest = word;
                    }
                }
                here.push(place);
            }
            lexicon.found.iter().for_each(|(stem, ..)| stems[here[*stem as usize] as usize].2 += 1);
            found.push((here, lexicon.found));
        }
        drop(places);
        let mut order: Vec<u32> = (0..stems.len() as u32).collect();
        order.sort_unstable_by(|a, b| stems[*a as usize].0.cmp(&stems[*b as usize].0));
        // Where the next page of each stem goes.
        let mut next = vec![0usize; stems.len()];
        let mut sum = 0;
        for stem in &order {
            next[*stem as usize] = sum;
            sum += std::mem::replace(&mut stems[*stem as usize].2, sum);
        }
        let mut pages = vec![(0, 0); sum];
        for (here, found) in found {
            for (stem, page, level) in found {
                let at = &mut next[here[stem as usize] as usize];
                pages[*at] = (page, level);
                *at += 1;
            }
        }
        stems.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Words { stems, pages }
    }

    /// One text for each shard.
    pub fn shards(&self, plan: &Plan) -> Vec<String> {
        let mut of_shard: Vec<Vec<usize>> = vec![Vec::new(); plan.words as usize];
        for (n, (stem, ..)) in self.stems.iter().enumerate() {
            of_shard[plan.word_shard(stem) as usize].push(n);
        }
        of_shard.par_iter().map(|stems| self.shard(stems)).collect()
    }

    fn shard(&self, stems: &[usize]) -> String {
        let mut out = String::new();
        let mut before = "";
        for n in stems.iter().copied() {
            let (stem, word, start) = &self.stems[n];
            let end = self.stems.get(n + 1).map_or(self.pages.len(), |s| s.2);
            front(before, stem, &mut out);
            if word != stem {
                out.push(' ');
                front(stem, word, &mut out);
            }
            out.push(' ');
            code::leveled(self.pages[*start..end].iter().map(|(page, level)| (*page, u32::from(*level))), &mut out);
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
