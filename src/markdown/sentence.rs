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
    let start = match text[from..place].find(char::is_whitespace) {
        Some(n) if from > 0 => from + n + 1,
        _ => from,
    };
    let end = match text[place..to].rfind(char::is_whitespace) {
        Some(n) if to < text.len() => place + n,
        _ => to,
    };
    start..end
}

fn sentence_within(plain: &PlainText, window: &Range<usize>, place: usize) -> Range<usize> {
    let text = &plain.text[window.clone()];
    if is_one_sentence(text) {
        return window.clone();
    }
    let parts = text
        .split_sentence_bound_indices()
        .map(|(at, part)| window.start + at..window.start + at + part.len());
    let sentences = join(parts, plain);
    let holds_place = sentences.iter().find(|s| s.contains(&place)).or(sentences.last());
    let Some(sentence) = holds_place else { return window.clone() };
    let words = &plain.text[sentence.clone()];
    let start = sentence.start + words.len() - words.trim_start().len();
    start..(sentence.start + words.trim_end().len()).max(start)
}

/// Whether nothing in the text can end a sentence before its end, as can be seen without looking up each character's
/// class: no mark that ends one except a full stop before a digit or a small letter, or at the very end.
fn is_one_sentence(text: &str) -> bool {
    let bytes = text.trim_end().as_bytes();
    bytes.iter().enumerate().all(|(i, b)| match b {
        b'.' => match bytes.get(i + 1) {
            Some(next) => next.is_ascii_digit() || next.is_ascii_lowercase(),
            None => true,
        },
        // Dashes and quotation marks (U+2013 to U+201F) end nothing; other characters above Cyrillic are looked up.
        0xE2 => bytes.get(i + 1) == Some(&0x80) && matches!(bytes.get(i + 2), Some(0x93..=0x9F)),
        0xC2 => bytes.get(i + 1) != Some(&0x85),
        b'?' | b'!' | b'\n' | b'\r' | 0x0B | 0x0C | 0xD6.. => false,
        _ => true,
    })
}

/// Joins what the rules split at a dot inside of a link, or after an abbreviation.
fn join(parts: impl Iterator<Item = Range<usize>>, plain: &PlainText) -> Vec<Range<usize>> {
    const ABBREVIATIONS: [&str; 7] = ["vs.", "e.g.", "i.e.", "et al.", "approx.", "No.", "Dr."];
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        let Some(last) = out.last_mut() else {
            out.push(part);
            continue;
        };
        let before = plain.text[last.clone()].trim_end();
        // The mark that ended the part before can be a link's own.
        let end = last.start + before.len();
        let link = plain.links.partition_point(|link| link.end < end);
        let is_in_link = plain.links.get(link).is_some_and(|link| link.start < end);
        if is_in_link || ABBREVIATIONS.iter().any(|a| before.ends_with(a)) {
            last.end = part.end;
        } else {
            out.push(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

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
    fn what_takes_the_short_way_is_one_sentence_by_the_rules_too() {
        for one in ["Up by 82.6% — so “they” say, at 3.5 here.", "No mark", "See a.example. "]
        {
            assert!(is_one_sentence(one), "{one}");
        }
        for several in
            ["One. Two.", "One? Two", "One\n\ntwo", "5.B", "一。二", "One! (Two)", "One\u{2028}two"]
        {
            assert!(!is_one_sentence(several), "{several}");
        }
    }
}
