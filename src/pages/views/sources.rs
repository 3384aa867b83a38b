//! All sources, the newest first.

use crate::model::{SourceId, Target};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::views::topic_sources::{Facets, TopicSourceLine, counted, facets};
use serde::Serialize;

#[derive(Serialize)]
pub struct SourcesPage {
    page: PageHead,
    total: usize,
    sources: Vec<TopicSourceLine>,
    facets: Facets,
}

pub(crate) fn sources(ctx: &Ctx, route: &PageRoute) -> SourcesPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.sources;
    let shown = all[route.entries(ctx)].iter().rev();
    let cited = |s: SourceId| ctx.site.backlinks(Target::Source(s)).len() as u32;
    let sources: Vec<TopicSourceLine> = shown.map(|s| counted(&page, *s, cited(*s))).collect();
    SourcesPage {
        total: all.len(),
        facets: facets(&sources),
        sources,
        page: PageHead::new(&page, "sources", "")
            .offers(&page, Subject::Sources, Scope::Site)
            .pager(route.pager(ctx)),
    }
}
