//! The page that a host shows for an address that does not exist.

use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use serde::Serialize;

#[derive(Serialize)]
pub struct NotFoundPage {
    page: PageHead,
}

/// It is shown at any depth, so its links start from the site's base.
pub(crate) fn missing(ctx: &Ctx, route: &PageRoute) -> NotFoundPage {
    let page = Page::new(ctx, route.path(ctx));
    let root = ctx.site.config.base_url.as_deref().and_then(href::base_path).unwrap_or_default();
    let mut head = PageHead::new(&page, "missing", "");
    for feed in &mut head.feeds {
        feed.atom.insert_str(0, &root);
        feed.json.insert_str(0, &root);
    }
    head.nearest_feed = head.nearest_feed.map(|feed| format!("{root}{feed}"));
    NotFoundPage { page: PageHead { root, canonical: None, ..head } }
}
