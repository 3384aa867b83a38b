//! Markdown to blocks.

use super::input::{InputBlock, InputBlockKind};
use super::text::{LineStarts, consists_of, flat};
use crate::markdown::{self, LeafKind, OutlineItem, OutlineNode};
use std::ops::Range;

/// The text as blocks; the title of a front matter becomes its first heading.
pub(super) fn read(text: &str) -> Vec<InputBlock> {
    let (body, blocks) = front_matter(text);
    let mut reader = MarkdownReader { text, body, lines: LineStarts::new(text), blocks };
    for node in &markdown::outline(&text[body..]).nodes {
        reader.node(node);
    }
    reader.blocks
}

/// Where the body starts, and the front matter: keys other than the title become paragraphs.
fn front_matter(text: &str) -> (usize, Vec<InputBlock>) {
    let mut blocks = Vec::new();
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let words = line.trim_end();
        if n == 0 {
            if words != "---" {
                break;
            }
        } else if words == "---" || words == "..." {
            return (at, blocks);
        } else if let Some(title) = words.strip_prefix("title:") {
            let title = title.trim().trim_matches(['"', '\'']);
            blocks.insert(0, InputBlock::new(n + 1, InputBlockKind::Heading(1), title));
        } else if !words.is_empty() {
            blocks.push(InputBlock::new(n + 1, InputBlockKind::Paragraph, words));
        }
    }
    (0, Vec::new())
}

struct MarkdownReader<'a> {
    text: &'a str,
    /// Where the body starts; ranges count from there.
    body: usize,
    lines: LineStarts,
    blocks: Vec<InputBlock>,
}

impl<'a> MarkdownReader<'a> {
    fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text[self.body + range.start..self.body + range.end]
    }

    fn push(&mut self, kind: InputBlockKind, at: usize, text: impl Into<String>) {
        self.blocks.push(InputBlock::new(self.lines.line(self.body + at), kind, text));
    }

    fn node(&mut self, node: &OutlineNode) {
        match node {
            OutlineNode::Heading { level, text, .. } => {
                self.push(InputBlockKind::Heading(*level), text.start, flat(self.slice(text)));
            }
            OutlineNode::Leaf { kind: LeafKind::Paragraph, range } => {
                self.push(InputBlockKind::Paragraph, range.start, self.slice(range).trim_end());
            }
            OutlineNode::Leaf { kind: LeafKind::Footnote, range } => {
                let text = self.slice(range).trim();
                if let Some((label, text)) =
                    text.strip_prefix("[^").and_then(|w| w.split_once("]:"))
                {
                    self.push(InputBlockKind::Footnote(label.into()), range.start, flat(text));
                }
            }
            OutlineNode::Leaf { kind: LeafKind::Other, range } => self.other(range),
            OutlineNode::List { start, items, .. } => self.items(items, *start, 0),
        }
    }

    fn items(&mut self, items: &[OutlineItem], start: Option<u64>, depth: u8) {
        for (n, item) in items.iter().enumerate() {
            let mut head = item.head.clone();
            if head.is_empty() {
                head = item.range.start..item.range.start;
            }
            let kind = InputBlockKind::Item { depth, number: start.map(|s| s + n as u64) };
            self.push(kind, head.start, self.slice(&head).trim_end());
            let mut at = head.end;
            for sub_item in &item.items {
                self.item_rest(at..sub_item.range.start);
                self.items(std::slice::from_ref(sub_item), None, depth + 1);
                at = sub_item.range.end;
            }
            self.item_rest(at..item.range.end);
        }
    }

    /// What an item contains after its first paragraph: code stays as it is, text continues the item.
    fn item_rest(&mut self, range: Range<usize>) {
        let text = self.slice(&range);
        // the mark of the sub-item that follows
        let mut words = text.trim().trim_end_matches(['-', '*', '+']).trim_end();
        if words.len() < 4 {
            words = words.trim_end_matches(|c: char| c.is_ascii_digit() || ".)".contains(c));
        }
        let words = words.trim_end();
        if words.is_empty() {
            return;
        }
        if words.contains("```") || words.contains("~~~") {
            let lead = text.len() - text.trim_start().len();
            self.push(InputBlockKind::Verbatim, range.start + lead, words);
        } else if let Some(last) = self.blocks.last_mut() {
            last.text.push(' ');
            last.text.push_str(words);
        }
    }

    fn other(&mut self, range: &Range<usize>) {
        let text = self.slice(range).trim_end();
        if consists_of(text.trim(), "-*_ ") {
            return;
        }
        if !text.trim_start().starts_with('|') {
            return self.push(InputBlockKind::Verbatim, range.start, text);
        }
        let first = self.lines.line(self.body + range.start);
        for (n, row) in text.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            self.blocks.push(InputBlock::new(first + n, InputBlockKind::Row, row.trim()));
        }
    }
}
