//! What a topic showed on a day, kept next to its living pages under `topics/<topic>/as-of/<day>/`.
//!
//! Takes a site, gives which days are kept ([`snapshots`]) and turns a site as it was known on such a day into one whose
//! topics are in that folder ([`settle`]). Whatever else its pages lead to is the living page: what was shown on a day is
//! shown later too, so no such link breaks. A page of a snapshot says which living page it was.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use std::collections::BTreeMap;

/// The days that have come and on which something of the topic was there, with the topics that keep them.
pub fn snapshots(site: &Site) -> BTreeMap<Date, Vec<TopicId>> {
    let mut found: BTreeMap<Date, Vec<TopicId>> = BTreeMap::new();
    for topic in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        for day in site.snapshots(topic) {
            found.entry(day).or_default().push(topic);
        }
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
pub fn plan_topic(ctx: &Ctx, topic: TopicId) -> Vec<PageRoute> {
    route::parts(ctx, route::topic_pages(ctx, topic)).collect()
}
