//! How much there is: per topic, per kind, per month.

use super::table::{cut, table, title, wrapped};
use crate::analysis::reasoning::{Evidence, HalfLife, OriginSummary, Reasoning};
use crate::model::*;
use serde::{Serialize, Serializer};
use std::borrow::Cow;
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
struct OrderedMap<T>(Vec<(Cow<'static, str>, T)>);

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
pub fn stats(site: &Site, reasoning: &Reasoning) -> ContentStats {
    ContentStats {
        title: site.config.title.clone(),
        as_of: site.as_of.map(Date::iso),
        topics: site
            .topic_ids()
            .filter(|t| site.is_visible(Target::Topic(*t)))
            .map(|t| topic(site, t))
            .collect(),
        kinds: kinds(site, reasoning),
        months: months(site),
    }
}

fn visible(site: &Site, docs: &[DocId]) -> usize {
    docs.iter().filter(|d| site.doc(**d).visible).count()
}

fn topic(site: &Site, id: TopicId) -> TopicStats {
    let topic = site.topic(id);
    let docs = site
        .doc_ids()
        .filter(|d| site.doc(*d).visible && (site.doc(*d).topic == Some(id) || *d == topic.doc));
    let mut sources: BTreeSet<SourceId> = BTreeSet::new();
    let (mut notes, mut cross_links, mut observations, mut open_questions) = (0, 0, 0, 0);
    for block in docs.flat_map(|d| site.blocks_of(d)) {
        sources.extend(site.cited_in(block));
        match &site.block(block).kind {
            BlockKind::Note { .. } => notes += 1,
            BlockKind::CrossLink { .. } => cross_links += 1,
            BlockKind::Observation { .. } => observations += 1,
            kind if is_open(kind) => open_questions += 1,
            _ => {}
        }
    }
    let last =
        topic.gathers.iter().rev().map(|d| site.doc(*d)).find(|d| d.visible).and_then(|d| d.date);
    TopicStats {
        topic: topic.slug.clone(),
        gathers: visible(site, &topic.gathers),
        notes,
        cross_links,
        observations,
        threads: visible(site, &topic.threads),
        articles: visible(site, &topic.articles),
        open_questions,
        sources: sources.len(),
        last_gather: last.map(Date::iso),
    }
}

pub(super) fn is_open(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Question {
            kind: QuestionKind::Debate,
            status: QuestionStatus::Open | QuestionStatus::PartlyAnswered,
            ..
        }
    )
}

/// How often each word of a list occurs, in the list's order, without those that do not.
fn counted<W: Word + PartialEq>(found: impl Iterator<Item = W>) -> WordCounts {
    let found: Vec<W> = found.collect();
    let mut counts = Vec::new();
    for word in W::ALL {
        counts.push((word.word().into(), found.iter().filter(|w| *w == word).count()));
    }
    without_zeros(counts)
}

/// The same for a list that a site can add to.
fn counted_terms<W: Extensible>(site: &Site, found: &[Term<W>]) -> WordCounts {
    let terms = W::terms(&site.vocabulary);
    let mut counts = Vec::new();
    for term in terms.all() {
        let count = found.iter().filter(|one| **one == term).count();
        counts.push((Cow::Owned(terms.word(term).to_string()), count));
    }
    without_zeros(counts)
}

fn without_zeros(mut counts: Vec<(Cow<'static, str>, usize)>) -> WordCounts {
    counts.retain(|(_, count)| *count > 0);
    OrderedMap(counts)
}

fn kinds(site: &Site, reasoning: &Reasoning) -> OrderedMap<WordCounts> {
    let (mut observations, mut positions) = (Vec::new(), Vec::new());
    let (mut tension_kinds, mut questions) = (Vec::new(), Vec::new());
    let mut tensions = 0;
    for block in site.block_ids().map(|b| site.block(b)) {
        if !block.visible || !site.doc(block.doc).visible {
            continue;
        }
        match block.kind {
            BlockKind::Observation { kind } => observations.push(kind),
            BlockKind::Question { status, .. } => questions.push(status),
            BlockKind::Position { change, .. } => positions.push(change),
            BlockKind::Tension { .. } => tensions += 1,
            BlockKind::Part(BlockPart::Kind(kind)) => tension_kinds.push(kind),
            _ => {}
        }
    }
    let written = site.docs.iter().filter(|d| d.visible && !matches!(d.kind, DocKind::Entity(_)));
    let relations = site.relations().filter(|r| site.is_visible(Target::Block(r.from)));
    let entities: Vec<_> = site.entities.iter().filter(|e| e.visible).map(|e| e.kind).collect();
    let publishers = site.publishers.iter().filter(|p| p.visible);
    let publishers: Vec<_> = publishers.map(|p| p.kind).collect();
    OrderedMap(vec![
        ("texts".into(), texts(site)),
        ("entities".into(), counted_terms(site, &entities)),
        ("sources".into(), counted(site.sources.iter().filter(|s| s.visible).map(|s| s.kind))),
        ("publishers".into(), counted_terms(site, &publishers)),
        ("observations".into(), counted_terms(site, &observations)),
        ("positions".into(), counted(positions.into_iter())),
        ("tensions".into(), tensions_by_kind(site, &tension_kinds, tensions)),
        ("questions".into(), counted(questions.into_iter())),
        ("relations".into(), counted(relations.map(|r| r.kind))),
        ("forecasts".into(), counted(reasoning.forecasts.all().iter().map(|f| f.state))),
        ("evidence of claims".into(), evidence(site, &reasoning.evidence)),
        ("claims that are followed".into(), fates(site, &reasoning.half_life)),
        ("contradictions".into(), contradictions(site, reasoning)),
        ("definitions × subjects".into(), definitions(site, reasoning)),
        ("texts written by".into(), counted(written.map(|d| d.provenance.by))),
    ])
}

/// How many tensions are of each kind, and how many say none.
fn tensions_by_kind(site: &Site, kinds: &[Term<TensionKind>], tensions: usize) -> WordCounts {
    let without = tensions.saturating_sub(kinds.len());
    let OrderedMap(mut counts) = counted_terms(site, kinds);
    counts.push(("without a kind".into(), without));
    without_zeros(counts)
}

/// How well the evidence of the claims is known.
fn evidence(site: &Site, evidence: &Evidence) -> WordCounts {
    let mut bases: Vec<EvidenceBasis> = Vec::new();
    for topic in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        let claims = evidence.topic(topic).claims.iter();
        bases.extend(claims.filter_map(|claim| evidence.of(*claim)).map(OriginSummary::basis));
    }
    counted(bases.into_iter())
}

/// What became of the claims by the last look at their topic.
fn fates(site: &Site, half_life: &HalfLife) -> WordCounts {
    let mut fates: Vec<ClaimFate> = Vec::new();
    for topic in site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))) {
        fates.extend(half_life.topic(topic).claims.iter().map(|claim| claim.lifetime.fate));
    }
    counted(fates.into_iter())
}

/// What became of the contradictions.
fn contradictions(site: &Site, reasoning: &Reasoning) -> WordCounts {
    let topics = site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t)));
    counted(topics.flat_map(|t| reasoning.contradictions.topic(t)).map(|c| c.state))
}

/// What the subjects are under the definitions.
fn definitions(site: &Site, reasoning: &Reasoning) -> WordCounts {
    let topics = site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t)));
    counted(topics.flat_map(|topic| reasoning.definitions.topic(topic).verdicts()))
}

/// Documents by their kind.
fn texts(site: &Site) -> WordCounts {
    let docs: Vec<&Doc> = site.docs.iter().filter(|d| d.visible).collect();
    without_zeros(vec![
        ("gather".into(), docs.iter().filter(|d| d.is_gather()).count()),
        ("thread".into(), docs.iter().filter(|d| d.is_thread()).count()),
        ("article".into(), docs.iter().filter(|d| d.is_article()).count()),
        ("page".into(), docs.iter().filter(|d| d.kind == DocKind::Page).count()),
    ])
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
        let mut out = title(&self.title, self.as_of.as_deref());
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
