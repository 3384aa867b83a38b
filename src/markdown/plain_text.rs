//! From a slice to plain words: for titles, backlinks, descriptions and search.

use super::parser::parse_title;
use super::quotation_marks::{ENGLISH, QuotationMarks};
use super::slice::{Slice, WalkStep};
use super::tree::{Node, NodeIndex, NodeKind, Tree};
use std::ops::Range;

/// What a wiki link without a label is called.
pub trait ReferenceNames {
    /// The name of what a reference leads to; `None` where it leads nowhere.
    fn name(&self, reference: u32) -> Option<String>;
    /// The quotation marks of the text's language.
    fn quotation_marks(&self) -> &QuotationMarks {
        &ENGLISH
    }
    /// What stands before the words of a callout: its title, of which `written` is empty where its author wrote none.
    fn callout_title(&self, kind: &str, written: &str) -> Option<String> {
        let _ = (kind, written);
        None
    }
}

/// Plain words: one space between them, none before a full stop that followed a citation; a line break between blocks.
#[derive(Debug, Default)]
pub struct PlainText {
    pub text: String,
    /// The words of links: no sentence ends in one.
    pub(super) links: Vec<Range<usize>>,
    /// The position of the requested byte.
    pub(super) place: Option<usize>,
    is_place_next: bool,
    gap: Option<char>,
}

impl PlainText {
    /// Reads a slice without marks, citations, footnotes and raw HTML. `at` is a byte of the source to find again.
    pub fn new(slice: &Slice<'_>, names: &dyn ReferenceNames, at: Option<usize>) -> PlainText {
        let mut out = PlainText::default();
        let mut steps = slice.steps_with(names.quotation_marks());
        let mut open_links = Vec::new();
        while let Some(step) = steps.next() {
            match step {
                WalkStep::Open(index, node) => {
                    out.find(node, at);
                    match node.kind {
                        NodeKind::Quotation => {
                            out.gap = Some('\n');
                            if let Some(title) = callout_title(slice, index, names) {
                                out.push(&title);
                                out.gap = Some(' ');
                            }
                        }
                        NodeKind::Footnote | NodeKind::InlineNote => steps.pass_over(node),
                        NodeKind::Link | NodeKind::WikiLink => open_links.push(out.text.len()),
                        kind if kind.is_inline() => {}
                        _ => out.gap = Some('\n'),
                    }
                }
                WalkStep::Close(node) => match node.kind {
                    NodeKind::Link | NodeKind::WikiLink => {
                        out.links.extend(open_links.pop().map(|start| start..out.text.len()));
                    }
                    NodeKind::Paragraph
                    | NodeKind::Item
                    | NodeKind::Heading
                    | NodeKind::TableCell
                    | NodeKind::Term
                    | NodeKind::Definition
                    | NodeKind::Code => out.gap = Some('\n'),
                    _ => {}
                },
                WalkStep::Leaf(_, node, words) => out.leaf(slice, names, node, words, at),
            }
        }
        out
    }

    fn leaf(
        &mut self,
        slice: &Slice<'_>,
        names: &dyn ReferenceNames,
        node: &Node,
        words: &str,
        at: Option<usize>,
    ) {
        match node.kind {
            NodeKind::Citation
                if self.place.is_none() && at.is_some_and(|at| at < node.end as usize) =>
            {
                self.place = Some(self.text.len());
            }
            NodeKind::Text => {
                let start = words_start(slice, node, words);
                match at.filter(|at| self.place.is_none() && *at < start + words.len()) {
                    Some(at) if at > start && words.is_char_boundary(at - start) => {
                        self.push(&words[..at - start]);
                        self.is_place_next = true;
                        self.push(&words[at - start..]);
                    }
                    Some(_) => {
                        self.is_place_next = true;
                        self.push(words);
                    }
                    None => self.push(words),
                }
            }
            NodeKind::QuotationMark
            | NodeKind::CodeSpan
            | NodeKind::CodeText
            | NodeKind::InlineMath
            | NodeKind::DisplayMath => {
                self.find(node, at);
                self.push(words);
            }
            NodeKind::TextCitation => {
                self.find(node, at);
                match names.name(node.data) {
                    Some(name) => self.push(&name),
                    None => self.push(&slice.source[node.range()]),
                }
            }
            NodeKind::WikiLink => {
                self.find(node, at);
                let reference = &slice.tree.references[node.data as usize];
                let start = self.text.len();
                match names.name(node.data) {
                    Some(name) => self.push(&name),
                    None => self.push(slice.tree.address(slice.source, reference)),
                }
                self.links.push(start..self.text.len());
            }
            NodeKind::SoftBreak | NodeKind::HardBreak => self.gap = self.gap.or(Some(' ')),
            _ => {}
        }
    }

    /// Notes that the words of a node are the first behind the byte that was asked for.
    fn find(&mut self, node: &Node, at: Option<usize>) {
        if self.place.is_none() && at.is_some_and(|at| at <= node.start as usize) {
            self.is_place_next = true;
        }
    }

    fn push(&mut self, words: &str) {
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            if is_gap(first) {
                self.gap = self.gap.or(Some(' '));
                rest = rest.trim_start_matches(is_gap);
                continue;
            }
            let len = first_gap(rest);
            let word = &rest[..len];
            let is_mark =
                word.starts_with(['.', ',', ';', ':', '?', '!']) && !word.starts_with("...");
            if let Some(gap) = self.gap.take()
                && !self.text.is_empty()
                && !(is_mark && gap == ' ')
            {
                self.text.push(gap);
            }
            if std::mem::take(&mut self.is_place_next) && self.place.is_none() {
                self.place = Some(self.text.len());
            }
            self.text.push_str(word);
            rest = &rest[len..];
        }
    }

    /// The words in one line.
    pub fn into_line(self) -> String {
        if self.text.contains('\n') { self.text.replace('\n', " ") } else { self.text }
    }
}

/// Whether a character is white space at which a line may end. No-break spaces belong to the marks beside them.
fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

/// The length of a text up to its first gap.
fn first_gap(text: &str) -> usize {
    let mut len = 0;
    while let Some(byte) = text.as_bytes().get(len) {
        // most are letters of ASCII, which need no look at the table of Unicode
        if matches!(byte, b'!'..=b'~') {
            len += 1;
            continue;
        }
        match text[len..].chars().next() {
            Some(c) if !is_gap(c) => len += c.len_utf8(),
            _ => break,
        }
    }
    len
}

fn callout_title(
    slice: &Slice<'_>,
    quotation: NodeIndex,
    names: &dyn ReferenceNames,
) -> Option<String> {
    let callout = slice.tree.callout(quotation)?;
    let kind = slice.source[callout.kind.clone()].to_ascii_lowercase();
    names.callout_title(&kind, slice.source[callout.title.clone()].trim())
}

/// The byte at which a piece of a text begins.
fn words_start(slice: &Slice<'_>, node: &Node, words: &str) -> usize {
    let source = slice.source.as_bytes().as_ptr_range();
    let start = words.as_ptr();
    if source.contains(&start) {
        start as usize - source.start as usize
    } else {
        node.start as usize
    }
}

/// Names nothing.
struct NoNames;
impl ReferenceNames for NoNames {
    fn name(&self, _: u32) -> Option<String> {
        None
    }
}

/// The words of a whole text; wiki links by their targets.
pub fn plain_text(source: &str, tree: &Tree) -> String {
    PlainText::new(&Slice::whole(tree, source), &NoNames, None).into_line()
}

/// A work's title without Markdown's marks; quotes and dashes stay as they are written, since titles are compared.
pub fn title(text: &str) -> String {
    if !text.bytes().any(|b| b"\\*_`<&[~".contains(&b)) {
        return text.to_string();
    }
    Slice::whole(&parse_title(text), text).as_written()
}

impl Slice<'_> {
    /// The words without marks; quotes and dashes as they are written.
    pub fn as_written(&self) -> String {
        let mut out = String::new();
        for step in self.steps() {
            let WalkStep::Leaf(_, node, words) = step else { continue };
            let written = &self.source[node.range()];
            match node.kind {
                NodeKind::SoftBreak | NodeKind::HardBreak => out.push(' '),
                NodeKind::Text if written.bytes().all(|b| b"\"'-.".contains(&b)) => {
                    out.push_str(written)
                }
                NodeKind::QuotationMark | NodeKind::WikiLink | NodeKind::Citation => {
                    out.push_str(written)
                }
                _ => out.push_str(words),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn words(text: &str, name: &str) -> String {
        struct Name<'a>(&'a str);
        impl ReferenceNames for Name<'_> {
            fn name(&self, _: u32) -> Option<String> {
                (!self.0.is_empty()).then(|| self.0.to_string())
            }
        }
        let tree = parse(text);
        PlainText::new(&Slice::whole(&tree, text), &Name(name), None).into_line()
    }

    #[test]
    fn marks_citations_and_footnotes_are_left_out() {
        assert_eq!(
            words("The *gap* of [[kimi]] to [[x|that]] is `5` [@a; @b].", "Kimi K2"),
            "The gap of Kimi K2 to that is 5."
        );
        assert_eq!(words("- one\n- two [a](https://b.example)", ""), "one two a");
        assert_eq!(
            words(
                "A piece[^1], `x[^2]`, with [a link][r] and [sic].\n\n[^1]: Note.\n\n[r]: https://a.example",
                ""
            ),
            "A piece, x[^2], with a link and [sic]."
        );
        assert_eq!(words("It's \"so\" , *very*  [[much]].", ""), "It’s “so”, very much.");
    }

    #[test]
    fn a_title_loses_its_marks_and_keeps_its_quotes() {
        assert_eq!(
            title(r#"It's "so" -- *very* [much] \] <b> `x` & y"#),
            r#"It's "so" -- very [much] ] <b> x & y"#
        );
    }
}
