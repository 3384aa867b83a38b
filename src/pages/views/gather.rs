//! One gather: its sections with their notes, what it overtook, what has overtaken it since, its neighbours.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::json_ld;
use crate::pages::components::link::link;
use crate::pages::components::link::{Link, When};
use crate::pages::components::notice::{ChangeList, changes};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::records::document_kind;
use serde::Serialize;

#[derive(Serialize)]
pub struct GatherPage {
    page: PageHead,
    kind: &'static str,
    date: Option<When>,
    updated: Option<When>,
    summary: Option<String>,
    author: Option<String>,
    body: Body,
    /// What later texts say about its blocks.
    since: Option<ChangeList>,
    /// What its blocks say about earlier texts.
    overtook: Option<ChangeList>,
    previous: Option<Link>,
    next: Option<Link>,
    mentions: Vec<Mentions>,
}

/// How many mentions a document's page shows.
pub(crate) const MENTIONS: usize = 50;

pub(crate) fn gather(ctx: &Ctx, route: &PageRoute, id: DocId) -> GatherPage {
    let page = Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, id));
    let site = ctx.site;
    let doc = site.doc(id);
    let (since, overtook) = changes(&page, id);
    let mut head =
        PageHead::new(&page, "gather", ctx.doc_name(id)).description(doc.summary.as_deref());
    let (mut previous, mut next) = (None, None);
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic).list(&page, &PageKind::Gathers(topic).base(ctx), "gathers");
        let all = &ctx.tables.indexes.topic(topic).gathers;
        // Gathers are in the order of their dates, so a search by halves finds the place.
        let at = all.binary_search_by_key(&(doc.date, id.0), |d| (site.doc(*d).date, d.0)).ok();
        let at = at.or_else(|| all.iter().position(|d| *d == id));
        let at_place = |i: usize| all.get(i).map(|d| link(&page, Target::Doc(*d)));
        previous = at.and_then(|i| i.checked_sub(1)).and_then(at_place);
        next = at.and_then(|i| at_place(i + 1));
    }
    GatherPage {
        kind: document_kind(doc),
        date: doc.date.map(When::from),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(),
        author: doc.author.clone(),
        body: body(&page, id),
        since,
        overtook,
        previous,
        next,
        mentions: mentions_of_doc(&page, id),
        page: head.says(json_ld::text(&page, id)),
    }
}

/// Who links to a document, the newest first.
pub(crate) fn mentions_of_doc(page: &Page, id: DocId) -> Vec<Mentions> {
    let refs = page.site().backlinks(Target::Doc(id));
    mentions(page, &refs[..refs.len().min(MENTIONS)])
}
