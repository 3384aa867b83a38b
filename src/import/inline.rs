//! Words of another document made safe for agon's Markdown: what would mean something here by accident is escaped.
//!
//! Takes a text in one line and the citation marks that are known, gives a text in one line. Words stay; only backslashes
//! come in, and `[3]` becomes `[@key]`.

use super::blocks::flat;
use crate::markdown::{self, InlineKind};
use std::collections::HashMap;
use std::ops::Range;

/// What a text may refer to.
pub struct Names<'a> {
    /// Citation marks (`3`, or a footnote's label) and their source's key.
    pub marks: &'a HashMap<String, String>,
    /// Labels of footnotes that have a text.
    pub is_footnote: &'a dyn Fn(&str) -> bool,
    pub is_key: &'a dyn Fn(&str) -> bool,
    pub is_target: &'a dyn Fn(&str) -> bool,
}

/// A tamed text, and what in it leads nowhere.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tamed {
    pub text: String,
    /// The words of citation marks, which became keys.
    pub turned: Vec<String>,
    /// Marks without a source or text, links that lead nowhere.
    pub open: Vec<String>,
}

/// Tames the words of one block.
pub fn tame(text: &str, names: &Names<'_>) -> Tamed {
    let text = flat(text);
    let mut made = Tamed::default();
    let outline = markdown::outline(&text);
    let mut edits = Vec::new();
    marks(&text, names, &|at| is_in(&outline.code, at), &mut edits, &mut made);
    made.text = at_start(&apply(&text, edits));
    // what is escaped may uncover what stood inside of it
    for _ in 0..8 {
        let mut open = Vec::new();
        let edits = escapes(&made.text, names, &mut open);
        made.open.extend(open);
        if edits.is_empty() {
            break;
        }
        made.text = apply(&made.text, edits);
    }
    made
}

fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|r| r.contains(&at))
}

/// What is to be escaped; links and citations that lead nowhere are named.
fn escapes(text: &str, names: &Names<'_>, open: &mut Vec<String>) -> Vec<(Range<usize>, String)> {
    let outline = markdown::outline(text);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut covered: Vec<Range<usize>> = Vec::new();
    for inline in &outline.inlines {
        let shown = &text[inline.range.clone()];
        let fine = match &inline.kind {
            InlineKind::Wiki { target } => (names.is_target)(&text[target.clone()]),
            InlineKind::Cite(keys) => keys.iter().all(|k| (names.is_key)(&text[k.key.clone()])),
            InlineKind::Link { address, .. } | InlineKind::Image { address } => {
                markdown::is_web(address) || address.starts_with("mailto:")
            }
            InlineKind::Footnote(_) => true,
        };
        if fine {
            covered.push(inline.range.clone());
            continue;
        }
        open.push(shown.to_string());
        let at = inline.range.start + shown.find(['[', '<']).unwrap_or(0);
        let mark = if shown.starts_with("[[") { "[[" } else { &text[at..at + 1] };
        edits.push((at..at + mark.len(), mark.chars().flat_map(|c| ['\\', c]).collect()));
    }
    let free = |at: usize| {
        !is_in(&outline.code, at) && !is_in(&covered, at) && !text[..at].ends_with('\\')
    };
    for (at, _) in
        text.match_indices("[[").chain(text.match_indices("[@")).filter(|(at, _)| free(*at))
    {
        edits.push((at..at + 1, "\\[".into()));
    }
    for range in &outline.html {
        let tags = text[range.clone()].match_indices('<').map(|(n, _)| range.start + n);
        edits.extend(tags.map(|n| (n..n + 1, "\\<".into())));
    }
    let fields =
        text.match_indices("::").map(|(n, _)| n).filter(|n| free(*n) && text[..*n].contains('('));
    edits.extend(fields.map(|n| (n..n + 2, ":\\:".to_string())));
    if let Some(at) = text.rfind(" ^").filter(|at| free(*at) && !text[at + 2..].contains(' ')) {
        edits.push((at + 1..at + 2, "\\^".into()));
    }
    if text.starts_with('^') && !text.contains(' ') {
        edits.push((0..1, "\\^".into()));
    }
    let defines = !outline.definitions.is_empty() || !outline.footnotes.is_empty();
    if defines && text.starts_with('[') {
        edits.push((0..1, "\\[".into()));
    }
    edits
}

/// Runs of `[3]`, `[3, 4]`, `[^a]` and `[¹]`.
fn marks(
    text: &str,
    names: &Names<'_>,
    in_code: &dyn Fn(usize) -> bool,
    edits: &mut Vec<(Range<usize>, String)>,
    made: &mut Tamed,
) {
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|n| n + at) {
        at = open + 1;
        let before = text[..open].chars().next_back();
        if in_code(open) || matches!(before, Some('[' | '\\' | '!')) {
            continue;
        }
        let (mut end, mut labels) = (open, Vec::new());
        while let Some((found, len)) = mark(&text[end..]) {
            labels.extend(found);
            end += len;
        }
        // `[3](address)` is a link
        if labels.is_empty() || text[end..].starts_with(['(', '[']) {
            continue;
        }
        at = end;
        let cites_nothing = names.marks.is_empty()
            && !text[open..end].contains(['^', '¹', '²', '³'])
            && !is_superscript(&text[open..end]);
        if cites_nothing {
            continue;
        }
        let mut keys: Vec<String> = Vec::new();
        let mut rest = String::new();
        for label in labels {
            match names.marks.get(&label) {
                Some(key) => {
                    made.turned.push(label);
                    let cited = format!("@{key}");
                    if !keys.contains(&cited) {
                        keys.push(cited);
                    }
                }
                None => {
                    if !(names.is_footnote)(&label) {
                        made.open.push(format!("[^{label}]"));
                    }
                    if is_superscript(&text[open..end]) {
                        made.turned.push(text[open..end].to_string());
                    }
                    rest.push_str(&format!("[^{label}]"));
                }
            }
        }
        let cited = if keys.is_empty() { String::new() } else { format!("[{}]", keys.join("; ")) };
        edits.push((open..end, cited + &rest));
    }
}

fn is_superscript(text: &str) -> bool {
    text.chars().any(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c))
}

/// The labels of one mark and its length in bytes.
fn mark(text: &str) -> Option<(Vec<String>, usize)> {
    let inside = text.strip_prefix('[')?;
    let len = inside.find(']')?;
    let inside = &inside[..len];
    if let Some(label) = inside.strip_prefix('^') {
        return (!label.is_empty() && !label.contains([' ', '[']))
            .then(|| (vec![label.to_string()], len + 2));
    }
    let digits: String = inside
        .chars()
        .map(|c| {
            "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c).map_or(c, |d| char::from(b'0' + d as u8))
        })
        .collect();
    let mut labels = Vec::new();
    for part in digits.split(',').map(str::trim) {
        let number = |t: &str| {
            (!t.is_empty() && t.len() <= 3 && t.bytes().all(|b| b.is_ascii_digit()))
                .then(|| t.parse::<u32>().ok())?
        };
        match part.split_once(['-', '–']) {
            Some((from, to)) => {
                let (from, to) = (number(from.trim())?, number(to.trim())?);
                labels.extend((from..=to).take(50).map(|n| n.to_string()));
            }
            None => labels.push(number(part)?.to_string()),
        }
    }
    Some((labels, len + 2))
}

fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, usize::MAX - range.end));
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out + &text[at..]
}

/// A mark that would make a heading, a list or a quotation of a text's first line.
fn at_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = (1..=9).contains(&digits)
        && text[digits..].starts_with(['.', ')'])
        && matches!(text[digits + 1..].chars().next(), None | Some(' '));
    if numbered {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    let mark = text.starts_with(['#', '>', '|', '='])
        || ["- ", "* ", "+ ", "```", "~~~", "---"].iter().any(|m| text.starts_with(m));
    if mark || matches!(text, "-" | "*" | "+") { format!("\\{text}") } else { text.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tamed(text: &str) -> (String, Vec<String>) {
        let marks = [("1", "a"), ("2", "b"), ("n", "c")]
            .map(|(m, k)| (m.to_string(), k.to_string()))
            .into();
        let names = Names {
            marks: &marks,
            is_footnote: &|l| l == "f",
            is_key: &|k| ["a", "b", "c"].contains(&k),
            is_target: &|t| t == "wages",
        };
        let made = tame(text, &names);
        (made.text, made.open)
    }

    #[test]
    fn citation_marks_become_keys_and_those_without_a_source_stay_as_footnotes_without_a_text() {
        assert_eq!(
            tamed("Up [1][2], down [1, 2] and [1–2][^n].").0,
            "Up [@a; @b], down [@a; @b] and [@a; @b; @c]."
        );
        assert_eq!(
            tamed("Up [2][9]. So[¹]."),
            ("Up [@b][^9]. So[@a].".into(), vec!["[^9]".into()])
        );
        assert_eq!(tamed("So[^f]."), ("So[^f].".into(), vec![]));
        assert_eq!(
            tamed("`x[1]` and [1](https://a.example)").0,
            "`x[1]` and [1](https://a.example)"
        );
    }

    #[test]
    fn what_would_mean_something_here_by_accident_is_escaped() {
        for (text, made) in [
            ("See [[wages]] and [[rents|them]].", "See [[wages]] and \\[\\[rents|them]]."),
            ("As [@a] and [@x] say", "As [@a] and \\[@x] say"),
            ("A <b>bold</b> x < y", "A \\<b>bold\\</b> x < y"),
            ("In (std::fmt) and a::b", "In (std:\\:fmt) and a:\\:b"),
            ("Ten to the ^x", "Ten to the \\^x"),
            ("[a]: https://a.example", "\\[a]: https://a.example"),
            ("[^a]: words", "\\[^a]: words"),
            ("A [file](notes.md) and ![x](a.png)", "A \\[file](notes.md) and !\\[x](a.png)"),
            ("# no heading", "\\# no heading"),
            ("12. of May", "12\\. of May"),
            ("an open [[ bracket", "an open \\[[ bracket"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(tamed(text).0, made, "{text}");
        }
    }
}
