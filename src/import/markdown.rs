//! Markdown to blocks. What an import does not read stays as it is written.

use super::front_matter::FrontMatter;
use super::input::{InputBlock, InputBlockKind};
use super::text::{LineStarts, flat};
use crate::markdown::{NodeIndex, NodeKind, ReferenceKind, Tree, parse};
use crate::source::line_start;
use std::ops::Range;

/// The text as blocks; the title of a front matter becomes its first heading, other lines of it paragraphs.
pub(super) fn read(text: &str, front: &FrontMatter<'_>) -> Vec<InputBlock> {
    let first_line = text[..front.end].matches('\n').count();
    let body = &text[front.end..];
    let tree = parse(body);
    let lines = LineStarts::new(body);
    let blocks = front.blocks();
    let mut reader = MarkdownReader { body, tree: &tree, lines, first_line, blocks };
    for index in tree.roots() {
        reader.block(index);
    }
    reader.blocks
}

/// `[text][label]` with its address: the definition may be in a part that becomes another file.
pub(super) fn with_inline_links(text: &str) -> String {
    let tree = parse(text);
    let mut out = String::new();
    let mut at = 0;
    for reference in &tree.references {
        let range = tree.node(reference.node).range();
        let is_link = matches!(reference.kind, ReferenceKind::Link | ReferenceKind::Image);
        if !is_link || !text[range.clone()].ends_with(']') || range.start < at {
            continue;
        }
        let Some(words) = tree.inline_range(reference.node) else { continue };
        let (address, title) = (tree.address(text, reference), tree.title(text, reference));
        out += &text[at..words.end];
        let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
        out += &match title {
            "" => format!("]({address})"),
            title => format!("]({address} \"{}\")", title.replace('"', "\\\"")),
        };
        at = range.end;
    }
    out + &text[at..]
}

/// How deep lists are read; what is deeper stays as it is written.
const MAX_DEPTH: u8 = 60;

struct MarkdownReader<'a> {
    body: &'a str,
    tree: &'a Tree,
    lines: LineStarts,
    /// Lines above the body.
    first_line: usize,
    blocks: Vec<InputBlock>,
}

impl MarkdownReader<'_> {
    fn push(&mut self, kind: InputBlockKind, at: usize, text: impl Into<String>) {
        self.blocks.push(InputBlock::new(self.first_line + self.lines.line(at), kind, text));
    }

    fn block(&mut self, index: NodeIndex) {
        let node = self.tree.node(index);
        let range = node.range();
        let text = self.body[range.clone()].trim_end();
        match node.kind {
            NodeKind::Heading => {
                let words = self.tree.inline_range(index).unwrap_or(range.end..range.end);
                let kind = InputBlockKind::Heading(self.tree.level(index));
                self.push(kind, range.start, flat(&self.body[words]));
            }
            NodeKind::Paragraph => self.push(InputBlockKind::Paragraph, range.start, text),
            NodeKind::Footnote => {
                let text = text.trim_start();
                if let Some((label, text)) =
                    text.strip_prefix("[^").and_then(|w| w.split_once("]:"))
                {
                    self.push(InputBlockKind::Footnote(label.into()), range.start, flat(text));
                }
            }
            NodeKind::List => self.list(index, 0),
            NodeKind::Table => {
                let mut at = range.start;
                for row in text.split_inclusive('\n') {
                    self.push(InputBlockKind::Row, at, row.trim());
                    at += row.len();
                }
            }
            NodeKind::Rule => {}
            // without its indentation code would read as a paragraph
            _ if self.tree.is_indented_code(index) => {
                let start = self.body[..range.start].trim_end_matches([' ', '\t']).len();
                self.push(InputBlockKind::Verbatim, start, self.body[start..range.end].trim_end());
            }
            _ => self.push(InputBlockKind::Verbatim, range.start, text),
        }
    }

    fn list(&mut self, list: NodeIndex, depth: u8) {
        let mut number = self.tree.first_number(list);
        for item in self.tree.children(list) {
            let range = self.tree.item_range(self.body, item);
            let mut words = self.tree.item_words(self.body, item);
            if words.is_empty() {
                words = range.start..range.start;
            }
            let kind = InputBlockKind::Item { depth, number };
            self.push(kind, words.start, dedented(&self.body[words.clone()], usize::MAX));
            number = number.map(|n| n + 1);
            let line = line_start(self.body, range.start);
            let column = range.start - line;
            let mut at = words.end;
            for part in self.tree.children(item) {
                let part_range = self.tree.node(part).range();
                if self.tree.node(part).kind == NodeKind::List && depth < MAX_DEPTH {
                    self.item_part(at..part_range.start, column, depth);
                    self.list(part, depth + 1);
                    at = part_range.end;
                }
            }
            self.item_part(at..range.end, column, depth);
        }
    }

    /// What an item contains after its first paragraph, but for its lists.
    fn item_part(&mut self, range: Range<usize>, column: usize, depth: u8) {
        if range.is_empty() {
            return;
        }
        let text = self.body[range.clone()].trim_end();
        if !text.trim().is_empty() {
            let line_break = text.find('\n').unwrap_or(0);
            let text = dedented(&text[line_break..], column);
            self.push(InputBlockKind::ItemPart { depth }, range.start + line_break, text);
        }
    }
}

/// The lines without their first `columns` of white space; the first line stays.
fn dedented(text: &str, columns: usize) -> String {
    let mut out = String::new();
    for (n, line) in text.split('\n').enumerate() {
        if n == 0 {
            out += line;
            continue;
        }
        let white = line.len() - line.trim_start_matches([' ', '\t']).len();
        let white = if line.starts_with('\t') { white.min(1) } else { white.min(columns) };
        out.push('\n');
        out += &line[white..];
    }
    out
}
