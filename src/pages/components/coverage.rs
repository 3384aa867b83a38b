//! What a topic's sources cover and what they do not: undated, without address, languages, kinds of publishers.

use crate::model::*;
use crate::pages::components::link::{Link, link};
use crate::pages::components::text::Page;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const TOP: usize = 10;

#[derive(Serialize)]
pub(crate) struct Coverage {
    total: usize,
    undated: usize,
    without_address: usize,
    without_publisher: usize,
    /// Word and count, the most frequent first; empty words are unknown.
    languages: Vec<(String, usize)>,
    kinds: Vec<(String, usize)>,
    publishers: Vec<Share>,
    publisher_count: usize,
    /// How much of all sources the publishers above have together, in per cent.
    top_share: usize,
}

#[derive(Serialize)]
pub(crate) struct Share {
    publisher: Link,
    count: usize,
    percent: usize,
}

pub(crate) fn coverage(page: &Page, topic: TopicId) -> Coverage {
    let site = page.site();
    let sources: Vec<&Source> =
        page.ctx.tables.indexes.topic(topic).sources.iter().map(|(s, _)| site.source(*s)).collect();
    let total = sources.len();
    let percent = |n: usize| (n * 100 + total / 2).checked_div(total).unwrap_or_default();
    let mut publishers: BTreeMap<PublisherId, usize> = BTreeMap::new();
    for p in sources.iter().filter_map(|s| s.publisher) {
        *publishers.entry(p).or_default() += 1;
    }
    let mut publishers: Vec<(PublisherId, usize)> = publishers.into_iter().collect();
    publishers.sort_by_key(|(p, n)| (Reverse(*n), site.publisher(*p).slug.clone()));
    publishers.truncate(TOP);
    Coverage {
        total,
        undated: sources.iter().filter(|s| s.issued.is_none()).count(),
        without_address: sources.iter().filter(|s| s.url.is_none() && s.doi.is_none()).count(),
        without_publisher: sources.iter().filter(|s| s.publisher.is_none()).count(),
        languages: counted(sources.iter().map(|s| s.language.clone().unwrap_or_default())),
        kinds: counted(sources.iter().map(|source| publisher_kind(site, source))),
        top_share: percent(publishers.iter().map(|(_, n)| n).sum()),
        publisher_count: publishers.len(),
        publishers: publishers
            .into_iter()
            .map(|(p, count)| Share {
                publisher: link(page, Target::Publisher(p)),
                count,
                percent: percent(count),
            })
            .collect(),
    }
}

/// The kind of a source's publisher; an empty text for a source without one.
fn publisher_kind(site: &Site, source: &Source) -> String {
    let Some(publisher) = source.publisher else { return String::new() };
    site.vocabulary.publishers.shown(site.publisher(publisher).kind, &site.locale)
}

/// The most frequent first, then by word.
fn counted(words: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for w in words {
        *counts.entry(w).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| Reverse(*n));
    counts
}
