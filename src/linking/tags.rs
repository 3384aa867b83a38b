//! The tags of documents: their words, and words that are nearly the same.

use super::vocabulary::unknown;
use crate::content::parse::Raw;
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use std::collections::HashMap;

/// With fewer letters, words that differ by one letter are seldom slips.
const LEAST_LETTERS: usize = 5;

/// The tags of a site, and for each the one that is nearly the same and that more texts carry.
pub(super) struct TagNames {
    nearly: HashMap<TagId, (TagId, usize)>,
}

impl TagNames {
    pub(super) fn new(raw: &Raw, site: &Site) -> TagNames {
        let words = &site.vocabulary;
        let mut counts: HashMap<TagId, usize> = HashMap::new();
        for said in raw.docs.iter().flat_map(|doc| &doc.tags) {
            if let Some(tag) = words.tag_of(&said.text) {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let count = |tag: TagId| counts.get(&tag).copied().unwrap_or_default();
        let mut nearly = HashMap::new();
        for tag in words.tag_ids() {
            // Of two that equally many texts carry, the first word is kept.
            let rank = |tag: TagId| (count(tag), std::cmp::Reverse(tag));
            let others = words.tag_ids().filter(|other| rank(*other) > rank(tag));
            let near = others.filter(|other| is_near(words.tag(tag), words.tag(*other)));
            if let Some(near) = near.max_by_key(|other| rank(*other)) {
                nearly.insert(tag, (near, count(near)));
            }
        }
        TagNames { nearly }
    }

    /// The tags of a document, each once.
    pub(super) fn of(&self, found: &RawDoc, site: &Site, report: &mut Report) -> Vec<TagId> {
        let words = &site.vocabulary;
        let mut tags: Vec<TagId> = Vec::new();
        for said in &found.tags {
            match words.tag_of(&said.text) {
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
                    if !tags.contains(&tag) {
                        tags.push(tag);
                    }
                }
                None if words.is_incomplete => {}
                None => {
                    let known = words.words(VocabularyList::Tags);
                    let list = VocabularyList::Tags;
                    report.push(unknown(&codes::UNKNOWN_WORD, said, "a tag", list, &known));
                }
            }
        }
        tags
    }
}

/// Whether two tags differ by case, as plurals do, or by one letter. Labels that are told apart tell the tags apart.
fn is_near(a: &TermRow, b: &TermRow) -> bool {
    let shown = |row: &TermRow| row.label.clone().unwrap_or_else(|| row.word.clone());
    nearly_equal(&a.word, &b.word) && nearly_equal(&shown(a), &shown(b))
        || shown(a).to_lowercase() == shown(b).to_lowercase()
}

fn nearly_equal(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|word| word.to_lowercase().replace([' ', '-'], ""));
    let [short, long] = if a.len() <= b.len() { [&a, &b] } else { [&b, &a] };
    if let Some(ending) = long.strip_prefix(short.as_str()) {
        return ["", "s", "es", "n", "en", "e"].contains(&ending) && !short.is_empty();
    }
    // Numbers of years and versions differ by one digit.
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let has_letters = short.chars().count() >= LEAST_LETTERS;
    has_letters && digits(&a) == digits(&b) && strsim::damerau_levenshtein(&a, &b) == 1
}

#[cfg(test)]
mod tests {
    use super::nearly_equal;

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
        }
    }
}
