//! A topic that is followed elsewhere: everything that points to it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::safe_url;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct ExternalTopicPage {
    page: PageHead,
    url: Option<String>,
    note: Option<String>,
    mentions: Vec<Mentions>,
}

pub(crate) fn elsewhere(ctx: &Ctx, route: &PageRoute, id: ElsewhereId) -> ExternalTopicPage {
    let page = Page::new(ctx, route.path(ctx));
    let (record, refs) =
        (&ctx.site.elsewhere[id.index()], ctx.site.backlinks(Target::Elsewhere(id)));
    let head = PageHead::new(&page, "elsewhere", record.title.clone())
        .description(&page, record.note.as_deref());
    ExternalTopicPage {
        url: safe_url(record.url.as_deref()),
        note: record.note.typeset(ctx.site.quotation_marks()),
        mentions: mentions(&page, &refs[route.entries_newest_first(ctx)]),
        page: head.pager(route.pager(ctx)),
    }
}
