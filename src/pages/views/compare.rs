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
    let mut tensions = Vec::new();
    for tension in site.index.tensions.get(&a).into_iter().flatten() {
        if lists.opponents(*tension).contains(&(a, b)) {
            tensions.extend(site.tension(*tension).map(|tension| debate(&page, &ids, tension)));
        }
    }
    let title = format!("{} – {}", ctx.name(Target::Entity(a)), ctx.name(Target::Entity(b)));
    let head = PageHead::new(&page, "compare", title).under(&page, topic);
    ComparisonPage {
        tensions,
        sides,
        stands: issue_lines(&page, &ctx.tables.reasoning.stands.topic(topic).whole, &[a, b]),
        page: head.list(&page, &PageKind::Perspectives(topic).base(ctx), "perspectives"),
    }
}

fn side(page: &Page, ids: &Ids, topic: TopicId, id: EntityId) -> ComparisonSide {
    let site = page.site();
    let mut perspectives = Vec::new();
    for held in site.index.perspectives.get(&id).into_iter().flatten() {
        if let Some(perspective) = site.perspective(*held)
            && site.topic_of(Target::Block(*held)) == Some(topic)
        {
            perspectives.push(located_perspective(page, ids, perspective));
        }
    }
    ComparisonSide {
        id: ids.name(&format!("actor-{}", site.entity(id).slug)),
        link: link(page, Target::Entity(id)),
        kind: site.vocabulary.entities.shown(site.entity(id).kind, &site.locale),
        others: comparisons(page, topic, id),
        standing: standing(&perspectives),
        perspectives,
    }
}
