//! Who holds what in a topic, and how it moved.

use crate::model::*;
use crate::pages::components::block::{Ids, PerspectiveView};
use crate::pages::components::link::{Link, actors, link};
use crate::pages::components::located::Located;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::standing::{
    StanceSummary, comparisons, located_perspective, standing,
};
use crate::pages::components::text::Page;
use crate::pages::components::timeline_chart::{
    ChartPoint, PositionAxes, PositionChart, position_chart,
};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
pub struct PerspectivesPage {
    page: PageHead,
    /// In the order of the table of who stands where.
    actors: Vec<ActorPerspectives>,
    /// Those that can be set side by side, by name; none where there are too few to choose from.
    choices: Vec<ActorChoice>,
    /// Whether the topic has a table of who stands where.
    stands: bool,
}

#[derive(Serialize)]
pub(crate) struct ActorChoice {
    slug: String,
    name: String,
}

/// A perspective with those who hold it too.
#[derive(Serialize)]
pub(crate) struct SharedPerspective {
    located: Located<PerspectiveView>,
    others: Vec<Link>,
}

/// A joint perspective that is shown under another of its actors.
#[derive(Serialize)]
pub(crate) struct JointPerspective {
    others: Vec<Link>,
    place: Link,
}

#[derive(Serialize)]
pub(crate) struct ActorPerspectives {
    id: String,
    slug: String,
    link: Link,
    kind: String,
    perspectives: Vec<SharedPerspective>,
    joint: Vec<JointPerspective>,
    standing: StanceSummary,
    /// The dated positions along a line that all actors of the page share.
    chart: Option<PositionChart>,
    /// Pages that compare them with others.
    comparisons: Vec<Link>,
}

pub(crate) fn perspectives(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> PerspectivesPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.topic(topic).actors;
    let ids = Ids::gathered();
    let mut shown: Vec<&(EntityId, Vec<BlockId>)> = all[route.entries(ctx)].iter().collect();
    shown.retain(|(actor, _)| ctx.site.entity(*actor).visible);
    let table = &ctx.tables.reasoning.stands.topic(topic).whole;
    shown.sort_by_key(|(actor, _)| table.place_of(*actor));
    let positions =
        shown.iter().flat_map(|(_, blocks)| blocks).flat_map(|b| ctx.site.positions(*b));
    let days: Vec<Date> =
        positions.filter_map(|position| ctx.site.block(position.id()).date).collect();
    let axes = PositionAxes::over(days);
    let mut actors: Vec<ActorPerspectives> = Vec::new();
    // What several actors state together is shown once.
    let mut written = HashSet::new();
    for (id, blocks) in &shown {
        let (own, joint): (Vec<BlockId>, Vec<BlockId>) =
            blocks.iter().partition(|block| written.insert(**block));
        let view = actor(&page, &ids, topic, *id, &own, axes.as_ref());
        let joint = joint.into_iter().map(|block| joint_perspective(&page, *id, block)).collect();
        actors.push(ActorPerspectives { joint, ..view });
    }
    let head = PageHead::new(&page, "perspectives", ctx.site.topic(topic).title.clone())
        .under(&page, topic);
    PerspectivesPage {
        choices: choices(&ctx.site.locale, &actors),
        stands: !ctx.tables.reasoning.stands.topic(topic).by_doc.is_empty(),
        actors,
        page: head.pager(route.pager(ctx)),
    }
}

fn choices(locale: &Locale, actors: &[ActorPerspectives]) -> Vec<ActorChoice> {
    if actors.len() <= 2 {
        return Vec::new();
    }
    let mut choices = Vec::new();
    for actor in actors {
        choices.push(ActorChoice { slug: actor.slug.clone(), name: actor.link.text.clone() });
    }
    choices.sort_by_cached_key(|choice| (locale.sort_key(&choice.name), choice.slug.clone()));
    choices
}

fn actor(
    page: &Page,
    ids: &Ids,
    topic: TopicId,
    id: EntityId,
    blocks: &[BlockId],
    axes: Option<&PositionAxes>,
) -> ActorPerspectives {
    let site = page.site();
    let entity = site.entity(id);
    let held = blocks.iter().filter_map(|b| site.perspective(*b));
    let perspectives: Vec<_> = held.map(|block| located_perspective(page, ids, block)).collect();
    let standing = standing(&perspectives);
    let locale = &site.locale;
    let chart = position_chart(locale, axes, points(locale, &perspectives));
    let own = link(page, Target::Entity(id));
    let perspectives = perspectives.into_iter().map(|p| shared_perspective(p, &own)).collect();
    ActorPerspectives {
        id: ids.name(&format!("actor-{}", entity.slug)),
        slug: entity.slug.clone(),
        link: own,
        kind: site.vocabulary.entities.shown(entity.kind, &site.locale),
        comparisons: comparisons(page, topic, id),
        chart,
        standing,
        perspectives,
        joint: Vec::new(),
    }
}

fn joint_perspective(page: &Page, id: EntityId, block: BlockId) -> JointPerspective {
    let mut others = page.site().holders(block).to_vec();
    others.retain(|other| *other != id);
    JointPerspective { others: actors(page, &others), place: link(page, Target::Block(block)) }
}

fn shared_perspective(located: Located<PerspectiveView>, own: &Link) -> SharedPerspective {
    let mut others = located.item.actors.clone();
    others.retain(|actor| actor != own);
    SharedPerspective { located, others }
}

fn points(locale: &Locale, perspectives: &[Located<PerspectiveView>]) -> Vec<ChartPoint> {
    let all = perspectives.iter().flat_map(|p| &p.item.positions);
    all.filter_map(|p| {
        let when = p.date.as_ref()?;
        let date = Date::parse(&when.iso)?;
        let colon = locale.text(MessageId::ListColon);
        let text = format!("{}{colon}{}", locale.date(date), p.label.shown);
        Some(ChartPoint { date, kind: p.label.slug.clone(), id: p.text.id.to_string(), text })
    })
    .collect()
}
