//! The neutral form of every input: headings, paragraphs, items and rows in order, with line numbers.

use super::text::flat;
use crate::model::Date;

/// One block of a document. Its text is Markdown; line breaks in it are those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InputBlock {
    /// From 1.
    pub line: usize,
    pub kind: InputBlockKind,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InputBlockKind {
    /// Level 0 where the text does not show it.
    Heading(u8),
    Paragraph,
    Item {
        depth: u8,
        number: Option<u64>,
    },
    /// What an item contains after its first paragraph, from the line break on, without indentation.
    ItemPart {
        depth: u8,
    },
    /// A row of a table, with bars.
    Row,
    Footnote(String),
    /// Code or a quotation, kept byte for byte.
    Verbatim,
}

impl InputBlock {
    pub(super) fn new(line: usize, kind: InputBlockKind, text: impl Into<String>) -> InputBlock {
        InputBlock { line, kind, text: text.into() }
    }

    /// The text in one line.
    pub(super) fn flat(&self) -> String {
        flat(&self.text)
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.kind, InputBlockKind::Item { .. })
    }
}

/// An input file, and the lines whose words must appear in the output.
#[derive(Debug, Default)]
pub(super) struct InputDocument {
    pub blocks: Vec<InputBlock>,
    pub lines: Vec<(usize, String)>,
    /// Whether the line breaks of paragraphs are those of Markdown.
    pub is_markdown: bool,
    /// Lines of the front matter.
    pub front_lines: usize,
    /// The day of all of the document.
    pub day: Option<DocumentDay>,
}

/// A day that a front matter or the name of a file gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentDay {
    pub day: Date,
    /// As a front matter writes it.
    pub text: String,
}
