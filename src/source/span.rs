//! Positions in source texts.

use serde::{Deserialize, Serialize};

/// Index of a file in [`Files`](super::files::Files).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// Templates have ids of their own range: they are quoted like the texts of the site, but do not belong to it.
    pub(super) const FIRST_TEMPLATE: u32 = 1 << 31;

    /// The id of the template at this index of [`Files::with_templates`](super::files::Files::with_templates).
    pub fn template(number: usize) -> FileId {
        FileId(Self::FIRST_TEMPLATE + number as u32)
    }
}

/// A range of bytes in one text, `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn contains(&self, other: &Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}
