//! All publishers by name.

use crate::model::*;
use crate::pages::components::page_meta::Head;
use crate::pages::components::source_line::{PublisherLine, publisher_line};
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::pagination::{Order, pager, range};
use serde::Serialize;

#[derive(Serialize)]
pub struct Publishers {
    page: Head,
    total: usize,
    publishers: Vec<Counted>,
}

#[derive(Serialize)]
pub struct Counted {
    publisher: PublisherLine,
    kind: &'static str,
    sources: usize,
}

pub fn publishers(ctx: &Ctx, route: &PageRoute) -> Publishers {
    let page = Page::new(ctx, route.path(ctx), Citing::Straight);
    let all = &ctx.indexes.publishers;
    let shown = all[range(all.len(), route.page_number, Order::ByName)].iter();
    let pager = pager(&route.kind.base(ctx), all.len(), route.page_number, Order::ByName);
    let kind = |p: &PublisherId| ctx.site.publisher(*p).kind.word();
    let count = |p: &PublisherId| ctx.site.index.by_publisher[p.index()].len();
    Publishers {
        total: all.len(),
        publishers: shown
            .map(|p| Counted {
                publisher: publisher_line(&page, *p),
                kind: kind(p),
                sources: count(p),
            })
            .collect(),
        page: Head::new(&page, "publishers", "").pager(pager),
    }
}
