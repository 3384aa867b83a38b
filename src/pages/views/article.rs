//! One article: explainer, essay or narrative.

use crate::model::*;
use crate::pages::components::backlink::Mentions;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::history::{HistoryDay, of_doc};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When};
use crate::pages::components::link::{link, links};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::views::gather::mentions_of_doc;
use crate::records::document_kind;
use serde::Serialize;

#[derive(Serialize)]
pub struct ArticlePage {
    page: PageHead,
    kind: &'static str,
    date: Option<When>,
    updated: Option<When>,
    author: Option<String>,
    summary: Option<String>,
    body: Body,
    history: Vec<HistoryDay>,
    related: Vec<Link>,
    mentions: Vec<Mentions>,
}

/// An article in a list.
#[derive(Serialize)]
pub(crate) struct ArticleLine {
    pub link: Link,
    pub kind: &'static str,
    pub date: Option<When>,
    pub summary: Option<String>,
}

pub(crate) fn article(ctx: &Ctx, route: &PageRoute, id: DocId) -> ArticlePage {
    let page = Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, id));
    let doc = ctx.site.doc(id);
    let mut head =
        PageHead::new(&page, "article", ctx.doc_name(id)).description(doc.summary.as_deref());
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic);
    }
    ArticlePage {
        kind: document_kind(doc),
        date: doc.date.map(When::from),
        updated: doc.updated.map(When::from),
        author: doc.author.clone(),
        summary: doc.summary.typeset(),
        body: body(&page, id),
        history: of_doc(&page, id),
        related: links(&page, doc.related.iter().copied()),
        mentions: mentions_of_doc(&page, id),
        page: head.says(json_ld::text(&page, id)),
    }
}

pub(crate) fn article_line(page: &Page, id: DocId) -> ArticleLine {
    let doc = page.site().doc(id);
    ArticleLine {
        link: link(page, Target::Doc(id)),
        kind: document_kind(doc),
        date: doc.date.map(When::from),
        summary: doc.summary.typeset(),
    }
}
