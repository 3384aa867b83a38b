//! From a byte of a text to the line and column that an editor means, and back.
//!
//! Takes a text and the encoding that both sides agreed on. A line ends with `\n`, `\r\n` or `\r`, as the protocol says
//! (LSP 3.17, "Text Documents"). A place that does not exist is the nearest one that does: never panics.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnEncoding {
    /// Bytes.
    Utf8,
    /// Units of two bytes: what every editor can do.
    Utf16,
}

impl ColumnEncoding {
    /// Bytes where the editor offers them, since texts are kept in bytes here.
    pub(super) fn of(offered: &[PositionEncodingKind]) -> ColumnEncoding {
        if offered.contains(&PositionEncodingKind::UTF8) {
            ColumnEncoding::Utf8
        } else {
            ColumnEncoding::Utf16
        }
    }
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            ColumnEncoding::Utf8 => PositionEncodingKind::UTF8,
            ColumnEncoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
    fn width(self, text: &str) -> usize {
        match self {
            ColumnEncoding::Utf8 => text.len(),
            ColumnEncoding::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// A text with the bytes at which its lines start.
pub(super) struct LineIndex<'t> {
    text: &'t str,
    starts: Vec<usize>,
    columns: ColumnEncoding,
}

impl<'t> LineIndex<'t> {
    pub(super) fn new(text: &'t str, columns: ColumnEncoding) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes
            .iter()
            .enumerate()
            .filter(|(n, b)| **b == b'\n' || **b == b'\r' && bytes.get(n + 1) != Some(&b'\n'));
        LineIndex {
            text,
            starts: [0].into_iter().chain(ends.map(|(n, _)| n + 1)).collect(),
            columns,
        }
    }

    pub(super) fn position(&self, byte: usize) -> Position {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|s| *s <= byte) - 1;
        Position {
            line: line as u32,
            character: self.columns.width(&self.text[self.starts[line]..byte]) as u32,
        }
    }

    pub(super) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    /// A column behind the end of its line is the end of that line; one inside of a character is its start.
    pub(super) fn byte(&self, at: Position) -> usize {
        let Some(start) = self.starts.get(at.line as usize).copied() else {
            return self.text.len();
        };
        let end = self.starts.get(at.line as usize + 1).copied().unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let mut column = 0;
        for (n, c) in line.char_indices() {
            column += self.columns.width(c.encode_utf8(&mut [0; 4]));
            if column > at.character as usize {
                return start + n;
            }
        }
        start + line.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_bytes_or_pairs_of_bytes_and_lead_back_to_the_byte() {
        let text = "é😀 [[x]]\r\nb\rc\n";
        for (columns, at) in [(ColumnEncoding::Utf8, 7), (ColumnEncoding::Utf16, 4)] {
            let lines = LineIndex::new(text, columns);
            let byte = text.find("[[").unwrap();
            assert_eq!(lines.position(byte), Position { line: 0, character: at });
            for (n, _) in text.char_indices().filter(|(_, c)| !"\r\n".contains(*c)) {
                assert_eq!(lines.byte(lines.position(n)), n);
            }
            assert_eq!(lines.position(text.find('c').unwrap()), Position { line: 2, character: 0 });
            assert_eq!(lines.position(text.len()), Position { line: 3, character: 0 });
        }
    }

    #[test]
    fn a_place_that_does_not_exist_is_the_nearest_that_does() {
        let lines = LineIndex::new("é😀\nb", ColumnEncoding::Utf16);
        let byte = |line, character| lines.byte(Position { line, character });
        assert_eq!([byte(0, 2), byte(0, 99), byte(1, 99), byte(9, 0)], [2, 6, 8, 8]);
        assert_eq!(lines.position(4), Position { line: 0, character: 1 });
    }
}
