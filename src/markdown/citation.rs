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

/// The position of a part's `@`: at its start, after a `-`, or after a space; followed by a letter, digit or `_`.
fn at_sign(part: &str) -> Option<usize> {
    part.match_indices('@').map(|(i, _)| i).find(|&i| {
        let before = part[..i].chars().next_back();
        let after = part[i + 1..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || c == '-')
            && after.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '{')
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
    let (from, key, after) = match part[from..].strip_prefix('{') {
        // `@{odd key}` and, behind a key, `{p. 4}`
        Some(inside) => {
            let len = inside.find('}').unwrap_or(inside.len());
            (from + 1, &inside[..len], (from + 1 + len + 1).min(part.len()))
        }
        None => {
            let end = part[from..].find(|c: char| c == ',' || c == '{' || c.is_whitespace());
            let key = part[from..from + end.unwrap_or(part.len() - from)]
                .trim_end_matches(['.', ':', '?', '!']);
            (from, key, from + key.len())
        }
    };
    let rest = &part[after..];
    let locator = rest.trim_start_matches([',', ' ']).trim_end();
    let at = after + (rest.len() - rest.trim_start_matches([',', ' ']).len());
    let inside = locator.strip_prefix('{').and_then(|l| l.strip_suffix('}'));
    let (locator, at) = match inside {
        Some(inside) => (inside, at + 1),
        None => (locator, at),
    };
    Some(CiteKey {
        key: base + from..base + from + key.len(),
        prefix: (!prefix.is_empty()).then(|| prefix_at..prefix_at + prefix.len()),
        locator: (!locator.is_empty()).then(|| base + at..base + at + locator.len()),
    })
}

/// `@key` or `@key [p. 3]` that starts a text: the key, the locator, and the length of the whole.
pub(super) fn in_text(text: &str) -> Option<(Range<usize>, Range<usize>, usize)> {
    let inside = text.strip_prefix('@')?;
    let is_key = |c: char| c.is_alphanumeric() || "_:.#$%&-+?<>~/".contains(c);
    let key = match inside.strip_prefix('{') {
        Some(braced) => 2..2 + braced.find('}')?,
        None if inside.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
            let len = inside.find(|c: char| !is_key(c)).unwrap_or(inside.len());
            let bare = inside[..len].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
            1..1 + bare.len()
        }
        None => return None,
    };
    let end = if text.starts_with("@{") { key.end + 1 } else { key.end };
    let locator = text[end..].strip_prefix(" [").and_then(|rest| {
        let len = rest.find([']', '[', '@', '\n']).filter(|n| rest[*n..].starts_with(']'))?;
        let is_link = rest[len + 1..].starts_with(['(', '[', ':']);
        let first = rest.split([' ', '.']).next().unwrap_or_default();
        let words = [
            "p", "pp", "ch", "chap", "sec", "§", "fig", "tab", "vol", "n", "no", "ll", "l", "para",
        ];
        let is_locator = first.starts_with(|c: char| c.is_ascii_digit()) || words.contains(&first);
        (is_locator && !is_link).then_some(end + 2..end + 2 + len)
    });
    Some(match locator {
        Some(locator) => (key, locator.clone(), locator.end + 1),
        None => (key, 0..0, end),
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
    fn keys_in_braces_and_among_words_are_read() {
        assert_eq!(read("[@{odd key}, p. 3]"), [("odd key", Some("p. 3"))]);
        assert_eq!(read("[@key {p. 4}]"), [("key", Some("p. 4"))]);
        let shown = |text: &'static str| {
            in_text(text).map(|(key, locator, len)| (&text[key], &text[locator], len))
        };
        assert_eq!(shown("@a_b:c. D"), Some(("a_b:c", "", 6)));
        assert_eq!(shown("@key [p. 3] says"), Some(("key", "p. 3", 11)));
        assert_eq!(shown("@key [the link](x)"), Some(("key", "", 4)));
        assert_eq!(shown("@ key"), None);
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
