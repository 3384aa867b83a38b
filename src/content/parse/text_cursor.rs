//! Lines and characters that are asked for in the order of a text. What was found is kept until it lies behind, so that
//! many questions about one long line read it once.

use crate::source::{line_end, line_start};
use std::ops::Range;

/// The line that holds a byte.
#[derive(Default)]
pub(super) struct LineCursor {
    line: Option<Range<usize>>,
}

impl LineCursor {
    /// The bytes of the line that holds a byte, without its line break.
    pub(super) fn line(&mut self, text: &str, at: usize) -> Range<usize> {
        match &self.line {
            Some(line) if line.start <= at && at <= line.end => line.clone(),
            _ => {
                let line = line_start(text, at)..line_end(text, at);
                self.line = Some(line.clone());
                line
            }
        }
    }
}

/// The next place of one of some characters.
pub(super) struct NextPlace<'c> {
    characters: &'c [char],
    /// From where the text was read, and what was found.
    read: Option<(usize, Option<usize>)>,
}

impl<'c> NextPlace<'c> {
    pub(super) fn of(characters: &'c [char]) -> Self {
        NextPlace { characters, read: None }
    }

    /// The first place at or behind a byte.
    pub(super) fn from(&mut self, text: &str, at: usize) -> Option<usize> {
        match self.read {
            Some((from, found)) if from <= at && found.is_none_or(|found| at <= found) => found,
            _ => {
                let found = text[at..].find(self.characters).map(|n| at + n);
                self.read = Some((at, found));
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_places_are_those_of_the_byte() {
        let text = "\na]b\n\n]ü";
        let mut lines = LineCursor::default();
        let mut places = NextPlace::of(&[']', 'ü']);
        let found =
            [0, 1, 3, 4, 5, 6, 7, 9, 2].map(|at| (at, lines.line(text, at), places.from(text, at)));
        let expected = [
            (0, 0..0, Some(2)),
            (1, 1..4, Some(2)),
            (3, 1..4, Some(6)),
            (4, 1..4, Some(6)),
            (5, 5..5, Some(6)),
            (6, 6..9, Some(6)),
            (7, 6..9, Some(7)),
            (9, 6..9, None),
            (2, 1..4, Some(2)),
        ];
        assert_eq!(found, expected);
    }
}
