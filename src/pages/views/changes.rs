//! What changed on the site, by month, the newest first; and the same for readers who come back.

use crate::linking::UniqueAnchors;
use crate::model::{Date, Event, EventClass, EventList, PublicationDay};
use crate::pages::components::digest::{KindCount, kind_counts};
use crate::pages::components::event_line::{EventLine, event_line};
use crate::pages::components::grouping::{EventGroup, groups};
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::routes::route::{PageKind, PageRoute};
use serde::Serialize;
use std::ops::Range;

/// How many changes the page for a reader's last visit has.
const SINCE: usize = 200;

#[derive(Serialize)]
pub struct ChangesPage {
    page: PageHead,
    /// The month of the page, where it has those of one month.
    month: Option<When>,
    months: Vec<MonthOfChanges>,
    /// Every month, the newest first.
    all_months: Vec<MonthLink>,
}

/// The page of a month.
#[derive(Serialize)]
struct MonthLink {
    href: String,
    month: When,
    count: usize,
    is_current: bool,
}

#[derive(Serialize)]
pub(crate) struct MonthOfChanges {
    month: When,
    /// How much of each kind moved in the debate.
    counts: Vec<KindCount>,
    /// What happened in the debate, then what the editors did to its record.
    debate: Vec<EventGroup<EventLine>>,
    upkeep: Vec<EventGroup<EventLine>>,
}

/// The changes of the newest months.
pub(crate) fn latest(ctx: &Ctx, route: &PageRoute) -> ChangesPage {
    make(ctx, route, None, ctx.tables.indexes.latest_changes())
}

pub(crate) fn of_month(ctx: &Ctx, route: &PageRoute, month: Date) -> ChangesPage {
    let (of_month, part) = (ctx.tables.indexes.changes_of(month), route.entries(ctx));
    let shown = of_month.start + part.start..of_month.start + part.end;
    make(ctx, route, Some(month), shown)
}

fn make(ctx: &Ctx, route: &PageRoute, month: Option<Date>, shown: Range<usize>) -> ChangesPage {
    let title = month.map(|month| ctx.site.locale.date(month)).unwrap_or_default();
    let page = Page::new(ctx, route.path(ctx));
    let shown = ctx.tables.indexes.changes[shown].iter();
    let shown: Vec<(Date, Event)> = shown.map(|event| (event.date, *event)).collect();
    let mut all_months = Vec::new();
    for (of, range) in ctx.tables.indexes.change_months.iter().rev() {
        all_months.push(MonthLink {
            href: page.to(&PageKind::ChangesOfMonth(*of).base(ctx)),
            month: When::from(*of),
            count: range.len(),
            is_current: month == Some(*of),
        });
    }
    ChangesPage {
        month: month.map(When::from),
        months: by_month(&page, &shown),
        all_months,
        page: PageHead::new(&page, "changes", title).pager(route.pager(ctx)),
    }
}

/// What was published last on one page, which the browser narrows to what came after the reader's last visit.
pub(crate) fn since(ctx: &Ctx, route: &PageRoute) -> ChangesPage {
    let page = Page::new(ctx, route.path(ctx));
    let mut all: Vec<(PublicationDay, Event)> = Vec::new();
    for event in &ctx.tables.indexes.changes {
        let item = PublicationItem::of(ctx.site, event);
        all.push((ctx.tables.publications.publication(item, event.date), *event));
    }
    all.sort_by_key(|(published, _)| *published);
    let all: Vec<(Date, Event)> =
        all.into_iter().map(|(published, event)| (published.day, event)).collect();
    ChangesPage {
        months: by_month(&page, &all[all.len().saturating_sub(SINCE)..]),
        month: None,
        all_months: Vec::new(),
        page: PageHead::new(&page, "since", ""),
    }
}

fn month_of(date: Date) -> (u16, u8) {
    (date.year, date.month)
}

/// Events by the month of the day beside each, which they are sorted by.
fn by_month(page: &Page, events: &[(Date, Event)]) -> Vec<MonthOfChanges> {
    let mut months = Vec::new();
    let mut used = UniqueAnchors::default();
    for month in events.chunk_by(|(a, _), (b, _)| month_of(*a) == month_of(*b)).rev() {
        let (mut debate, mut upkeep) = (Vec::new(), Vec::new());
        for (_, event) in month.iter().rev() {
            let line = event_line(page, event);
            let line = EventLine { id: used.insert(line.id).name, ..line };
            match event.kind.class() {
                EventClass::Debate => debate.push(line),
                EventClass::Housekeeping => upkeep.push(line),
            }
        }
        let of_debate = month.iter().map(|(_, event)| event);
        let of_debate = of_debate.filter(|event| event.kind.is_in(EventList::Digest));
        months.push(MonthOfChanges {
            month: Date { day: 0, ..month[0].0 }.into(),
            counts: kind_counts(of_debate),
            debate: groups(debate, |line| line),
            upkeep: groups(upkeep, |line| line),
        });
    }
    months
}
