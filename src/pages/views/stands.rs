//! Who stands where in a topic: the issues of each text with their sides, and what each actor holds there.

use crate::model::*;
use crate::pages::components::issue_line::{StandOverview, stand_overview};
use crate::pages::components::link::{Link, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct StandsPage<'a> {
    page: PageHead,
    parts: Vec<StandPart<'a>>,
    actors: usize,
    issues: usize,
}

/// The stands of one text.
#[derive(Serialize)]
pub(crate) struct StandPart<'a> {
    id: String,
    place: Link,
    table: StandOverview<'a>,
}

pub(crate) fn stands<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, topic: TopicId) -> StandsPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let of_topic = ctx.tables.reasoning.stands.topic(topic);
    let mut parts = Vec::new();
    for (doc, table) in &of_topic.by_doc {
        parts.push(StandPart {
            id: format!("stands-{}", ctx.site.doc(*doc).slug),
            place: link(&page, ctx.site.target_of(*doc)),
            table: stand_overview(&page, table, usize::MAX),
        });
    }
    StandsPage {
        actors: of_topic.whole.rows.len(),
        issues: of_topic.whole.issues.len(),
        parts,
        page: PageHead::new(&page, "stands", ctx.site.topic(topic).title.clone())
            .under(&page, topic),
    }
}
