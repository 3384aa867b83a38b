//! Blocks with their addresses, and every citation and link resolved, over all cores.

use super::page_ids;
use super::places::block_aliases;
use super::record_names::wrong_kind;
use super::resolve::NameResolver;
use super::sections::sections;
use super::sources::InlineSources;
use super::unique_anchors::{UniqueAnchor, UniqueAnchors};
use super::vocabulary::term;
use crate::content::parse::Raw;
use crate::content::parse::body::{RawBlock, RawKind, RawNote, RawPart};
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::{Diagnostic, Report, SearchLimit, codes};
use crate::model::*;
use crate::source::Files;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// The blocks and refs of one document.
pub(super) struct LinkedBlocks {
    blocks: Vec<Block>,
    aliases: Vec<BlockAlias>,
    refs: Vec<BlockRef>,
    /// What each reference of the tree leads to.
    pub targets: Vec<LinkTarget>,
    pub report: Report,
}

/// Fills the sections, blocks and refs of the documents.
pub(super) fn collect(
    raw: &Raw,
    site: &mut Site,
    files: &Files,
    inline: &InlineSources,
    report: &mut Report,
) {
    let locale = Arc::clone(&site.locale);
    let headings = locale.headings();
    for (found, doc) in raw.docs.iter().zip(&mut site.docs) {
        doc.sections = sections(found, headings, files, report);
        page_ids::check(found, &doc.kind, files, report);
    }
    let mut resolver = NameResolver::new(site, &raw.docs, files);
    // in a session ids of files go beyond their number
    let last = raw.docs.iter().map(|doc| doc.file.0 as usize).max();
    resolver.searches = SearchLimit::by_file(last.map_or(0, |last| last + 1));
    let link = |n: usize| {
        let doc = DocId(n as u32);
        BlockLinker::new(&resolver, doc, &raw.docs[n], files, inline.of(doc)).run()
    };
    let all = (0..raw.docs.len()).into_par_iter();
    let mut linked: Vec<LinkedBlocks> = all.with_min_len(16).map(&link).collect();
    // those with names that lead to nothing, once more with the nearest names
    let is_granted = resolver.searches.grant(raw.docs.iter().map(|doc| doc.file));
    linked.par_iter_mut().enumerate().filter(|(n, _)| is_granted[*n]).for_each(|(n, part)| {
        *part = link(n);
    });
    for (part, doc) in linked.into_iter().zip(&mut site.docs) {
        doc.blocks = part.blocks;
        doc.block_aliases = part.aliases;
        doc.refs = part.refs;
        doc.targets = part.targets.into();
        report.extend(part.report);
    }
    if !raw.site.allow_html {
        raw_html(raw, report);
    }
}

fn raw_html(raw: &Raw, report: &mut Report) {
    for span in raw.docs.iter().flat_map(|d| &d.body.html) {
        let help = "write Markdown instead, or set allow_html: true in site.yaml if every author is trusted";
        report.add(&codes::RAW_HTML, *span, "raw HTML is shown as text", help);
    }
}

pub(super) struct BlockLinker<'a> {
    pub resolver: &'a NameResolver<'a>,
    pub doc: DocId,
    pub found: &'a RawDoc,
    pub files: &'a Files,
    /// The sources of its notes of the second form that are still to come.
    notes: std::slice::Iter<'a, SourceId>,
    anchors: UniqueAnchors,
    /// Ids of what blocks are about that were taken.
    taken: HashSet<String>,
    pub out: LinkedBlocks,
}

impl<'a> BlockLinker<'a> {
    /// `notes` are the sources of the document's notes of the second form, in order.
    fn new(
        resolver: &'a NameResolver<'a>,
        doc: DocId,
        found: &'a RawDoc,
        files: &'a Files,
        notes: &'a [SourceId],
    ) -> Self {
        let blocks = found.body.blocks.iter().filter_map(|b| b.id);
        let sections = found.body.sections.iter().filter_map(|s| s.anchor);
        let ids = blocks.chain(sections);
        let anchors = UniqueAnchors::new(ids.map(|id| files.slice(id)));
        let out = LinkedBlocks {
            blocks: Vec::with_capacity(found.body.blocks.len()),
            aliases: Vec::new(),
            refs: Vec::with_capacity(found.body.refs.len()),
            targets: Vec::with_capacity(found.body.tree.references.len()),
            report: Report::default(),
        };
        BlockLinker {
            resolver,
            doc,
            found,
            files,
            notes: notes.iter(),
            anchors,
            taken: HashSet::new(),
            out,
        }
    }

    fn run(mut self) -> LinkedBlocks {
        for reference in self.found.body.tree.references.iter() {
            self.check_image(reference);
            let target = self.target(reference).unwrap_or_else(|found| {
                self.report(*found);
                LinkTarget::Unresolved
            });
            self.out.targets.push(target);
        }
        let mut refs = self.found.body.refs.iter().peekable();
        for (block, index) in self.found.body.blocks.iter().zip(0..) {
            let id = BlockId { doc: self.doc, index };
            let kind = self.kind(block);
            let start = self.out.refs.len() as u32;
            while let Some(found) = refs.next_if(|r| r.block == index) {
                let target = match self.out.targets[found.reference as usize] {
                    LinkTarget::Site(target) => target,
                    LinkTarget::Section(doc, _) => self.resolver.site.target_of(doc),
                    _ => continue,
                };
                self.out.refs.push(BlockRef { block: id, target, at: found.at });
            }
            if let BlockKind::Note { source } = kind
                && self.out.refs[start as usize..]
                    .iter()
                    .all(|r| r.target != Target::Source(source))
            {
                let at = block.content.start;
                self.out.refs.insert(
                    start as usize,
                    BlockRef { block: id, target: Target::Source(source), at },
                );
            }
            let refs = start..self.out.refs.len() as u32;
            let anchor = self.anchor(block, &kind);
            let claim = self.claim(index, block);
            for alias in block_aliases(block, self.files) {
                self.out.aliases.push(BlockAlias { name: alias.into(), block: index });
            }
            self.out.blocks.push(Block {
                doc: self.doc,
                section: block.section,
                date: self.date(block, &kind),
                kind,
                node: block.node,
                content: block.content,
                anchor,
                refs,
                parent: block.parent.map(|index| BlockId { index, ..id }),
                uncited: self.field(block, "uncited") == Some("yes"),
                claim,
                visible: true,
            });
        }
        self.check_taken_ids();
        self.out
    }

    pub(super) fn report(&mut self, found: Diagnostic) {
        self.out.report.push(found);
    }

    /// An entity by name; other targets are reported (an unknown name is reported with the refs).
    fn entities(&mut self, names: &[u32], actors_only: ActorRule) -> Vec<EntityId> {
        let mut found = Vec::new();
        for name in names {
            let entity = match self.out.targets[*name as usize] {
                LinkTarget::Site(Target::Entity(e)) => Some(e),
                LinkTarget::Unresolved => continue,
                _ => None,
            };
            let fits = entity.is_some_and(|e| {
                actors_only == ActorRule::AnyEntity
                    || self.resolver.site.entity(e).kind.base.is_actor()
            });
            match entity.filter(|_| fits) {
                Some(e) => found.push(e),
                None => {
                    let said = self.said(*name);
                    let (message, help) = match actors_only {
                        ActorRule::Only => (
                            format!("\"{}\" cannot hold a position", said.text),
                            "a perspective is held by a person, an organisation or a collective",
                        ),
                        ActorRule::AnyEntity => (
                            format!("\"{}\" cannot be a side of a tension", said.text),
                            "a side is an entity of content/entities/",
                        ),
                    };
                    self.report(wrong_kind(&said, message, help));
                }
            }
        }
        found
    }

    fn kind(&mut self, block: &RawBlock) -> BlockKind {
        match &block.kind {
            RawKind::Prose => BlockKind::Prose,
            RawKind::Item(place) => {
                self.check_linked_note(block);
                BlockKind::Item(*place)
            }
            RawKind::Subheading { level } => BlockKind::Subheading { level: *level },
            RawKind::Note(RawNote::Key(key)) => match self.out.targets[*key as usize] {
                LinkTarget::Site(Target::Source(source)) => BlockKind::Note { source },
                // The key is reported with the references; its words stay.
                _ => BlockKind::Item(ListPlace::default()),
            },
            RawKind::Note(RawNote::Link(_)) => {
                let source = self.notes.next().expect("each note of the second form has a source");
                BlockKind::Note { source: *source }
            }
            RawKind::CrossLink(topic) => match self.out.targets[*topic as usize] {
                LinkTarget::Site(target @ (Target::Topic(_) | Target::Elsewhere(_))) => {
                    BlockKind::CrossLink { target }
                }
                LinkTarget::Unresolved => BlockKind::Item(ListPlace::default()),
                _ => {
                    let said = self.said(*topic);
                    let message =
                        format!("\"{}\" is not a topic, so a cross-link cannot name it", said.text);
                    let help = "start the item with a topic of this site, or one declared in site.yaml under `elsewhere:`";
                    self.report(wrong_kind(&said, message, help));
                    BlockKind::Item(ListPlace::default())
                }
            },
            RawKind::Observation(name) => {
                let what = (&codes::UNKNOWN_OBSERVATION, "an observation's kind");
                let words = &self.resolver.site.vocabulary;
                match term(name, words, what, &mut self.out.report) {
                    Some(kind) => BlockKind::Observation { kind },
                    None => BlockKind::Item(ListPlace::default()),
                }
            }
            RawKind::Event => BlockKind::Event,
            RawKind::Forecast => BlockKind::Forecast,
            RawKind::Correction => BlockKind::Correction,
            RawKind::Perspective(names) => {
                BlockKind::Perspective { actors: self.entities(names, ActorRule::Only) }
            }
            RawKind::Position(change) => BlockKind::Position { change: *change },
            RawKind::Tension(sides) => BlockKind::Tension {
                sides: sides.iter().map(|s| self.entities(s, ActorRule::AnyEntity)).collect(),
            },
            RawKind::Part(part) => BlockKind::Part(match part {
                RawPart::Kind(name) => {
                    let what = (&codes::UNKNOWN_WORD, "a tension's kind");
                    let words = &self.resolver.site.vocabulary;
                    let kind = term(name, words, what, &mut self.out.report);
                    BlockPart::Kind(kind.unwrap_or_else(|| Term::built_in(TensionKind::Factual)))
                }
                RawPart::Statement(names) => {
                    BlockPart::Statement(self.entities(names, ActorRule::AnyEntity))
                }
                RawPart::Shared => BlockPart::Shared,
                RawPart::Crux => BlockPart::Crux,
                RawPart::Settles => BlockPart::Settles,
                RawPart::Answer => BlockPart::Answer,
                RawPart::Reading => BlockPart::Reading,
                RawPart::Condition => BlockPart::Condition,
            }),
            RawKind::Question => BlockKind::Question {
                kind: self
                    .field(block, "kind")
                    .and_then(QuestionKind::parse)
                    .unwrap_or(QuestionKind::Debate),
                status: self
                    .field(block, "status")
                    .and_then(QuestionStatus::parse)
                    .unwrap_or(QuestionStatus::Open),
                asked: self.field(block, "asked").and_then(Date::parse),
                due: self.field(block, "due").and_then(Date::parse),
            },
        }
    }

    fn date(&self, block: &RawBlock, kind: &BlockKind) -> Option<Date> {
        let asked = match kind {
            BlockKind::Question { asked, .. } => *asked,
            _ => None,
        };
        block.date.or(asked).or(self.found.date)
    }

    /// The written id; else what the block is about; else a short hash of its words, which does not last.
    fn anchor(&mut self, block: &RawBlock, kind: &BlockKind) -> Anchor {
        if let Some(id) = block.id {
            return Anchor { name: self.files.slice(id).into(), lasting: true };
        }
        let about = self.about(kind);
        let name = about.clone().unwrap_or_else(|| {
            // words and not bytes, so that lines that are broken elsewhere or end otherwise keep the address
            let words: Vec<&str> = self.files.slice(block.content).split_whitespace().collect();
            let hash = blake3::hash(words.join(" ").as_bytes()).to_hex();
            format!("b-{}", &hash[..6])
        });
        let UniqueAnchor { name, is_numbered } = self.anchors.insert(name);
        if is_numbered && let Some((made, _)) = name.rsplit_once('-') {
            self.taken.insert(made.to_string());
        }
        Anchor { name: name.into(), lasting: about.is_some() && !is_numbered }
    }

    /// The id of what a block is about: the source of a note, the actors of a perspective.
    fn about(&self, kind: &BlockKind) -> Option<String> {
        let site = self.resolver.site;
        match kind {
            BlockKind::Note { source } => Some(format!("n-{}", site.source(*source).id)),
            BlockKind::Perspective { actors } if !actors.is_empty() => {
                let names: Vec<&str> =
                    actors.iter().map(|actor| site.entity(*actor).slug.as_str()).collect();
                Some(format!("view-{}", names.join("-")))
            }
            _ => None,
        }
    }

    /// Reports written ids that another block has by what it is about.
    fn check_taken_ids(&mut self) {
        if self.taken.is_empty() {
            return;
        }
        let found = self.found;
        for (block, n) in found.body.blocks.iter().zip(0..) {
            let Some(id) = block.id.filter(|id| self.taken.contains(self.files.slice(*id))) else {
                continue;
            };
            let about = self.about(&self.out.blocks[n].kind);
            if about.as_deref() != Some(self.files.slice(id)) {
                page_ids::report_taken(id, self.files, &mut self.out.report);
            }
        }
        for id in found.body.sections.iter().filter_map(|section| section.anchor) {
            if self.taken.contains(self.files.slice(id)) {
                page_ids::report_taken(id, self.files, &mut self.out.report);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ActorRule {
    Only,
    AnyEntity,
}
