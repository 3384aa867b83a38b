//! The tensions of a topic or of the site, the newest first.

use crate::model::{BlockId, TopicId};
use crate::pages::components::block::Ids;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::tension::{Debate, debate};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct TensionsPage {
    page: PageHead,
    /// Whether it runs over all topics.
    whole_site: bool,
    tensions: Vec<Debate>,
}

pub(crate) fn of_topic(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> TensionsPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "tensions", ctx.site.topic(topic).title.clone())
        .under(&page, topic)
        .offers(&page, Subject::Tensions, Scope::Topic(topic));
    make(page, head, route, &ctx.tables.indexes.topic(topic).tensions)
}

pub(crate) fn of_site(ctx: &Ctx, route: &PageRoute) -> TensionsPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "tensions", "").offers(&page, Subject::Tensions, Scope::Site);
    make(page, head, route, &ctx.tables.indexes.tensions)
}

fn make(page: Page, head: PageHead, route: &PageRoute, all: &[BlockId]) -> TensionsPage {
    let ids = Ids::gathered();
    let shown = all[route.entries(page.ctx)].iter().rev();
    let tensions = shown
        .filter_map(|b| page.site().tension(*b))
        .map(|tension| debate(&page, &ids, tension))
        .collect();
    TensionsPage {
        whole_site: head.topic.is_none(),
        tensions,
        page: head.pager(route.pager(page.ctx)),
    }
}
