//! What texts call the first or the only one of its kind, in the words of a language.

use super::wording::words;
use std::borrow::Cow;
use std::collections::BTreeSet;

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
            let words: Vec<Cow<str>> = words(phrase).collect();
            for (at, word) in words.iter().enumerate() {
                if !self.firsts.contains(&word.as_ref())
                    || at == 0
                    || !self.determiners.contains(&words[at - 1].as_ref())
                {
                    continue;
                }
                let following = &words[at + 1..];
                if following.first().is_none_or(|word| self.ordinary.contains(&word.as_ref())) {
                    continue;
                }
                let about = following.iter().take(10);
                let about = about.filter(|word| !self.common.contains(&word.as_ref()));
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
}
