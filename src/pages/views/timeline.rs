//! Everything dated of a topic or of the site, the newest first.

use crate::model::*;
use crate::pages::components::block::unique;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::entry::{EntryLine, anchor, entry_line};
use crate::pages::components::fold::{Fold, folds};
use crate::pages::components::page_meta::Head;
use crate::pages::components::strip::{Point, Strip, strip};
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::indexes::{Dated, Entry};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::Job;
use crate::pages::urls::pagination::{Order, pager, range};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

#[derive(Serialize)]
pub struct Timeline {
    page: Head,
    /// Whether it runs over all topics.
    whole_site: bool,
    /// The entries of this page along a line.
    strip: Option<Strip>,
    folds: Vec<Fold<Item>>,
    /// What the entries of this page can be filtered by.
    kinds: Vec<Facet>,
    years: Vec<Facet>,
    actors: Vec<Facet>,
}

/// A value that entries can be filtered by, with the number of those that have it.
#[derive(Serialize)]
pub struct Facet {
    value: String,
    text: String,
    count: usize,
}

/// An entry with its anchor, its words as HTML where they are short.
#[derive(Serialize)]
pub struct Item {
    id: String,
    line: EntryLine,
    html: Option<String>,
}

pub fn of_topic(ctx: &Ctx, job: &Job, topic: TopicId) -> Timeline {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let head = Head::new(&page, "timeline", ctx.site.topic(topic).title.clone())
        .under(&page, topic)
        .offers(&page, Subject::Timeline, Scope::Topic(topic));
    make(page, head, job, &ctx.lists.topic(topic).timeline)
}

pub fn of_site(ctx: &Ctx, job: &Job) -> Timeline {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let head = Head::new(&page, "timeline", "").offers(&page, Subject::Timeline, Scope::Site);
    make(page, head, job, &ctx.lists.timeline)
}

fn make(page: Page, head: Head, job: &Job, entries: &[Entry]) -> Timeline {
    let shown = &entries[range(entries.len(), job.part, Order::ByDate)];
    let whole_site = head.topic.is_none();
    let mut used = HashSet::new();
    let entries_shown: Vec<Item> = shown.iter().rev().map(|e| item(&page, e, &mut used)).collect();
    let kinds =
        facets(entries_shown.iter().map(|i| (i.line.kind.to_string(), i.line.kind.to_string())));
    let mut years =
        facets(entries_shown.iter().map(|i| (i.line.year.to_string(), i.line.year.to_string())));
    years.reverse();
    let actors = facets(
        entries_shown.iter().flat_map(|i| &i.line.actors).map(|a| (a.name.clone(), a.slug.clone())),
    );
    Timeline {
        whole_site,
        strip: strip(points(shown, &entries_shown)),
        folds: folds(entries_shown, |i| &i.line),
        kinds,
        years,
        actors,
        page: head.pager(pager(&job.kind.base(page.ctx), entries.len(), job.part, Order::ByDate)),
    }
}

/// Each value once, ordered by its text, with its count.
fn facets(values: impl Iterator<Item = (String, String)>) -> Vec<Facet> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    counts.into_iter().map(|((text, value), count)| Facet { value, text, count }).collect()
}

fn points(shown: &[Entry], items: &[Item]) -> Vec<Point> {
    let point = |(e, i): (&Entry, &Item)| Point {
        date: e.date,
        kind: i.line.kind.to_string(),
        id: i.id.clone(),
        text: format!("{}: {}", i.line.date.long, i.line.title),
    };
    shown.iter().rev().zip(items).map(point).collect()
}

fn item(page: &Page, entry: &Entry, used: &mut HashSet<String>) -> Item {
    let words = match entry.what {
        Dated::Event(b) | Dated::Position(b) | Dated::Correction(b) => Some(b),
        _ => None,
    };
    let id = unique(used, anchor(page.site(), entry.what));
    Item { id, line: entry_line(page, entry), html: words.map(|b| page.inline(b)) }
}
