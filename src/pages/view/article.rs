//! One article: explainer, essay or narrative.

use super::backlink::Mentions;
use super::gather::mentions_of_doc;
use super::head::{Head, link, links};
use super::history::{Day, of_doc};
use super::section::{Body, body};
use super::text::{Citing, Page};
use super::typeset::Typeset;
use super::{Ctx, Job, Link, When, facts};
use crate::model::*;
use crate::records::document_kind;
use serde::Serialize;

#[derive(Serialize)]
pub struct Article {
    page: Head,
    kind: &'static str,
    date: Option<When>,
    updated: Option<When>,
    author: Option<String>,
    summary: Option<String>,
    body: Body,
    history: Vec<Day>,
    related: Vec<Link>,
    mentions: Vec<Mentions>,
}

/// An article in a list.
#[derive(Serialize)]
pub struct ArticleLine {
    pub link: Link,
    pub kind: &'static str,
    pub date: Option<When>,
    pub summary: Option<String>,
}

pub fn article(ctx: &Ctx, job: &Job, id: DocId) -> Article {
    let page = Page::new(ctx, job.path(ctx), Citing::Listed);
    let doc = ctx.site.doc(id);
    let mut head =
        Head::new(&page, "article", ctx.doc_name(id)).description(doc.summary.as_deref());
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic);
    }
    Article {
        kind: document_kind(doc),
        date: doc.date.map(When::from),
        updated: doc.updated.map(When::from),
        author: doc.author.clone(),
        summary: doc.summary.typeset(),
        body: body(&page, id),
        history: of_doc(&page, id),
        related: links(&page, doc.related.iter().copied()),
        mentions: mentions_of_doc(&page, id),
        page: head.says(facts::text(&page, id)),
    }
}

pub fn article_line(page: &Page, id: DocId) -> ArticleLine {
    let doc = page.site().doc(id);
    ArticleLine {
        link: link(page, Target::Doc(id)),
        kind: document_kind(doc),
        date: doc.date.map(When::from),
        summary: doc.summary.typeset(),
    }
}
