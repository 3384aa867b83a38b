//! One thread: a living page on one clash inside a topic.

use super::backlink::Mentions;
use super::gather::mentions_of_doc;
use super::head::{Head, links};
use super::history::{Day, of_doc};
use super::notice::{Change, changes};
use super::section::{Body, body};
use super::strip::{Point, Strip, strip};
use super::text::{Citing, Page};
use super::typeset::Typeset;
use super::{Ctx, Job, Link, Scope, Subject, When, facts};
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
    /// What is dated in it, along a line.
    strip: Option<Strip>,
    history: Vec<Day>,
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
    let DocKind::Thread { status, trend, opened } = doc.kind else {
        panic!("a thread was expected: {}", doc.slug)
    };
    let mut head = Head::new(&page, "thread", ctx.doc_name(id)).description(doc.summary.as_deref());
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic).card(&page, &page.path);
    }
    Thread {
        status: status.word(),
        trend: trend.map(Word::word),
        opened: opened.or(doc.date).map(When::from),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(),
        author: doc.author.clone(),
        body: body(&page, id),
        since: changes(&page, id).0,
        strip: strip(points(ctx, id)),
        history: of_doc(&page, id),
        related: links(&page, doc.related.iter().copied()),
        mentions: mentions_of_doc(&page, id),
        page: head
            .offers(&page, Subject::Timeline, Scope::Thread(id))
            .says(facts::text(&page, id).and(facts::positions_in(&page, id))),
    }
}

/// The dated items of a thread, at their own anchors.
fn points(ctx: &Ctx, id: DocId) -> Vec<Point> {
    let site = ctx.site;
    let point = |b: BlockId| {
        let (block, kind) = (site.block(b), dated_kind(&site.block(b).kind)?);
        let date = block.date?;
        Some(Point {
            date,
            kind: kind.into(),
            id: block.anchor.name.to_string(),
            text: date.long(),
        })
    };
    site.blocks_of(id).filter_map(point).collect()
}

fn dated_kind(kind: &BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::Event => Some("event"),
        BlockKind::Position { .. } => Some("position"),
        BlockKind::Correction => Some("correction"),
        _ => None,
    }
}

pub fn thread_line(page: &Page, id: DocId) -> ThreadLine {
    let doc = page.site().doc(id);
    let DocKind::Thread { status, trend, .. } = doc.kind else {
        panic!("a thread was expected: {}", doc.slug)
    };
    ThreadLine {
        link: super::head::link(page, Target::Doc(id)),
        status: status.word(),
        trend: trend.map(Word::word),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(),
    }
}
