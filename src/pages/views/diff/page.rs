//! The page of what changed.

use super::differ::Differ;
use super::topic_diff::TopicDiff;
use crate::model::*;
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use serde::Serialize;

#[derive(Serialize)]
pub struct DiffPage {
    page: PageHead,
    pub diff: DiffView,
}

/// What changed after one day and until another, that day included.
#[derive(Serialize)]
pub struct DiffView {
    pub from: When,
    pub to: When,
    pub count: usize,
    pub topics: Vec<TopicDiff>,
}

/// What changed since `from` in all topics, or in one; `before` is the site as it was known on that day.
pub fn diff(page: &Page, before: &Site, from: Date, only: Option<TopicId>) -> DiffPage {
    let ctx = page.ctx;
    let to = ctx.site.as_of.unwrap_or(from);
    let mut topics = Vec::new();
    for topic in ctx.tables.indexes.shown.iter().copied() {
        if only.is_none_or(|only| only == topic) {
            topics.extend(Differ { page, before, from, topic }.diff());
        }
    }
    let count = topics.iter().flat_map(|t| &t.groups).map(|group| group.items.len()).sum();
    let mut head = PageHead::new(page, "diff", "");
    head.canonical = None;
    DiffPage { page: head, diff: DiffView { from: from.into(), to: to.into(), count, topics } }
}

/// Where the result is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffPlace {
    /// Among the pages of the site.
    OnSite,
    Elsewhere,
}

/// A page at `path` of the site, or elsewhere with whole addresses where the site has one.
pub fn page_at<'a>(ctx: &'a Ctx<'a>, path: &str, place: DiffPlace) -> Page<'a> {
    match (place, ctx.origin()) {
        (DiffPlace::Elsewhere, Some(origin)) => Page::abroad(ctx, path, origin),
        _ => Page::new(ctx, path.to_string()),
    }
}
