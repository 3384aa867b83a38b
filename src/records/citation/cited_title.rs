//! The title of a work as citations have it: a description where the work has none, and whole words where it is cut off.

use crate::markdown::{QuotationMarks, typographic};

/// Remarks in square brackets before a description that takes the place of a title which is not known.
const NO_TITLE: [&str; 6] = [
    "no title",
    "origin not found",
    "title not found",
    "title not given",
    "title unknown",
    "untitled",
];

/// A title for citations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CitedTitle {
    /// With the quotation marks of its language; it ends with an ellipsis where the record has only the beginning.
    pub text: String,
    /// Whether it describes a work whose title is not known: no title, so in no italics and no quotation marks.
    pub is_description: bool,
}

impl CitedTitle {
    pub(super) fn new(title: &str, marks: &QuotationMarks) -> CitedTitle {
        match description(title) {
            Some(words) => {
                CitedTitle { text: typographic(words, marks).into_owned(), is_description: true }
            }
            None => CitedTitle {
                text: typographic(&whole_words(title), marks).into_owned(),
                is_description: false,
            },
        }
    }
}

/// The description in `[Title not given] Speech on wages`, and in `[Speech on wages]`.
fn description(title: &str) -> Option<&str> {
    let (remark, rest) = title.strip_prefix('[')?.split_once(']')?;
    match rest.trim() {
        "" => Some(remark),
        words => NO_TITLE.contains(&remark.trim().to_lowercase().as_str()).then_some(words),
    }
}

/// A title that was cut off without the word at which it was cut: `developers and startups b…` says nothing of a word
/// that starts with b.
fn whole_words(title: &str) -> String {
    let Some(cut) = title.strip_suffix("...").or(title.strip_suffix('…')) else {
        return title.to_string();
    };
    match cut.rsplit_once(' ') {
        // Nothing was cut within a word.
        Some((words, "")) => format!("{}…", words.trim_end_matches([',', ';', ':'])),
        Some((words, _)) => format!("{}…", words.trim_end_matches([',', ';', ':', ' '])),
        None => title.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_has_no_placeholder() {
        let cases = [
            ("[Title not given] Speech on wages", Some("Speech on wages")),
            ("[Untitled] Survey", Some("Survey")),
            ("[Speech on wages]", Some("Speech on wages")),
            ("[2026] A year of wages", None),
            ("The best wages [June 2026]", None),
        ];
        for (title, wanted) in cases {
            let found = CitedTitle::new(title, &QuotationMarks::ENGLISH);
            assert_eq!(found.is_description, wanted.is_some(), "{title}");
            assert_eq!(found.text, wanted.unwrap_or(title), "{title}");
        }
    }

    #[test]
    fn a_title_that_is_cut_off_ends_with_a_whole_word() {
        let cases = [
            ("Researchers, developers, and startups b…", "Researchers, developers, and startups…"),
            ("A control stack. Chinese-ori...", "A control stack.…"),
            ("They release broadly, the ...", "They release broadly, the…"),
            ("Word…", "Word…"),
            ("He said \"not the same…\"", "He said “not the same…”"),
        ];
        for (title, wanted) in cases {
            assert_eq!(CitedTitle::new(title, &QuotationMarks::ENGLISH).text, wanted, "{title}");
        }
    }
}
