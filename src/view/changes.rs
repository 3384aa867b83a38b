//! What changed on the site, by month, the newest first.

use super::entry::{EntryLine, entry_line};
use super::head::Head;
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::{Ctx, Job, When};
use serde::Serialize;

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
    let mut months: Vec<Month> = Vec::new();
    for entry in all[range(all.len(), job.part, Order::ByDate)].iter().rev() {
        let line = entry_line(&page, entry);
        match months.last_mut() {
            Some(month) if month.month == line.month => month.entries.push(line),
            _ => months.push(Month { month: line.month.clone(), entries: vec![line] }),
        }
    }
    let head = Head::new(&page, "changes", "").pager(pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate));
    Changes { page: head, months }
}
