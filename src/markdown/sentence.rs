//! The sentence of a slice that contains a byte.

use super::plain_text::{PlainText, ReferenceNames};
use super::slice::Slice;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// How many bytes before and after a place are looked at for its sentence. A paragraph of any length costs the same, and
/// a longer sentence is not read in a list.
const REACH: usize = 600;

/// The sentence (UAX 29) that holds the byte `at` of the source, as plain words; the first one for a byte outside of the
/// slice. A citation after the full stop belongs to the sentence before it. A sentence that reaches further than
/// [`REACH`] is cut between two words, with an ellipsis.
pub fn sentence(slice: &Slice<'_>, at: usize, names: &dyn ReferenceNames) -> String {
    let at = if slice.bytes.contains(&at) { at } else { slice.bytes.start };
    // words are shorter than what is written, by far less than this
    let plain = PlainText::new(&slice.around(at, 16 * REACH), names, Some(at));
    let text = plain.text.as_str();
    let place = plain.place.unwrap_or(text.len());
    let window = window(text, place);
    let within = sentence_within(&plain, &window, place);
    let words = text[within.clone()].replace('\n', " ");
    let is_cut_before = window.start > 0 && within.start == window.start;
    let is_cut_after = window.end < text.len() && within.end == window.end;
    let before = if is_cut_before { "… " } else { "" };
    let after = if is_cut_after { " …" } else { "" };
    format!("{before}{words}{after}")
}

/// The words round a place, at most [`REACH`] bytes to each side.
fn window(text: &str, place: usize) -> Range<usize> {
    let from = text.floor_char_boundary(place.saturating_sub(REACH));
    let to = text.ceil_char_boundary((place + REACH).min(text.len()));
    let mut before = text[from..place].char_indices();
    let start = match before.find(|(_, character)| character.is_whitespace()) {
        Some((n, blank)) if from > 0 => from + n + blank.len_utf8(),
        _ => from,
    };
    let end = match text[place..to].rfind(char::is_whitespace) {
        Some(n) if to < text.len() => place + n,
        _ => to,
    };
    start..end
}

fn sentence_within(plain: &PlainText, window: &Range<usize>, place: usize) -> Range<usize> {
    let parts = sentence_bounds(&plain.text[window.clone()]);
    let parts = parts.map(|part| window.start + part.start..window.start + part.end);
    let Some(sentence) = sentence_at(parts, plain, place) else { return window.clone() };
    let words = &plain.text[sentence.clone()];
    let start = sentence.start + words.len() - words.trim_start().len();
    start..(sentence.start + words.trim_end().len()).max(start)
}

/// The sentences of a text by UAX 29. The rules look up each character's class, so they read on from the word before a mark
/// that can end a sentence; the words before it cannot change what they find.
fn sentence_bounds(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let part = start..first_bound(text, start)?;
        start = part.end;
        Some(part)
    })
}

/// Where the sentence ends that begins at a byte; `None` at the end of the text.
fn first_bound(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let Some(mark) = (start..bytes.len()).find(|at| can_end_sentence(bytes, *at)) else {
        return (start < bytes.len()).then_some(bytes.len());
    };
    let word = text[start..mark].rfind(' ').map_or(start, |before| start + before);
    let part = text[word..].split_sentence_bounds().next()?;
    Some(word + part.len())
}

/// Whether a sentence can end at or after the character that begins at a byte, as can be seen from the bytes: not at a full
/// stop before a digit or a small letter.
fn can_end_sentence(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'.' => !bytes
            .get(at + 1)
            .is_some_and(|next| next.is_ascii_digit() || next.is_ascii_lowercase()),
        // Dashes and quotation marks (U+2013 to U+201F) end nothing; other characters above Cyrillic are looked up.
        0xE2 => bytes.get(at + 1) != Some(&0x80) || !matches!(bytes.get(at + 2), Some(0x93..=0x9F)),
        0xC2 => bytes.get(at + 1) == Some(&0x85),
        b'?' | b'!' | b'\n' | b'\r' | 0x0B | 0x0C | 0xD6.. => true,
        _ => false,
    }
}

/// The sentence that holds a place, else the last one. Parts that the rules split at a dot inside of a link, or after an
/// abbreviation, are one sentence. No part after it is looked for, which is most of the work.
fn sentence_at(
    parts: impl Iterator<Item = Range<usize>>,
    plain: &PlainText,
    place: usize,
) -> Option<Range<usize>> {
    let mut sentence: Option<Range<usize>> = None;
    for part in parts {
        match &mut sentence {
            Some(before) if goes_on(before, plain) => before.end = part.end,
            Some(before) if before.contains(&place) => break,
            _ => sentence = Some(part),
        }
    }
    sentence
}

/// Whether the mark that ends a part of a text ends no sentence: that of a link or of an abbreviation.
fn goes_on(part: &Range<usize>, plain: &PlainText) -> bool {
    const ABBREVIATIONS: [&str; 7] = ["vs.", "e.g.", "i.e.", "et al.", "approx.", "No.", "Dr."];
    let words = plain.text[part.clone()].trim_end();
    let end = part.start + words.len();
    let link = plain.links.partition_point(|link| link.end < end);
    let is_in_link = plain.links.get(link).is_some_and(|link| link.start < end);
    is_in_link || ABBREVIATIONS.iter().any(|a| words.ends_with(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;
    use proptest::prelude::*;

    struct Target;
    impl ReferenceNames for Target {
        fn name(&self, _: u32) -> Option<String> {
            None
        }
    }

    fn sentence_of(text: &str, what: &str) -> String {
        let tree = parse(text);
        sentence(&Slice::whole(&tree, text), text.find(what).unwrap(), &Target)
    }

    #[test]
    fn a_citation_after_the_full_stop_belongs_to_the_sentence_before() {
        let text = "One is here. Two, vs. three [@a], is\nlong. [@b] Four.";
        assert_eq!(sentence_of(text, "@a"), "Two, vs. three, is long.");
        assert_eq!(sentence_of(text, "@b"), sentence_of(text, "Two"));
        assert_eq!(sentence_of(text, "Four"), "Four.");
        assert_eq!(sentence_of(text, "One"), "One is here.");
    }

    #[test]
    fn a_sentence_ends_with_its_paragraph_and_not_in_a_link() {
        let text = "No mark\n\nSee [[Acme Inc. B]] there. **Next**";
        assert_eq!(sentence_of(text, "mark"), "No mark");
        assert_eq!(sentence_of(text, "[[Acme"), "See Acme Inc. B there.");
        assert_eq!(sentence_of(text, "Next"), "Next");
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_between_words() {
        let text = "word [[ab]] `c d` ".repeat(1000);
        let tree = parse(&text);
        let found = sentence(&Slice::whole(&tree, &text), text.len() / 2, &Target);
        assert!(found.starts_with("… ") && found.ends_with(" …"), "{found}");
        assert!(found.len() <= 2 * REACH + 8);
    }

    #[test]
    fn a_sentence_is_cut_at_a_blank_of_several_bytes() {
        for length in 1..20 {
            let text = format!("{}\u{a0}[[ab]] ", "x".repeat(length)).repeat(1000);
            let tree = parse(&text);
            let at = text.match_indices("[[ab]]").nth(500).unwrap().0;
            let found = sentence(&Slice::whole(&tree, &text), at, &Target);
            assert!(found.starts_with("… ") && found.ends_with(" …"), "{found}");
        }
    }

    /// The parts of a text by the rules alone.
    fn by_rules(text: &str) -> Vec<Range<usize>> {
        let parts = text.split_sentence_bound_indices();
        parts.map(|(at, part)| at..at + part.len()).collect()
    }

    #[test]
    fn bounds_are_those_of_the_rules() {
        for text in [
            "",
            "Up by 82.6% — so “they” say, at 3.5 here.",
            "No mark",
            "See a.example. ",
            "One. Two.",
            "One? Two",
            "One\n\ntwo",
            "5.B",
            "U.S. Army. Then (it said.) more.",
            "一。二",
            "One! (Two)",
            "One\u{2028}two",
            "etc.) and so on. “Next.” It",
            "e\u{301}.A b\u{a0}. C",
        ] {
            assert_eq!(sentence_bounds(text).collect::<Vec<_>>(), by_rules(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn bounds_of_random_texts_are_those_of_the_rules(
            text in "([a-zA-Z0-9 .?!,()“”\"'’\n\u{301}\u{a0}\u{2026}\u{2028}\u{85}äИ一。…%-]| [A-Z]\\.|[.] |[?!]['”)]* )*"
        ) {
            prop_assert_eq!(sentence_bounds(&text).collect::<Vec<_>>(), by_rules(&text));
        }
    }
}
