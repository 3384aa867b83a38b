//! Shards of passages: what results show.
//!
//! The data of a shard is a list of columns with one item for each page: path, title, kind, topics,
//! date, facets, anchors, texts and facets of passages. Columns compress a tenth better than pages.
//! Kinds and topics are indexes in the tables of the index, facets are `[group, key]`. The last three
//! have one item for each passage: an anchor 0 is the one before, facets are indexes in those of the
//! page.

use super::budget::PassageBudget;
use super::entry::{IndexEntry, IndexPassage};
use super::facet::Facet;
use super::page::IndexedPage;
use crate::model::Site;
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;

#[derive(Default, Serialize)]
pub(super) struct FragmentShard<'a>(
    Vec<&'a str>,
    Vec<&'a str>,
    Vec<usize>,
    Vec<Vec<u32>>,
    Vec<String>,
    Vec<Vec<(usize, Cow<'a, str>)>>,
    Vec<Vec<Value>>,
    Vec<Vec<String>>,
    Vec<Vec<Vec<usize>>>,
);

impl<'a> FragmentShard<'a> {
    pub(super) fn new(
        site: &'a Site,
        pages: &'a [(&IndexedPage, IndexEntry)],
    ) -> FragmentShard<'a> {
        let budget = PassageBudget::new(pages.iter().map(|(_, entry)| entry));
        let mut shard = FragmentShard::default();
        for (page, entry) in pages {
            shard.add(site, page, entry, budget);
        }
        shard
    }

    fn add(
        &mut self,
        site: &'a Site,
        page: &'a IndexedPage,
        entry: &'a IndexEntry,
        budget: PassageBudget,
    ) {
        let mut topics = Vec::new();
        // those of passages refer to them
        let mut facets = Vec::new();
        for facet in &entry.facets {
            match facet {
                Facet::Topic(topic) => topics.push(topic.0),
                facet => facets.push(*facet),
            }
        }
        let aliases = entry.aliases.join("; ");
        let names = IndexPassage { anchor: String::new(), text: aliases, facets: Vec::new() };
        let names = Some(&names).filter(|names| !names.text.is_empty());
        let (mut anchors, mut texts, mut passage_facets) = (Vec::new(), Vec::new(), Vec::new());
        let mut last_anchor = None;
        for passage in names.into_iter().chain(&entry.passages).take(budget.count) {
            let is_same =
                last_anchor.replace(passage.anchor.clone()).as_ref() == Some(&passage.anchor);
            anchors.push(if is_same { json!(0) } else { json!(passage.anchor) });
            texts.push(budget.shorten(&passage.text).to_string());
            let indexes = passage.facets.iter().filter_map(|f| facets.binary_search(f).ok());
            passage_facets.push(indexes.collect());
        }
        self.0.push(&page.path);
        self.1.push(&entry.title);
        self.2.push(page.kind as usize);
        self.3.push(topics);
        self.4.push(page.date.map(|d| d.to_string()).unwrap_or_default());
        self.5.push(facets.iter().map(|f| (f.group(), f.key(site))).collect());
        self.6.push(anchors);
        self.7.push(texts);
        self.8.push(passage_facets);
    }
}
