//! A place in a text and what can be written there.

use crate::content::parse::FileKind;
use crate::model::{DocId, Site};
use crate::source::Files;
use gen_lsp_types::CompletionItemKind;
use std::ops::Range;

/// A place where something is being written.
pub(super) struct CursorContext<'a> {
    pub site: &'a Site,
    pub files: &'a Files,
    pub kind: FileKind,
    /// The document, or for a file of records its topic's; `None` where names are not seen from a topic.
    pub from: Option<DocId>,
    pub text: &'a str,
    /// The cursor.
    pub byte: usize,
}

impl<'a> CursorContext<'a> {
    pub(super) fn line_start(&self) -> usize {
        self.text[..self.byte].rfind('\n').map_or(0, |n| n + 1)
    }
    /// The line up to the cursor.
    pub(super) fn before(&self) -> &'a str {
        &self.text[self.line_start()..self.byte]
    }
    /// The line from the cursor on.
    pub(super) fn after(&self) -> &'a str {
        self.text[self.byte..].lines().next().unwrap_or("")
    }
    /// The words between a byte of the line and the cursor are to be replaced.
    pub(super) fn typed_from(&self, in_line: usize) -> Range<usize> {
        self.line_start() + in_line..self.byte
    }
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompletionChoice {
    pub label: String,
    pub insert: String,
    /// What it is, in a few words.
    pub detail: String,
    /// Further words that it is found by.
    pub also: String,
    pub kind: CompletionItemKind,
}

impl CompletionChoice {
    pub(super) fn word(word: &str, insert: String, detail: &str) -> CompletionChoice {
        let kind = CompletionItemKind::EnumMember;
        CompletionChoice {
            label: word.to_string(),
            insert,
            detail: detail.to_string(),
            also: String::new(),
            kind,
        }
    }
}

/// All that can be written at a place, the most likely first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CompletionChoices {
    pub replace: Range<usize>,
    pub list: Vec<CompletionChoice>,
}
