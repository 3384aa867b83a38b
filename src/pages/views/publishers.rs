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
    let shown = all[route.entries(ctx)].iter();
    let kind = |p: &PublisherId| {
        let kind = ctx.site.publisher(*p).kind;
        let is_known = kind.base != PublisherKind::Unknown;
        is_known.then(|| ctx.site.vocabulary.publishers.shown(kind, &ctx.site.locale))
    };
    let count = |p: &PublisherId| ctx.site.index.by_publisher[p.index()].len();
    let publishers = shown
        .map(|p| PublisherCount {
            publisher: publisher_line(&page, *p),
            kind: kind(p),
            sources: count(p),
        })
        .collect();
    PublishersPage {
        total: all.len(),
        groups: by_initial(publishers, "by", &ctx.site.locale, |line| &line.publisher.name),
        page: PageHead::new(&page, "publishers", "").pager(route.pager(ctx)),
    }
}
