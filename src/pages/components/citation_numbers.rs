//! The numbers of the sources that a page cites: by first citation, in the order of the page's passages.

use crate::markdown::Slice;
use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::side_positions::positions_of_sides;

/// The numbers of a page's sources. They are fixed before anything is rendered; rendering only reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitationNumbers {
    /// By number, from 1 on.
    sources: Vec<NumberedCitation>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct NumberedCitation {
    source: SourceId,
    /// The first citation, which has the id that the list of sources leads back to: a reference of a document's tree.
    /// `None` where only copies of passages cite the source.
    first: Option<(DocId, u32)>,
}

/// Whether a passage is on the page by itself or as a copy, which has no ids for its citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rendition {
    Passage,
    Copy,
}

impl CitationNumbers {
    /// The numbers of a document's own page: its headings and passages, then its footnotes.
    pub(crate) fn of_doc(ctx: &Ctx, id: DocId) -> CitationNumbers {
        let (site, doc) = (ctx.site, ctx.site.doc(id));
        let mut numbers = CitationNumbers::default();
        for section in &doc.sections {
            if site.blocks_in(id, section).next().is_none() {
                continue;
            }
            if let Some(heading) = site.heading(ctx.files, id, section) {
                numbers.add(ctx, id, &heading, Rendition::Passage);
            }
            for block in site.blocks_in(id, section) {
                numbers.add_passage(ctx, block, Rendition::Passage);
            }
        }
        for footnote in 0..doc.tree.footnotes.len() {
            let text = site.footnote(ctx.files, id, footnote);
            numbers.add(ctx, id, &text, Rendition::Passage);
        }
        numbers
    }

    /// Adds blocks with what belongs to them.
    pub(crate) fn with_blocks(mut self, ctx: &Ctx, blocks: &[BlockId]) -> CitationNumbers {
        for block in blocks.iter().copied() {
            self.add_passage(ctx, block, Rendition::Passage);
            for child in ctx.site.children(block) {
                self.add_passage(ctx, *child, Rendition::Passage);
            }
            let Some(tension) = ctx.site.tension(block) else { continue };
            for position in positions_of_sides(ctx.site, tension).into_iter().flatten() {
                self.add_passage(ctx, position.id(), Rendition::Copy);
            }
        }
        self
    }

    fn add_passage(&mut self, ctx: &Ctx, block: BlockId, rendition: Rendition) {
        self.add(ctx, block.doc, &ctx.site.slice(ctx.files, block), rendition);
    }

    fn add(&mut self, ctx: &Ctx, doc: DocId, slice: &Slice, rendition: Rendition) {
        for reference in slice.citations() {
            let LinkTarget::Site(Target::Source(source)) =
                ctx.site.doc(doc).targets[reference as usize]
            else {
                continue;
            };
            if !ctx.site.source(source).visible {
                continue;
            }
            let number = self.number(source).unwrap_or_else(|| {
                self.sources.push(NumberedCitation { source, first: None });
                self.sources.len()
            });
            let first = &mut self.sources[number - 1].first;
            if first.is_none() && rendition == Rendition::Passage {
                *first = Some((doc, reference));
            }
        }
    }

    /// The number of a source; `None` where the page does not list it.
    pub fn number(&self, source: SourceId) -> Option<usize> {
        self.sources.iter().position(|numbered| numbered.source == source).map(|index| index + 1)
    }

    /// Whether a reference of a document is the first citation of its source.
    pub(crate) fn is_first(&self, number: usize, doc: DocId, reference: u32) -> bool {
        self.sources[number - 1].first == Some((doc, reference))
    }

    /// The sources by their numbers, each with whether a citation on the page has an id.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (SourceId, bool)> + '_ {
        self.sources.iter().map(|numbered| (numbered.source, numbered.first.is_some()))
    }
}
