//! One thread: a living page on one clash inside a topic.

use crate::model::*;
use crate::pages::components::backlink::Mentions;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::history::{HistoryDay, of_doc};
use crate::pages::components::json_ld;
use crate::pages::components::link::links;
use crate::pages::components::link::{Link, When};
use crate::pages::components::notice::{ChangeList, changes};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::components::timeline_chart::{ChartPoint, TimelineChart, timeline_chart};
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::views::gather::mentions_of_doc;
use serde::Serialize;

#[derive(Serialize)]
pub struct ThreadPage {
    page: PageHead,
    status: &'static str,
    slug: String,
    trend: Option<&'static str>,
    opened: Option<When>,
    updated: Option<When>,
    summary: Option<String>,
    author: Option<String>,
    body: Body,
    since: Option<ChangeList>,
    /// What is dated in it, along a line.
    chart: Option<TimelineChart>,
    history: Vec<HistoryDay>,
    related: Vec<Link>,
    mentions: Vec<Mentions>,
}

/// A thread in a list.
#[derive(Serialize)]
pub(crate) struct ThreadLine {
    pub link: Link,
    pub status: &'static str,
    pub trend: Option<&'static str>,
    pub updated: Option<When>,
    pub summary: Option<String>,
}

pub(crate) fn thread(ctx: &Ctx, route: &PageRoute, thread: ThreadDoc) -> ThreadPage {
    let id = thread.id();
    let page = Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, id));
    let doc = ctx.site.doc(id);
    let mut head =
        PageHead::new(&page, "thread", ctx.doc_name(id)).description(doc.summary.as_deref());
    if let Some(topic) = doc.topic {
        head = head.under(&page, topic).card(&page, &page.path);
    }
    ThreadPage {
        status: thread.status.word(),
        slug: thread.status.slug(),
        trend: thread.trend.map(Word::word),
        opened: thread.opened.or(doc.date).map(When::from),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(),
        author: doc.author.clone(),
        body: body(&page, id),
        since: changes(&page, id).0,
        chart: timeline_chart(points(ctx, id)),
        history: of_doc(&page, id),
        related: links(&page, doc.related.iter().copied()),
        mentions: mentions_of_doc(&page, id),
        page: head
            .offers(&page, Subject::Timeline, Scope::Thread(id))
            .says(json_ld::text(&page, id).and(json_ld::positions_in(&page, id))),
    }
}

/// What a thread records of the debate, at its own anchors.
fn points(ctx: &Ctx, id: DocId) -> Vec<ChartPoint> {
    let mut points = Vec::new();
    for event in ctx.site.events.of_doc(id, EventList::Activity) {
        if let Some(block) = event.block
            && event.doc == id
        {
            points.push(ChartPoint {
                date: event.date,
                kind: event.kind.word().into(),
                id: ctx.site.block(block).anchor.name.to_string(),
                text: event.date.long(),
            });
        }
    }
    points
}

pub(crate) fn thread_line(page: &Page, thread: ThreadDoc) -> ThreadLine {
    let doc = page.site().doc(thread.id());
    ThreadLine {
        link: crate::pages::components::link::link(page, Target::Doc(thread.id())),
        status: thread.status.word(),
        trend: thread.trend.map(Word::word),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(),
    }
}
