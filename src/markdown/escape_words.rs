//! Plain words as CommonMark that shows them as they are.

/// Escapes what CommonMark or GitHub's Markdown would take for markup in one line of plain words.
pub fn escape_words(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    // `1.` and `1)` at the start of a line begin a list.
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in words.char_indices() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' => true,
            '#' | '+' | '-' | '=' | ':' => at == 0,
            '.' | ')' => at > 0 && at == digits,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{RawHtml, commonmark};
    use proptest::prelude::*;

    /// The HTML of a paragraph of these words.
    fn paragraph(words: &str) -> String {
        let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<p>{}</p>\n", escaped.replace('"', "&quot;"))
    }

    fn shown(words: &str) -> String {
        commonmark(&escape_words(words), RawHtml::Allowed)
    }

    #[test]
    fn markup_is_shown_as_it_is_written() {
        for words in [
            "1. no list",
            "12) no list",
            "- no list",
            "# no heading",
            "a *b* _c_ `d` [e](f) [g] <i> &amp; ~~h~~",
            "--- dashes",
            "> no quotation",
            "3.5 per cent, and 2) more",
        ] {
            assert_eq!(shown(words), paragraph(words), "{words}");
        }
        assert_eq!(escape_words("US$100m: 3.5 per cent"), "US$100m: 3.5 per cent");
    }

    proptest! {
        #[test]
        fn any_words_are_shown_as_they_are(words in "[a-z0-9.)(#+=*_`<>&~\\[\\]!|:\\\\-]( ?[a-z0-9.)(#+=*_`<>&~\\[\\]!|:\\\\-]){0,12}") {
            prop_assert_eq!(shown(&words), paragraph(&words));
        }
    }
}
