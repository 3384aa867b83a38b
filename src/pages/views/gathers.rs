//! The gathers of a topic by year; the index shows the newest one.

use crate::model::*;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::views::document::{DocumentLine, document_line};
use serde::Serialize;

#[derive(Serialize)]
pub struct GathersPage {
    page: PageHead,
    year: Option<u16>,
    years: Vec<Year>,
    /// The newest first.
    gathers: Vec<DocumentLine>,
}

#[derive(Serialize)]
pub(crate) struct Year {
    href: String,
    year: u16,
    count: usize,
    current: bool,
}

pub(crate) fn newest(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> GathersPage {
    let year = ctx.tables.indexes.topic(topic).years.last().map(|(year, _)| *year);
    make(ctx, route, topic, year)
}

pub(crate) fn year(ctx: &Ctx, route: &PageRoute, topic: TopicId, year: u16) -> GathersPage {
    make(ctx, route, topic, Some(year))
}

fn make(ctx: &Ctx, route: &PageRoute, topic: TopicId, year: Option<u16>) -> GathersPage {
    let page = Page::new(ctx, route.path(ctx));
    let lists = ctx.tables.indexes.topic(topic);
    // The index is the newest part; the older parts of its year are under the year's own address.
    let kind = year.map_or(PageKind::Gathers(topic), |year| PageKind::GatherYear(topic, year));
    let list = PageRoute { kind, page_number: route.page_number };
    let of_year = lists.years.iter().find(|(number, _)| Some(*number) == year);
    let of_year = of_year.map(|(_, range)| &lists.gathers[range.clone()]).unwrap_or_default();
    let shown = &of_year[list.entries(ctx)];
    let years = lists.years.iter().rev().map(|(y, range)| Year {
        href: page.to(&PageKind::GatherYear(topic, *y).base(ctx)),
        year: *y,
        count: range.len(),
        current: Some(*y) == year,
    });
    let mut head =
        PageHead::new(&page, "gathers", ctx.site.topic(topic).title.clone()).under(&page, topic);
    if let PageKind::GatherYear(_, year) = route.kind {
        head = head.note(year.to_string());
    }
    GathersPage {
        years: years.collect(),
        year,
        gathers: shown.iter().rev().map(|d| document_line(&page, *d)).collect(),
        page: head.pager(list.pager(ctx)),
    }
}
