//! The sources of a topic with publisher, type, date and how often they are cited there.

use crate::model::*;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct TopicSources {
    page: PageHead,
    total: usize,
    sources: Vec<TopicSourceLine>,
    facets: Facets,
}

/// A source with the number of passages that cite it.
#[derive(Serialize)]
pub(crate) struct TopicSourceLine {
    pub source: SourceLine,
    pub cited: u32,
    pub hooks: Hooks,
}

/// What a list of sources can be sorted and narrowed by, as words without spaces.
#[derive(Serialize)]
pub(crate) struct Hooks {
    publisher: Option<String>,
    /// The kind of the publisher.
    kind: Option<&'static str>,
    /// The type of the source.
    form: &'static str,
    year: Option<u16>,
    language: Option<String>,
    /// The day of the text that cited it first.
    first_cited: Option<String>,
}

/// The values that a list of sources can be narrowed to, each with its words and how many have it.
#[derive(Default, Serialize)]
pub(crate) struct Facets {
    publishers: Vec<Facet>,
    kinds: Vec<Facet>,
    forms: Vec<Facet>,
    years: Vec<Facet>,
}

#[derive(Serialize)]
pub(crate) struct Facet {
    value: String,
    text: String,
    count: usize,
}

pub(crate) fn counted(page: &Page, id: SourceId, cited: u32) -> TopicSourceLine {
    let site = page.site();
    let record = site.source(id);
    let mut history = site.events.of_source(id, EventList::SourceHistory);
    let first = history.find(|event| event.kind == EventKind::FirstMentioned);
    TopicSourceLine {
        source: source_line(page, id),
        cited,
        hooks: Hooks {
            publisher: record.publisher.map(|p| site.publisher(p).slug.clone()),
            kind: record.publisher.map(|p| site.publisher(p).kind.word()),
            form: record.kind.word(),
            year: record.issued.map(|d| d.year),
            language: record.language.clone(),
            first_cited: first.map(|event| event.date.to_string()),
        },
    }
}

/// The facets of the sources of one page, those with most sources first, years by number.
pub(crate) fn facets(sources: &[TopicSourceLine]) -> Facets {
    let by_publisher = sources.iter().filter_map(|c| {
        Some((c.hooks.publisher.clone()?, c.source.publisher.as_ref()?.name.clone()))
    });
    let by_kind =
        sources.iter().filter_map(|c| c.hooks.kind).map(|k| (k.to_string(), k.replace('-', " ")));
    let by_form = sources.iter().map(|c| (c.hooks.form.to_string(), c.source.kind.to_string()));
    let by_year =
        sources.iter().filter_map(|c| c.hooks.year).map(|y| (y.to_string(), y.to_string()));
    let mut years = tally(by_year);
    years.sort_by(|a, b| b.value.cmp(&a.value));
    Facets { publishers: tally(by_publisher), kinds: tally(by_kind), forms: tally(by_form), years }
}

fn tally(values: impl Iterator<Item = (String, String)>) -> Vec<Facet> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let mut all: Vec<Facet> =
        counts.into_iter().map(|((value, text), count)| Facet { value, text, count }).collect();
    all.sort_by_key(|f| Reverse(f.count));
    all
}

pub(crate) fn topic_sources(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> TopicSources {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.topic(topic).sources;
    let shown = all[route.entries(ctx)].iter().rev();
    let sources: Vec<TopicSourceLine> =
        shown.map(|(s, cited)| counted(&page, *s, *cited)).collect();
    TopicSources {
        total: all.len(),
        facets: facets(&sources),
        sources,
        page: PageHead::new(&page, "topic_sources", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Sources, Scope::Topic(topic))
            .pager(route.pager(ctx)),
    }
}
