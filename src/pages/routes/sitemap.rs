//! The addresses that other machines ask for: every page for search engines, every feed for feed readers.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::plan::plan;
use crate::pages::routes::route::PageKind;
use crate::pages::urls::href;
use serde::Serialize;

/// How many addresses one site map may have, by its standard.
pub const MOST: usize = 50_000;

/// One page of a site map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SitemapUrl {
    pub address: String,
    /// The day of its last change; none on a site on which nothing is dated.
    pub changed: Option<String>,
}

/// Every page that is worth finding, with its whole address; none on a site without an address of its own.
pub fn urls(ctx: &Ctx) -> Vec<SitemapUrl> {
    let Some(origin) = href::origin(ctx.site) else { return Vec::new() };
    let mut urls = Vec::new();
    for route in plan(ctx) {
        let properties = route.kind.properties();
        if properties.data || properties.mapped {
            urls.push(SitemapUrl {
                address: format!("{origin}/{}", route.path(ctx)),
                changed: changed(ctx, route.kind),
            });
        }
    }
    urls
}

/// The day of the last change of what a page is about: of its passages, and of what others say of them.
fn changed(ctx: &Ctx, kind: PageKind) -> Option<String> {
    let (site, log) = (ctx.site, &ctx.site.events);
    let of_source = |id: SourceId| last_day(log.of_source(id, EventList::SourceHistory));
    let date = match kind.target() {
        Some(Target::Source(id)) => of_source(id),
        Some(Target::Entity(id)) => last_day(log.of_entity(id, EventList::EntityHistory)),
        Some(Target::Publisher(id)) => {
            let sources = &site.index.by_publisher[id.index()];
            sources.iter().filter_map(|id| of_source(*id)).max()
        }
        _ => match (kind.document(), kind.topic(site)) {
            (Some(doc), _) => {
                let said = last_day(log.of_doc(doc, EventList::DocHistory));
                said.max(site.doc(doc).last_change())
            }
            (None, Some(topic)) => last_day(log.of_topic(topic, EventList::Changes)),
            (None, None) => last_day(log.list(EventList::Changes)),
        },
    };
    let date = date.or_else(|| last_day(log.list(EventList::Changes)));
    date.map(|d| d.to_string())
}

fn last_day(events: impl Iterator<Item = Event>) -> Option<Date> {
    events.last().map(|event| event.date)
}

/// All feeds, for a reader that takes them in one go (OPML).
#[derive(Serialize)]
pub struct Directory {
    pub groups: Vec<FeedGroup>,
}

#[derive(Serialize)]
pub struct FeedGroup {
    /// site, topic, thread or actor.
    pub scope: &'static str,
    pub feeds: Vec<Outline>,
}

#[derive(Serialize)]
pub struct Outline {
    pub name: String,
    pub atom: String,
    pub home: String,
}

pub fn directory(ctx: &Ctx) -> Directory {
    let origin = href::origin(ctx.site).unwrap_or_default();
    let mut groups = Vec::new();
    for channels in ctx.tables.channels.chunk_by(|a, b| a.scope() == b.scope()) {
        let mut feeds = Vec::new();
        for channel in channels {
            let [atom, _] = channel.paths();
            feeds.push(Outline {
                name: match channel.target {
                    Some(target) => ctx.name(target),
                    None => ctx.site.config.title.clone(),
                },
                atom: format!("{origin}/{atom}"),
                home: format!("{origin}/{}", channel.page),
            });
        }
        groups.push(FeedGroup { scope: channels[0].scope(), feeds });
    }
    Directory { groups }
}
