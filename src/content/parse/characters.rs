//! Characters that no page can show.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::{FileId, Span};

/// Reports characters that no page can show.
pub(super) fn check_characters(file: FileId, text: &str, report: &mut Report) {
    for (at, found) in text.char_indices().filter(|(_, c)| is_unprintable(*c)) {
        report.push(unprintable(found, Span::new(file, at..at + found.len_utf8())));
    }
}

/// Whether a character is invalid in HTML and XML: a control character or one that Unicode leaves unassigned for
/// ever. A next-line character (U+0085) is white space.
pub(super) fn is_unprintable(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\u{85}');
    is_control || matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// A character that no page can show.
pub(super) fn unprintable(c: char, place: Span) -> Diagnostic {
    let message = format!("no page can show the character U+{:04X}", u32::from(c));
    let found = Diagnostic::at(&codes::UNPRINTABLE, place, message);
    if place.range().len() == c.len_utf8() { found.fix(place, "") } else { found.help("remove it") }
}
