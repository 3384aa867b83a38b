//! The sections of a document, and what stands at its end: footnotes and sources.
//!
//! Takes a document, gives its sections as runs of blocks of one kind, in the order that the author wrote them.

use crate::markdown::{self, Form};
use crate::model::*;
use crate::pages::components::block::*;
use crate::pages::components::page_meta::ProvenanceLine;
use crate::pages::components::question::{Question, question};
use crate::pages::components::source_line::Cited;
use crate::pages::components::tension::{Tension, tension};
use crate::pages::components::text::Page;
use serde::Serialize;
use std::collections::HashSet;

/// What a document's page shows of its text.
#[derive(Serialize)]
pub struct Body {
    pub sections: Vec<Section>,
    pub footnotes: Vec<Footnote>,
    pub cited: Vec<Cited>,
    pub provenance: ProvenanceLine,
}

#[derive(Serialize)]
pub struct Section {
    pub id: String,
    /// The words of the heading as HTML; the first section may have none.
    pub heading: Option<String>,
    /// `timeline`, `open-questions` …; empty for prose.
    pub role: String,
    pub runs: Vec<Run>,
}

/// Blocks of one kind that follow each other.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Run {
    Prose { items: Vec<Text> },
    List { start: Option<u64>, items: Vec<Text> },
    Heading { level: u8, text: Text },
    Notes { items: Vec<Note> },
    CrossLinks { items: Vec<CrossLink> },
    Observations { items: Vec<Observation> },
    Events { items: Vec<DatedItem> },
    Corrections { items: Vec<DatedItem> },
    Perspectives { items: Vec<Perspective> },
    Tensions { items: Vec<Tension> },
    Questions { items: Vec<Question> },
}

#[derive(Serialize)]
pub struct Footnote {
    pub number: usize,
    pub html: String,
    /// Whether a mark in the text leads here, and so back.
    pub marked: bool,
}

/// The whole text of a document for its own page.
pub fn body(page: &Page, id: DocId) -> Body {
    let doc = page.site().doc(id);
    let ids = Ids::own();
    let mut used: HashSet<String> = HashSet::new();
    let sections =
        doc.sections.iter().filter_map(|s| section(page, &ids, id, s, &mut used)).collect();
    Body { sections, ..ending(page, id) }
}

/// What stands below the sections; made after everything that cites.
fn ending(page: &Page, id: DocId) -> Body {
    let doc = page.site().doc(id);
    let text = &page.ctx.files.get(doc.file).body;
    let footnotes = doc.footnotes.iter().enumerate().map(|(i, (_, range))| Footnote {
        number: i + 1,
        html: page.markdown(
            id,
            &markdown::block_text(text, range.start as usize..range.end as usize, &[]),
            Form::Inline,
        ),
        marked: page.is_marked(i + 1),
    });
    let footnotes = footnotes.collect();
    Body {
        sections: Vec::new(),
        footnotes,
        cited: page.cited(),
        provenance: ProvenanceLine::from(&doc.provenance),
    }
}

fn section(
    page: &Page,
    ids: &Ids,
    doc: DocId,
    section: &Section_,
    used: &mut HashSet<String>,
) -> Option<Section> {
    let site = page.site();
    let words = section.heading.map(|span| page.ctx.files.slice(span));
    let mut runs: Vec<Run> = Vec::new();
    for block in site.blocks_in(doc, section) {
        add(page, ids, block, &mut runs);
    }
    if runs.is_empty() {
        return None;
    }
    let id = match (&section.anchor, words) {
        (Some(anchor), _) => anchor.clone(),
        (None, Some(words)) => format!("s-{}", slug::slugify(words)),
        (None, None) => "s-start".to_string(),
    };
    let heading = words.map(|w| page.markdown(doc, w, Form::Inline));
    Some(Section { id: unique(used, id), heading, role: section.role.slug(), runs })
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
    let block = page.site().block(id);
    if block.parent.is_some() {
        return;
    }
    match &block.kind {
        BlockKind::Prose => push!(Prose, text(page, ids, id, Form::Blocks)),
        BlockKind::Item { start } => {
            let item = text(page, ids, id, Form::Inline);
            match runs.last_mut() {
                Some(Run::List { start: of_list, items }) if of_list == start => items.push(item),
                _ => runs.push(Run::List { start: *start, items: vec![item] }),
            }
        }
        BlockKind::Subheading { level } => {
            runs.push(Run::Heading {
                level: (*level).clamp(3, 6),
                text: text(page, ids, id, Form::Inline),
            });
        }
        BlockKind::Note { source } => push!(Notes, note(page, ids, id, *source)),
        BlockKind::CrossLink { target } => push!(CrossLinks, cross_link(page, ids, id, *target)),
        BlockKind::Observation { kind } => push!(Observations, observation(page, ids, id, *kind)),
        BlockKind::Event => push!(Events, event(page, ids, id)),
        BlockKind::Correction => push!(Corrections, event(page, ids, id)),
        BlockKind::Perspective { actors } => {
            push!(Perspectives, perspective(page, ids, id, actors))
        }
        BlockKind::Tension { sides } => push!(Tensions, tension(page, ids, id, sides)),
        BlockKind::Question { .. } => push!(Questions, question(page, ids, id)),
        // Without a parent they are shown as the items that they are.
        BlockKind::Position { .. } | BlockKind::Part(_) => {
            push!(Prose, text(page, ids, id, Form::Blocks))
        }
    }
}
