//! Brackets, quotes and comments of a style that are not closed.
//!
//! Takes a style's text, gives the first place where it does not hold together. A browser would drop everything from
//! there on without a word, and in the joined stylesheet that includes the styles after it. Knows no property and no
//! selector: those may be newer than agon.

/// Line and column from 1, and what is wrong there.
pub(super) type CssError = (usize, usize, String);

/// The first trouble of a style.
pub(super) fn trouble(css: &str) -> Option<CssError> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    let bytes = css.as_bytes();
    let place = |at: usize, what: String| {
        let line = css[..at].rfind('\n').map_or(0, |n| n + 1);
        Some((css[..at].matches('\n').count() + 1, css[line..at].chars().count() + 1, what))
    };
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'/' if bytes.get(at + 1) == Some(&b'*') => match css[at + 2..].find("*/") {
                Some(length) => at += length + 3,
                None => return place(at, "the comment is never closed".into()),
            },
            quote @ (b'"' | b'\'') => match string_end(bytes, at + 1, quote) {
                Some(end) => at = end,
                None => {
                    return place(at, format!("the quote {} is never closed", char::from(quote)));
                }
            },
            b'(' if is_bare_url(css, at) => match css[at..].find(')') {
                Some(length) => at += length,
                None => return place(at, "the ( is never closed".into()),
            },
            bracket @ (b'{' | b'(' | b'[') => open.push((at, bracket)),
            bracket @ (b'}' | b')' | b']') => match open.pop() {
                Some((_, opening)) if closing(opening) == bracket => {}
                Some((from, opening)) => {
                    return place(from, format!("the {} is never closed", char::from(opening)));
                }
                None => return place(at, format!("the {} closes nothing", char::from(bracket))),
            },
            _ => {}
        }
        at += 1;
    }
    open.pop().and_then(|(from, bracket)| {
        place(from, format!("the {} is never closed", char::from(bracket)))
    })
}

fn closing(opening: u8) -> u8 {
    match opening {
        b'{' => b'}',
        b'(' => b')',
        _ => b']',
    }
}

/// Where a quoted text ends; it does not go over the end of a line.
fn string_end(bytes: &[u8], mut at: usize, quote: u8) -> Option<usize> {
    while let Some(byte) = bytes.get(at).filter(|b| **b != b'\n') {
        match *byte {
            b'\\' => at += 2,
            byte if byte == quote => return Some(at),
            _ => at += 1,
        }
    }
    None
}

/// `url(` with an address that is not quoted: nothing in it is a bracket or a quote.
fn is_bare_url(css: &str, at: usize) -> bool {
    let name = css.as_bytes()[..at].last_chunk::<3>();
    let first = css[at + 1..].trim_start().bytes().next();
    name.is_some_and(|n| n.eq_ignore_ascii_case(b"url")) && !matches!(first, Some(b'"' | b'\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hold_together_have_no_trouble() {
        for css in [
            "",
            "a { b: c(d[e]) } /* { */",
            "a::before { content: \"}\"; content: '\\'{' }",
            "a { background: url(data:image/svg+xml,<svg a='{'>) }",
            "a { background: url( \"x)y\" ) }",
            ".sm\\:a\\{ { b: c }",
        ] {
            assert_eq!(trouble(css), None, "{css}");
        }
    }

    #[test]
    fn the_first_trouble_is_given_with_its_line_and_column() {
        for (css, line, column, what) in [
            ("a { b: c }\nd { e: f\n", 2, 3, "the { is never closed"),
            ("a { b: c( }", 1, 9, "the ( is never closed"),
            ("ä } b", 1, 3, "the } closes nothing"),
            ("a { /* b }", 1, 5, "the comment is never closed"),
            ("a { b: \"c\n\" }", 1, 8, "the quote \" is never closed"),
        ] {
            assert_eq!(trouble(css), Some((line, column, what.into())), "{css}");
        }
    }
}
