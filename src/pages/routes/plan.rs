//! Every page of the site in a fixed order.

use crate::pages::context::page_context::Ctx;
use crate::pages::routes::redirect::old_urls;
use crate::pages::routes::route::{PageKind, PageRoute, living_pages};
use std::collections::HashMap;

/// Every page of the site, in a fixed order: the living pages, then those at old addresses.
pub fn plan(ctx: &Ctx) -> Vec<PageRoute> {
    let mut routes: Vec<PageRoute> = living_pages(ctx).collect();
    let (old, gone) = old_urls(ctx);
    let old = old.into_iter().map(PageKind::Redirect);
    let kinds = old.chain(gone.into_iter().map(PageKind::Gone));
    routes.extend(kinds.map(|kind| PageRoute { kind, page_number: 0 }));
    routes
}

/// Every page by its path.
pub struct RouteTable(HashMap<String, PageRoute>);

impl RouteTable {
    pub fn new(ctx: &Ctx) -> RouteTable {
        RouteTable(plan(ctx).into_iter().map(|route| (route.path(ctx), route)).collect())
    }

    pub fn find(&self, path: &str) -> Option<&PageRoute> {
        self.0.get(path)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
