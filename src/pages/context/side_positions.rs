//! The positions that speak for the sides of a tension.

use crate::model::*;

/// For each side of a tension that has no statement, the position that speaks for it.
pub(crate) fn positions_of_sides(site: &Site, tension: TensionBlock) -> Vec<Option<PositionBlock>> {
    let actors = tension.actors();
    let mut is_stated = vec![false; tension.sides.len()];
    for child in site.children(tension.id()) {
        if let BlockKind::Part(BlockPart::Statement(who)) = &site.block(*child).kind
            && let Some(side) = actors.side_of(who)
        {
            is_stated[side] = true;
        }
    }
    let mut positions = Vec::with_capacity(is_stated.len());
    for (side, is_stated) in is_stated.into_iter().enumerate() {
        positions.push(if is_stated { None } else { position_of_side(site, tension, side) });
    }
    positions
}

/// The newest cited position of a side in the document of a tension.
fn position_of_side(site: &Site, tension: TensionBlock, side: usize) -> Option<PositionBlock> {
    let mut positions = Vec::new();
    for actor in &tension.sides[side] {
        for perspective in site.index.perspectives.get(actor).into_iter().flatten() {
            if perspective.doc == tension.id().doc {
                positions.extend(site.index.speaking_positions.get(perspective).copied());
            }
        }
    }
    let newest =
        positions.into_iter().max_by_key(|position| (site.block(*position).date, *position));
    newest.and_then(|position| site.position(position))
}
