//! The body of a document as written: sections, blocks, fields and references. No name is looked up yet.

use super::yaml::Str;
use crate::markdown::{NodeIndex, Tree};
use crate::model::*;
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// A body as written. The tree counts its bytes from `start`.
#[derive(Debug, Default)]
pub struct RawBody {
    pub start: u32,
    pub tree: Arc<Tree>,
    pub sections: Vec<RawSection>,
    pub blocks: Vec<RawBlock>,
    /// By block.
    pub refs: Vec<RawRef>,
    /// Raw HTML, to be reported unless the site allows it.
    pub html: Vec<Span>,
}

#[derive(Debug)]
pub struct RawSection {
    pub role: SectionRole,
    pub heading: Option<Span>,
    /// The node of the heading.
    pub node: Option<NodeIndex>,
    /// The `^id` of the heading.
    pub anchor: Option<Span>,
    pub blocks: Range<u32>,
}

#[derive(Debug)]
pub struct RawBlock {
    pub kind: RawKind,
    pub section: u32,
    pub node: NodeIndex,
    /// The words, after the prefix.
    pub content: Span,
    /// The `^id`, without its `^`.
    pub id: Option<Span>,
    pub fields: Box<[RawField]>,
    pub date: Option<Date>,
    pub parent: Option<u32>,
}

/// What a block is. Numbers without a name are those of references of the tree.
#[derive(Debug)]
pub enum RawKind {
    Prose,
    Item(ListPlace),
    Subheading {
        level: u8,
    },
    Note(RawNote),
    CrossLink(u32),
    /// The name of its kind.
    Observation(Str),
    Event,
    Perspective(Vec<u32>),
    Position(ChangeWord),
    Tension(Vec<Vec<u32>>),
    Part(RawPart),
    Question,
    Forecast,
    Correction,
}

/// A source note's source: a citation, or all that its second form says.
#[derive(Debug)]
pub enum RawNote {
    Key(u32),
    Link(Box<RawLinkNote>),
}

/// `[Title](address) (Publisher, date)`.
#[derive(Debug)]
pub struct RawLinkNote {
    pub title: Str,
    /// The reference of the tree.
    pub link: u32,
    /// The address in the one form of all its spellings.
    pub work: Box<str>,
    pub publisher: Option<Span>,
    pub date: Option<Date>,
}

#[derive(Debug)]
pub enum RawPart {
    /// The name of the kind.
    Kind(Str),
    Statement(Vec<u32>),
    Shared,
    Crux,
    Settles,
    Answer,
    Reading,
    Condition,
}

#[derive(Debug)]
pub struct RawField {
    pub name: Span,
    pub value: Span,
}

/// What a block cites or links to, in its own words or in a footnote that it marks.
#[derive(Clone, Copy, Debug)]
pub struct RawRef {
    /// The index of the reference in the tree.
    pub reference: u32,
    pub block: u32,
    /// The byte of the file where it counts: its own place, for one in a footnote that of the footnote's mark.
    pub at: u32,
}
