//! One thread: a living page on one clash inside a topic.

use super::backlink::Mentions;
use super::gather::mentions_of_doc;
use super::head::{Head, links};
use super::notice::{Change, changes};
use super::section::{Body, body};
use super::text::{Citing, Page};
use super::{Ctx, Job, Link, When};
use crate::model::*;
use serde::Serialize;

#[derive(Serialize)]
pub struct Thread {
    page: Head,
    status: &'static str,
    trend: Option<&'static str>,
    opened: Option<When>,
    updated: Option<When>,
    summary: Option<String>,
    author: Option<String>,
    body: Body,
    since: Vec<Change>,
    related: Vec<Link>,
    mentions: Vec<Mentions>,
}

/// A thread in a list.
#[derive(Serialize)]
pub struct ThreadLine {
    pub link: Link,
    pub status: &'static str,
    pub trend: Option<&'static str>,
    pub updated: Option<When>,
    pub summary: Option<String>,
}

pub fn thread(ctx: &Ctx, job: &Job, id: DocId) -> Thread {
    let page = Page::new(ctx, job.path(ctx), Citing::Listed);
    let doc = ctx.site.doc(id);
    let DocKind::Thread { status, trend, opened } = doc.kind else { panic!("a thread was expected: {}", doc.slug) };
    let mut head = Head::new(&page, "thread", ctx.doc_name(id)).description(doc.summary.as_deref());
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic);
    }
    Thread {
        status: status.word(),
        trend: trend.map(Word::word),
        opened: opened.or(doc.date).map(When::from),
        updated: doc.updated.map(When::from),
        summary: doc.summary.clone(),
        author: doc.author.clone(),
        body: body(&page, id),
        since: changes(&page, id).0,
        related: links(&page, doc.related.iter().copied()),
        mentions: mentions_of_doc(&page, id),
        page: head,
    }
}

pub fn thread_line(page: &Page, id: DocId) -> ThreadLine {
    let doc = page.site().doc(id);
    let DocKind::Thread { status, trend, .. } = doc.kind else { panic!("a thread was expected: {}", doc.slug) };
    ThreadLine {
        link: super::head::link(page, Target::Doc(id)),
        status: status.word(),
        trend: trend.map(Word::word),
        updated: doc.updated.map(When::from),
        summary: doc.summary.clone(),
    }
}
