//! The tree of a Markdown text: a flat list of nodes in the order of the text, with byte ranges.
//!
//! The children of a node are the nodes between it and [`Node::next`]. A node has no allocation of its own: words are
//! ranges of the source or, where Markdown changed them (entities, typographic quotes), of one pool.

use std::ops::Range;

/// A whole text.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Box<[Node]>,
    /// Citations, links, images and footnote marks, in the order of the text.
    pub references: Box<[Reference]>,
    /// Footnotes in the order of their first marks; those without a mark come last.
    pub footnotes: Box<[Footnote]>,
    /// Ids and fields, in the order of the text.
    pub attributes: Box<[Attribute]>,
    /// Byte ranges that are not text, sorted: the attributes with the white space before them.
    pub hidden: Box<[Range<u32>]>,
    /// Whether the text has link reference definitions.
    pub has_definitions: bool,
    /// Quotations that start with `[!NOTE]`, in the order of the text.
    pub callouts: Box<[Callout]>,
    pub(super) pool: Box<str>,
    pub(super) words: Box<[WordRange]>,
    pub(super) tables: Box<[Box<[pulldown_cmark::Alignment]>]>,
}

/// The index of a node.
pub type NodeIndex = u32;

/// One node.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub kind: NodeKind,
    /// What the kind says of it: a level, a number, an index.
    pub(super) data: u32,
    pub start: u32,
    pub end: u32,
    /// The first node behind its descendants.
    pub next: NodeIndex,
}

impl Node {
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The kinds of nodes, with what `data` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Paragraph,
    /// The level.
    Heading,
    /// The number of its callout, from 1; 0 for a quotation.
    Quotation,
    /// Its info string; 0 for indented code.
    Code,
    HtmlBlock,
    /// The number of the first item; [`BULLETS`] for a bulleted list.
    List,
    Item,
    /// The index of the footnote.
    Footnote,
    /// The index of its alignments.
    Table,
    TableHead,
    TableRow,
    TableCell,
    Rule,
    DefinitionList,
    Term,
    Definition,
    Emphasis,
    Strong,
    Strikethrough,
    Highlight,
    /// `^[words]`: the index of its footnote.
    InlineNote,
    /// The index of the reference, as for the following four.
    Link,
    Image,
    /// Its references are one for each key: as many as it has sources.
    Citation,
    /// `@key` among words.
    TextCitation,
    WikiLink,
    FootnoteMark,
    /// 1 if it is ticked.
    TaskMarker,
    /// Its formula, as for a text.
    InlineMath,
    DisplayMath,
    /// Its words, as for the following four.
    Text,
    /// A straight quotation mark that stands for one of the language: its place. An apostrophe is a text.
    QuotationMark,
    /// A piece of a block of code.
    CodeText,
    CodeSpan,
    Html,
    InlineHtml,
    SoftBreak,
    HardBreak,
}

/// `data` of a bulleted list.
pub(super) const BULLETS: u32 = u32::MAX;

impl NodeKind {
    /// Whether it is inline.
    pub fn is_inline(self) -> bool {
        use NodeKind::*;
        matches!(
            self,
            Emphasis
                | Strong
                | Strikethrough
                | Highlight
                | InlineNote
                | TextCitation
                | TaskMarker
                | InlineMath
                | DisplayMath
                | Link
                | Image
                | Citation
                | WikiLink
                | FootnoteMark
                | Text
                | QuotationMark
                | CodeSpan
                | InlineHtml
                | SoftBreak
                | HardBreak
        )
    }
}

/// A piece of words: a range of the source or of the pool.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordRange {
    pub start: u32,
    pub len: u32,
    pub is_pooled: bool,
}

/// One name in the text.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    pub kind: ReferenceKind,
    /// The node that it belongs to.
    pub node: NodeIndex,
    /// Of a citation its key, of a wiki link its target, else the whole node.
    pub start: u32,
    pub end: u32,
    /// Index into `words` of its details.
    pub(super) details: u32,
}

impl Reference {
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What a reference is, with its details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[@key]`: prefix and locator.
    Citation,
    /// `@key` or `@key [p. 3]` among words: prefix and locator.
    TextCitation,
    /// `[[target]]`.
    WikiLink,
    /// `[[target|label]]`.
    LabelledWikiLink,
    /// `[text](address)`: address and title.
    Link,
    /// `<me@example.org>`: address.
    Email,
    /// `![alt](address)`: address and title.
    Image,
    /// `[^label]`: the index of the footnote.
    FootnoteMark,
}

/// `> [!NOTE] Title`, with byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callout {
    pub node: NodeIndex,
    /// `NOTE`
    pub kind: Range<usize>,
    /// What is behind the bracket in its line.
    pub title: Range<usize>,
    /// The line that is not shown as words of the quotation.
    pub(super) header: Range<usize>,
}

/// A footnote's definition.
#[derive(Clone, Copy, Debug)]
pub struct Footnote {
    pub node: NodeIndex,
    pub(super) label: WordRange,
    /// The first mark, as the index of its reference.
    pub mark: Option<u32>,
}

/// An id or a field, with byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub range: Range<u32>,
    pub kind: AttributeKind,
    /// The item that it belongs to, else the block.
    pub owner: NodeIndex,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// `^id` at the end of its owner's words.
    Id,
    /// `^id` as a paragraph of its own.
    LoneId,
    Field {
        name: Range<u32>,
        value: Range<u32>,
    },
}

impl Attribute {
    pub fn bytes(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }

    /// The id without its `^`.
    pub fn id(&self) -> Option<Range<usize>> {
        match self.kind {
            AttributeKind::Field { .. } => None,
            _ => Some(self.range.start as usize + 1..self.range.end as usize),
        }
    }
}

impl ReferenceKind {
    pub fn is_wiki_link(self) -> bool {
        matches!(self, ReferenceKind::WikiLink | ReferenceKind::LabelledWikiLink)
    }
}

impl Tree {
    pub fn node(&self, index: NodeIndex) -> &Node {
        &self.nodes[index as usize]
    }

    /// The indices of the nodes right below a node.
    pub fn children(&self, index: NodeIndex) -> Siblings<'_> {
        Siblings { tree: self, at: index + 1, end: self.node(index).next }
    }

    /// The indices of the top-level blocks.
    pub fn roots(&self) -> Siblings<'_> {
        Siblings { tree: self, at: 0, end: self.nodes.len() as u32 }
    }

    /// The deepest node at a byte, unless the byte is one of Markdown's marks.
    pub fn leaf_at(&self, byte: usize) -> Option<&Node> {
        let after = self.nodes.partition_point(|n| n.start as usize <= byte);
        let node = &self.nodes[after.checked_sub(1)?];
        node.range().contains(&byte).then_some(node)
    }

    /// Whether a byte is one of words that are shown as they are: not of code, a comment, a link or a mark.
    pub fn is_text(&self, byte: usize) -> bool {
        let hidden = self.hidden.partition_point(|h| h.end as usize <= byte);
        let is_hidden = self.hidden.get(hidden).is_some_and(|h| h.start as usize <= byte);
        !is_hidden
            && self
                .leaf_at(byte)
                .is_some_and(|node| matches!(node.kind, NodeKind::Text | NodeKind::QuotationMark))
    }

    /// The level of a heading.
    pub fn level(&self, heading: NodeIndex) -> u8 {
        self.node(heading).data as u8
    }

    /// The number of the first item of a numbered list.
    pub fn first_number(&self, list: NodeIndex) -> Option<u64> {
        Some(self.node(list).data).filter(|n| *n != BULLETS).map(u64::from)
    }

    pub(super) fn detail<'a>(
        &'a self,
        source: &'a str,
        reference: &Reference,
        nth: u32,
    ) -> &'a str {
        match self.words.get((reference.details + nth) as usize) {
            Some(words) if reference.details > 0 => self.words(source, *words),
            _ => "",
        }
    }

    pub(super) fn words<'a>(&'a self, source: &'a str, words: WordRange) -> &'a str {
        let range = words.start as usize..(words.start + words.len) as usize;
        if words.is_pooled { &self.pool[range] } else { &source[range] }
    }

    /// The words of a text, code span or piece of HTML, or the info string of code.
    pub(super) fn text<'a>(&'a self, source: &'a str, node: &Node) -> &'a str {
        match node.data {
            0 => &source[node.range()],
            n => self.words(source, self.words[n as usize]),
        }
    }
}

/// Nodes that follow each other.
#[derive(Clone, Debug)]
pub struct Siblings<'a> {
    tree: &'a Tree,
    at: NodeIndex,
    end: NodeIndex,
}

impl Iterator for Siblings<'_> {
    type Item = NodeIndex;

    fn next(&mut self) -> Option<NodeIndex> {
        if self.at >= self.end {
            return None;
        }
        let here = self.at;
        self.at = self.tree.node(here).next;
        Some(here)
    }
}
