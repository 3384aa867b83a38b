//! All publishers by name.

use crate::model::*;
use crate::pages::components::initials::{InitialGroup, by_initial};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{PublisherLine, publisher_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct PublishersPage {
    page: PageHead,
    total: usize,
    groups: Vec<InitialGroup<PublisherCount>>,
}

#[derive(Serialize)]
pub(crate) struct PublisherCount {
    publisher: PublisherLine,
    kind: Option<String>,
    sources: usize,
}

pub(crate) fn publishers(ctx: &Ctx, route: &PageRoute) -> PublishersPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.publishers;
    let mut publishers = Vec::new();
    for id in &all[route.entries(ctx)] {
        let kind = ctx.site.publisher(*id).kind;
        let is_known = kind.base != PublisherKind::Unknown;
        publishers.push(PublisherCount {
            publisher: publisher_line(&page, *id),
            kind: is_known.then(|| ctx.site.vocabulary.publishers.shown(kind, &ctx.site.locale)),
            sources: ctx.site.index.by_publisher[id.index()].len(),
        });
    }
    PublishersPage {
        total: all.len(),
        groups: by_initial(publishers, "by", &ctx.site.locale, |line| &line.publisher.name),
        page: PageHead::new(&page, "publishers", "").pager(route.pager(ctx)),
    }
}
