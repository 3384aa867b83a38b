//! A page of prose: about, methods, corrections.

use crate::model::*;
use crate::pages::components::backlink::Mentions;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::json_ld;
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::views::gather::mentions_of_doc;
use serde::Serialize;

#[derive(Serialize)]
pub struct ProsePage {
    page: PageHead,
    updated: Option<When>,
    summary: Option<String>,
    body: Body,
    mentions: Vec<Mentions>,
}

pub(crate) fn page(ctx: &Ctx, route: &PageRoute, id: DocId) -> ProsePage {
    let page = Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, id));
    let doc = ctx.site.doc(id);
    ProsePage {
        updated: doc.updated.or(doc.date).map(When::from),
        summary: doc.summary.typeset(),
        body: body(&page, id),
        mentions: mentions_of_doc(&page, id),
        page: PageHead::new(&page, "page", ctx.doc_name(id))
            .description(doc.summary.as_deref())
            .says(json_ld::text(&page, id)),
    }
}
