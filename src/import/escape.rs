//! Text of other documents as agon's Markdown: what would be markup by accident is escaped.
//!
//! Words do not change; only backslashes are added, and `[3]` becomes `[@key]`.

use super::text::{flat, is_digits, leading_digits};
use crate::markdown::{self, Node, NodeKind, ReferenceKind, Tree, parse};
use std::collections::HashMap;
use std::ops::Range;

/// How often escapes are searched again: an escape can uncover markup inside of what it escaped.
const MAX_PASSES: usize = 8;
const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// What a text can refer to.
pub(super) struct KnownNames<'a> {
    /// Keys of sources by their citation marks (`3`, or a footnote's label).
    pub marks: &'a HashMap<String, String>,
    /// Whether a label is that of a footnote.
    pub is_footnote: &'a dyn Fn(&str) -> bool,
    pub is_key: &'a dyn Fn(&str) -> bool,
    pub is_target: &'a dyn Fn(&str) -> bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct EscapedText {
    pub text: String,
    /// The words of citation marks, which became keys.
    pub consumed: Vec<String>,
    /// Marks without a source or text, and links without a target.
    pub unresolved: Vec<String>,
}

type TextEdit = (Range<usize>, String);

/// Escapes the text of one block.
pub(super) fn escape(text: &str, names: &KnownNames<'_>) -> EscapedText {
    let mut escaped = EscapedText::default();
    let edits = citations(text, names, &mut escaped);
    escaped.text = apply(text, edits);
    if !text.starts_with(['\n', '>']) {
        escaped.text = escape_start(&escaped.text);
    } else if parse(&escaped.text).nodes.iter().any(|n| n.kind == NodeKind::HtmlBlock) {
        // what is not HTML any more must not become blocks
        escaped.text = format!("{}{}", &text[..1], flat(&escaped.text[1..]));
    }
    for _ in 0..MAX_PASSES {
        let edits = escapes(&escaped.text, names, &mut escaped.unresolved);
        if edits.is_empty() {
            break;
        }
        escaped.text = apply(&escaped.text, edits);
    }
    escaped
}

fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.iter().any(|r| r.contains(&at))
}

/// Code spans and code blocks.
fn code_ranges(tree: &Tree) -> Vec<Range<usize>> {
    tree.nodes.iter().filter(is_code).map(Node::range).collect()
}

fn is_code(node: &&Node) -> bool {
    matches!(node.kind, NodeKind::CodeSpan | NodeKind::Code)
}

fn is_html(node: &&Node) -> bool {
    matches!(node.kind, NodeKind::Html | NodeKind::InlineHtml)
}

/// The backslashes that a text needs. Links and citations without a target are added to `unresolved`.
fn escapes(text: &str, names: &KnownNames<'_>, unresolved: &mut Vec<String>) -> Vec<TextEdit> {
    let tree = parse(text);
    let mut edits: Vec<TextEdit> = Vec::new();
    // code, and links that lead somewhere
    let mut kept = code_ranges(&tree);
    for reference in &tree.references {
        let range = tree.node(reference.node).range();
        let address = tree.address(text, reference);
        let resolves = match reference.kind {
            ReferenceKind::WikiLink | ReferenceKind::LabelledWikiLink => (names.is_target)(address),
            ReferenceKind::Citation => (names.is_key)(address),
            // One that no source has stays text.
            ReferenceKind::TextCitation => true,
            ReferenceKind::Link | ReferenceKind::Image => {
                markdown::is_web(address) || address.starts_with("mailto:")
            }
            ReferenceKind::FootnoteMark | ReferenceKind::Email => true,
        };
        if resolves {
            kept.push(range);
            continue;
        }
        let source = &text[range.clone()];
        if !unresolved.iter().any(|u| u == source) {
            unresolved.push(source.to_string());
        }
        let at = range.start + source.find(['[', '<']).unwrap_or(0);
        if source.starts_with("[[") {
            edits.push((at..at + 2, "\\[\\[".into()));
        } else {
            edits.push((at..at + 1, format!("\\{}", &text[at..at + 1])));
        }
    }
    // one key of a citation without a source escapes all of it
    kept.retain(|range| !edits.iter().any(|(edit, _)| range.contains(&edit.start)));
    let is_free = |at: &usize| !is_in(&kept, *at) && !text[..*at].ends_with('\\');
    let places = |mark: &'static str| text.match_indices(mark).map(|(at, _)| at).filter(is_free);
    for at in places("[[").chain(places("[@")) {
        edits.push((at..at + 1, "\\[".into()));
    }
    for range in tree.nodes.iter().filter(is_html).map(Node::range) {
        let tags = text[range.clone()].match_indices('<').map(|(at, _)| range.start + at);
        edits.extend(tags.map(|at| (at..at + 1, "\\<".into())));
    }
    for at in places("::").filter(|at| text[..*at].contains('(')) {
        edits.push((at..at + 2, ":\\:".into()));
    }
    for line in lines(text) {
        let words = text[line.clone()].trim_end();
        let mark = words.rfind([' ', '\t', '>']).map_or(line.start, |at| line.start + at + 1);
        if text[mark..].starts_with('^') && is_free(&mark) {
            edits.push((mark..mark + 1, "\\^".into()));
        }
    }
    if (tree.has_definitions || !tree.footnotes.is_empty()) && text.starts_with('[') {
        edits.push((0..1, "\\[".into()));
    }
    edits
}

/// The byte ranges of the lines, without their breaks.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        lines.push(at..at + line.len());
        at += line.len() + 1;
    }
    lines
}

/// Replaces runs of `[3]`, `[3, 4]`, `[^a]` and `[¹]`.
fn citations(text: &str, names: &KnownNames<'_>, escaped: &mut EscapedText) -> Vec<TextEdit> {
    let code = code_ranges(&parse(text));
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|n| n + at) {
        at = open + 1;
        if is_in(&code, open) || text[..open].ends_with(['[', '\\', '!']) {
            continue;
        }
        let (mut end, mut labels) = (open, Vec::new());
        while let Some((more, len)) = citation_mark(&text[end..]) {
            labels.extend(more);
            end += len;
        }
        // `[3](address)` is a link
        if labels.is_empty() || text[end..].starts_with(['(', '[']) {
            continue;
        }
        at = end;
        let run = &text[open..end];
        let is_superscript = run.contains(|c: char| SUPERSCRIPTS.contains(c));
        if names.marks.is_empty() && !run.contains('^') && !is_superscript {
            continue;
        }
        let (mut keys, mut footnotes) = (Vec::new(), String::new());
        for label in labels {
            if let Some(key) = names.marks.get(&label) {
                escaped.consumed.push(label);
                let key = format!("@{key}");
                if !keys.contains(&key) {
                    keys.push(key);
                }
                continue;
            }
            let mark = format!("[^{label}]");
            footnotes.push_str(&mark);
            if !(names.is_footnote)(&label) {
                escaped.unresolved.push(mark);
            }
            if is_superscript {
                escaped.consumed.push(run.to_string());
            }
        }
        if !keys.is_empty() {
            footnotes.insert_str(0, &format!("[{}]", keys.join("; ")));
        }
        edits.push((open..end, footnotes));
    }
    edits
}

/// The labels of one mark and its length in bytes.
fn citation_mark(text: &str) -> Option<(Vec<String>, usize)> {
    let (inside, _) = text.strip_prefix('[')?.split_once(']')?;
    let len = inside.len() + 2;
    if let Some(label) = inside.strip_prefix('^') {
        let is_label = !label.is_empty() && !label.contains([' ', '[']);
        return Some((vec![label.to_string()], len)).filter(|_| is_label);
    }
    let mut digits = inside.to_string();
    for (digit, superscript) in SUPERSCRIPTS.chars().enumerate() {
        digits = digits.replace(superscript, &digit.to_string());
    }
    let mut labels = Vec::new();
    for part in digits.split(',') {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (from, to) = (label_number(from)?, label_number(to)?);
        labels.extend((from..=to).take(50).map(|n| n.to_string()));
    }
    Some((labels, len))
}

fn label_number(text: &str) -> Option<u32> {
    let text = text.trim();
    if is_digits(text) && text.len() <= 3 { text.parse().ok() } else { None }
}

/// Applies edits from the first to the last; of overlapping ones the longest.
fn apply(text: &str, mut edits: Vec<TextEdit>) -> String {
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

/// Escapes marks at line starts that would make a heading, a list or a quotation of words.
fn escape_start(text: &str) -> String {
    let tree = parse(text);
    let mut roots = tree.roots().map(|index| tree.node(index).kind);
    if roots.next() == Some(NodeKind::Paragraph) && roots.next().is_none() && !text.starts_with('|')
    {
        return text.to_string();
    }
    let mut out = String::new();
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        out += &escape_mark(line);
    }
    out
}

fn escape_mark(line: &str) -> String {
    let (number, rest) = line.split_at(leading_digits(line));
    let ends = [".", ")"].iter().find_map(|mark| rest.strip_prefix(mark));
    let is_numbered = (1..=9).contains(&number.len())
        && matches!(ends, Some(rest) if rest.is_empty() || rest.starts_with(' '));
    if is_numbered {
        return format!("{number}\\{rest}");
    }
    let marks = ["#", ">", "|", "=", "- ", "* ", "+ ", "```", "~~~", "---"];
    let is_marked = marks.iter().any(|m| line.starts_with(m)) || ["-", "*", "+"].contains(&line);
    if is_marked { format!("\\{line}") } else { line.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> (String, Vec<String>) {
        let marks = [("1", "a"), ("2", "b"), ("n", "c")]
            .map(|(m, k)| (m.to_string(), k.to_string()))
            .into();
        let names = KnownNames {
            marks: &marks,
            is_footnote: &|l| l == "f",
            is_key: &|k| ["a", "b", "c"].contains(&k),
            is_target: &|t| t == "wages",
        };
        let escaped = escape(text, &names);
        (escaped.text, escaped.unresolved)
    }

    #[test]
    fn citation_marks_become_keys_or_stay_as_footnotes() {
        assert_eq!(
            escaped("Up [1][2], down [1, 2] and [1–2][^n].").0,
            "Up [@a; @b], down [@a; @b] and [@a; @b; @c]."
        );
        assert_eq!(
            escaped("Up [2][9]. So[¹]."),
            ("Up [@b][^9]. So[@a].".into(), vec!["[^9]".into()])
        );
        assert_eq!(escaped("So[^f]."), ("So[^f].".into(), vec![]));
        assert_eq!(
            escaped("`x[1]` and [1](https://a.example)").0,
            "`x[1]` and [1](https://a.example)"
        );
    }

    #[test]
    fn accidental_markup_is_escaped() {
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
            ("two\nlines", "two\nlines"),
        ] {
            assert_eq!(escaped(text).0, made, "{text}");
        }
    }
}
