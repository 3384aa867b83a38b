//! Styles without what only their authors read: comments, indentation and empty lines.
//!
//! Works on the tokens that matter for this (strings, addresses, comments) and changes nothing else, so that every
//! style means what it meant. A comment that starts with `/*!` is kept, as licences are.

/// A style without comments, indentation and empty lines.
pub(super) fn compact(style: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(style.len());
    let mut at = 0;
    while at < style.len() {
        let rest = &style[at..];
        let end = at + token(rest);
        if rest.starts_with(b"/*") && !rest.starts_with(b"/*!") {
            // A comment parts two words as a space does.
            if out.last().is_some_and(|last| !last.is_ascii_whitespace()) {
                out.push(b' ');
            }
        } else if rest[0] == b'\n' {
            while out.last().is_some_and(|last| matches!(last, b' ' | b'\t' | b'\r')) {
                out.pop();
            }
            if out.last().is_some_and(|last| *last != b'\n') {
                out.push(b'\n');
            }
        } else if !(matches!(rest[0], b' ' | b'\t') && out.last().is_none_or(|last| *last == b'\n'))
        {
            out.extend_from_slice(&style[at..end]);
        }
        at = end;
    }
    out
}

/// The length of the comment, string, address, escape or byte at the start.
fn token(style: &[u8]) -> usize {
    if style.starts_with(b"/*") {
        let end = style.windows(2).skip(2).position(|two| two == b"*/");
        return end.map_or(style.len(), |end| end + 4);
    }
    if style[0] == b'"' || style[0] == b'\'' {
        return quoted(style);
    }
    if style.len() >= 4 && style[..4].eq_ignore_ascii_case(b"url(") {
        let inside = style[4..].trim_ascii_start();
        if inside.starts_with(b"\"") || inside.starts_with(b"'") {
            return 4;
        }
        let end = style.iter().position(|byte| *byte == b')');
        return end.map_or(style.len(), |end| end + 1);
    }
    if style[0] == b'\\' { style.len().min(2) } else { 1 }
}

/// The length of the string at the start, up to its closing mark; one that is not closed ends with its line.
fn quoted(style: &[u8]) -> usize {
    let mut at = 1;
    while at < style.len() {
        match style[at] {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == style[0] => return at + 1,
            _ => at += 1,
        }
    }
    style.len()
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
