//! Where an actor stands: how a stance moved, the latest position, and whom it can be compared with.

use crate::model::*;
use crate::pages::components::block::{
    Ids, PerspectiveView, PositionView, last_stated, perspective,
};
use crate::pages::components::link::{Link, When};
use crate::pages::components::located::{Located, located};
use crate::pages::components::notice::{ClaimMarks, notices};
use crate::pages::components::tension::{LatestPosition, held};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::opponents;
use crate::pages::urls::href;
use serde::Serialize;

/// What can be said of how a stance moved.
#[derive(Serialize)]
pub(crate) struct StanceSummary {
    /// How many dated positions there are.
    pub count: usize,
    /// Exactly one: nothing can be said of how it moved.
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

/// What an actor holds now, and how it moved last.
#[derive(Serialize)]
pub(crate) struct HeldStance {
    /// The text of the perspective that was stated last; `None` where it has positions alone.
    text: Option<HeldText>,
    /// The day from which the text holds, and that on which it was stated last.
    since: Option<When>,
    last_stated: Option<When>,
    /// The last position that stated anything: a movement, not the state.
    movement: Option<LatestPosition>,
}

/// The text of a perspective away from its place.
#[derive(Serialize)]
pub(crate) struct HeldText {
    href: String,
    html: String,
    verdicts: ClaimMarks,
}

/// What is held in the perspective, of several, that was stated last.
pub(crate) fn now(page: &Page, perspectives: &[BlockId]) -> Option<HeldStance> {
    let site = page.site();
    let newest = perspectives.iter().copied().max_by_key(|p| last_stated(site, *p))?;
    let prose = site.children(newest).iter().find(|c| site.block(**c).kind == BlockKind::Prose);
    let text = prose.map(|block| HeldText {
        href: page.href(Target::Block(*block)),
        html: page.copy().inline(*block),
        verdicts: notices(page, *block).verdicts,
    });
    Some(HeldStance {
        text,
        since: site.block(newest).since().map(When::from),
        last_stated: last_stated(site, newest).map(When::from),
        movement: site.last_stated(newest).map(|position| held(page, position)),
    })
}

/// The pages that set an actor beside others of a topic, by the others' names; this page is left out.
pub(crate) fn comparisons(page: &Page, topic: TopicId, id: EntityId) -> Vec<Link> {
    let site = page.site();
    let mut others: Vec<EntityId> = Vec::new();
    for tension in site.index.tensions.get(&id).into_iter().flatten() {
        if site.doc(site.block(*tension).doc).topic != Some(topic) {
            continue;
        }
        for (a, b) in opponents(site, *tension) {
            if a == id || b == id {
                others.push(if a == id { b } else { a });
            }
        }
    }
    others.sort_by_key(|e| &site.entity(*e).slug);
    others.dedup();
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
