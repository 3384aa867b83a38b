//! Styles without what only their authors read: comments, indentation and empty lines.
//!
//! Strings, addresses and escapes stay, so that every style means what it meant. A comment that starts with `/*!` is
//! kept, as licences are.

use crate::source::style_tokens;

/// A style without comments, indentation and empty lines.
pub(super) fn compact(style: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(style.len());
    for token in style_tokens(style) {
        if token.starts_with(b"/*") && !token.starts_with(b"/*!") {
            // A comment parts two words as a space does.
            if out.last().is_some_and(|last| !last.is_ascii_whitespace()) {
                out.push(b' ');
            }
        } else if token == b"\n" {
            while out.last().is_some_and(|last| matches!(last, b' ' | b'\t' | b'\r')) {
                out.pop();
            }
            if out.last().is_some_and(|last| *last != b'\n') {
                out.push(b'\n');
            }
        } else if !matches!(token, b" " | b"\t") || out.last().is_some_and(|last| *last != b'\n') {
            out.extend_from_slice(token);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compacted(style: &str) -> String {
        String::from_utf8(compact(style.as_bytes())).unwrap()
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        let style = "/* one */\n@layer a {\n  /* two\n   lines */\n\n  b { c: d; }  \n}\n";
        assert_eq!(compacted(style), "@layer a {\nb { c: d; }\n}\n");
    }

    #[test]
    fn a_comment_parts_words() {
        assert_eq!(compacted("a/**/b { c: d/* e */f }"), "a b { c: d f }");
    }

    #[test]
    fn licences_are_kept() {
        assert_eq!(compacted("/*! OFL */\na {}"), "/*! OFL */\na {}");
    }

    #[test]
    fn strings_addresses_and_escapes_are_kept() {
        let style = "a::before { content: \"/* no */ \\\" \\\n  b\" }\nc { background: url(x/*y*/z) url( \"/*.png\" ) }\n.d\\/* {}";
        assert_eq!(compacted(style), style);
    }

    #[test]
    fn what_is_not_closed_ends_with_the_style() {
        assert_eq!(compacted("a {} /* b"), "a {} ");
        assert_eq!(compacted("a { b: url(c"), "a { b: url(c");
        assert_eq!(compacted("a { b: 'c"), "a { b: 'c");
        assert_eq!(compacted("a { b: 'c\\"), "a { b: 'c\\");
    }
}
