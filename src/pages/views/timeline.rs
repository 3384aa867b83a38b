//! Everything dated of a topic or of the site, the newest first.

use crate::linking::UniqueAnchors;
use crate::model::*;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::event_line::{EventLine, anchor, event_line};
use crate::pages::components::facet::{Facet, facets};
use crate::pages::components::grouping::{EventGroup, groups};
use crate::pages::components::link::When;
use crate::pages::components::notice::{ClaimMarks, notices};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::components::timeline_chart::{ChartPoint, TimelineChart, timeline_chart};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use crate::pages::urls::pagination::{Order, page_count, range};
use serde::Serialize;

#[derive(Serialize)]
pub struct TimelinePage {
    page: PageHead,
    /// Whether it runs over all topics.
    whole_site: bool,
    /// What happened in the debate, along a line.
    chart: Option<TimelineChart>,
    months: Vec<MonthOfEvents>,
    /// Every month of the whole list, the newest first; none where there is only one.
    all_months: Vec<MonthLink>,
    /// What the items of this page can be filtered by.
    kinds: Vec<Facet>,
    years: Vec<Facet>,
    actors: Vec<Facet>,
    /// The days of the topic's gathers up to which the list can be cut, the newest first.
    until: Vec<When>,
}

/// The place of a month, on this part of the list or another.
#[derive(Serialize)]
struct MonthLink {
    href: String,
    month: When,
    count: usize,
}

/// What is dated in one month.
#[derive(Serialize)]
pub(crate) struct MonthOfEvents {
    month: When,
    groups: Vec<EventGroup<TimelineItem>>,
}

/// An event with its anchor, its words as HTML where they are short.
#[derive(Serialize)]
pub(crate) struct TimelineItem {
    id: String,
    line: EventLine,
    html: Option<String>,
    verdicts: Option<Box<ClaimMarks>>,
}

pub(crate) fn of_topic(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> TimelinePage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "timeline", ctx.site.topic(topic).title.clone())
        .under(&page, topic)
        .offers(&page, Subject::Timeline, Scope::Topic(topic));
    timeline(page, head, route, &ctx.tables.indexes.topic(topic).timeline)
}

pub(crate) fn of_site(ctx: &Ctx, route: &PageRoute) -> TimelinePage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "timeline", "").offers(&page, Subject::Timeline, Scope::Site);
    timeline(page, head, route, &ctx.tables.indexes.timeline)
}

fn timeline(page: Page, head: PageHead, route: &PageRoute, events: &[Event]) -> TimelinePage {
    let all_months = month_links(&page, route, events);
    let events = &events[route.entries(page.ctx)];
    let whole_site = head.topic.is_none();
    let until = match route.kind.target() {
        Some(Target::Topic(topic)) => gather_days(page.ctx, topic),
        _ => Vec::new(),
    };
    let mut used = UniqueAnchors::default();
    let (mut items, mut points) = (Vec::new(), Vec::new());
    let (mut kinds, mut years, mut actors) = (Vec::new(), Vec::new(), Vec::new());
    for event in events.iter().rev() {
        let item = item(&page, event, &mut used);
        let line = &item.line;
        kinds.push((line.kind.to_string(), line.kind.to_string()));
        years.push((line.year.to_string(), line.year.to_string()));
        for actor in &line.actors {
            actors.push((actor.slug.clone(), actor.name.clone()));
        }
        if event.kind.is_in(EventList::Activity) {
            points.push(ChartPoint {
                date: event.date,
                kind: line.kind.into(),
                id: item.id.clone(),
                text: {
                    let locale = &page.site().locale;
                    let colon = locale.text(MessageId::ListColon);
                    format!("{}{colon}{}", locale.date(event.date), line.title)
                },
            });
        }
        items.push(item);
    }
    let (mut years, mut actors) = (facets(years), facets(actors));
    years.reverse();
    let locale = &page.site().locale;
    actors.sort_by_cached_key(|actor| (locale.sort_key(&actor.text), actor.value.clone()));
    TimelinePage {
        whole_site,
        chart: timeline_chart(&page.site().locale, points),
        months: by_month(items),
        all_months,
        kinds: facets(kinds),
        years,
        actors,
        until,
        page: head.pager(route.pager(page.ctx)),
    }
}

/// The days on which something was gathered for a topic, the newest first.
pub(crate) fn gather_days(ctx: &Ctx, topic: TopicId) -> Vec<When> {
    let gathers = &ctx.tables.indexes.topic(topic).gathers;
    let mut days: Vec<Date> = gathers.iter().filter_map(|doc| ctx.site.doc(*doc).date).collect();
    days.sort();
    days.dedup();
    days.into_iter().rev().map(When::from).collect()
}

fn month_links(page: &Page, route: &PageRoute, all: &[Event]) -> Vec<MonthLink> {
    let base = route.kind.base(page.ctx);
    let parts = page_count(all.len());
    let mut months: Vec<MonthLink> = Vec::new();
    // The first part has the newest, the others are numbered from the oldest.
    for part in std::iter::once(0).chain((1..parts).rev()) {
        let way = match part == route.page_number {
            true => String::new(),
            false => page.to(&href::part(&base, part)),
        };
        for event in all[range(all.len(), part, Order::ByDate)].iter().rev() {
            let month = When::from(Date { day: 0, ..event.date });
            match months.last_mut() {
                Some(last) if last.month == month => last.count += 1,
                _ => {
                    let href = format!("{way}#m-{}", month.iso);
                    months.push(MonthLink { href, month, count: 1 });
                }
            }
        }
    }
    if months.len() < 2 {
        months.clear();
    }
    months
}

fn by_month(items: Vec<TimelineItem>) -> Vec<MonthOfEvents> {
    let mut months: Vec<(When, Vec<TimelineItem>)> = Vec::new();
    for item in items {
        match months.last_mut() {
            Some((month, of_month)) if *month == item.line.month => of_month.push(item),
            _ => months.push((item.line.month.clone(), vec![item])),
        }
    }
    let mut out = Vec::new();
    for (month, items) in months {
        out.push(MonthOfEvents { month, groups: groups(items, |item| &item.line) });
    }
    out
}

fn item(page: &Page, event: &Event, used: &mut UniqueAnchors) -> TimelineItem {
    let html = match (event.kind, event.block) {
        (EventKind::Relation { .. }, _) | (_, None) => None,
        (_, Some(block)) => Some(page.inline(block)),
    };
    let id = used.insert(anchor(page.site(), event)).name;
    let verdicts = match event.block {
        Some(block) if html.is_some() => notices(page, block).verdicts,
        _ => None,
    };
    TimelineItem { id, line: event_line(page, event), html, verdicts }
}
