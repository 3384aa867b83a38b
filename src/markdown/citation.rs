//! Pandoc citations: `[@key]`, `[@a; @b]`, `[@key, p. 3]`, `[see @key]`.
//!
//! Source of the format: the Pandoc User's Guide, "Citation syntax".

use std::ops::Range;

/// One key of a citation with byte ranges in the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CiteKey {
    pub key: Range<usize>,
    /// `see` in `[see @key]`.
    pub prefix: Option<Range<usize>>,
    /// `p. 3` in `[@key, p. 3]`.
    pub locator: Option<Range<usize>>,
}

/// Whether the text between brackets is a citation.
pub(super) fn is_citation(inside: &str) -> bool {
    inside.split(';').all(|part| at_sign(part).is_some())
}

/// Where the `@` of a part stands: at its start, after a `-`, or after a space; followed by a letter, digit or `_`.
fn at_sign(part: &str) -> Option<usize> {
    part.match_indices('@').map(|(i, _)| i).find(|&i| {
        let before = part[..i].chars().next_back();
        let after = part[i + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || c == '-')
            && after.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// The keys of `[@a; @b][@c]`; ranges are those of `text` moved by `base`.
pub(super) fn keys(text: &str, base: usize) -> Vec<CiteKey> {
    let mut found = Vec::new();
    let mut start = 0;
    for (end, c) in text.char_indices() {
        if !matches!(c, '[' | ']' | ';') {
            continue;
        }
        if let Some(key) = one(&text[start..end], base + start) {
            found.push(key);
        }
        start = end + 1;
    }
    found
}

fn one(part: &str, base: usize) -> Option<CiteKey> {
    let from = at_sign(part)? + 1;
    let before = &part[..from - 1];
    let prefix = before.trim().trim_end_matches('-').trim_end();
    let prefix_at = base + before.len() - before.trim_start().len();
    let len =
        part[from..].find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(part.len() - from);
    let key = part[from..from + len].trim_end_matches(['.', ':', '?', '!']);
    let rest = &part[from + key.len()..];
    let locator = rest.trim_start_matches([',', ' ']).trim_end();
    let at = from + key.len() + (rest.len() - rest.trim_start_matches([',', ' ']).len());
    Some(CiteKey {
        key: base + from..base + from + key.len(),
        prefix: (!prefix.is_empty()).then(|| prefix_at..prefix_at + prefix.len()),
        locator: (!locator.is_empty()).then(|| base + at..base + at + locator.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, Option<&str>)> {
        keys(text, 0).into_iter().map(|k| (&text[k.key], k.locator.map(|l| &text[l]))).collect()
    }

    #[test]
    fn keys_and_locators_are_read_with_their_places() {
        assert_eq!(read("[@key]"), [("key", None)]);
        assert_eq!(read("[@a; @b_c:d, p. 3]"), [("a", None), ("b_c:d", Some("p. 3"))]);
        assert_eq!(read("[@a][-@b]"), [("a", None), ("b", None)]);
        assert_eq!(read("[see @a, chap. 2]"), [("a", Some("chap. 2"))]);
        let text = "[@a; but see -@b; -@c]";
        let prefixes: Vec<_> =
            keys(text, 0).into_iter().map(|k| k.prefix.map(|p| &text[p])).collect();
        assert_eq!(prefixes, [None, Some("but see"), None]);
    }

    #[test]
    fn an_address_with_an_at_sign_is_no_citation() {
        assert!(is_citation("@key") && is_citation("see @key") && is_citation("@a; @b"));
        assert!(
            !is_citation("me@example.org")
                && !is_citation("@")
                && !is_citation("a; @b")
                && !is_citation("x")
        );
    }
}
