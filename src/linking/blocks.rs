//! Blocks with their addresses, and every citation and link resolved, over all cores.

use super::resolve::{Resolver, unknown_source, wrong_kind};
use super::sources::Inline;
use crate::content::parse::body::{RawBlock, RawKind, RawNote, RawPart, RefKind};
use crate::content::parse::doc::RawDoc;
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Files;
use rayon::prelude::*;
use std::collections::HashMap;

/// The blocks and refs of one document.
struct Linked {
    blocks: Vec<Block>,
    refs: Vec<Ref>,
    report: Report,
    /// The lasting ids, those that are written before those that are made.
    anchors: Vec<(Box<str>, u32)>,
}

/// Fills the sections, blocks, refs and anchors of the documents.
pub fn collect(raw: &Raw, site: &mut Site, files: &Files, inline: &Inline, report: &mut Report) {
    let written = raw.docs.par_iter().with_min_len(64).map(|found| written_ids(found));
    site.names.anchors = Anchors::new(written.collect());
    // The anchors of blocks are needed while names are resolved, so the blocks' own linking is a second pass.
    let resolver = Resolver::new(site);
    let linked: Vec<Linked> = raw
        .docs
        .par_iter()
        .enumerate()
        .with_min_len(16)
        .map(|(n, found)| {
            let doc = DocId(n as u32);
            Linker::new(&resolver, doc, found, files, inline.of(doc)).run()
        })
        .collect();
    let mut anchors = Vec::with_capacity(linked.len());
    for ((found, doc), part) in raw.docs.iter().zip(&mut site.docs).zip(linked) {
        doc.sections = sections(found);
        doc.blocks = part.blocks;
        doc.refs = part.refs;
        anchors.push(part.anchors);
        report.extend(part.report);
    }
    site.names.anchors = Anchors::new(anchors);
    if !raw.site.allow_html {
        raw_html(raw, report);
    }
}

/// The ids that stand in a document, with the indices of their blocks.
fn written_ids(found: &RawDoc) -> Vec<(Box<str>, u32)> {
    let ids = found.body.blocks.iter().zip(0..);
    ids.filter_map(|(block, n)| Some((block.id.as_ref()?.text.as_str().into(), n))).collect()
}

fn sections(found: &RawDoc) -> Vec<Section> {
    let of = |s: &crate::content::parse::body::RawSection| Section {
        role: s.role,
        heading: s.heading,
        anchor: s.anchor.as_ref().map(|a| a.text.clone()),
        blocks: s.blocks.start..s.blocks.end,
    };
    found.body.sections.iter().map(of).collect()
}

fn raw_html(raw: &Raw, report: &mut Report) {
    for span in raw.docs.iter().flat_map(|d| &d.body.html) {
        let help = "write Markdown instead, or set allow_html: true in site.yaml if every author is trusted";
        report
            .push(Diagnostic::at(&codes::RAW_HTML, *span, "raw HTML is shown as text").help(help));
    }
}

struct Linker<'a> {
    resolver: &'a Resolver<'a>,
    doc: DocId,
    found: &'a RawDoc,
    files: &'a Files,
    /// The sources of its notes of the second form that are still to come.
    notes: std::slice::Iter<'a, SourceId>,
    /// Addresses given so far, so that none is given twice.
    taken: HashMap<String, u32>,
    out: Linked,
}

impl<'a> Linker<'a> {
    /// `notes` are the sources of the document's notes of the second form, in order.
    fn new(
        resolver: &'a Resolver<'a>,
        doc: DocId,
        found: &'a RawDoc,
        files: &'a Files,
        notes: &'a [SourceId],
    ) -> Self {
        let blocks = found.body.blocks.iter().filter_map(|b| b.id.as_ref());
        let sections = found.body.sections.iter().filter_map(|s| s.anchor.as_ref());
        let taken = blocks.chain(sections).map(|i| (i.text.clone(), 1)).collect();
        let out = Linked {
            blocks: Vec::with_capacity(found.body.blocks.len()),
            refs: Vec::with_capacity(found.body.refs.len()),
            report: Report::default(),
            anchors: written_ids(found),
        };
        Linker { resolver, doc, found, files, notes: notes.iter(), taken, out }
    }

    fn run(mut self) -> Linked {
        for (block, index) in self.found.body.blocks.iter().zip(0..) {
            let id = BlockId { doc: self.doc, index };
            let kind = self.kind(block);
            let start = self.out.refs.len() as u32;
            for found in &self.found.body.refs[block.refs.start as usize..block.refs.end as usize] {
                if let Some(target) = self.target(found.kind, &found.said) {
                    self.out.refs.push(Ref { block: id, target, at: found.at });
                }
            }
            if let BlockKind::Note { source } = kind
                && self.out.refs[start as usize..]
                    .iter()
                    .all(|r| r.target != Target::Source(source))
            {
                let at = block.content.start;
                self.out
                    .refs
                    .insert(start as usize, Ref { block: id, target: Target::Source(source), at });
            }
            let refs = start..self.out.refs.len() as u32;
            let anchor = self.anchor(block, &kind);
            if anchor.lasting && block.id.is_none() {
                self.out.anchors.push((anchor.name.clone(), index));
            }
            self.out.blocks.push(Block {
                doc: self.doc,
                section: block.section,
                date: self.date(block, &kind),
                kind,
                content: block.content,
                cuts: block.cuts.clone(),
                anchor,
                refs,
                parent: block.parent.map(|index| BlockId { index, ..id }),
                uncited: block
                    .fields
                    .iter()
                    .any(|f| f.name.text == "uncited" && f.value.text == "yes"),
                visible: true,
            });
        }
        self.out
    }

    fn report(&mut self, found: Diagnostic) {
        self.out.report.push(found);
    }

    fn target(&mut self, kind: RefKind, said: &Str) -> Option<Target> {
        let site = self.resolver.site;
        match kind {
            RefKind::Cite => match site.names.keys.get(said.text.as_str()) {
                Some(source) => Some(Target::Source(*source)),
                None => {
                    self.report(unknown_source(site, said));
                    None
                }
            },
            RefKind::Wiki => self.wiki(said),
            RefKind::File => {
                let path = &self.files.get(self.found.file).path;
                match site.resolve_file(path, &said.text) {
                    Some(FileTarget::Target(target)) => Some(target),
                    Some(FileTarget::Static(_)) => None,
                    None => {
                        let message = format!(
                            "the relative link \"{}\" leads to no file of the site",
                            said.text
                        );
                        let help = "name a Markdown file of content/ or a file under static/; a wiki link such as [[2026-06-04]] is shorter";
                        self.report(
                            Diagnostic::at(&codes::UNKNOWN_FILE_LINK, said.span, message)
                                .help(help),
                        );
                        None
                    }
                }
            }
        }
    }

    fn wiki(&mut self, said: &Str) -> Option<Target> {
        match self.resolver.wiki(self.doc, said) {
            Ok(target) => Some(target),
            Err(found) => {
                self.report(*found);
                None
            }
        }
    }

    /// An entity by name; what is none is reported (a name that means nothing is reported with the refs).
    fn entities(&mut self, names: &[Str], actors_only: Actors) -> Vec<EntityId> {
        let mut found = Vec::new();
        for said in names {
            let Ok(target) = self.resolver.wiki(self.doc, said) else { continue };
            let entity = match target {
                Target::Entity(e) => Some(e),
                _ => None,
            };
            let fits = entity.is_some_and(|e| {
                actors_only == Actors::AnyEntity || self.resolver.site.entity(e).kind.is_actor()
            });
            match entity.filter(|_| fits) {
                Some(e) => found.push(e),
                None => {
                    let (message, help) = match actors_only {
                        Actors::Only => (
                            format!("\"{}\" cannot hold a position", said.text),
                            "a perspective is held by a person, an organisation or a collective",
                        ),
                        Actors::AnyEntity => (
                            format!("\"{}\" cannot be a side of a tension", said.text),
                            "a side is an entity of content/entities/",
                        ),
                    };
                    self.report(wrong_kind(said, message, help));
                }
            }
        }
        found
    }

    fn kind(&mut self, block: &RawBlock) -> BlockKind {
        let field = |name: &str| {
            block.fields.iter().find(|f| f.name.text == name).map(|f| f.value.text.as_str())
        };
        match &block.kind {
            RawKind::Prose => BlockKind::Prose,
            RawKind::Item { start } => BlockKind::Item { start: *start },
            RawKind::Subheading { level } => BlockKind::Subheading { level: *level },
            RawKind::Note(RawNote::Key(key)) => {
                match self.resolver.site.names.keys.get(key.text.as_str()) {
                    Some(source) => BlockKind::Note { source: *source },
                    // The key is reported with the refs; its words stay.
                    None => BlockKind::Item { start: None },
                }
            }
            RawKind::Note(RawNote::Link { .. }) => {
                let source = self.notes.next().expect("each note of the second form has a source");
                BlockKind::Note { source: *source }
            }
            RawKind::CrossLink(said) => match self.resolver.wiki(self.doc, said) {
                Ok(target @ (Target::Topic(_) | Target::Elsewhere(_))) => {
                    BlockKind::CrossLink { target }
                }
                Ok(_) => {
                    let message =
                        format!("\"{}\" is no topic, so no cross-link can lead to it", said.text);
                    let help = "start the item with a topic of this site, or one declared in site.yaml under `elsewhere:`";
                    self.report(wrong_kind(said, message, help));
                    BlockKind::Item { start: None }
                }
                Err(_) => BlockKind::Item { start: None },
            },
            RawKind::Observation(kind) => BlockKind::Observation { kind: *kind },
            RawKind::Event => BlockKind::Event,
            RawKind::Correction => BlockKind::Correction,
            RawKind::Perspective(names) => {
                BlockKind::Perspective { actors: self.entities(names, Actors::Only) }
            }
            RawKind::Position(change) => {
                BlockKind::Position { change: *change, due: field("due").and_then(Date::parse) }
            }
            RawKind::Tension(sides) => BlockKind::Tension {
                sides: sides.iter().map(|s| self.entities(s, Actors::AnyEntity)).collect(),
            },
            RawKind::Part(part) => BlockKind::Part(match part {
                RawPart::Kind(kind) => Part::Kind(*kind),
                RawPart::Statement(names) => {
                    Part::Statement(self.entities(names, Actors::AnyEntity))
                }
                RawPart::Shared => Part::Shared,
                RawPart::Crux => Part::Crux,
                RawPart::Settles => Part::Settles,
                RawPart::Answer => Part::Answer,
            }),
            RawKind::Question => BlockKind::Question {
                status: field("status")
                    .and_then(QuestionStatus::parse)
                    .unwrap_or(QuestionStatus::Open),
                asked: field("asked").and_then(Date::parse),
                due: field("due").and_then(Date::parse),
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
        if let Some(id) = &block.id {
            return Anchor { name: id.text.as_str().into(), lasting: true };
        }
        let about = match kind {
            BlockKind::Note { source } => {
                Some(format!("n-{}", self.resolver.site.source(*source).id))
            }
            BlockKind::Perspective { actors } if !actors.is_empty() => {
                let names: Vec<&str> =
                    actors.iter().map(|a| self.resolver.site.entity(*a).slug.as_str()).collect();
                Some(format!("view-{}", names.join("-")))
            }
            _ => None,
        };
        let name = about.clone().unwrap_or_else(|| {
            // words and not bytes, so that lines that are broken elsewhere or end otherwise keep the address
            let words: Vec<&str> = self.files.slice(block.content).split_whitespace().collect();
            let hash = blake3::hash(words.join(" ").as_bytes()).to_hex();
            format!("b-{}", &hash[..6])
        });
        let Some(count) = self.taken.get(&name).copied() else {
            self.taken.insert(name.clone(), 1);
            return Anchor { name: name.into(), lasting: about.is_some() };
        };
        let mut numbered = (count + 1..).map(|n| (n, format!("{name}-{n}")));
        let (n, free) =
            numbered.find(|(_, free)| !self.taken.contains_key(free)).expect("numbers do not end");
        self.taken.insert(name, n);
        self.taken.insert(free.clone(), 1);
        Anchor { name: free.into(), lasting: false }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Actors {
    Only,
    AnyEntity,
}
