//! Markdown to blocks.

use super::blocks::{Block, Kind, flat};
use crate::markdown::{self, Item, LeafKind, Node};
use std::ops::Range;

/// The text as blocks; the title of a front matter becomes its first heading.
pub fn read(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let start = front_matter(text, &mut found);
    let body = &text[start..];
    let mut reader = Reader { text, base: start, found };
    for node in &markdown::outline(body).nodes {
        reader.node(node);
    }
    reader.found
}

/// Where the body starts. Keys beside the title become paragraphs, so that they are not lost.
fn front_matter(text: &str, found: &mut Vec<Block>) -> usize {
    let mut at = 0;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        match (n, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return 0,
            (_, "---" | "...") => return at,
            (_, words) => match words.strip_prefix("title:") {
                Some(title) => found.insert(
                    0,
                    Block::new(n + 1, Kind::Heading(1), title.trim().trim_matches(['"', '\''])),
                ),
                None if words.trim().is_empty() => {}
                None => found.push(Block::new(n + 1, Kind::Paragraph, words)),
            },
        }
    }
    found.clear();
    0
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    found: Vec<Block>,
}

impl Reader<'_> {
    fn slice(&self, range: &Range<usize>) -> &str {
        &self.text[self.base + range.start..self.base + range.end]
    }

    fn line(&self, at: usize) -> usize {
        self.text[..self.base + at].matches('\n').count() + 1
    }

    fn push(&mut self, kind: Kind, range: &Range<usize>, text: String) {
        let line = self.line(range.start);
        self.found.push(Block { line, kind, text });
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Heading { level, text, .. } => {
                let words = flat(self.slice(text));
                self.push(Kind::Heading(*level), text, words);
            }
            Node::Leaf { kind: LeafKind::Paragraph, range } => {
                let words = self.slice(range).trim_end().to_string();
                self.push(Kind::Paragraph, range, words);
            }
            Node::Leaf { kind: LeafKind::Footnote, range } => {
                let words = self.slice(range).trim().to_string();
                if let Some((label, text)) =
                    words.strip_prefix("[^").and_then(|w| w.split_once("]:"))
                {
                    self.push(Kind::Footnote(label.into()), range, flat(text));
                }
            }
            Node::Leaf { kind: LeafKind::Other, range } => self.other(range),
            Node::List { start, items, .. } => self.items(items, *start, 0),
        }
    }

    fn items(&mut self, items: &[Item], start: Option<u64>, depth: u8) {
        for (n, item) in items.iter().enumerate() {
            let head = if item.head.is_empty() {
                item.range.start..item.range.start
            } else {
                item.head.clone()
            };
            let words = self.slice(&head).trim_end().to_string();
            self.push(Kind::Item { depth, number: start.map(|s| s + n as u64) }, &head, words);
            let mut at = head.end;
            for sub in &item.items {
                self.rest(at..sub.range.start);
                self.items(std::slice::from_ref(sub), None, depth + 1);
                at = sub.range.end;
            }
            self.rest(at..item.range.end);
        }
    }

    /// What stands in an item beside its first paragraph and its sub-items: it goes on with it, or is kept as it is.
    fn rest(&mut self, range: Range<usize>) {
        let text = self.slice(&range).to_string();
        // the mark of the sub-item that follows
        let words = text.trim().trim_end_matches(['-', '*', '+']).trim_end();
        let words = words
            .trim_end_matches(|c: char| c.is_ascii_digit() || ".)".contains(c) && words.len() < 4)
            .trim_end();
        if words.is_empty() {
            return;
        }
        let lead = text.len() - text.trim_start().len();
        if words.contains("```") || words.contains("~~~") {
            return self.push(Kind::Verbatim, &(range.start + lead..range.end), words.to_string());
        }
        if let Some(last) = self.found.last_mut() {
            last.text.push(' ');
            last.text.push_str(words);
        }
    }

    fn other(&mut self, range: &Range<usize>) {
        let text = self.slice(range).trim_end().to_string();
        if text.trim().chars().all(|c| "-*_ ".contains(c)) {
            return;
        }
        if !text.trim_start().starts_with('|') {
            return self.push(Kind::Verbatim, range, text);
        }
        let first = self.line(range.start);
        let rows = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
        self.found.extend(rows.map(|(n, row)| Block::new(first + n, Kind::Row, row.trim())));
    }
}
