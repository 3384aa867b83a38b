//! What changed on the site, by month, the newest first; and the same for readers who come back.

use crate::model::{Date, Event, EventClass, EventList};
use crate::pages::components::block::unique;
use crate::pages::components::digest::{KindCount, kind_counts};
use crate::pages::components::event_line::{EventLine, event_line};
use crate::pages::components::grouping::{EventGroup, groups};
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use crate::pages::urls::pagination::PAGE_SIZE;
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
pub struct ChangesPage {
    page: PageHead,
    months: Vec<MonthOfChanges>,
    /// Whether there is more than one month to go to.
    has_month_links: bool,
    /// The page with the changes before these.
    earlier: Option<EarlierChanges>,
}

#[derive(Serialize)]
pub(crate) struct EarlierChanges {
    href: String,
    /// Whether it goes on with the last month of this page.
    same_month: bool,
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

pub(crate) fn changes(ctx: &Ctx, route: &PageRoute) -> ChangesPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.changes;
    let base = route.kind.base(ctx);
    let shown = route.entries(ctx);
    let earlier = shown.start.checked_sub(1).map(|last| EarlierChanges {
        href: page.to(&href::part(&base, (shown.start / PAGE_SIZE) as u32)),
        same_month: month_of(all[last].date) == month_of(all[shown.start].date),
    });
    let head = PageHead::new(&page, "changes", "").pager(route.pager(ctx));
    let months = by_month(&page, &all[shown]);
    let has_month_links = months.len() > 1 || earlier.is_some();
    ChangesPage { months, has_month_links, earlier, page: head }
}

/// The latest changes on one page, which the browser narrows to those after the reader's last visit.
pub(crate) fn since(ctx: &Ctx, route: &PageRoute) -> ChangesPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.changes;
    ChangesPage {
        months: by_month(&page, &all[all.len().saturating_sub(PAGE_SIZE)..]),
        has_month_links: false,
        earlier: None,
        page: PageHead::new(&page, "since", ""),
    }
}

fn month_of(date: Date) -> (u16, u8) {
    (date.year, date.month)
}

fn by_month(page: &Page, events: &[Event]) -> Vec<MonthOfChanges> {
    let mut months = Vec::new();
    let mut used = HashSet::new();
    for month in events.chunk_by(|a, b| month_of(a.date) == month_of(b.date)).rev() {
        let (mut debate, mut upkeep) = (Vec::new(), Vec::new());
        for event in month.iter().rev() {
            let line = event_line(page, event);
            let line = EventLine { id: unique(&mut used, line.id), ..line };
            match event.kind.class() {
                EventClass::Debate => debate.push(line),
                EventClass::Housekeeping => upkeep.push(line),
            }
        }
        let of_debate = month.iter().filter(|event| event.kind.is_in(EventList::Digest));
        months.push(MonthOfChanges {
            month: Date { day: 0, ..month[0].date }.into(),
            counts: kind_counts(of_debate),
            debate: groups(debate, |line| line),
            upkeep: groups(upkeep, |line| line),
        });
    }
    months
}
