//! Who holds what in a topic, and how it moved.

use super::block::{Ids, Perspective, Position, perspective};
use super::head::{Head, link};
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::topic::{Located, located};
use super::{Ctx, Job, Link};
use crate::model::*;
use serde::Serialize;

#[derive(Serialize)]
pub struct Perspectives {
    page: Head,
    actors: Vec<Actor>,
}

#[derive(Serialize)]
pub struct Actor {
    id: String,
    link: Link,
    kind: &'static str,
    perspectives: Vec<Located<Perspective>>,
    standing: Standing,
}

/// What can be said of how a stance moved.
#[derive(Serialize)]
pub struct Standing {
    /// How many dated positions there are.
    count: usize,
    /// Exactly one: nothing can be said of how it moved.
    single: bool,
    /// The first one says that it changed, but what it was before is not on record.
    no_baseline: bool,
    uncited: bool,
}

pub fn perspectives(ctx: &Ctx, job: &Job, topic: TopicId) -> Perspectives {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.topic(topic).actors;
    let ids = Ids::gathered();
    let shown = all[range(all.len(), job.part, Order::ByName)].iter().filter(|(e, _)| ctx.site.entity(*e).visible);
    let actors = shown.map(|(e, blocks)| actor(&page, &ids, *e, blocks)).collect();
    let head = Head::new(&page, "perspectives", ctx.site.topic(topic).title.clone()).under(&page, topic);
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByName);
    Perspectives { actors, page: head.pager(pager) }
}

fn actor(page: &Page, ids: &Ids, id: EntityId, blocks: &[BlockId]) -> Actor {
    let entity = page.site().entity(id);
    let perspectives = blocks.iter().map(|b| located_perspective(page, ids, *b)).collect::<Vec<_>>();
    Actor {
        id: ids.name(&format!("actor-{}", entity.slug)),
        link: link(page, Target::Entity(id)),
        kind: entity.kind.word(),
        standing: standing(&perspectives),
        perspectives,
    }
}

pub fn located_perspective(page: &Page, ids: &Ids, block: BlockId) -> Located<Perspective> {
    let BlockKind::Perspective { actors } = &page.site().block(block).kind else {
        panic!("a perspective was expected")
    };
    located(page, block, perspective(page, ids, block, actors))
}

pub fn standing(perspectives: &[Located<Perspective>]) -> Standing {
    let all: Vec<&Position> = perspectives.iter().flat_map(|p| &p.item.positions).collect();
    let first = |p: &Perspective| p.positions.first().map(|p| p.change);
    Standing {
        count: all.len(),
        single: all.len() == 1,
        no_baseline: perspectives.iter().filter_map(|p| first(&p.item)).any(|w| w != ChangeWord::FirstTracked.word()),
        uncited: !perspectives.is_empty() && perspectives.iter().all(|p| p.item.uncited),
    }
}
