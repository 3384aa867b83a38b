//! The quotation marks of a language, which take the place of straight ones.

use std::borrow::Cow;

/// A quotation mark by its place. Those of double straight marks are the outer ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuotationMark {
    OuterOpen,
    OuterClose,
    InnerOpen,
    InnerClose,
}

impl QuotationMark {
    /// The mark with a number.
    pub(super) fn of(number: u32) -> QuotationMark {
        match number {
            0 => QuotationMark::OuterOpen,
            1 => QuotationMark::OuterClose,
            2 => QuotationMark::InnerOpen,
            _ => QuotationMark::InnerClose,
        }
    }
}

/// The quotation marks of a language, with the spaces that belong to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotationMarks {
    marks: [Cow<'static, str>; 4],
}

impl QuotationMarks {
    /// `“outer”` and `‘inner’`.
    pub const ENGLISH: QuotationMarks = QuotationMarks {
        marks: [Cow::Borrowed("“"), Cow::Borrowed("”"), Cow::Borrowed("‘"), Cow::Borrowed("’")],
    };

    /// The marks before and behind words, and those of words within these.
    pub fn new(outer: (&str, &str), inner: (&str, &str)) -> QuotationMarks {
        let marks = [outer.0, outer.1, inner.0, inner.1];
        QuotationMarks { marks: marks.map(|mark| Cow::Owned(mark.to_string())) }
    }

    /// The mark with the number of a [`QuotationMark`].
    pub(super) fn get(&self, number: u32) -> &str {
        &self.marks[number as usize]
    }

    /// Words with inner marks in place of outer ones, for a place within outer ones, and the marks that close them at
    /// their end.
    pub fn within(&self, words: &str) -> (String, String) {
        let [outer_open, outer_close, inner_open, inner_close] = &self.marks;
        // marks of another language can be the same with another meaning
        if !words.contains(&**outer_open) {
            return (words.to_string(), String::new());
        }
        let mut before = words;
        // an apostrophe at the end is no quotation mark
        if words.ends_with(&**outer_close) {
            while let Some(shorter) =
                before.strip_suffix(&**outer_close).or(before.strip_suffix(&**inner_close))
            {
                before = shorter;
            }
        }
        let inner = |part: &str| {
            part.replace(&**outer_open, inner_open).replace(&**outer_close, inner_close)
        };
        (inner(before), inner(&words[before.len()..]))
    }
}

/// The marks of texts whose language is not known.
pub(super) static ENGLISH: QuotationMarks = QuotationMarks::ENGLISH;

impl Default for QuotationMarks {
    fn default() -> Self {
        QuotationMarks::ENGLISH
    }
}
