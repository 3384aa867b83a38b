//! The stance of an actor: how it moved, and whom it can be compared with.

use crate::model::*;
use crate::pages::components::block::{Ids, PerspectiveView, PositionView, perspective};
use crate::pages::components::link::Link;
use crate::pages::components::located::{Located, located};
use crate::pages::components::text::Page;
use crate::pages::urls::href;
use serde::Serialize;

/// How a stance moved.
#[derive(Serialize)]
pub(crate) struct StanceSummary {
    /// How many dated positions there are.
    pub count: usize,
    /// Exactly one: how it moved is unknown.
    single: bool,
    /// The first one says that it changed, but what it was before is not on record.
    no_baseline: bool,
    uncited: bool,
}

pub(crate) fn standing(perspectives: &[Located<PerspectiveView>]) -> StanceSummary {
    let all: Vec<&PositionView> = perspectives.iter().flat_map(|p| &p.item.positions).collect();
    let first = |p: &PerspectiveView| p.positions.first().map(|p| p.label.change);
    StanceSummary {
        count: all.len(),
        single: all.len() == 1,
        no_baseline: perspectives
            .iter()
            .filter_map(|p| first(&p.item))
            .any(|w| w != ChangeWord::FirstTracked.word()),
        uncited: !perspectives.is_empty() && perspectives.iter().all(|p| p.item.uncited),
    }
}

/// The pages that compare an actor with others of a topic, by the others' names; this page is left out.
pub(crate) fn comparisons(page: &Page, topic: TopicId, id: EntityId) -> Vec<Link> {
    let site = page.site();
    let mut others: Vec<EntityId> = Vec::new();
    for tension in site.index.tensions.get(&id).into_iter().flatten() {
        for (a, b) in page.ctx.tables.indexes.topic(topic).opponents(*tension).iter().copied() {
            if a == id || b == id {
                others.push(if a == id { b } else { a });
            }
        }
    }
    others.sort_unstable();
    others.dedup();
    others.sort_by_cached_key(|e| {
        let entity = site.entity(*e);
        (site.locale.sort_key(&entity.name), &entity.slug)
    });
    let mut links = Vec::new();
    for other in others {
        let path = href::comparison(site, topic, id, other);
        if path != page.path {
            links.push(Link { href: page.to(&path), text: page.ctx.name(Target::Entity(other)) });
        }
    }
    links
}

pub(crate) fn located_perspective(
    page: &Page,
    ids: &Ids,
    block: PerspectiveBlock,
) -> Located<PerspectiveView> {
    located(page, block.id(), perspective(page, ids, block))
}
