//! The sources of a topic with publisher, type, date and how often they are cited there.

use super::head::Head;
use super::source_line::{SourceLine, source_line};
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::{Ctx, Job};
use crate::model::*;
use serde::Serialize;

#[derive(Serialize)]
pub struct TopicSources {
    page: Head,
    total: usize,
    sources: Vec<Counted>,
}

/// A source with the number of passages that cite it.
#[derive(Serialize)]
pub struct Counted {
    pub source: SourceLine,
    pub cited: u32,
}

pub fn topic_sources(ctx: &Ctx, job: &Job, topic: TopicId) -> TopicSources {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let all = &ctx.lists.topic(topic).sources;
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    TopicSources {
        total: all.len(),
        sources: shown.map(|(s, cited)| Counted { source: source_line(&page, *s), cited: *cited }).collect(),
        page: Head::new(&page, "topic_sources", ctx.site.topic(topic).title.clone()).under(&page, topic).pager(pager),
    }
}
