//! Documents: every Markdown file of the site, topics and entities included.

use super::*;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Which kind of document it is, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum DocKind {
    Topic,
    Gather(GatherKind),
    Thread {
        status: ThreadStatus,
        trend: Option<Trend>,
        opened: Option<Date>,
    },
    Article(ArticleKind),
    Page,
    /// The description of an entity.
    Entity(EntityId),
}

/// A Markdown file after linking.
#[derive(Clone, Debug)]
pub struct Doc {
    pub kind: DocKind,
    /// The last part of its address; for a gather the file's name, such as `2026-06-11-update`.
    pub slug: String,
    pub title: String,
    /// Whether the author gave a title; a gather without one is shown by its date.
    pub titled: bool,
    pub aliases: Vec<String>,
    pub topic: Option<TopicId>,
    /// A gather's day, an article's date, a thread's opening.
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub author: Option<String>,
    pub summary: Option<String>,
    /// Resolved `related:` entries.
    pub related: Vec<Target>,
    pub provenance: Provenance,
    pub file: FileId,
    /// Where the body starts in the file.
    pub body: u32,
    pub sections: Vec<Section>,
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// What its blocks cite and link to, in the order of the blocks.
    pub refs: Vec<Ref>,
    /// What its blocks say about others, in the order of the text.
    pub relations: Vec<Relation>,
    /// Footnote definitions: label and the byte range of the text.
    pub footnotes: Vec<(String, Range<u32>)>,
    /// Markdown link reference definitions: label (lower case), address, title.
    pub definitions: Vec<(String, String, String)>,
    pub visible: bool,
}

impl Doc {
    /// The last day on which it changed.
    pub fn last_change(&self) -> Option<Date> {
        self.updated.max(self.date)
    }
    /// The ids of its blocks, in the order of the text; `doc` is its own id.
    pub fn block_ids(&self, doc: DocId) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(move |index| BlockId { doc, index })
    }
    pub fn is_gather(&self) -> bool {
        matches!(self.kind, DocKind::Gather(_))
    }
    pub fn is_thread(&self) -> bool {
        matches!(self.kind, DocKind::Thread { .. })
    }
    pub fn is_article(&self) -> bool {
        matches!(self.kind, DocKind::Article(_))
    }
}

/// A part of a document under one heading of level 2; the first may have no heading.
#[derive(Clone, Debug)]
pub struct Section {
    pub role: SectionRole,
    /// The heading's words in the file.
    pub heading: Option<Span>,
    /// `^id` of the heading.
    pub anchor: Option<String>,
    /// Indices into [`Doc::blocks`].
    pub blocks: Range<u32>,
}

/// Who wrote a text and who checked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    pub by: Writer,
    pub model: Option<String>,
    pub reviewed_by: Option<String>,
    pub date: Option<Date>,
    pub note: Option<String>,
    /// Whether the document says anything at all about it.
    pub given: bool,
}

impl Default for Provenance {
    fn default() -> Self {
        Provenance {
            by: Writer::Unknown,
            model: None,
            reviewed_by: None,
            date: None,
            note: None,
            given: false,
        }
    }
}
