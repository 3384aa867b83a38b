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
    let days = LastDays::new(ctx);
    let mut urls = Vec::new();
    for route in plan(ctx) {
        let properties = route.kind.properties();
        if properties.data || properties.mapped {
            urls.push(SitemapUrl {
                address: format!("{origin}/{}", route.path(ctx)),
                changed: days.of(&route.kind).map(|day| day.to_string()),
            });
        }
    }
    urls
}

/// The days of the last changes of what pages are about: of its passages, and of what others say of them. They go by the
/// record of publications, as those of feeds do.
struct LastDays<'c> {
    ctx: &'c Ctx<'c>,
    site: Option<Date>,
    topics: Vec<Option<Date>>,
}

impl<'c> LastDays<'c> {
    fn new(ctx: &'c Ctx<'c>) -> LastDays<'c> {
        let mut days = LastDays { ctx, site: None, topics: Vec::new() };
        let log = &ctx.site.events;
        days.site = days.last(log.list(EventList::Changes));
        for topic in ctx.site.topic_ids() {
            days.topics.push(days.last(log.of_topic(topic, EventList::Changes)));
        }
        days
    }

    fn last(&self, events: impl Iterator<Item = Event>) -> Option<Date> {
        self.ctx.tables.publications.last_day(self.ctx.site, events)
    }

    fn of_source(&self, id: SourceId) -> Option<Date> {
        self.last(self.ctx.site.events.of_source(id, EventList::SourceHistory))
    }

    fn of_texts(&self, docs: &[DocId]) -> Option<Date> {
        let publications = &self.ctx.tables.publications;
        docs.iter().filter_map(|doc| publications.text_changed(self.ctx.site, *doc)).max()
    }

    fn of(&self, kind: &PageKind) -> Option<Date> {
        let (site, log) = (self.ctx.site, &self.ctx.site.events);
        let day = match kind.target() {
            Some(Target::Source(id)) => self.of_source(id),
            Some(Target::Entity(id)) => self.last(log.of_entity(id, EventList::EntityHistory)),
            Some(Target::Publisher(id)) => {
                let sources = &site.index.by_publisher[id.index()];
                sources.iter().filter_map(|id| self.of_source(*id)).max()
            }
            _ => match (kind.document(), kind.topic(site)) {
                (Some(doc), _) => {
                    let said = self.last(log.of_doc(doc, EventList::DocHistory));
                    said.max(self.ctx.tables.publications.text_changed(site, doc))
                }
                (None, Some(topic)) => self.topics[topic.index()],
                (None, None) => match kind {
                    PageKind::Tag(tag) => self.of_texts(self.ctx.tables.indexes.tagged(*tag)),
                    _ => self.site,
                },
            },
        };
        day.or(self.site)
    }
}

/// A format that feed readers ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    Atom,
    Rss,
}

/// All feeds, for a reader that takes them in one go (OPML).
#[derive(Serialize)]
pub struct Directory {
    pub groups: Vec<FeedGroup>,
}

#[derive(Serialize)]
pub struct FeedGroup {
    /// site, topic, thread, actor or tag.
    pub scope: &'static str,
    pub feeds: Vec<Outline>,
}

#[derive(Serialize)]
pub struct Outline {
    pub name: String,
    /// The address of the feed.
    pub address: String,
    pub home: String,
}

pub fn directory(ctx: &Ctx, format: FeedFormat) -> Directory {
    let origin = href::origin(ctx.site).unwrap_or_default();
    let mut groups = Vec::new();
    for channels in ctx.tables.channels.chunk_by(|a, b| a.scope() == b.scope()) {
        let mut feeds = Vec::new();
        for channel in channels {
            let [atom, _] = href::feeds(&channel.page);
            let path = match format {
                FeedFormat::Atom => atom,
                FeedFormat::Rss => href::rss(&channel.page),
            };
            feeds.push(Outline {
                name: ctx
                    .feed_name(channel.subject)
                    .unwrap_or_else(|| ctx.site.config.title.clone()),
                address: format!("{origin}/{path}"),
                home: format!("{origin}/{}", channel.page),
            });
        }
        groups.push(FeedGroup { scope: channels[0].scope(), feeds });
    }
    Directory { groups }
}
