//! What texts have in common, word by word: quotations and runs of equal words.

use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many equal words in a row are not a coincidence.
const RUN: usize = 9;
/// The shortest quotation that is compared, in words.
const QUOTATION: usize = 4;
/// With how many others a quotation is compared at most: one sentence is not quoted in so many wordings.
const MOST_COMPARED: usize = 100;

/// The words of a text in lower case, without punctuation; `frontier-class` is two.
pub(super) fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(in_lower_case)
}

fn in_lower_case(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        true => word.into(),
        false => word.to_lowercase().into(),
    }
}

/// A text without what is in brackets: remarks of the editors.
pub(super) fn spoken(text: &str) -> Cow<'_, str> {
    if !text.contains(['(', ')']) {
        return text.into();
    }
    let mut depth = 0_usize;
    let mut spoken = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => spoken.push(c),
            _ => {}
        }
    }
    spoken.into()
}

/// Numbers for the words of some texts, so that runs of words are compared by numbers.
#[derive(Default)]
pub(super) struct WordNumbers<'t>(FxHashMap<Cow<'t, str>, u32>);

impl<'t> WordNumbers<'t> {
    /// The numbers of a text's words.
    pub(super) fn of(&mut self, text: &'t str) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(text.len() / 5);
        for word in words(text) {
            let next = self.0.len() as u32;
            numbers.push(*self.0.entry(word).or_insert(next));
        }
        numbers
    }
}

/// The runs of words of a text that are too long to be the same in another by coincidence.
pub(super) fn runs(words: &[u32]) -> impl Iterator<Item = &[u32]> {
    words.windows(RUN)
}

/// The quotations in a text that are long enough to be compared, each as its words.
pub(super) fn quotations(text: &str) -> Vec<Vec<String>> {
    let mut quotations = Vec::new();
    for (opening, closing) in [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(opening) {
            let Some((inside, following)) = after.split_once(closing) else { break };
            let inside: Vec<String> = words(inside).map(Cow::into_owned).collect();
            if inside.len() >= QUOTATION {
                quotations.push(inside);
            }
            rest = following;
        }
    }
    quotations
}

/// The pairs of quotations, by index, that are two wordings of one sentence.
pub(super) fn wordings_of_one(quotations: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (a, others) in comparable(quotations).into_iter().enumerate() {
        let is_wording = |b: &usize| are_wordings_of_one(&quotations[a], &quotations[*b]);
        pairs.extend(others.into_iter().filter(is_wording).map(|b| (a, b)));
    }
    pairs
}

/// For each quotation the earlier ones that share enough words with it to be compared.
///
/// Of `n` words two wordings share two thirds, so they share one of the rarest `n - 2n/3 + 1`, whichever are left out.
fn comparable(quotations: &[Vec<String>]) -> Vec<Vec<usize>> {
    let distinct: Vec<BTreeSet<&str>> =
        quotations.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for word in distinct.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut comparable = Vec::with_capacity(quotations.len());
    for (n, words) in distinct.iter().enumerate() {
        let mut rarest: Vec<&str> = words.iter().copied().collect();
        rarest.sort_by_key(|word| (counts[word], *word));
        rarest.truncate(words.len() - (2 * words.len()).div_ceil(3) + 1);
        let mut others: Vec<usize> = Vec::new();
        for word in rarest {
            let sharing = by_word.entry(word).or_default();
            others.extend(sharing.iter().take(MOST_COMPARED));
            sharing.push(n);
        }
        others.sort_unstable();
        others.dedup();
        others.truncate(MOST_COMPARED);
        comparable.push(others);
    }
    comparable
}

/// Whether two quotations are two wordings of one sentence: most words are the same, and neither is a part of the other.
fn are_wordings_of_one(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.windows(short.len()).any(|part| part == short) {
        return false;
    }
    let (short, long): (BTreeSet<&String>, BTreeSet<&String>) =
        (short.iter().collect(), long.iter().collect());
    let shared = short.intersection(&long).count();
    shared * 3 >= long.union(&short).count() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_quotation_differ_in_a_few_words() {
        let quoted = |text: &str| quotations(text).remove(0);
        let a = quoted("She said \"wages will fall by two per cent\".");
        let b = quoted("She said \"wages would fall by two per cent\".");
        let part = quoted("She said “fall by two per cent”.");
        assert!(are_wordings_of_one(&a, &b));
        assert!(!are_wordings_of_one(&a, &part));
        assert!(!are_wordings_of_one(&a, &quoted("\"we do not know what comes next\"")));
    }

    #[test]
    fn wordings_that_are_found_are_those_of_a_comparison_of_all_pairs() {
        let mut quotations: Vec<Vec<String>> = Vec::new();
        for n in 0..120_usize {
            let at = |shift: usize| (n * 7919 + n / 7 * 104_729) >> shift & 7;
            quotations.push((0..4 + n % 5).map(|k| format!("w{}", at(k) + k)).collect());
        }
        quotations.sort();
        quotations.dedup();
        let mut all = Vec::new();
        for a in 0..quotations.len() {
            let is_wording = |b: &usize| are_wordings_of_one(&quotations[a], &quotations[*b]);
            all.extend((0..a).filter(is_wording).map(|b| (a, b)));
        }
        assert!(all.len() > 20, "{}", all.len());
        assert_eq!(wordings_of_one(&quotations), all);
    }

    fn owned_words(text: &str) -> Vec<String> {
        words(text).map(Cow::into_owned).collect()
    }

    #[test]
    fn quotations_are_compared_with_few_others_however_many_there_are() {
        let numbered =
            |n: usize| owned_words(&format!("the pay of the people in {n} {} {}", n + 1, n * 3));
        let compared = |quotations: &[Vec<String>]| -> usize {
            comparable(quotations).iter().map(Vec::len).sum()
        };
        let apart: Vec<Vec<String>> = (0..5000).map(|n| numbered(10_000 + n * 7)).collect();
        assert!(compared(&apart) < 5000 * 3, "{}", compared(&apart));
        let alike: Vec<Vec<String>> =
            (0..5000).map(|n| owned_words(&format!("they said that pay will rise {n}"))).collect();
        assert_eq!(compared(&alike), 100 * 99 / 2 + 4900 * MOST_COMPARED);
    }

    #[test]
    fn long_run_of_equal_words_is_shared() {
        let mut numbers = WordNumbers::default();
        let a = numbers.of("Wages, he wrote, rose by two per cent in the year to May.");
        let b = numbers.of("The report says: He wrote rose by two per cent in the year of March.");
        let shared: Vec<&[u32]> =
            runs(&a).filter(|run| runs(&b).any(|other| other == *run)).collect();
        let first = numbers.of("he wrote rose by two per cent in the");
        let second = numbers.of("wrote rose by two per cent in the year");
        assert_eq!(shared, [first, second]);
        assert_eq!(runs(&numbers.of("Wages rose by two per cent.")).count(), 0);
    }

    #[test]
    fn remarks_in_brackets_are_not_spoken() {
        assert_eq!(spoken("Wages (in real terms (2020)) rose."), "Wages  rose.");
        assert_eq!(spoken("Wages rose) by two."), "Wages rose by two.");
        assert_eq!(spoken("Wages rose."), "Wages rose.");
    }
}
