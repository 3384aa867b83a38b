//! Documents: every Markdown file of the site, topics and entities included.

use super::block::{Anchor, Block, BlockRef, Relation};
use super::date::Date;
use super::ids::{BlockId, DocId, EntityId, TagId, Target, TopicId};
use super::words::{ArticleKind, GatherKind, SectionRole, ThreadStatus, Trend, Writer};
use crate::markdown::{NodeIndex, Tree};
use crate::source::{FileId, Span};
use std::ops::Range;
use std::sync::Arc;

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
    /// The day on which a gather was put together, where that is later than its date.
    pub compiled: Option<Date>,
    pub author: Option<String>,
    pub summary: Option<String>,
    /// Its earlier summaries, the oldest first.
    pub history: Vec<EarlierSummary>,
    /// How many of its texts are left out of the site as it was known on an earlier day, since they were, or may have been,
    /// written later.
    pub left_out: u32,
    /// Resolved `related:` entries.
    /// Each once, in the order of the front matter.
    pub tags: Vec<TagId>,
    pub related: Vec<Target>,
    pub provenance: Provenance,
    /// Whether it is not to be published yet, itself or with its topic.
    pub draft: bool,
    /// Data for the site's own templates.
    pub extra: Option<serde_json::Value>,
    pub file: FileId,
    /// Where the body starts in the file.
    pub body: u32,
    pub sections: Vec<Section>,
    /// In the order of the text.
    pub blocks: Vec<Block>,
    /// Earlier ids of its blocks, `(alias:: …)`, in the order of the text.
    pub block_aliases: Vec<BlockAlias>,
    /// What its blocks cite and link to, in the order of the blocks.
    pub refs: Vec<BlockRef>,
    /// What its blocks say about others, in the order of the text.
    pub relations: Vec<Relation>,
    /// The text; its bytes are counted from `body`.
    pub tree: Arc<Tree>,
    /// What each reference of the tree leads to.
    pub targets: Box<[LinkTarget]>,
    pub visible: bool,
}

/// Whether texts with `draft: true` are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

/// A summary that a document had before, and the last day on which it had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierSummary {
    pub until: Date,
    pub text: String,
}

/// An earlier id of a block, which its page keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockAlias {
    pub name: Box<str>,
    /// Index into [`Doc::blocks`].
    pub block: u32,
}

impl Doc {
    /// The earlier ids of one of its blocks.
    pub fn aliases_of(&self, block: u32) -> impl Iterator<Item = &str> {
        let start = self.block_aliases.partition_point(|alias| alias.block < block);
        let aliases = self.block_aliases[start..].iter();
        aliases.take_while(move |alias| alias.block == block).map(|alias| &*alias.name)
    }
    /// The last day on which it changed.
    pub fn last_change(&self) -> Option<Date> {
        self.updated.max(self.recorded())
    }
    /// The day on which it was there: of a gather that was compiled later than the day that it covers, that day.
    pub fn recorded(&self) -> Option<Date> {
        self.compiled.or(self.date)
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
    /// The node of the heading.
    pub node: Option<NodeIndex>,
    /// Its address on the page; lasting if it is the `^id` of the heading.
    pub anchor: Anchor,
    /// Indices into [`Doc::blocks`].
    pub blocks: Range<u32>,
}

/// What a reference in a text leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Something of the site.
    Site(Target),
    /// A section of a document.
    Section(DocId, u32),
    /// A file under static/, by its index in [`Site::statics`].
    File(u32),
    /// An attachment in content/, by its index in [`Files::assets`](crate::source::Files::assets).
    Attachment(u32),
    /// A path from the site's root; which pages there are is known after linking.
    Rooted,
    /// An address that leads out of the site.
    External,
    Footnote(u32),
    /// Nothing: it was reported.
    Unresolved,
}

/// Who wrote a text and who checked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    pub by: Writer,
    pub model: Option<String>,
    pub reviewed_by: Option<String>,
    pub date: Option<Date>,
    pub note: Option<String>,
}

impl Default for Provenance {
    fn default() -> Self {
        Provenance { by: Writer::Unknown, model: None, reviewed_by: None, date: None, note: None }
    }
}
