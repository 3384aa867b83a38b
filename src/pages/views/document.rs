//! The page of a gather, a thread, an article or a page of prose.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::change_list::{ChangeList, changes};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::history::{HistoryDay, of_doc};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, link, links};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::components::timeline_chart::{ChartPoint, TimelineChart, timeline_chart};
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::records::document_kind;
use serde::Serialize;

/// How many mentions the page shows.
const MENTIONS: usize = 50;

#[derive(Serialize)]
pub struct DocumentPage {
    page: PageHead,
    kind: &'static str,
    thread: Option<ThreadState>,
    date: Option<When>,
    compiled: Option<When>,
    updated: Option<When>,
    author: Option<String>,
    summary: Option<String>,
    body: Body,
    /// What later texts say of its passages.
    since: Option<ChangeList>,
    /// What its passages say of earlier texts.
    overtook: Option<ChangeList>,
    /// What is dated in a thread, along a line.
    chart: Option<TimelineChart>,
    history: Vec<HistoryDay>,
    related: Vec<Link>,
    /// The gathers before and after this one.
    previous: Option<Link>,
    next: Option<Link>,
    mentions: Vec<Mentions>,
}

#[derive(Serialize)]
pub(crate) struct ThreadState {
    status: &'static str,
    slug: String,
    trend: Option<&'static str>,
    opened: Option<When>,
}

/// A document in a list.
#[derive(Serialize)]
pub(crate) struct DocumentLine {
    link: Link,
    kind: &'static str,
    thread: Option<ThreadState>,
    date: Option<When>,
    /// The day on which it was published first.
    since: Option<String>,
    /// Of a gather that was put together later than its date.
    compiled: Option<When>,
    updated: Option<When>,
    summary: Option<String>,
    /// How many works it notes.
    notes: usize,
    draft: bool,
}

pub(crate) fn document(ctx: &Ctx, route: &PageRoute, id: DocId) -> DocumentPage {
    let page =
        Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, id)).without_repetition();
    let doc = ctx.site.doc(id);
    let refs = ctx.site.backlinks(Target::Doc(id));
    let (since, overtook) = changes(&page, id);
    let mut facts = json_ld::text(&page, id);
    let mut view = DocumentPage {
        page: PageHead::new(&page, template(&doc.kind), ctx.doc_name(id))
            .description(&page, doc.summary.as_deref())
            .of_text(doc),
        kind: document_kind(doc),
        thread: thread_state(ctx.site, id),
        date: doc.date.map(When::from),
        compiled: doc.compiled.map(When::from),
        updated: doc.updated.map(When::from),
        author: doc.author.clone(),
        summary: doc.summary.typeset(ctx.site.quotation_marks()),
        body: body(&page, id),
        since,
        overtook,
        chart: None,
        history: Vec::new(),
        related: links(&page, doc.related.iter().copied()),
        previous: None,
        next: None,
        mentions: mentions(&page, &refs[..refs.len().min(MENTIONS)]),
    };
    if let Some(topic) = doc.topic {
        view.page = view.page.under(&page, topic);
    }
    match (&doc.kind, doc.topic) {
        (DocKind::Gather(_), Some(topic)) => {
            let list = PageKind::Gathers(topic).base(ctx);
            view.page = view.page.list(&page, &list, "gathers");
            (view.previous, view.next) = neighbours(&page, topic, id);
        }
        (DocKind::Thread { .. }, _) => {
            let head = view.page.card(&page, &page.path).copied(&page);
            view.page = head.offers(&page, Subject::Timeline, Scope::Thread(id));
            view.chart = timeline_chart(&ctx.site.locale, points(ctx, id));
            view.history = of_doc(&page, id);
            facts = facts.and(json_ld::positions_in(&page, id));
        }
        (DocKind::Article(_), _) => view.history = of_doc(&page, id),
        (DocKind::Page, _) => view.updated = doc.updated.or(doc.date).map(When::from),
        _ => {}
    }
    view.page = view.page.says(facts);
    view
}

pub(crate) fn thread(ctx: &Ctx, route: &PageRoute, thread: ThreadDoc) -> DocumentPage {
    document(ctx, route, thread.id())
}

fn template(kind: &DocKind) -> &'static str {
    match kind {
        DocKind::Gather(_) => "gather",
        DocKind::Thread { .. } => "thread",
        DocKind::Article(_) => "article",
        _ => "page",
    }
}

fn thread_state(site: &Site, id: DocId) -> Option<ThreadState> {
    let thread = site.thread(id)?;
    Some(ThreadState {
        status: thread.status.word(),
        slug: thread.status.slug(),
        trend: thread.trend.map(Word::word),
        opened: thread.opened.or(site.doc(id).date).map(When::from),
    })
}

/// The gathers of a topic before and after one.
fn neighbours(page: &Page, topic: TopicId, id: DocId) -> (Option<Link>, Option<Link>) {
    let gathers = &page.ctx.tables.indexes.topic(topic).gathers;
    let Some(at) = gathers.iter().position(|gather| *gather == id) else { return (None, None) };
    let (before, after) = (&gathers[..at], &gathers[at + 1..]);
    let [previous, next] = [before.last(), after.first()]
        .map(|gather| gather.map(|gather| link(page, Target::Doc(*gather))));
    (previous, next)
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
                text: ctx.site.locale.date(event.date),
            });
        }
    }
    points
}

pub(crate) fn document_line(page: &Page, id: DocId) -> DocumentLine {
    let (site, doc) = (page.site(), page.site().doc(id));
    let notes = site.blocks_of(id).filter(|block| site.note(*block).is_some());
    let item = PublicationItem::Document(id);
    DocumentLine {
        link: link(page, Target::Doc(id)),
        kind: document_kind(doc),
        thread: thread_state(site, id),
        date: doc.date.map(When::from),
        since: doc.recorded().map(|day| page.ctx.published_on(item, day)),
        compiled: doc.compiled.map(When::from),
        updated: doc.updated.map(When::from),
        summary: doc.summary.typeset(site.quotation_marks()),
        notes: notes.count(),
        draft: doc.draft,
    }
}
