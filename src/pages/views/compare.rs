//! Two actors of a topic side by side: what each holds and since when, where they part, which texts are about both.

use crate::model::*;
use crate::pages::components::block::{Ids, PerspectiveView};
use crate::pages::components::issue_line::{IssueLine, issue_lines};
use crate::pages::components::link::{Link, link};
use crate::pages::components::located::Located;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::standing::{
    StanceSummary, comparisons, located_perspective, standing,
};
use crate::pages::components::tension::{Debate, debate};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::opponents;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use serde::Serialize;

#[derive(Serialize)]
pub struct ComparisonPage<'a> {
    page: PageHead,
    /// The stances of one or both, issue by issue.
    stands: Vec<IssueLine<'a>>,
    sides: [ComparisonSide; 2],
    /// The tensions between them.
    tensions: Vec<Debate>,
}

#[derive(Serialize)]
pub(crate) struct ComparisonSide {
    id: String,
    link: Link,
    kind: String,
    /// Who else can be compared with them.
    others: Vec<Link>,
    standing: StanceSummary,
    perspectives: Vec<Located<PerspectiveView>>,
}

pub(crate) fn compare<'a>(
    ctx: &'a Ctx<'a>,
    route: &PageRoute,
    topic: TopicId,
    pair: u32,
) -> ComparisonPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let (site, lists) = (ctx.site, ctx.tables.indexes.topic(topic));
    let (a, b) = lists.pairs[pair as usize];
    let ids = Ids::gathered();
    let sides = [side(&page, &ids, topic, a), side(&page, &ids, topic, b)];
    let both = |t: &&BlockId| opponents(site, **t).contains(&(a, b));
    let of_topic = |t: &&BlockId| site.doc(site.block(**t).doc).topic == Some(topic);
    let tensions = site.index.tensions.get(&a).into_iter().flatten().filter(of_topic).filter(both);
    let tensions = tensions.filter_map(|b| site.tension(*b));
    let name = |e: EntityId| ctx.name(Target::Entity(e));
    let head =
        PageHead::new(&page, "compare", format!("{} – {}", name(a), name(b))).under(&page, topic);
    ComparisonPage {
        tensions: tensions.map(|tension| debate(&page, &ids, tension)).collect(),
        sides,
        stands: issue_lines(&page, &ctx.tables.reasoning.stands.topic(topic).whole, &[a, b]),
        page: head.list(&page, &PageKind::Perspectives(topic).base(ctx), "perspectives"),
    }
}

fn side(page: &Page, ids: &Ids, topic: TopicId, id: EntityId) -> ComparisonSide {
    let site = page.site();
    let of_topic = |b: &BlockId| site.doc(site.block(*b).doc).topic == Some(topic);
    let held = site.index.perspectives.get(&id).map(Vec::as_slice).unwrap_or_default();
    let blocks: Vec<BlockId> = held.iter().copied().filter(of_topic).collect();
    let perspectives: Vec<_> = blocks
        .iter()
        .filter_map(|b| site.perspective(*b))
        .map(|block| located_perspective(page, ids, block))
        .collect();
    ComparisonSide {
        id: ids.name(&format!("actor-{}", site.entity(id).slug)),
        link: link(page, Target::Entity(id)),
        kind: site.vocabulary.entities.shown(site.entity(id).kind, &site.locale),
        others: comparisons(page, topic, id),
        standing: standing(&perspectives),
        perspectives,
    }
}
