//! All tensions, the newest first.

use super::block::Ids;
use super::head::Head;
use super::split::{Order, pager, range};
use super::tension::{Debate, debate};
use super::text::{Citing, Page};
use super::{Ctx, Job, Scope, Subject};
use serde::Serialize;

#[derive(Serialize)]
pub struct Tensions {
    page: Head,
    tensions: Vec<Debate>,
}

pub fn tensions(ctx: &Ctx, job: &Job) -> Tensions {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let (all, ids) = (&ctx.lists.tensions, Ids::gathered());
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let tensions = shown.map(|b| debate(&page, &ids, *b)).collect();
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    Tensions {
        tensions,
        page: Head::new(&page, "tensions", "").offers(&page, Subject::Tensions, Scope::Site).pager(pager),
    }
}
