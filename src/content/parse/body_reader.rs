//! The state while one body is read, and how a block is added to it.

use super::body::{RawBlock, RawBody, RawField, RawKind};
use super::yaml::Str;
use crate::diagnostics::{Report, codes};
use crate::markdown::{AttributeKind, NodeIndex, NodeKind, Tree};
use crate::model::locale::Headings;
use crate::model::*;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Whether `- [Title](url) (Publisher, date) — note` is a source note here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteForms {
    All,
    KeysOnly,
}

/// One list item as it is read.
pub(super) struct Item {
    pub node: NodeIndex,
    pub place: ListPlace,
    /// Its bytes without the marker.
    pub range: Range<usize>,
}

/// The state while one body is read.
pub(super) struct BodyReader<'a> {
    pub file: FileId,
    /// The body; the tree has its byte ranges.
    pub body: &'a str,
    pub base: usize,
    pub tree: &'a Tree,
    pub notes: NoteForms,
    pub headings: &'a Headings,
    pub role: SectionRole,
    /// The perspective that following blocks belong to.
    pub perspective: Option<u32>,
    /// The last block that is not part of another.
    pub last: Option<u32>,
    pub out: RawBody,
    pub report: &'a mut Report,
}

impl<'a> BodyReader<'a> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }
    pub(super) fn str(&self, range: &Range<usize>) -> Str {
        Str { text: self.body[range.clone()].to_string(), span: self.span(range) }
    }
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.body[range.clone()]
    }
    /// The words of a place in this body.
    pub(super) fn text(&self, span: Span) -> &'a str {
        &self.body[span.start as usize - self.base..span.end as usize - self.base]
    }

    /// Skips white space and one dash or colon between a prefix and its words.
    pub(super) fn words_from(&self, at: usize, end: usize) -> Range<usize> {
        let rest = &self.body[at..end];
        let trimmed = rest.trim_start().trim_start_matches(['—', '–', ':']);
        let trimmed = trimmed.strip_prefix("- ").unwrap_or(trimmed).trim_start();
        end - trimmed.len()..end
    }

    /// The wiki links in a range.
    pub(super) fn wiki_links(&self, range: &Range<usize>) -> Vec<u32> {
        let all = self.tree.references_in(range);
        let is_wiki = |n: &usize| self.tree.references[*n].kind.is_wiki_link();
        all.filter(is_wiki).map(|n| n as u32).collect()
    }

    /// The first reference of a range if it is at its start.
    pub(super) fn reference_at_start(&self, range: &Range<usize>) -> Option<u32> {
        let first = self.tree.references_in(range).next()?;
        let node = self.tree.node(self.tree.references[first].node);
        (node.range().start == range.start).then_some(first as u32)
    }

    /// Adds a block: a node, or the part of it that is `content`.
    pub(super) fn push(
        &mut self,
        kind: RawKind,
        node: NodeIndex,
        content: Range<usize>,
        date: Option<Date>,
    ) {
        let words = content.start..self.tree.words_end(self.body, &content);
        let mut block = RawBlock {
            kind,
            section: self.out.sections.len() as u32 - 1,
            node,
            content: self.span(&words),
            id: None,
            fields: Box::default(),
            date,
            parent: self.perspective,
        };
        let mut fields = Vec::new();
        for attribute in self.tree.attributes_of(node) {
            match &attribute.kind {
                AttributeKind::Field { name, value } => {
                    let [name, value] =
                        [name, value].map(|r| self.span(&(r.start as usize..r.end as usize)));
                    fields.push(RawField { name, value });
                }
                _ if block.id.is_none() => block.id = attribute.id().map(|id| self.span(&id)),
                _ => {
                    let span = self.span(&attribute.id().unwrap_or_default());
                    let message = "the block has an id already";
                    self.report.add(&codes::BAD_BLOCK_ID, span, message, "keep one of the two");
                }
            }
        }
        block.fields = fields.into();
        if matches!(block.kind, RawKind::Perspective(_)) {
            block.parent = None;
        }
        self.check_fields(&block);
        self.last = Some(self.out.blocks.len() as u32);
        self.out.blocks.push(block);
    }

    /// Adds the items below a node that have an id or a field as blocks of their own.
    pub(super) fn push_nested(&mut self, node: NodeIndex, parent: u32) {
        let last = self.last;
        let range = self.tree.node(node).range();
        let mut owner = node;
        for attribute in self.tree.attributes_in(&range) {
            if attribute.owner <= owner || self.tree.node(attribute.owner).kind != NodeKind::Item {
                continue;
            }
            owner = attribute.owner;
            let content = self.tree.item_range(self.body, owner);
            self.push(RawKind::Item(ListPlace::default()), owner, content, None);
            if let Some(block) = self.out.blocks.last_mut() {
                block.parent = Some(parent);
            }
        }
        self.last = last;
    }
}
