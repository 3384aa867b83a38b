//! The writer of content files: front matter, sections, and at the end what found no place.

use super::text::flat;
use crate::content::parse::UNSORTED;

/// Markdown under construction: items of a list follow each other, other blocks are separated.
#[derive(Clone, Debug, Default)]
pub(super) struct MarkdownWriter {
    pub text: String,
    last: LastBlock,
    /// Widths of the marks of the open items, by depth.
    indents: Vec<usize>,
    /// Where the open table starts.
    table: usize,
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
        let is_continued = kind != LastBlock::Other && kind == self.last;
        if !is_continued {
            self.indents.clear();
        }
        if !self.text.is_empty() {
            self.text.push_str(if is_continued { "\n" } else { "\n\n" });
        }
        self.text.push_str(text);
        self.last = kind;
    }

    /// Adds a paragraph, a heading or code.
    pub(super) fn block(&mut self, text: &str) {
        self.add(text, LastBlock::Other);
    }

    /// Adds an item with its mark, such as `- `.
    pub(super) fn item(&mut self, depth: u8, mark: &str, text: &str) {
        if self.last != LastBlock::Item {
            self.indents.clear();
        }
        self.indents.truncate(depth.into());
        let indent = self.indents.iter().sum();
        let mut indents = std::mem::take(&mut self.indents);
        indents.push(mark.len());
        let text = indented(text, indent + mark.len());
        self.add(&format!("{}{mark}{text}", " ".repeat(indent)), LastBlock::Item);
        self.indents = indents;
    }

    /// Starts a new list where an item with another kind of mark would continue the open one.
    pub(super) fn end_list(&mut self) {
        self.last = LastBlock::Other;
    }

    /// Adds what an item of this depth contains after its words, from the line break on.
    pub(super) fn item_part(&mut self, depth: u8, text: &str) {
        self.indents.truncate(usize::from(depth) + 1);
        self.text.push_str(&indented(text, self.indents.iter().sum()));
    }

    /// Adds a row of a table; the row below the first one is its separator.
    pub(super) fn row(&mut self, text: &str, is_separator: bool) {
        if self.last != LastBlock::Row {
            self.add(text, LastBlock::Row);
            self.table = self.text.len() - text.len();
            return;
        }
        let head = &self.text[self.table..];
        if !head.contains('\n') && !is_separator {
            let columns = head.replace("\\|", "").trim_matches('|').split('|').count();
            self.add(&format!("|{}", "---|".repeat(columns)), LastBlock::Row);
        }
        self.add(text, LastBlock::Row);
    }

    pub(super) fn ends_with_item(&self) -> bool {
        self.last == LastBlock::Item
    }
}

/// A text whose lines after the first are indented.
fn indented(text: &str, columns: usize) -> String {
    let mut out = String::new();
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        if n > 0 && !line.is_empty() {
            out += &" ".repeat(columns);
        }
        out += line;
    }
    out
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
        if body.is_empty() { body } else { format!("{body}\n") }
    }

    pub(super) fn text(mut self) -> String {
        let front = std::mem::take(&mut self.front);
        format!("---\n{front}---\n{}", self.body())
    }
}
