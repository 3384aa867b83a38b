//! The first stem of each shard of words. Stems with a common beginning are in one shard as long as
//! they are few, so that one shard has all words with a prefix.
//!
//! Weights are rounded, so that an edit seldom moves a bound.

use super::lexicon::StemPostings;
use std::ops::RangeInclusive;

/// Letters that the stems of a group have in common.
const PREFIX: RangeInclusive<usize> = 2..=6;

/// The start of each of at most `max` shards; the first one is empty. `pages` is the number of pages.
pub(super) fn starts(stems: &[StemPostings], pages: usize, max: u32) -> Vec<String> {
    let weights: Vec<(&str, u64)> = stems.iter().map(|s| (&*s.stem, weight(s, pages))).collect();
    let total: u64 = weights.iter().map(|(_, weight)| weight).sum();
    let mut limit = rounded(total) / u64::from(max);
    loop {
        let mut bounds = ShardBounds { limit, weight: 0, starts: vec![String::new()] };
        bounds.add(&weights, *PREFIX.start());
        if bounds.starts.len() <= max as usize {
            return bounds.starts;
        }
        limit += limit / 4 + 1;
    }
}

/// An estimate of a stem's bits in a compressed shard.
fn weight(stem: &StemPostings, pages: usize) -> u64 {
    let count = stem.postings.len();
    let gap = (pages / count.max(1)).max(1).ilog2() as u64;
    count as u64 * (gap + 3) + 32
}

struct ShardBounds {
    /// The weight that a shard can have.
    limit: u64,
    /// The weight of the last shard.
    weight: u64,
    starts: Vec<String>,
}

impl ShardBounds {
    /// Adds stems in groups of a common prefix; groups above the limit are split.
    fn add(&mut self, stems: &[(&str, u64)], letters: usize) {
        for group in stems.chunk_by(|(a, _), (b, _)| prefix(a, letters) == prefix(b, letters)) {
            let weight = rounded(group.iter().map(|(_, weight)| weight).sum());
            if weight > self.limit && group.len() > 1 && letters < *PREFIX.end() {
                self.add(group, letters + 1);
                continue;
            }
            if self.weight > 0 && self.weight + weight > self.limit {
                self.starts.push(prefix(group[0].0, letters).to_string());
                self.weight = 0;
            }
            self.weight += weight;
        }
    }
}

fn prefix(stem: &str, letters: usize) -> &str {
    match stem.char_indices().nth(letters) {
        Some((end, _)) => &stem[..end],
        None => stem,
    }
}

/// The weight without all but its first two binary digits.
fn rounded(weight: u64) -> u64 {
    let zeros = weight.max(1).ilog2().saturating_sub(1);
    weight >> zeros << zeros
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Posting;
    use super::*;

    /// Words of five letters, those that begin with "co" a hundred times as common.
    fn stems() -> Vec<StemPostings> {
        let letters = ["a", "e", "o", "c", "s"];
        let mut all = Vec::new();
        for n in 0..5usize.pow(5) {
            let word: String = (0..5).map(|place| letters[n / 5usize.pow(place) % 5]).collect();
            let pages = if word.starts_with("co") { 1000 } else { 10 };
            all.push(stem(&word, pages));
        }
        all.sort_by(|a, b| a.stem.cmp(&b.stem));
        all
    }

    fn stem(word: &str, pages: u32) -> StemPostings {
        let postings = (0..pages).map(|page| Posting::new(page, 0)).collect();
        StemPostings { stem: word.into(), word: word.into(), postings }
    }

    #[test]
    fn starts_balance_shards() {
        let stems = stems();
        let starts = starts(&stems, 1000, 16);
        let mut weights = vec![0; starts.len()];
        for stem in &stems {
            let shard = starts.partition_point(|start| **start <= *stem.stem) - 1;
            weights[shard] += weight(stem, 1000);
        }
        let mean = weights.iter().sum::<u64>() / 16;
        let max = *weights.iter().max().unwrap();
        assert!(starts.len() > 8 && starts.len() <= 16, "{starts:?}");
        assert!(max < 3 * mean, "{weights:?} {starts:?}");
        assert!(starts.iter().all(|s| s.len() <= 6), "{starts:?}");
    }

    #[test]
    fn one_more_stem_moves_no_start() {
        let before = stems();
        let mut after = stems();
        after.push(stem("zyzzy", 10));
        after[100] = stem(&after[100].stem.clone(), 11);
        assert_eq!(starts(&before, 1000, 16), starts(&after, 1000, 16));
    }

    #[test]
    fn a_small_site_has_one_shard() {
        assert_eq!(starts(&[stem("a", 1), stem("b", 1)], 1, 1), [""]);
        assert_eq!(starts(&[], 0, 4), [""]);
    }
}
