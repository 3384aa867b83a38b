//! The tags of documents: their words, and words that are nearly the same.

use super::vocabulary::unknown;
use crate::content::parse::Raw;
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use std::collections::{HashMap, HashSet};

/// With fewer letters, words that differ by one letter are seldom slips.
const LEAST_LETTERS: usize = 5;

/// With how many tags that have a key in common a tag is compared, the most used ones first.
const MOST_COMPARED: usize = 16;

/// What plurals add to a word in several languages.
const ENDINGS: [&str; 5] = ["s", "es", "n", "en", "e"];

/// The tags of a site, and for each the one that is nearly the same and that more texts carry.
pub(super) struct TagNames {
    by_word: HashMap<String, TagId>,
    nearly: HashMap<TagId, (TagId, usize)>,
}

impl TagNames {
    pub(super) fn new(raw: &Raw, site: &Site) -> TagNames {
        let words = &site.vocabulary;
        let by_word = by_word(words);
        let mut counts: HashMap<TagId, usize> = HashMap::new();
        for said in raw.docs.iter().flat_map(|doc| &doc.tags) {
            if let Some(tag) = by_word.get(&said.text) {
                *counts.entry(*tag).or_default() += 1;
            }
        }
        let count = |tag: TagId| counts.get(&tag).copied().unwrap_or_default();
        // Of two that equally many texts carry, the first word is kept.
        let mut by_use: Vec<TagId> = words.tag_ids().collect();
        by_use.sort_by_key(|tag| (std::cmp::Reverse(count(*tag)), *tag));
        let mut nearly = HashMap::new();
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for (rank, tag) in by_use.iter().enumerate() {
            let row = words.tag(*tag);
            let keys = near_keys(row);
            let mut more_used: Vec<usize> =
                keys.iter().flat_map(|key| by_key.get(key)).flatten().copied().collect();
            more_used.sort_unstable();
            let near = more_used.into_iter().map(|rank| by_use[rank]);
            if let Some(near) = near.into_iter().find(|other| is_near(row, words.tag(*other))) {
                nearly.insert(*tag, (near, count(near)));
            }
            for key in keys {
                let tags = by_key.entry(key).or_default();
                if tags.len() < MOST_COMPARED {
                    tags.push(rank);
                }
            }
        }
        TagNames { by_word, nearly }
    }

    /// The tags of a document, each once.
    pub(super) fn of(&self, found: &RawDoc, site: &Site, report: &mut Report) -> Vec<TagId> {
        let words = &site.vocabulary;
        let mut tags: Vec<TagId> = Vec::new();
        let mut is_listed: HashSet<TagId> = HashSet::new();
        for said in &found.tags {
            match self.by_word.get(&said.text).copied() {
                Some(tag) => {
                    if let Some((near, count)) = self.nearly.get(&tag) {
                        let (word, near) = (&words.tag(tag).word, &words.tag(*near).word);
                        let texts = match count {
                            1 => "1 text carries".to_string(),
                            n => format!("{n} texts carry"),
                        };
                        let message =
                            format!("the tag \"{word}\" is nearly \"{near}\", which {texts}");
                        let help = "use one of the two, or give both a `label` in content/vocabulary.yaml that tells them apart";
                        let found = Diagnostic::at(&codes::NEAR_TAG, said.span, message);
                        report.push(found.help(help).fix(said.span, near.as_str()));
                    }
                    if is_listed.insert(tag) {
                        tags.push(tag);
                    }
                }
                None if words.is_incomplete => {}
                None => {
                    let known = words.words(VocabularyList::Tags);
                    let list = VocabularyList::Tags;
                    report.push(match as_written_elsewhere(&said.text) {
                        Some((help, fixed)) => {
                            let message = format!("a tag cannot be \"{}\"", said.text);
                            let found = Diagnostic::at(&codes::UNKNOWN_WORD, said.span, message);
                            found.help(help).fix(said.span, fixed)
                        }
                        None => unknown(&codes::UNKNOWN_WORD, said, "a tag", list, &known),
                    });
                }
            }
        }
        tags
    }
}

/// The tag of each word, and of each that a tag had before and no tag has.
fn by_word(words: &Vocabulary) -> HashMap<String, TagId> {
    let mut by_word: HashMap<String, TagId> = HashMap::new();
    for tag in words.tag_ids() {
        by_word.entry(words.tag(tag).word.clone()).or_insert(tag);
    }
    for tag in words.tag_ids() {
        for alias in &words.tag(tag).aliases {
            by_word.entry(alias.clone()).or_insert(tag);
        }
    }
    by_word
}

/// What to write in place of `#tag`, and of tags in one text.
fn as_written_elsewhere(word: &str) -> Option<(&'static str, String)> {
    if word.contains(',') {
        let tags: Vec<&str> =
            word.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
        return Some(("several tags are a list", format!("[{}]", tags.join(", "))));
    }
    let bare = word.strip_prefix('#')?;
    Some(("a tag has no # here", bare.to_string()))
}

/// Keys of which two tags that are near have one in common: the label, and the word as it is, without an ending, and
/// without one letter.
fn near_keys(row: &TermRow) -> Vec<String> {
    let word = folded(&row.word);
    let mut keys = vec![format!("label {}", shown(row).to_lowercase())];
    for ending in ENDINGS {
        keys.extend(word.strip_suffix(ending).map(str::to_string));
    }
    if word.chars().count() >= LEAST_LETTERS {
        for (at, letter) in word.char_indices() {
            keys.push(format!("{}{}", &word[..at], &word[at + letter.len_utf8()..]));
        }
    }
    keys.push(word);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether two tags differ by case, as plurals do, or by one letter. Tags with different labels are different.
fn is_near(a: &TermRow, b: &TermRow) -> bool {
    nearly_equal(&a.word, &b.word) && nearly_equal(shown(a), shown(b))
        || shown(a).to_lowercase() == shown(b).to_lowercase()
}

fn shown(row: &TermRow) -> &str {
    row.label.as_ref().unwrap_or(&row.word)
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace([' ', '-'], "")
}

fn nearly_equal(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(folded);
    let [short, long] = if a.len() <= b.len() { [&a, &b] } else { [&b, &a] };
    if let Some(ending) = long.strip_prefix(short.as_str()) {
        return (ending.is_empty() || ENDINGS.contains(&ending)) && !short.is_empty();
    }
    // Numbers of years and versions differ by one digit.
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let has_letters = short.chars().count() >= LEAST_LETTERS;
    has_letters && digits(&a) == digits(&b) && strsim::damerau_levenshtein(&a, &b) == 1
}

#[cfg(test)]
mod tests {
    use super::{near_keys, nearly_equal};
    use crate::model::TermRow;

    #[test]
    fn words_that_differ_by_case_as_plurals_or_by_one_letter_are_nearly_equal() {
        for (a, b, expected) in [
            ("rent", "rents", true),
            ("box", "boxes", true),
            ("miete", "mieten", true),
            ("rent control", "rent-control", true),
            ("organisation", "organization", true),
            ("housing", "huosing", true),
            ("жильё", "жилье", true),
            ("wage", "page", false),
            ("budget-2025", "budget-2026", false),
            ("rent", "rental", false),
            ("house", "housing", false),
        ] {
            assert_eq!(nearly_equal(a, b), expected, "{a}, {b}");
            assert_eq!(nearly_equal(b, a), expected, "{b}, {a}");
            let keys = |word: &str| near_keys(&TermRow { word: word.into(), ..TermRow::default() });
            let is_compared = keys(a).iter().any(|key| keys(b).contains(key));
            assert!(is_compared || !expected, "{a}, {b}");
        }
    }
}
