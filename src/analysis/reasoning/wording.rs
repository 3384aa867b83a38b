//! What texts have in common, word by word: quotations, runs of equal words, and what is called the first.

use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How many equal words in a row are not a coincidence.
const RUN: usize = 9;
/// The shortest quotation that is compared, in words.
const QUOTATION: usize = 4;
/// With how many others a quotation is compared at most: one sentence is not quoted in so many wordings.
const MOST_COMPARED: usize = 100;

/// The words by which a language says that something is the first of its kind.
pub(super) struct SuperlativeWords {
    language: &'static str,
    firsts: &'static [&'static str],
    /// One of these precedes it; elsewhere the word is an adverb or part of a number.
    determiners: &'static [&'static str],
    /// What is first in every record, or in an order and not in time.
    ordinary: &'static [&'static str],
    /// Words that say nothing of what a phrase is about.
    common: &'static [&'static str],
    /// Of inflected words; the first that fits is left out.
    endings: &'static [&'static str],
}

/// By language; what is in another one is compared by the first row.
static SUPERLATIVE_WORDS: [SuperlativeWords; 3] = [
    SuperlativeWords {
        language: "en",
        firsts: &["first", "only"],
        determiners: &["the", "its", "a", "as"],
        ordinary: &[
            "day", "entry", "gather", "half", "harvest", "month", "note", "quarter", "sign",
            "step", "week", "year",
        ],
        common: &[
            "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "for", "from",
            "had", "has", "have", "in", "into", "is", "it", "its", "of", "on", "one", "or", "that",
            "the", "their", "these", "this", "to", "was", "were", "which", "who", "will", "with",
            "time", "major", "such",
        ],
        endings: &["s"],
    },
    SuperlativeWords {
        language: "de",
        firsts: &[
            "erste", "ersten", "erster", "erstes", "erstem", "einzige", "einzigen", "einziger",
            "einziges", "einzigem",
        ],
        determiners: &[
            "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer",
            "als", "ihr", "ihre", "sein", "seine",
        ],
        ordinary: &[
            "blick", "eintrag", "halbjahr", "hälfte", "jahr", "mal", "monat", "quartal", "schritt",
            "tag", "teil", "woche",
        ],
        common: &[
            "aller",
            "als",
            "am",
            "an",
            "auch",
            "auf",
            "aus",
            "bei",
            "das",
            "dem",
            "den",
            "der",
            "des",
            "die",
            "durch",
            "ein",
            "eine",
            "einem",
            "einen",
            "einer",
            "es",
            "für",
            "hat",
            "hatte",
            "ihr",
            "ihre",
            "im",
            "in",
            "ist",
            "kann",
            "mit",
            "nach",
            "nicht",
            "noch",
            "oder",
            "ohne",
            "sein",
            "seine",
            "sich",
            "sie",
            "und",
            "von",
            "vom",
            "war",
            "was",
            "wie",
            "wird",
            "wurde",
            "zu",
            "zum",
            "zur",
            "über",
            "überhaupt",
            "unter",
        ],
        endings: &["en", "er", "es", "em", "e", "n", "s"],
    },
    SuperlativeWords {
        language: "fr",
        firsts: &[
            "premier",
            "première",
            "premiers",
            "premières",
            "seul",
            "seule",
            "seuls",
            "seules",
        ],
        determiners: &["le", "la", "les", "l", "un", "une", "son", "sa", "ses", "comme", "du"],
        ordinary: &[
            "année",
            "étape",
            "fois",
            "jour",
            "mois",
            "moitié",
            "note",
            "pas",
            "semaine",
            "semestre",
            "signe",
            "trimestre",
        ],
        common: &[
            "a", "à", "au", "aux", "avait", "avec", "ce", "cette", "d", "dans", "de", "des", "du",
            "elle", "en", "est", "et", "été", "il", "l", "la", "le", "les", "leur", "ont", "ou",
            "par", "pas", "peut", "pour", "qu", "que", "qui", "s", "sa", "sans", "se", "son",
            "sur", "un", "une", "être",
        ],
        endings: &["es", "s", "x", "e"],
    },
];

impl SuperlativeWords {
    /// Those of a site's language, such as `de-AT`.
    pub(super) fn of(language: &str) -> &'static SuperlativeWords {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let known = SUPERLATIVE_WORDS.iter();
        let mut of_language = known.filter(|words| words.language.eq_ignore_ascii_case(primary));
        of_language.next().unwrap_or(&SUPERLATIVE_WORDS[0])
    }

    fn stem<'w>(&self, word: &'w str) -> &'w str {
        let mut stems = self.endings.iter().filter_map(|ending| word.strip_suffix(ending));
        stems.find(|stem| stem.chars().count() >= 3).unwrap_or(word)
    }

    /// What a text calls the first or the only one: the words that say of what, for each such phrase.
    pub(super) fn firsts(&self, text: &str) -> Vec<BTreeSet<String>> {
        let mut firsts = Vec::new();
        for phrase in text.split([',', '.', ';', ':', '(', ')', '"', '“', '”', '„', '«', '»'])
        {
            let words = words(phrase);
            for (at, word) in words.iter().enumerate() {
                let is_named = at > 0 && self.determiners.contains(&words[at - 1].as_str());
                if !is_named || !self.firsts.contains(&word.as_str()) {
                    continue;
                }
                let following = &words[at + 1..];
                if following.first().is_none_or(|word| self.ordinary.contains(&word.as_str())) {
                    continue;
                }
                let about = following.iter().take(10);
                let about = about.filter(|word| !self.common.contains(&word.as_str()));
                let about: BTreeSet<String> =
                    about.map(|word| self.stem(word).to_string()).collect();
                if about.len() >= 2 {
                    firsts.push(about);
                }
            }
        }
        firsts
    }
}

/// The words of a text in lower case, without punctuation; `frontier-class` is two.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The words of a text without what is in brackets: remarks of the editors.
pub(super) fn spoken_words(text: &str) -> Vec<String> {
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
    words(&spoken)
}

/// The runs of words of a text that are too long to be the same in another by coincidence.
pub(super) fn runs(words: &[String]) -> impl Iterator<Item = &[String]> {
    words.windows(RUN)
}

/// The quotations in a text that are long enough to be compared, each as its words.
pub(super) fn quotations(text: &str) -> Vec<Vec<String>> {
    let mut quotations = Vec::new();
    for (opening, closing) in [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')] {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(opening) {
            let Some((inside, following)) = after.split_once(closing) else { break };
            let inside = words(inside);
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

/// Whether two phrases speak of the first of one kind.
pub(super) fn is_same_first(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let shared = a.intersection(b).count();
    shared >= 2 && shared * 2 > a.len().min(b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one_first_in(language: &str, a: &str, b: &str) -> bool {
        let words = SuperlativeWords::of(language);
        let (a, b) = (words.firsts(a), words.firsts(b));
        a.iter().any(|a| b.iter().any(|b| is_same_first(a, b)))
    }

    #[test]
    fn firsts_of_one_kind_match_in_other_words() {
        let a =
            "It calls ZAYA the first frontier-class model to be trained without NVIDIA hardware.";
        let b =
            "V4 is described as the first model of frontier class made without NVIDIA hardware.";
        assert!(is_one_first(a, b));
    }

    fn is_one_first(a: &str, b: &str) -> bool {
        is_one_first_in("en-GB", a, b)
    }

    #[test]
    fn german_firsts_of_one_kind_match() {
        let a = "Die Stadt war die erste deutsche Großstadt ohne Pflicht zum Stellplatz.";
        let b = "Bremen gilt als die einzige deutsche Großstadt ohne Stellplatzpflicht.";
        assert!(is_one_first_in("de-AT", a, b));
        assert!(!is_one_first_in("de", a, "Es war das erste Mal in einer deutschen Großstadt."));
        assert!(!is_one_first_in("en", a, b));
    }

    #[test]
    fn french_firsts_of_one_kind_match() {
        let a = "C'est la première banque centrale qui publie ses modèles.";
        let b = "La Suède a la seule banque centrale à publier son modèle.";
        assert!(is_one_first_in("fr", a, b));
        assert!(!is_one_first_in("fr", a, "La première fois que la banque centrale publie."));
    }

    #[test]
    fn firsts_of_other_kinds_do_not_match() {
        let a = "It is the first model of frontier scale that enterprises can host.";
        assert!(!is_one_first(a, "It is the first bank to publish its wages."));
        assert!(!is_one_first(a, "It was the first gather of models at frontier scale."));
    }

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

    #[test]
    fn quotations_are_compared_with_few_others_however_many_there_are() {
        let numbered =
            |n: usize| words(&format!("the pay of the people in {n} {} {}", n + 1, n * 3));
        let compared = |quotations: &[Vec<String>]| -> usize {
            comparable(quotations).iter().map(Vec::len).sum()
        };
        let apart: Vec<Vec<String>> = (0..5000).map(|n| numbered(10_000 + n * 7)).collect();
        assert!(compared(&apart) < 5000 * 3, "{}", compared(&apart));
        let alike: Vec<Vec<String>> =
            (0..5000).map(|n| words(&format!("they said that pay will rise {n}"))).collect();
        assert_eq!(compared(&alike), 100 * 99 / 2 + 4900 * MOST_COMPARED);
    }

    #[test]
    fn long_run_of_equal_words_is_shared() {
        let a = words("Wages, he wrote, rose by two per cent in the year to May.");
        let b = words("The report says: he wrote rose by two per cent in the year of March.");
        let shared: Vec<&[String]> =
            runs(&a).filter(|run| runs(&b).any(|other| other == *run)).collect();
        assert_eq!(
            shared,
            [
                words("he wrote rose by two per cent in the"),
                words("wrote rose by two per cent in the year")
            ]
        );
        assert_eq!(runs(&words("Wages rose by two per cent.")).count(), 0);
    }
}
