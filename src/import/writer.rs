//! The writer of content files: front matter, sections, and at the end what found no place.

use super::text::flat;
use crate::content::parse::UNSORTED;

/// Markdown under construction: items of a list follow each other, other blocks are separated.
#[derive(Clone, Debug, Default)]
pub(super) struct MarkdownWriter {
    pub text: String,
    last: LastBlock,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LastBlock {
    #[default]
    Other,
    Item,
    Row,
}

impl MarkdownWriter {
    fn add(&mut self, text: &str, kind: LastBlock) {
        if !self.text.is_empty() {
            let is_continued = kind != LastBlock::Other && kind == self.last;
            self.text.push_str(if is_continued { "\n" } else { "\n\n" });
        }
        self.text.push_str(text);
        self.last = kind;
    }

    /// Adds a paragraph, a heading or code.
    pub(super) fn block(&mut self, text: &str) {
        self.add(text, LastBlock::Other);
    }

    /// Adds an item with its mark and indentation.
    pub(super) fn item(&mut self, text: &str) {
        self.add(text, LastBlock::Item);
    }

    pub(super) fn row(&mut self, text: &str) {
        self.add(text, LastBlock::Row);
    }

    pub(super) fn ends_with_item(&self) -> bool {
        self.last == LastBlock::Item
    }

    pub(super) fn ends_with_row(&self) -> bool {
        self.last == LastBlock::Row
    }
}

/// A content file under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct ContentWriter {
    /// Lines of YAML.
    pub front: String,
    pub body: MarkdownWriter,
    /// The open section, without its heading.
    pub section: MarkdownWriter,
    /// Text that found no place, by paragraph.
    pub unsorted: Vec<String>,
}

impl ContentWriter {
    /// The body with the unsorted text.
    pub(super) fn body(mut self) -> String {
        if !self.unsorted.is_empty() {
            self.body.block(&format!("## {UNSORTED}"));
            for text in &self.unsorted {
                self.body.block(&flat(text));
            }
        }
        let body = self.body.text;
        if body.is_empty() { body } else { format!("\n{body}\n") }
    }

    pub(super) fn text(mut self) -> String {
        let front = std::mem::take(&mut self.front);
        format!("---\n{front}---\n{}", self.body())
    }
}
