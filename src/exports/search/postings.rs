//! Shards of words: which pages have a stem.
//!
//! An entry has the stem (the number of characters in common with the one before, then the rest), the
//! shortest word with that stem if it is another (relative to the stem), and the pages with their
//! levels, separated by spaces and followed by `!`. See [`varint`] for numbers.

use super::lexicon::{LEVELS, StemPostings, TITLE};
use super::varint;
use rayon::prelude::*;

/// The number of pages above which the level of a stem in passages is omitted: it says little of a
/// page, and the list is long.
const COMMON: usize = 2000;

/// The data of each shard, given the start of each.
pub(super) fn shards(stems: &[StemPostings], starts: &[String]) -> Vec<String> {
    let mut bounds: Vec<usize> =
        starts.iter().map(|start| stems.partition_point(|s| *s.stem < **start)).collect();
    bounds.push(stems.len());
    bounds.par_windows(2).map(|bounds| shard(&stems[bounds[0]..bounds[1]])).collect()
}

fn shard(stems: &[StemPostings]) -> String {
    let mut out = String::new();
    let mut before = "";
    for StemPostings { stem, word, postings } in stems {
        push_relative(before, stem, &mut out);
        if word != stem {
            out.push(' ');
            push_relative(stem, word, &mut out);
        }
        out.push(' ');
        let is_common = postings.len() > COMMON;
        let pages = postings.iter().map(|posting| match posting.level() {
            level if is_common && level < TITLE => (posting.page(), 1),
            level => (posting.page(), level.into()),
        });
        varint::pages_with_levels(pages, LEVELS, &mut out);
        out.push('!');
        before = stem;
    }
    out
}

/// Adds the number of characters that a text has in common with `base`, and the rest.
fn push_relative(base: &str, text: &str, out: &mut String) {
    let common = base.chars().zip(text.chars()).take_while(|(a, b)| a == b).count().min(60);
    varint::number(common as u32, out);
    out.extend(text.chars().skip(common));
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Posting;
    use super::*;

    #[test]
    fn shards_have_relative_stems_and_words() {
        let stem = |stem: &str, word: &str, pages: &[(u32, u8)]| {
            let postings = pages.iter().map(|(page, level)| Posting::new(*page, *level));
            StemPostings { stem: stem.into(), word: word.into(), postings: postings.collect() }
        };
        let stems = [
            stem("polici", "policies", &[(3, 2), (8, 0)]),
            stem("policy", "policy", &[(1, 4)]),
            stem("wage", "wage", &[(8, 4)]),
        ];
        let list = |pages: &[(u32, u32)]| {
            let mut out = String::new();
            varint::pages_with_levels(pages.iter().copied(), LEVELS, &mut out);
            out
        };
        let first = format!("#polici )es {}!(y {}!", list(&[(3, 2), (8, 0)]), list(&[(1, 4)]));
        let second = format!("#wage {}!", list(&[(8, 4)]));
        assert_eq!(shards(&stems, &["".into(), "w".into()]), [first, second]);
    }
}
