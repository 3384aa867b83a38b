//! Shards of passages: what results show.
//!
//! The data of a shard is a list of columns with one item for each page: path, title, kind, topics,
//! date, facets, anchors, texts and facets of passages. Columns compress a tenth better than pages.
//! Kinds and topics are indexes in the tables of the index, facets are `[group, key]`. The last three
//! have one item for each passage: an anchor 0 is the one before, facets are indexes in those of the
//! page.
//!
//! Where passages are cut, another shard has what was cut off: for each page the rest of each passage,
//! then the passages that were omitted. Only a search for a phrase needs it.

use super::budget::PassageBudget;
use super::entry::IndexEntry;
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
    Vec<Vec<Cow<'a, str>>>,
    Vec<Vec<Vec<usize>>>,
);

/// What is cut off the passages of a page; empty where nothing is.
pub(super) type PassageRests<'a> = Vec<&'a str>;

impl<'a> FragmentShard<'a> {
    pub(super) fn new(
        site: &'a Site,
        pages: &'a [(&IndexedPage, IndexEntry)],
    ) -> (FragmentShard<'a>, Option<Vec<PassageRests<'a>>>) {
        let budget = PassageBudget::new(pages.iter().map(|(_, entry)| entry));
        let mut shard = FragmentShard::default();
        let mut rests = Vec::with_capacity(pages.len());
        for (page, entry) in pages {
            rests.push(shard.add(site, page, entry, budget));
        }
        let is_cut = rests.iter().any(|rests| !rests.is_empty());
        (shard, is_cut.then_some(rests))
    }

    /// Adds a page; gives what is cut off.
    fn add(
        &mut self,
        site: &'a Site,
        page: &'a IndexedPage,
        entry: &'a IndexEntry,
        budget: PassageBudget,
    ) -> PassageRests<'a> {
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
        let (mut anchors, mut texts, mut passage_facets) = (Vec::new(), Vec::new(), Vec::new());
        let mut rests = Vec::new();
        if !aliases.is_empty() {
            anchors.push(json!(""));
            texts.push(aliases.into());
            passage_facets.push(Vec::new());
            rests.push("");
        }
        let mut last_anchor = if texts.is_empty() { None } else { Some("") };
        for passage in &entry.passages {
            if texts.len() >= budget.count {
                rests.push(&passage.text);
                continue;
            }
            let is_same = last_anchor.replace(&passage.anchor) == Some(passage.anchor.as_str());
            anchors.push(if is_same { json!(0) } else { json!(passage.anchor) });
            let shown = budget.shorten(&passage.text);
            texts.push(shown.into());
            rests.push(&passage.text[shown.len()..]);
            let indexes = passage.facets.iter().filter_map(|f| facets.binary_search(f).ok());
            passage_facets.push(indexes.collect());
        }
        if rests.iter().all(|rest| rest.is_empty()) {
            rests.clear();
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
        rests
    }
}
