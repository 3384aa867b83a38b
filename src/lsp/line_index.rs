//! Converts between byte offsets and the lines and columns of the protocol.
//!
//! A line ends with `\n`, `\r\n` or `\r` (LSP 3.17, "Text Documents"). A position that does not exist is moved to the
//! nearest one before it.

use gen_lsp_types::{Position, PositionEncodingKind, Range};
use line_index::{LineCol, WideEncoding, WideLineCol};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, which every editor supports.
    Utf16,
}

impl ColumnEncoding {
    /// Bytes if the editor offers them, else UTF-16.
    pub(super) fn of(offered: &[PositionEncodingKind]) -> ColumnEncoding {
        match offered.contains(&PositionEncodingKind::UTF8) {
            true => ColumnEncoding::Utf8,
            false => ColumnEncoding::Utf16,
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            ColumnEncoding::Utf8 => PositionEncodingKind::UTF8,
            ColumnEncoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }
}

/// A text and its lines.
pub(super) struct LineIndex<'t> {
    text: &'t str,
    lines: line_index::LineIndex,
    columns: ColumnEncoding,
}

impl<'t> LineIndex<'t> {
    pub(super) fn new(text: &'t str, columns: ColumnEncoding) -> Self {
        // the crate ends lines at `\n` alone
        let lines = match text.contains('\r') {
            true => line_index::LineIndex::new(&text.replace("\r\n", " \n").replace('\r', "\n")),
            false => line_index::LineIndex::new(text),
        };
        LineIndex { text, lines, columns }
    }

    pub(super) fn position(&self, byte: usize) -> Position {
        let at = self.lines.line_col((self.text.floor_char_boundary(byte) as u32).into());
        let character = match self.columns {
            ColumnEncoding::Utf8 => at.col,
            ColumnEncoding::Utf16 => {
                self.lines.to_wide(WideEncoding::Utf16, at).map_or(at.col, |wide| wide.col)
            }
        };
        Position { line: at.line, character }
    }

    pub(super) fn range(&self, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(bytes.start), end: self.position(bytes.end) }
    }

    pub(super) fn byte(&self, at: Position) -> usize {
        let Some(range) = self.lines.line(at.line) else { return self.text.len() };
        let start = usize::from(range.start());
        let line = self.text[start..range.end().into()].trim_end_matches(['\n', '\r']);
        let wide = WideLineCol { line: at.line, col: at.character };
        let column = match self.columns {
            ColumnEncoding::Utf8 => at.character,
            ColumnEncoding::Utf16 => match self.lines.to_utf8(WideEncoding::Utf16, wide) {
                Some(LineCol { col, .. }) => col,
                None => at.character,
            },
        };
        start + line.floor_char_boundary(column as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_round_trip_in_both_encodings() {
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
    fn nonexistent_position_is_clamped() {
        let lines = LineIndex::new("é😀\nb", ColumnEncoding::Utf16);
        let byte = |line, character| lines.byte(Position { line, character });
        assert_eq!([byte(0, 2), byte(0, 99), byte(1, 99), byte(9, 0)], [2, 6, 8, 8]);
        assert_eq!(lines.position(4), Position { line: 0, character: 1 });
    }
}
