//! The content of a bibliography, whatever its format.

use super::text::flat;
use super::work::Work;

/// The content of a bibliography, whatever its format.
#[derive(Debug, Default)]
pub(super) struct BibliographyContent {
    pub works: Vec<Work>,
    /// Pieces that are not works; they become comments.
    pub remarks: Vec<Remark>,
    /// What is left out on purpose.
    pub dropped: Vec<Remark>,
    /// The number of abbreviations, which were replaced by their texts.
    pub abbreviations: usize,
    /// Line and description of what was read in part or in another way than it is written.
    pub changes: Vec<(usize, String)>,
}

#[derive(Debug)]
pub(super) struct Remark {
    pub line: usize,
    pub text: String,
    pub reason: String,
}

impl BibliographyContent {
    pub(super) fn remark(&mut self, line: usize, text: &str, reason: impl Into<String>) {
        self.remarks.push(Remark { line, text: flat(text), reason: reason.into() });
    }
}
