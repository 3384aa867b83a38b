//! All sources, the newest first.

use super::head::Head;
use super::source_line::source_line;
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::topic_sources::Counted;
use super::{Ctx, Job};
use serde::Serialize;

#[derive(Serialize)]
pub struct Sources {
    page: Head,
    total: usize,
    sources: Vec<Counted>,
}

pub fn sources(ctx: &Ctx, job: &Job) -> Sources {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.sources;
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let cited = |s: crate::model::SourceId| ctx.site.index.to_source[s.index()].len() as u32;
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    Sources {
        total: all.len(),
        sources: shown.map(|s| Counted { source: source_line(&page, *s), cited: cited(*s) }).collect(),
        page: Head::new(&page, "sources", "").pager(pager),
    }
}
