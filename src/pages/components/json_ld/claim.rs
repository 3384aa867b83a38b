//! Positions as claims: who holds what since when, and the sources that show it.

use super::{Facts, holder, iso};
use crate::model::*;
use crate::pages::components::notice::first_sentence;
use crate::pages::components::text::Page;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// How many claims a page names, the newest first.
const CLAIMS: usize = 30;

/// The positions that a document records.
pub fn positions_in(page: &Page, id: DocId) -> Facts {
    let site = page.site();
    claims(page, site.blocks_of(id).filter(|b| is_position(site, *b)).collect())
}

/// The positions that an actor holds.
pub fn of_actor(page: &Page, id: EntityId) -> Facts {
    let site = page.site();
    let held = site.index.perspectives.get(&id).into_iter().flatten();
    let positions = held.flat_map(|p| site.children(*p)).copied().filter(|b| is_position(site, *b));
    claims(page, positions.collect())
}

fn is_position(site: &Site, id: BlockId) -> bool {
    matches!(site.block(id).kind, BlockKind::Position { .. })
}

fn claims(page: &Page, mut positions: Vec<BlockId>) -> Facts {
    positions.sort_by_key(|b| (Reverse(page.site().block(*b).date), *b));
    Facts::default().nodes(positions.into_iter().take(CLAIMS).map(|b| claim(page, b)))
}

fn claim(page: &Page, id: BlockId) -> Value {
    let site = page.site();
    let who = match site.block(id).parent.map(|p| &site.block(p).kind) {
        Some(BlockKind::Perspective { actors }) => &actors[..],
        _ => &[],
    };
    let visible = |t: &Target| site.is_visible(*t);
    let sources = site.cited_in(id).into_iter().map(Target::Source).filter(visible);
    let authors = who.iter().copied().filter(|e| visible(&Target::Entity(*e)));
    json!({
        "@type": "Claim",
        "@id": page.href(Target::Block(id)),
        "text": first_sentence(page, id),
        "author": authors.map(|e| holder(page, e)).collect::<Vec<_>>(),
        "datePublished": iso(site.block(id).date),
        "appearance": sources.map(|s| json!({"@id": page.href(s)})).collect::<Vec<_>>(),
    })
}
