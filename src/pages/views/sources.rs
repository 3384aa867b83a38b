//! The sources of a topic or of the site, the newest first, with publisher, type, date and how often they are cited there.

use crate::model::*;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::facet::{Facet, facets};
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::publications::source_day;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

#[derive(Serialize)]
pub struct SourcesPage {
    page: PageHead,
    total: usize,
    groups: Vec<SourceGroup>,
    facets: SourceFacets,
}

/// The sources of one month, or of a year where the month is not known. A short list is one group without a heading.
#[derive(Serialize)]
pub(crate) struct SourceGroup {
    id: String,
    heading: Option<SourceHeading>,
    sources: Vec<CitedSource>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum SourceHeading {
    Issued(When),
    Undated,
}

/// Lists with fewer sources have no headings.
const LONG_LIST: usize = 20;

/// A source with the number of passages that cite it.
#[derive(Serialize)]
pub(crate) struct CitedSource {
    source: SourceLine,
    authors: Vec<String>,
    cited: u32,
    hooks: SourceHooks,
}

/// What a list of sources can be sorted and narrowed by, as words without spaces.
#[derive(Serialize)]
pub(crate) struct SourceHooks {
    publisher: Option<String>,
    /// The kind of the publisher.
    kind: Option<String>,
    /// The type of the source.
    form: &'static str,
    year: Option<u16>,
    /// The month of issue, or the year.
    #[serde(skip)]
    month: Option<Date>,
    /// The day on which it was cited first in what is published.
    since: Option<String>,
}

/// The values that a list of sources can be narrowed to, those with most sources first, years by number.
#[derive(Serialize)]
pub(crate) struct SourceFacets {
    publishers: Vec<Facet>,
    kinds: Vec<Facet>,
    forms: Vec<Facet>,
    years: Vec<Facet>,
}

pub(crate) fn of_site(ctx: &Ctx, route: &PageRoute) -> SourcesPage {
    let page = Page::new(ctx, route.path(ctx));
    let head = PageHead::new(&page, "sources", "").offers(&page, Subject::Sources, Scope::Site);
    let all = &ctx.tables.indexes.sources;
    let shown = all[route.entries(ctx)].iter().rev().copied();
    let sources = shown.map(|source| cited_source(&page, source, citations(ctx.site, source)));
    make(ctx.site, head.pager(route.pager(ctx)), all.len(), sources.collect())
}

pub(crate) fn of_topic(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> SourcesPage {
    let page = Page::new(ctx, route.path(ctx));
    let head = PageHead::new(&page, "topic_sources", ctx.site.topic(topic).title.clone())
        .under(&page, topic)
        .offers(&page, Subject::Sources, Scope::Topic(topic));
    let all = &ctx.tables.indexes.topic(topic).sources;
    let shown = all[route.entries(ctx)].iter().rev();
    let sources = shown.map(|(source, cited)| cited_source(&page, *source, *cited));
    make(ctx.site, head.pager(route.pager(ctx)), all.len(), sources.collect())
}

fn make(site: &Site, page: PageHead, total: usize, sources: Vec<CitedSource>) -> SourcesPage {
    SourcesPage {
        page,
        total,
        facets: source_facets(site, &sources),
        groups: source_groups(sources),
    }
}

/// A list of sources under headings to go through it by.
pub(crate) fn source_groups(sources: Vec<CitedSource>) -> Vec<SourceGroup> {
    if sources.is_empty() {
        return Vec::new();
    }
    if sources.len() < LONG_LIST {
        return vec![SourceGroup { id: String::new(), heading: None, sources }];
    }
    let mut groups: Vec<SourceGroup> = Vec::new();
    for source in sources {
        let month = source.hooks.month;
        let id = month.map_or("undated".to_string(), |month| format!("issued-{}", month.iso()));
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => group.sources.push(source),
            None => {
                let heading = month.map_or(SourceHeading::Undated, |month| {
                    SourceHeading::Issued(When::from(month))
                });
                groups.push(SourceGroup { id, heading: Some(heading), sources: vec![source] });
            }
        }
    }
    groups
}

/// How many passages of the site cite a source.
pub(crate) fn citations(site: &Site, source: SourceId) -> u32 {
    site.backlinks(Target::Source(source)).len() as u32
}

pub(crate) fn cited_source(page: &Page, id: SourceId, cited: u32) -> CitedSource {
    let site = page.site();
    let record = site.source(id);
    let first_cited = source_day(site, id).map(PublicationDay::first);
    let published = page.ctx.tables.publications.recorded(PublicationItem::Source(id));
    CitedSource {
        source: source_line(page, id),
        authors: shown_authors(&site.locale, record),
        cited,
        hooks: SourceHooks {
            publisher: record.publisher.map(|p| site.publisher(p).slug.clone()),
            kind: record.publisher.map(|p| site.vocabulary.publishers.slug(site.publisher(p).kind)),
            form: record.kind.word(),
            year: record.issued.map(|d| d.year),
            month: record.issued.map(|d| Date { day: 0, ..d }),
            since: published.or(first_cited).map(PublicationDay::iso),
        },
    }
}

/// The authors as a table has room for them: all of up to three, else the first.
fn shown_authors(locale: &Locale, source: &Source) -> Vec<String> {
    const MOST: usize = 3;
    let names = source.author_names(locale);
    match names.as_slice() {
        [first, ..] if names.len() > MOST => {
            vec![first.clone(), locale.text(MessageId::SourceMoreAuthors).to_string()]
        }
        _ => names,
    }
}

fn source_facets(site: &Site, sources: &[CitedSource]) -> SourceFacets {
    let words = &site.vocabulary.publishers;
    let mut labels: HashMap<String, String> = HashMap::new();
    for kind in words.all() {
        labels.insert(words.slug(kind), words.shown(kind, &site.locale));
    }
    let (mut publishers, mut kinds, mut forms, mut years) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for CitedSource { source, hooks, .. } in sources {
        if let (Some(slug), Some(publisher)) = (&hooks.publisher, &source.publisher) {
            publishers.push((slug.clone(), publisher.name.clone()));
        }
        kinds.extend(hooks.kind.as_ref().map(|kind| (kind.clone(), labels[kind].clone())));
        forms.push((hooks.form.to_string(), source.kind.to_string()));
        years.extend(hooks.year.map(|year| (year.to_string(), year.to_string())));
    }
    let [mut publishers, mut kinds, mut forms, mut years] =
        [publishers, kinds, forms, years].map(facets);
    for list in [&mut publishers, &mut kinds, &mut forms] {
        list.sort_by_key(|facet| Reverse(facet.count));
    }
    years.reverse();
    SourceFacets { publishers, kinds, forms, years }
}
