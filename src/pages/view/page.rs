//! A page of prose: about, methods, corrections.

use super::backlink::Mentions;
use super::gather::mentions_of_doc;
use super::head::Head;
use super::section::{Body, body};
use super::text::{Citing, Page};
use super::typeset::Typeset;
use super::{Ctx, Job, When, facts};
use crate::model::*;
use serde::Serialize;

#[derive(Serialize)]
pub struct Prose {
    page: Head,
    updated: Option<When>,
    summary: Option<String>,
    body: Body,
    mentions: Vec<Mentions>,
}

pub fn page(ctx: &Ctx, job: &Job, id: DocId) -> Prose {
    let page = Page::new(ctx, job.path(ctx), Citing::Listed);
    let doc = ctx.site.doc(id);
    Prose {
        updated: doc.updated.or(doc.date).map(When::from),
        summary: doc.summary.typeset(),
        body: body(&page, id),
        mentions: mentions_of_doc(&page, id),
        page: Head::new(&page, "page", ctx.doc_name(id))
            .description(doc.summary.as_deref())
            .says(facts::text(&page, id)),
    }
}
