//! What changed on the site, by month, the newest first; and the same for readers who come back.

use super::block::unique;
use super::entry::{EntryLine, entry_line};
use super::head::Head;
use super::lists::Entry;
use super::split::{FULL, Order, pager, range};
use super::text::{Citing, Page};
use super::{Ctx, Job, When};
use serde::Serialize;
use std::collections::HashSet;

#[derive(Serialize)]
pub struct Changes {
    page: Head,
    months: Vec<Month>,
}

#[derive(Serialize)]
pub struct Month {
    month: When,
    entries: Vec<EntryLine>,
}

pub fn changes(ctx: &Ctx, job: &Job) -> Changes {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.changes;
    let months = by_month(&page, &all[range(all.len(), job.part, Order::ByDate)]);
    let head = Head::new(&page, "changes", "").pager(pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate));
    Changes { page: head, months }
}

/// The latest changes on one page, which the browser narrows to those after the reader's last visit.
pub fn since(ctx: &Ctx, job: &Job) -> Changes {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.changes;
    Changes { months: by_month(&page, &all[all.len().saturating_sub(FULL)..]), page: Head::new(&page, "since", "") }
}

fn by_month(page: &Page, entries: &[Entry]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    let mut used = HashSet::new();
    for entry in entries.iter().rev() {
        let line = entry_line(page, entry);
        let line = EntryLine { id: unique(&mut used, line.id), ..line };
        match months.last_mut() {
            Some(month) if month.month == line.month => month.entries.push(line),
            _ => months.push(Month { month: line.month.clone(), entries: vec![line] }),
        }
    }
    months
}
