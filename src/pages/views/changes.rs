//! What changed on the site, by month, the newest first; and the same for readers who come back.

use crate::model::Date;
use crate::pages::components::block::unique;
use crate::pages::components::entry::{EntryLine, entry_line};
use crate::pages::components::fold::{Fold, folds};
use crate::pages::components::page_meta::Head;
use crate::pages::components::page_meta::When;
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::indexes::Entry;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::Job;
use crate::pages::urls::href;
use crate::pages::urls::pagination::{FULL, Order, pager, range};
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
pub struct Changes {
    page: Head,
    months: Vec<Month>,
    /// The page with the changes before these.
    earlier: Option<Earlier>,
}

#[derive(Serialize)]
pub struct Earlier {
    href: String,
    /// Whether it goes on with the last month of this page.
    same_month: bool,
}

#[derive(Serialize)]
pub struct Month {
    month: When,
    folds: Vec<Fold<EntryLine>>,
}

pub fn changes(ctx: &Ctx, job: &Job) -> Changes {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.changes;
    let base = job.kind.base(ctx);
    let shown = range(all.len(), job.part, Order::ByDate);
    let earlier = shown.start.checked_sub(1).map(|last| Earlier {
        href: page.to(&href::part(&base, (shown.start / FULL) as u32)),
        same_month: month_of(all[last].date) == month_of(all[shown.start].date),
    });
    let head =
        Head::new(&page, "changes", "").pager(pager(&base, all.len(), job.part, Order::ByDate));
    Changes { months: by_month(&page, &all[shown]), earlier, page: head }
}

fn month_of(date: Date) -> (u16, u8) {
    (date.year, date.month)
}

/// The latest changes on one page, which the browser narrows to those after the reader's last visit.
pub fn since(ctx: &Ctx, job: &Job) -> Changes {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.changes;
    Changes {
        months: by_month(&page, &all[all.len().saturating_sub(FULL)..]),
        earlier: None,
        page: Head::new(&page, "since", ""),
    }
}

fn by_month(page: &Page, entries: &[Entry]) -> Vec<Month> {
    let mut months: Vec<(When, Vec<EntryLine>)> = Vec::new();
    let mut used = HashSet::new();
    for entry in entries.iter().rev() {
        let line = entry_line(page, entry);
        let line = EntryLine { id: unique(&mut used, line.id), ..line };
        match months.last_mut() {
            Some((month, entries)) if *month == line.month => entries.push(line),
            _ => months.push((line.month.clone(), vec![line])),
        }
    }
    months
        .into_iter()
        .map(|(month, entries)| Month { month, folds: folds(entries, |e| e) })
        .collect()
}
