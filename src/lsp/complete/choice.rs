//! A position in a text and what can be written there.

use crate::content::parse::FileKind;
use crate::model::{DocId, SectionRole, Site};
use crate::source::{Files, line_start};
use gen_lsp_types::CompletionItemKind;
use std::ops::Range;

/// The position of the cursor in a text.
pub(super) struct CursorContext<'a> {
    pub site: &'a Site,
    pub files: &'a Files,
    pub kind: FileKind,
    /// The document from which names are resolved: for a file of records its topic's, if it has one.
    pub from: Option<DocId>,
    pub text: &'a str,
    /// The cursor.
    pub byte: usize,
}

impl<'a> CursorContext<'a> {
    pub(super) fn line_start(&self) -> usize {
        line_start(self.text, self.byte)
    }

    /// The line up to the cursor.
    pub(super) fn before(&self) -> &'a str {
        &self.text[self.line_start()..self.byte]
    }

    /// The line after the cursor.
    pub(super) fn after(&self) -> &'a str {
        self.text[self.byte..].lines().next().unwrap_or("")
    }

    /// The role of the section that the cursor is in.
    pub(super) fn section_role(&self) -> SectionRole {
        let mut lines = self.text[..self.line_start()].lines().rev();
        let heading = lines.find_map(|line| line.strip_prefix("## ")).unwrap_or("");
        self.site.locale.headings().role(heading.split(" ^").next().unwrap_or(heading))
    }

    /// From a byte of the line to the cursor.
    pub(super) fn typed_from(&self, in_line: usize) -> Range<usize> {
        self.line_start() + in_line..self.byte
    }

    /// Words in place of `value`, the text between a colon and the cursor; a missing space is added.
    pub(super) fn words(
        &self,
        value: &str,
        words: &[&str],
        suffix: &str,
        detail: &str,
    ) -> CompletionChoices {
        let space = if value.is_empty() { " " } else { "" };
        let mut list = Vec::new();
        for word in words {
            list.push(CompletionChoice::word(word, format!("{space}{word}{suffix}"), detail));
        }
        CompletionChoices { replace: self.byte - value.trim_start().len()..self.byte, list }
    }
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompletionChoice {
    pub label: String,
    pub insert: String,
    /// A short description.
    pub detail: String,
    /// Further words that find it.
    pub also: String,
    pub kind: CompletionItemKind,
}

impl CompletionChoice {
    pub(super) fn word(word: &str, insert: String, detail: &str) -> CompletionChoice {
        CompletionChoice {
            label: word.to_string(),
            insert,
            detail: detail.to_string(),
            also: String::new(),
            kind: CompletionItemKind::EnumMember,
        }
    }
}

/// Everything that can be written at a position, the most likely first.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CompletionChoices {
    pub replace: Range<usize>,
    pub list: Vec<CompletionChoice>,
}
