//! The search page; without scripts it offers the lists.

use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct SearchView {
    page: PageHead,
}

pub(crate) fn search(ctx: &Ctx, route: &PageRoute) -> SearchView {
    let page = Page::new(ctx, route.path(ctx));
    SearchView { page: PageHead::new(&page, "search", "") }
}
