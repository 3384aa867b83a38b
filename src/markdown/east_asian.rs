//! Emphasis next to Chinese, Japanese and Korean punctuation.
//!
//! In `**发展，**年` CommonMark takes the second mark for text, since punctuation is before it and no space behind it:
//! these languages write none. If Markdown reads a letter in place of the mark of punctuation, it reads the emphasis.
//! Source of the rule: the amendment to CommonMark of markdown-cjk-friendly.

use std::ops::Range;

/// Whether a text has characters of these languages, by the first bytes of theirs.
pub(super) fn has_east_asian(text: &str) -> bool {
    let is_first_byte = |byte: &u8| matches!(byte, 0xe3..=0xed | 0xef | 0xf0);
    // without an end in the middle of a chunk, many bytes are compared at once
    text.as_bytes().chunks(128).any(|chunk| chunk.iter().filter(|b| is_first_byte(b)).count() > 0)
}

/// The punctuation mark next to a run of `*` or `~` that keeps it from opening or closing emphasis, and a letter of
/// the same length.
pub(super) fn stand_in(source: &str, run: Range<usize>) -> Option<(Range<usize>, &'static str)> {
    let before = source[..run.start].chars().next_back()?;
    let after = source[run.end..].chars().next()?;
    let (mark, start) = match (is_mark(before, after), is_mark(after, before)) {
        (true, false) => (before, run.start - before.len_utf8()),
        (false, true) => (after, run.end),
        _ => return None,
    };
    let letter = match mark.len_utf8() {
        1 => "a",
        2 => "é",
        3 => "一",
        _ => return None,
    };
    Some((start..start + letter.len(), letter))
}

/// Whether a character is punctuation that separates nothing from the letter on the other side of the run.
fn is_mark(mark: char, other: char) -> bool {
    // brackets, quotes and the like of ASCII are Markdown's own
    let is_plain = if mark.is_ascii() {
        ".,!?:;%".contains(mark)
    } else {
        !mark.is_alphanumeric() && !mark.is_whitespace()
    };
    is_plain && other.is_alphanumeric() && (is_wide(mark) || is_wide(other))
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use crate::markdown::{parse, plain_text};

    fn words(text: &str) -> String {
        plain_text(text, &parse(text))
    }

    #[test]
    fn emphasis_ends_beside_east_asian_punctuation() {
        for (text, expected) in [
            ("**发展，**年", "发展，年"),
            ("~~删除（带括号）。~~这个", "删除（带括号）。这个"),
            ("年**「发展」**是", "年「发展」是"),
            ("**“发展”**年", "“发展”年"),
            ("**発展。**GDP", "発展。GDP"),
            ("**重要.**这", "重要.这"),
            ("*強調、*する", "強調、する"),
            ("`**发展，**年`", "**发展，**年"),
            ("a **b.**c", "a **b.**c"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
