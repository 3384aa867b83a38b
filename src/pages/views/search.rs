//! The search page; without scripts it offers the lists.

use crate::pages::components::page_meta::Head;
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct Search {
    page: Head,
}

pub fn search(ctx: &Ctx, route: &PageRoute) -> Search {
    let page = Page::new(ctx, route.path(ctx), Citing::Straight);
    Search { page: Head::new(&page, "search", "") }
}
