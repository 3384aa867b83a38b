//! Positions as claims: who holds what since when, and the sources that show it.

use super::node::{StructuredData, entity_node, iso};
use crate::model::*;
use crate::pages::components::text::Page;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// How many claims a page names, the newest first.
const CLAIMS: usize = 30;

/// The positions that a document records.
pub(crate) fn positions_in(page: &Page, id: DocId) -> StructuredData {
    claims(page, page.site().blocks_of(id).collect())
}

/// The positions that an actor holds.
pub(crate) fn of_actor(page: &Page, id: EntityId) -> StructuredData {
    let site = page.site();
    let perspectives = site.index.perspectives.get(&id).into_iter().flatten();
    claims(page, perspectives.flat_map(|p| site.children(*p)).copied().collect())
}

fn claims(page: &Page, mut blocks: Vec<BlockId>) -> StructuredData {
    let site = page.site();
    blocks.retain(|b| matches!(site.block(*b).kind, BlockKind::Position { .. }));
    blocks.sort_by_key(|b| (Reverse(site.block(*b).date), *b));
    StructuredData::of(blocks.into_iter().take(CLAIMS).map(|b| claim(page, b)))
}

fn claim(page: &Page, id: BlockId) -> Value {
    let site = page.site();
    let (mut sources, mut authors) = (Vec::new(), Vec::new());
    for source in site.cited_in(id).into_iter().map(Target::Source) {
        if site.is_visible(source) {
            sources.push(json!({"@id": page.href(source)}));
        }
    }
    for entity in site.holders(id) {
        if site.is_visible(Target::Entity(*entity)) {
            authors.push(entity_node(page, *entity));
        }
    }
    json!({
        "@type": "Claim",
        "@id": page.href(Target::Block(id)),
        "text": page.records().first_sentence(id),
        "author": authors,
        "datePublished": iso(site.block(id).date),
        "appearance": sources,
    })
}
