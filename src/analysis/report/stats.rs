//! How much there is: per topic, per kind, per month.

use super::table::{cut, table, wrapped};
use crate::model::*;
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the last months are shown to people.
const MONTHS: usize = 12;

/// Counts of what a reader can see on the day that the site is built for.
#[derive(Debug, Serialize)]
pub struct ContentStats {
    title: String,
    as_of: Option<String>,
    topics: Vec<TopicStats>,
    /// Entities, sources, observations and the like, each by its kinds in the order of the word lists.
    kinds: OrderedMap<WordCounts>,
    /// Gathers and their notes by month, oldest first.
    months: BTreeMap<String, MonthStats>,
}

/// Names with what belongs to them, in an order of their own; a mapping to other programs.
#[derive(Debug)]
struct OrderedMap<T>(Vec<(&'static str, T)>);

type WordCounts = OrderedMap<usize>;

impl<T: Serialize> Serialize for OrderedMap<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[derive(Debug, Serialize)]
struct TopicStats {
    topic: String,
    gathers: usize,
    notes: usize,
    cross_links: usize,
    observations: usize,
    threads: usize,
    articles: usize,
    open_questions: usize,
    /// Sources that its documents cite, each once.
    sources: usize,
    last_gather: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct MonthStats {
    gathers: usize,
    notes: usize,
}

/// Counts a site.
pub fn stats(site: &Site) -> ContentStats {
    ContentStats {
        title: site.config.title.clone(),
        as_of: site.as_of.map(Date::iso),
        topics: site
            .topic_ids()
            .filter(|t| site.is_visible(Target::Topic(*t)))
            .map(|t| topic(site, t))
            .collect(),
        kinds: kinds(site),
        months: months(site),
    }
}

fn visible(site: &Site, docs: &[DocId]) -> usize {
    docs.iter().filter(|d| site.doc(**d).visible).count()
}

fn topic(site: &Site, id: TopicId) -> TopicStats {
    let topic = site.topic(id);
    let docs = || {
        site.doc_ids()
            .filter(|d| site.doc(*d).visible && (site.doc(*d).topic == Some(id) || *d == topic.doc))
    };
    let blocks = || docs().flat_map(|d| site.blocks_of(d));
    let count = |is: fn(&BlockKind) -> bool| blocks().filter(|b| is(&site.block(*b).kind)).count();
    let sources: BTreeSet<SourceId> = blocks().flat_map(|b| site.cited_in(b)).collect();
    let last =
        topic.gathers.iter().rev().map(|d| site.doc(*d)).find(|d| d.visible).and_then(|d| d.date);
    TopicStats {
        topic: topic.slug.clone(),
        gathers: visible(site, &topic.gathers),
        notes: count(|k| matches!(k, BlockKind::Note { .. })),
        cross_links: count(|k| matches!(k, BlockKind::CrossLink { .. })),
        observations: count(|k| matches!(k, BlockKind::Observation { .. })),
        threads: visible(site, &topic.threads),
        articles: visible(site, &topic.articles),
        open_questions: count(is_open),
        sources: sources.len(),
        last_gather: last.map(Date::iso),
    }
}

pub(super) fn is_open(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Question { status: QuestionStatus::Open | QuestionStatus::PartlyAnswered, .. }
    )
}

/// How often each word of a list occurs, in the list's order, without those that do not.
fn counted<W: Word + PartialEq>(found: impl Iterator<Item = W>) -> WordCounts {
    let found: Vec<W> = found.collect();
    let count = |word: &W| found.iter().filter(|w| *w == word).count();
    OrderedMap(W::ALL.iter().map(|w| (w.word(), count(w))).filter(|(_, n)| *n > 0).collect())
}

fn kinds(site: &Site) -> OrderedMap<WordCounts> {
    let blocks =
        || site.block_ids().map(|b| site.block(b)).filter(|b| b.visible && site.doc(b.doc).visible);
    let observation = |b: &Block| match b.kind {
        BlockKind::Observation { kind } => Some(kind),
        _ => None,
    };
    let question = |b: &Block| match b.kind {
        BlockKind::Question { status, .. } => Some(status),
        _ => None,
    };
    let position = |b: &Block| match b.kind {
        BlockKind::Position { change, .. } => Some(change),
        _ => None,
    };
    let tension = |b: &Block| match b.kind {
        BlockKind::Part(BlockPart::Kind(kind)) => Some(kind),
        _ => None,
    };
    let written = site.docs.iter().filter(|d| d.visible && !matches!(d.kind, DocKind::Entity(_)));
    let relations = site.relations().filter(|r| site.is_visible(Target::Block(r.from)));
    OrderedMap(vec![
        ("texts", texts(site)),
        ("entities", counted(site.entities.iter().filter(|e| e.visible).map(|e| e.kind))),
        ("sources", counted(site.sources.iter().filter(|s| s.visible).map(|s| s.kind))),
        ("publishers", counted(site.publishers.iter().filter(|p| p.visible).map(|p| p.kind))),
        ("observations", counted(blocks().filter_map(observation))),
        ("positions", counted(blocks().filter_map(position))),
        ("tensions", counted(blocks().filter_map(tension))),
        ("questions", counted(blocks().filter_map(question))),
        ("relations", counted(relations.map(|r| r.kind))),
        ("texts written by", counted(written.map(|d| d.provenance.by))),
    ])
}

/// Documents by their kind.
fn texts(site: &Site) -> WordCounts {
    let count = |is: fn(&Doc) -> bool| site.docs.iter().filter(|d| d.visible && is(d)).count();
    let counts = [
        ("gather", count(Doc::is_gather)),
        ("thread", count(Doc::is_thread)),
        ("article", count(Doc::is_article)),
        ("page", count(|d| d.kind == DocKind::Page)),
    ];
    OrderedMap(counts.into_iter().filter(|(_, n)| *n > 0).collect())
}

fn months(site: &Site) -> BTreeMap<String, MonthStats> {
    let mut months: BTreeMap<String, MonthStats> = BTreeMap::new();
    for id in site.doc_ids().filter(|d| site.doc(*d).visible && site.doc(*d).is_gather()) {
        let Some(date) = site.doc(id).date else { continue };
        let month = months.entry(Date { day: 0, ..date }.iso()).or_default();
        month.gathers += 1;
        month.notes += site
            .blocks_of(id)
            .filter(|b| matches!(site.block(*b).kind, BlockKind::Note { .. }))
            .count();
    }
    months
}

impl ContentStats {
    /// The counts for people.
    pub fn print(&self) -> String {
        let as_of = self.as_of.as_ref().map_or(String::new(), |day| format!(", {day}"));
        let mut out = format!("{}{as_of}\n\n", self.title);
        let head = ["topic", "gathers", "notes", "links", "obs.", "open", "sources", "last"];
        let mut rows = vec![head.map(String::from).to_vec()];
        rows.extend(self.topics.iter().map(|t| {
            let counts =
                [t.gathers, t.notes, t.cross_links, t.observations, t.open_questions, t.sources];
            let last = t.last_gather.clone().unwrap_or_else(|| "none".into());
            [cut(&t.topic, 24)]
                .into_iter()
                .chain(counts.map(|n| n.to_string()))
                .chain([last])
                .collect()
        }));
        out += &table(&rows);
        out.push('\n');
        for (name, OrderedMap(counts)) in
            self.kinds.0.iter().filter(|(_, counts)| !counts.0.is_empty())
        {
            let total: usize = counts.iter().map(|(_, n)| n).sum();
            let words: Vec<String> = counts.iter().map(|(word, n)| format!("{n} {word}")).collect();
            out += &wrapped(&format!("{name} {total}:"), &words, 80);
        }
        let shown = self.months.iter().skip(self.months.len().saturating_sub(MONTHS));
        let words: Vec<String> =
            shown.map(|(month, m)| format!("{month} {}/{}", m.gathers, m.notes)).collect();
        if !words.is_empty() {
            out += &wrapped("gathers/notes by month:", &words, 80);
        }
        out
    }
}
