//! The places in a document that a link can name: blocks by their ids and earlier ids, sections, headings.

use crate::content::parse::body::{RawBlock, RawKind};
use crate::content::parse::doc::RawDoc;
use crate::content::parse::inline_field::ALIAS;
use crate::diagnostics::KnownNames;
use crate::model::*;
use crate::source::{Files, Span};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The places in one document. Of two with one name the first counts.
#[derive(Default)]
pub(super) struct Places<'a> {
    by_id: OnceLock<HashMap<&'a str, LinkTarget>>,
    /// By the slug of their words.
    by_heading: OnceLock<HashMap<String, LinkTarget>>,
    /// The ids of blocks, for ids that no block has.
    ids: OnceLock<KnownNames<&'a str>>,
    fragments: OnceLock<KnownFragments>,
}

/// The ids of blocks and the slugs of headings of one document, for fragments that it does not have.
pub(super) struct KnownFragments {
    names: KnownNames<String>,
    /// The first ones.
    first: Vec<String>,
}

impl<'a> Places<'a> {
    /// What `#fragment` is: a block or a heading, by its id or by its words.
    pub(super) fn find(&self, text: DocTexts<'a>, fragment: &str) -> Option<LinkTarget> {
        let id = fragment.strip_prefix('^').unwrap_or(fragment).trim();
        if let Some(place) = self.by_id.get_or_init(|| by_id(text)).get(id) {
            return Some(place.clone());
        }
        if fragment.starts_with('^') {
            return None;
        }
        let by_heading = || {
            let mut places = HashMap::new();
            for (words, target) in text.headings() {
                places.entry(slug::slugify(words)).or_insert(target);
            }
            places
        };
        self.by_heading.get_or_init(by_heading).get(&slug::slugify(fragment)).cloned()
    }

    /// The id of a block that is nearest to one that no block has.
    pub(super) fn nearest_id(&self, text: DocTexts<'a>, id: &str) -> Option<&'a str> {
        let ids = || KnownNames::new(text.block_ids().map(|(id, _)| id));
        self.ids.get_or_init(ids).nearest(id, 1).first().copied().copied()
    }

    pub(super) fn fragments(&self, text: DocTexts<'a>) -> &KnownFragments {
        self.fragments.get_or_init(|| KnownFragments::new(text))
    }
}

impl KnownFragments {
    /// How many are named as examples.
    const MOST_NAMED: usize = 8;

    fn new(text: DocTexts<'_>) -> KnownFragments {
        let ids: BTreeSet<&str> = text.block_ids().map(|(id, _)| id).collect();
        let mut all: Vec<String> = ids.into_iter().map(str::to_string).collect();
        all.extend(text.headings().map(|(words, _)| slug::slugify(words)));
        let first = all.iter().take(KnownFragments::MOST_NAMED).cloned().collect();
        KnownFragments { names: KnownNames::new(all), first }
    }

    pub(super) fn nearest(&self, wrong: &str) -> Option<&str> {
        self.names.nearest(wrong, 1).first().map(|name| name.as_str())
    }

    /// The first ids, else headings.
    pub(super) fn first(&self) -> &[String] {
        &self.first
    }
}

/// Blocks by their ids, then by their earlier ids, then sections.
fn by_id<'a>(text: DocTexts<'a>) -> HashMap<&'a str, LinkTarget> {
    let mut places = HashMap::new();
    for (id, block) in text.block_ids() {
        places.entry(id).or_insert(LinkTarget::Site(Target::Block(block)));
    }
    for (block, index) in text.found.body.blocks.iter().zip(0..) {
        for alias in block_aliases(block, text.files) {
            let block = BlockId { doc: text.id, index };
            places.entry(alias).or_insert(LinkTarget::Site(Target::Block(block)));
        }
    }
    for (section, n) in text.doc.sections.iter().zip(0..) {
        places.entry(&*section.anchor.name).or_insert(LinkTarget::Section(text.id, n));
    }
    places
}

/// A document as it is written and as far as it is linked.
#[derive(Clone, Copy)]
pub(super) struct DocTexts<'a> {
    pub id: DocId,
    pub doc: &'a Doc,
    pub found: &'a RawDoc,
    pub files: &'a Files,
}

impl<'a> DocTexts<'a> {
    /// The lasting ids of its blocks; as long as its blocks are not linked, those that are written.
    pub(super) fn block_ids(self) -> impl Iterator<Item = (&'a str, BlockId)> {
        let DocTexts { id: doc, files, .. } = self;
        let linked = &self.doc.blocks;
        let written = if linked.is_empty() { &self.found.body.blocks[..] } else { &[] };
        let written = written.iter().map(|block| Some(files.slice(block.id?)));
        let linked = linked.iter().map(|block| match &block.anchor {
            Anchor { name, lasting: true } => Some(&**name),
            _ => None,
        });
        let ids = written.chain(linked).zip(0..);
        ids.filter_map(move |(id, index)| Some((id?, BlockId { doc, index })))
    }

    /// Its headings with their words as they are written.
    pub(super) fn headings(self) -> impl Iterator<Item = (&'a str, LinkTarget)> {
        let DocTexts { id: doc, files, .. } = self;
        let body = &self.found.body;
        let sections = body.sections.iter().zip(0u32..).filter_map(move |(section, n)| {
            Some((files.slice(section.heading?), LinkTarget::Section(doc, n)))
        });
        let is_heading = |block: &&RawBlock| {
            matches!(block.kind, RawKind::Subheading { .. } | RawKind::Perspective(_))
        };
        let blocks = body.blocks.iter().zip(0..).filter(move |(block, _)| is_heading(block));
        let blocks = blocks.map(move |(block, index)| {
            let id = BlockId { doc, index };
            (files.slice(block.content), LinkTarget::Site(Target::Block(id)))
        });
        sections.chain(blocks)
    }
}

/// The earlier ids of a block.
pub(super) fn block_aliases<'a>(
    block: &'a RawBlock,
    files: &'a Files,
) -> impl Iterator<Item = &'a str> {
    alias_spans(block, files).map(|alias| files.slice(alias))
}

/// Where the earlier ids of a block are written.
pub(super) fn alias_spans<'a>(
    block: &'a RawBlock,
    files: &'a Files,
) -> impl Iterator<Item = Span> + use<'a> {
    let aliases = block.fields.iter().filter(|field| files.slice(field.name) == ALIAS);
    aliases.map(|field| field.value)
}
