//! Replacements in a text.

use std::ops::Range;

/// A replacement of a byte range.
pub(super) type Replacement = (Range<usize>, String);

/// The text with edits that are in order and do not overlap.
pub(super) fn apply_edits(text: &str, edits: &[Replacement]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        out.push_str(&text[at..range.start]);
        out.push_str(new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}
