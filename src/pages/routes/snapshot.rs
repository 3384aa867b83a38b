//! What a topic showed on a day, kept beside its living pages under `topics/<topic>/as-of/<day>/`.
//!
//! Takes a site, gives which days are kept ([`snapshots`]) and turns a site as it was known on such a day into one whose
//! topics stand in that folder ([`settle`]). Whatever else its pages lead to is the living page: what was shown on a day is
//! shown later too, so no such link breaks. A page of a snapshot says which living page it was.

use crate::model::*;
use crate::pages::components::page_meta::Head;
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route;
use crate::pages::routes::route::Job;
use crate::pages::urls::href;
use serde::Serialize;
use std::collections::BTreeMap;

/// The days that have come and on which something of the topic was there, with the topics that keep them.
pub fn snapshots(site: &Site) -> BTreeMap<Date, Vec<TopicId>> {
    let mut found: BTreeMap<Date, Vec<TopicId>> = BTreeMap::new();
    for topic in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        site.snapshots(topic).for_each(|day| found.entry(day).or_default().push(topic));
    }
    found
}

/// Puts the pages of these topics into the folders of that day.
pub fn settle(site: &mut Site, day: Date, topics: &[TopicId]) {
    for topic in topics {
        let record = &mut site.topics[topic.index()];
        record.folder = href::snapshot(&record.slug, day);
    }
}

/// Every page of one topic.
pub fn plan_topic(ctx: &Ctx, topic: TopicId) -> Vec<Job> {
    route::parts(ctx, route::of_topic(ctx, topic)).collect()
}

/// A state that is kept.
#[derive(Serialize)]
pub struct Kept {
    pub day: When,
    pub link: Link,
}

/// The states of a topic that are kept beside this page, the newest first.
pub fn kept(page: &Page, topic: TopicId) -> Vec<Kept> {
    let slug = &page.site().topic(topic).slug;
    let mut days: Vec<Date> = page.site().snapshots(topic).collect();
    days.reverse();
    let made = |day: Date| {
        let path = format!("topics/{}/index.html", href::snapshot(slug, day));
        let link = Link { href: page.to(&path), text: day.long() };
        (path != page.path).then(|| Kept { day: day.into(), link })
    };
    days.into_iter().filter_map(made).collect()
}

impl Ctx<'_> {
    /// The living page of a page of a snapshot; `None` for every other page.
    pub(crate) fn living(&self, path: &str) -> Option<String> {
        if !self.snapshot {
            return None;
        }
        let moved = self.site.topics.iter().filter(|t| t.folder != t.slug);
        let rest = |t: &Topic| {
            Some(format!(
                "topics/{}{}",
                t.slug,
                path.strip_prefix("topics/")?.strip_prefix(&t.folder)?
            ))
        };
        moved.filter_map(rest).next()
    }
}

impl Head {
    /// Says which living page a page of a snapshot was, for readers and for search engines.
    pub(crate) fn seen_from_snapshot(mut self, page: &Page) -> Head {
        if let Some(living) = page.ctx.living(&page.path) {
            self.canonical = href::origin(page.site()).map(|origin| format!("{origin}/{living}"));
            self.living = Some(page.to(&living));
        }
        self
    }
}
