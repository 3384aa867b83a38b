//! The sections of a document, and its end: footnotes and sources.
//!
//! Takes a document, gives its sections as runs of blocks of one kind, in the order that the author wrote them.

use crate::markdown::{ParagraphForm, slice_direction};
use crate::model::*;
use crate::pages::components::block::*;
use crate::pages::components::notice::bare_first_sentence;
use crate::pages::components::page_meta::ProvenanceLine;
use crate::pages::components::question::{QuestionView, question};
use crate::pages::components::source_line::NumberedSource;
use crate::pages::components::tension::{TensionView, tension};
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use serde::Serialize;

/// How many sections a text has at most that needs no list of their headings.
const MOST_WITHOUT_CONTENTS: usize = 3;

/// What a document's page shows of its text.
#[derive(Serialize)]
pub struct Body {
    pub sections: Vec<Section>,
    /// Whether there are enough of them for a list of their headings.
    pub has_contents: bool,
    pub footnotes: Vec<Footnote>,
    pub cited: Vec<NumberedSource>,
    /// Who and what its text links to, for cards next to the links.
    pub previews: Vec<Preview>,
    pub tags: Vec<TagLabel>,
    pub provenance: ProvenanceLine,
}

/// What a page of an entity begins with.
#[derive(Serialize)]
pub struct Preview {
    pub href: String,
    pub text: String,
}

/// A tag of a document.
#[derive(Serialize)]
pub struct TagLabel {
    pub href: String,
    pub word: String,
    /// The number of its colour and shape, where it has one.
    pub tone: Option<u8>,
}

impl TagLabel {
    pub(crate) fn new(page: &Page, tag: TagId) -> TagLabel {
        let vocabulary = &page.site().vocabulary;
        TagLabel {
            href: page.to(page.ctx.tables.paths.tag(tag)),
            word: vocabulary.tag_label(tag).typeset(page.site().quotation_marks()),
            tone: vocabulary.tag(tag).colour,
        }
    }
}

#[derive(Serialize)]
pub struct Section {
    pub id: String,
    /// The words of the heading as HTML; the first section may have none.
    pub heading: Option<String>,
    /// The same as plain text, for links that lead to it.
    pub title: Option<String>,
    /// `timeline`, `open-questions` …; empty for prose.
    pub role: String,
    pub runs: Vec<Run>,
}

/// Blocks of one kind that follow each other.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Run {
    Prose {
        items: Vec<Text>,
    },
    /// `dir` is the direction of all items where it is another one than that of the page.
    List {
        start: Option<u64>,
        dir: Option<&'static str>,
        items: Vec<Text>,
    },
    Heading {
        level: u8,
        text: Box<Text>,
    },
    Notes {
        items: Vec<NoteView>,
    },
    CrossLinks {
        items: Vec<CrossLink>,
    },
    Observations {
        items: Vec<ObservationView>,
    },
    Events {
        items: Vec<DatedItem>,
    },
    Forecasts {
        items: Vec<DatedItem>,
    },
    Corrections {
        items: Vec<DatedItem>,
    },
    Perspectives {
        items: Vec<PerspectiveView>,
    },
    Tensions {
        items: Vec<TensionView>,
    },
    Questions {
        items: Vec<QuestionView>,
    },
}

#[derive(Serialize)]
pub struct Footnote {
    pub number: usize,
    pub html: String,
    /// Whether a mark in the text leads here, and so back.
    pub marked: bool,
}

/// The whole text of a document for its own page.
pub(crate) fn body(page: &Page, id: DocId) -> Body {
    let doc = page.site().doc(id);
    let ids = Ids::own();
    let mut footnotes = Vec::with_capacity(doc.tree.footnotes.len());
    for (n, footnote) in doc.tree.footnotes.iter().enumerate() {
        let text = page.site().footnote(page.ctx.files, id, n);
        footnotes.push(Footnote {
            number: n + 1,
            html: page.html(id, &text, ParagraphForm::Inline),
            marked: footnote.mark.is_some_and(|mark| is_mark_shown(doc, mark)),
        });
    }
    let sections: Vec<Section> =
        doc.sections.iter().filter_map(|s| section(page, &ids, id, s)).collect();
    Body {
        has_contents: sections.len() > MOST_WITHOUT_CONTENTS,
        sections,
        footnotes,
        cited: page.cited(),
        previews: previews(page, id),
        tags: doc.tags.iter().map(|tag| TagLabel::new(page, *tag)).collect(),
        provenance: ProvenanceLine::new(page.site(), &doc.provenance),
    }
}

/// The first sentence of every entity that a document links to, in the order of their names.
fn previews(page: &Page, id: DocId) -> Vec<Preview> {
    let site = page.site();
    let mut entities: Vec<EntityId> =
        site.blocks_of(id).flat_map(|block| site.entities_of(block)).collect();
    entities.sort_unstable();
    entities.dedup();
    let mut previews = Vec::new();
    for entity in entities {
        let record = site.entity(entity);
        if let Some(block) = site.blocks_of(record.doc).next()
            && record.visible
            && record.doc != id
        {
            previews.push(Preview {
                href: page.href(Target::Entity(entity)),
                text: bare_first_sentence(page, block),
            });
        }
    }
    previews
}

/// Whether the block that has a footnote's mark is shown.
fn is_mark_shown(doc: &Doc, mark: u32) -> bool {
    let node = doc.tree.references[mark as usize].node;
    let after = doc.blocks.partition_point(|b| b.node <= node);
    after == 0 || doc.blocks[after - 1].visible
}

fn section(page: &Page, ids: &Ids, doc: DocId, section: &Section_) -> Option<Section> {
    let site = page.site();
    let mut runs: Vec<Run> = Vec::new();
    for block in site.blocks_in(doc, section) {
        add(page, ids, block, &mut runs);
    }
    if runs.is_empty() {
        return None;
    }
    let heading = site.heading(page.ctx.files, doc, section);
    let title = heading.as_ref().map(|words| page.records().words(doc, words));
    let heading = heading.map(|words| page.html(doc, &words, ParagraphForm::Inline));
    let (id, role) = (section.anchor.name.to_string(), section.role.slug());
    Some(Section { id, heading, title, role, runs })
}

type Section_ = crate::model::Section;

/// Adds a block to the last run if it is of its kind, else as a new run. Blocks that belong to another are shown by it.
fn add(page: &Page, ids: &Ids, id: BlockId, runs: &mut Vec<Run>) {
    macro_rules! push {
        ($kind:ident, $item:expr) => {{
            let item = $item;
            match runs.last_mut() {
                Some(Run::$kind { items, .. }) => items.push(item),
                _ => runs.push(Run::$kind { items: vec![item] }),
            }
        }};
    }
    let site = page.site();
    let is_right_to_left = site.locale.is_right_to_left();
    let block = site.block(id);
    if block.parent.is_some() {
        return;
    }
    match &block.kind {
        BlockKind::Prose => push!(Prose, text(page, ids, id, ParagraphForm::Blocks)),
        BlockKind::Item(place) => {
            let item = text(page, ids, id, ParagraphForm::Inline);
            let own = slice_direction(&site.slice(page.ctx.files, id), is_right_to_left);
            match runs.last_mut() {
                Some(Run::List { items, dir, .. }) if place.nth > 0 => {
                    *dir = dir.filter(|dir| own == Some(*dir));
                    items.push(item);
                }
                _ => runs.push(Run::List { start: place.start, dir: own, items: vec![item] }),
            }
        }
        BlockKind::Subheading { level } => {
            runs.push(Run::Heading {
                level: (*level).clamp(3, 6),
                text: Box::new(text(page, ids, id, ParagraphForm::Inline)),
            });
        }
        BlockKind::CrossLink { target } => push!(CrossLinks, cross_link(page, ids, id, *target)),
        BlockKind::Observation { kind } => push!(Observations, observation(page, ids, id, *kind)),
        BlockKind::Forecast => push!(Forecasts, event(page, ids, id)),
        BlockKind::Event => push!(Events, event(page, ids, id)),
        BlockKind::Correction => push!(Corrections, event(page, ids, id)),
        BlockKind::Note { .. } => {
            let Some(block) = site.note(id) else { return };
            push!(Notes, note(page, ids, block))
        }
        BlockKind::Perspective { .. } => {
            let Some(block) = site.perspective(id) else { return };
            push!(Perspectives, perspective(page, ids, block))
        }
        BlockKind::Tension { .. } => {
            let Some(block) = site.tension(id) else { return };
            push!(Tensions, tension(page, ids, block))
        }
        BlockKind::Question { .. } => {
            let Some(block) = site.question(id) else { return };
            push!(Questions, question(page, ids, block))
        }
        // Without a parent they are shown as the items that they are.
        BlockKind::Position { .. } | BlockKind::Part(_) => {
            push!(Prose, text(page, ids, id, ParagraphForm::Blocks))
        }
    }
}
