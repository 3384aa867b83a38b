//! All sources, the newest first.

use super::head::Head;
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::topic_sources::{Counted, Facets, counted, facets};
use super::{Ctx, Job, Scope, Subject};
use crate::model::{SourceId, Target};
use serde::Serialize;

#[derive(Serialize)]
pub struct Sources {
    page: Head,
    total: usize,
    sources: Vec<Counted>,
    facets: Facets,
}

pub fn sources(ctx: &Ctx, job: &Job) -> Sources {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.sources;
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let cited = |s: SourceId| ctx.site.backlinks(Target::Source(s)).len() as u32;
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    let sources: Vec<Counted> = shown.map(|s| counted(&page, *s, cited(*s))).collect();
    Sources {
        total: all.len(),
        facets: facets(&sources),
        sources,
        page: Head::new(&page, "sources", "")
            .offers(&page, Subject::Sources, Scope::Site)
            .pager(pager),
    }
}
