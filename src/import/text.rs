//! Helpers for plain text: one line, words, excerpts, slugs, line numbers.

use std::collections::HashMap;

/// Longest name of a file, in bytes and without its extension; file systems allow 255 in total.
const MAX_SLUG: usize = 80;

/// The text in one line with single spaces.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text: letters and digits, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Whether every character of a text is one of `chars`.
pub(super) fn consists_of(text: &str, chars: &str) -> bool {
    text.chars().all(|c| chars.contains(c))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The number of ASCII digits at the start.
pub(super) fn leading_digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

pub(super) fn starts_uppercase(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// The start of a text in quotation marks, for a line of the report.
pub(super) fn excerpt(text: &str) -> String {
    let text = flat(text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("\"{}…\"", text[..end].trim_end()),
        None => format!("\"{text}\""),
    }
}

/// A slug, cut between words; empty for a text without letters and digits.
pub(super) fn slug_of(text: &str) -> String {
    let mut slug = slug::slugify(text);
    if slug.len() > MAX_SLUG {
        let end = slug[..=MAX_SLUG].rfind('-').filter(|n| *n > 0);
        slug.truncate(end.unwrap_or(MAX_SLUG));
    }
    slug
}

/// Names that are numbered where they are taken. A name that was taken stays so.
#[derive(Debug, Default)]
pub(super) struct NumberedNames {
    /// The last number that was given to each name.
    last: HashMap<String, usize>,
}

impl NumberedNames {
    /// Like [`first_free`], without another look at the numbers that were given before.
    pub(super) fn first_free(&mut self, base: &str, is_taken: impl Fn(&str) -> bool) -> String {
        let mut n = self.last.get(base).copied().unwrap_or_default();
        loop {
            n += 1;
            let name = if n == 1 { base.to_string() } else { format!("{base}-{n}") };
            if !is_taken(&name) {
                self.last.insert(base.to_string(), n);
                return name;
            }
        }
    }
}

/// `base`, or the first of `base-2`, `base-3`, … that is not taken.
pub(super) fn first_free(base: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = base.to_string();
    let mut n = 1;
    while is_taken(&name) {
        n += 1;
        name = format!("{base}-{n}");
    }
    name
}

/// `MAR-APR` as `Mar-Apr`, `JAN 5` as `Jan 5`, `SPR` as `Spring`.
pub(super) fn spelled_month(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let mut chars = part.chars();
        out.extend(chars.next());
        out.extend(chars.flat_map(char::to_lowercase));
    }
    match out.as_str() {
        "Spr" => "Spring".into(),
        "Sum" => "Summer".into(),
        "Fal" | "Aut" => "Autumn".into(),
        "Win" => "Winter".into(),
        _ => out,
    }
}

/// Byte offsets at which lines start.
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub(super) fn new(text: &str) -> LineStarts {
        let breaks = text.match_indices('\n').map(|(n, _)| n + 1);
        LineStarts(std::iter::once(0).chain(breaks).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::collections::HashSet;

    #[test]
    fn names_are_numbered_without_trying_earlier_numbers_again() {
        let (mut names, mut taken) = (NumberedNames::default(), HashSet::new());
        let tried = Cell::new(0);
        for _ in 0..2000 {
            let name = names.first_free("note", |name| {
                tried.set(tried.get() + 1);
                taken.contains(name) || name == "note-3"
            });
            assert!(taken.insert(name));
        }
        assert!(taken.contains("note") && taken.contains("note-2001") && !taken.contains("note-3"));
        assert_eq!(tried.get(), 2001);
    }
}
