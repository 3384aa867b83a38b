//! Perspectives and tensions: what has no source, and what gives one side only.

use crate::diagnostics::{Report, codes};
use crate::markdown::ReferenceKind;
use crate::model::*;
use std::collections::HashSet;

/// A position with no citation of its own, under a perspective whose text cites nothing either and does not say so.
pub(super) fn uncited(site: &Site, report: &mut Report) {
    for id in
        site.block_ids().filter(|b| matches!(site.block(*b).kind, BlockKind::Perspective { .. }))
    {
        let children: Vec<(BlockId, &Block)> =
            site.children(id).iter().map(|c| (*c, site.block(*c))).collect();
        let is_declared = site.block(id).uncited || children.iter().any(|(_, b)| b.uncited);
        let text_cites =
            children.iter().any(|(c, b)| !is_position(b) && !site.cited_in(*c).is_empty());
        if is_declared || text_cites {
            continue;
        }
        let bare: Vec<_> = children
            .iter()
            .filter(|(c, b)| is_position(b) && site.cited_in(*c).is_empty())
            .filter(|(_, b)| !cites_unknown(site, id.doc, b))
            .collect();
        // A name with nothing under it is an empty section, which is reported as such.
        if children.is_empty() {
            continue;
        }
        let has_positions = children.iter().any(|(_, b)| is_position(b));
        let spans: Vec<_> = match has_positions {
            true => bare.iter().map(|(_, b)| b.content).collect(),
            false => vec![site.block(id).content],
        };
        for span in spans {
            let help =
                "cite a source, or write (uncited:: yes) in the paragraph so that the page says it";
            report.add(&codes::UNCITED_POSITION, span, "the position has no source", help);
        }
    }
}

/// Whether a block cites what no source has as its key, which is reported as such.
fn cites_unknown(site: &Site, doc: DocId, block: &Block) -> bool {
    let doc = site.doc(doc);
    let [start, end] = [block.content.start, block.content.end].map(|at| (at - doc.body) as usize);
    doc.tree.references_in(&(start..end)).any(|n| {
        let is_citation = doc.tree.references[n].kind == ReferenceKind::Citation;
        is_citation && doc.targets[n] == LinkTarget::Unresolved
    })
}

fn is_position(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Position { .. })
}

/// A tension that states one side and not the other, or has nothing at all of a side.
pub(super) fn one_sided(site: &Site, report: &mut Report) {
    let mut of_doc: Option<(DocId, HashSet<EntityId>)> = None;
    for id in site.block_ids() {
        let BlockKind::Tension { sides } = &site.block(id).kind else { continue };
        let actors = match of_doc.take() {
            Some((doc, actors)) if doc == id.doc => actors,
            _ => with_position(site, id.doc),
        };
        let stated: Vec<&Vec<EntityId>> = site
            .children(id)
            .iter()
            .filter_map(|c| match &site.block(*c).kind {
                BlockKind::Part(BlockPart::Statement(who)) => Some(who),
                _ => None,
            })
            .collect();
        let is_silent = |side: &&Vec<EntityId>| {
            let is_stated = stated.iter().any(|who| who.iter().any(|actor| side.contains(actor)));
            let has_position = || side.iter().any(|actor| actors.contains(actor));
            !is_stated && (!stated.is_empty() || !has_position())
        };
        let silent: Vec<&str> = sides
            .iter()
            .filter(is_silent)
            .flatten()
            .map(|e| site.entity(*e).name.as_str())
            .collect();
        if !silent.is_empty() && site.block(id).visible {
            let message = format!("the tension gives no statement of {}", silent.join(", "));
            let help = "add `- [[side]]: text [@key]` below it";
            report.add(&codes::ONE_SIDED, site.block(id).content, message, help);
        }
        of_doc = Some((id.doc, actors));
    }
}

/// The actors with a dated position in a document.
fn with_position(site: &Site, doc: DocId) -> HashSet<EntityId> {
    let mut found = HashSet::new();
    for perspective in site.blocks_of(doc).filter_map(|block| site.perspective(block)) {
        if !site.positions(perspective.id()).is_empty() {
            found.extend(perspective.actors);
        }
    }
    found
}
