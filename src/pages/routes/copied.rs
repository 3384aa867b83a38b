//! The pages that have a copy as Markdown.

use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageKind;

/// The pages that have a copy as Markdown: topics and threads.
pub(crate) fn copied_pages(ctx: &Ctx) -> Vec<PageKind> {
    let mut kinds = Vec::new();
    if !ctx.site.has_copies() {
        return kinds;
    }
    for topic in &ctx.tables.indexes.shown {
        kinds.push(PageKind::Topic(*topic));
        let threads = ctx.tables.indexes.topic(*topic).threads.iter();
        kinds.extend(threads.filter_map(|doc| ctx.site.thread(*doc)).map(PageKind::Thread));
    }
    kinds
}
