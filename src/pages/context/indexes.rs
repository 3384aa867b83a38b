//! The lists that run through a topic or the whole site, made once for all pages.
//!
//! Takes the site, gives ordered lists of ids: what happened when, who holds what, which questions are open. Lists by
//! date have the oldest first, so that their full pages never change. Makes no words.

use crate::model::*;
use crate::pages::components::block::positions_of;
use crate::pages::components::question::is_open_block;
use crate::pages::urls::href;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

/// How many pairs of one tension have a page.
const OPPONENTS: usize = 24;

/// One dated thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub date: Date,
    pub what: Dated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    Gather(DocId),
    Article(DocId),
    Opened(DocId),
    Updated(DocId),
    Event(BlockId),
    Position(BlockId),
    Correction(BlockId),
    Question(BlockId),
    Relation(Relation),
    /// Index into the changelog of a topic's watch list.
    Watch(TopicId, u32),
}

/// What one topic has.
#[derive(Default)]
pub struct TopicLists {
    pub timeline: Vec<Entry>,
    pub changes: Vec<Entry>,
    /// The newest open one last, what is answered before all open ones.
    pub questions: Vec<BlockId>,
    /// Open questions and forecasts that wait for a day.
    pub due: Vec<BlockId>,
    pub tensions: Vec<BlockId>,
    /// Actors who stand against each other in a tension, by their slugs, each pair once.
    pub pairs: Vec<(EntityId, EntityId)>,
    /// Actors with what they hold in this topic, by the day of their last position; those of one day by name, backwards.
    pub actors: Vec<(EntityId, Vec<BlockId>)>,
    /// Sources by date with the number of blocks that cite them.
    pub sources: Vec<(SourceId, u32)>,
    pub observations: Vec<BlockId>,
    /// Visible gathers, oldest first, and where each year starts among them.
    pub gathers: Vec<DocId>,
    pub years: Vec<(u16, std::ops::Range<usize>)>,
    pub threads: Vec<DocId>,
    pub articles: Vec<DocId>,
    pub figures: Vec<FigureId>,
}

pub struct Lists {
    pub topics: Vec<TopicLists>,
    pub timeline: Vec<Entry>,
    pub changes: Vec<Entry>,
    pub questions: Vec<BlockId>,
    pub tensions: Vec<BlockId>,
    /// Visible ones by date.
    pub sources: Vec<SourceId>,
    /// Visible ones by name.
    pub publishers: Vec<PublisherId>,
    /// Visible ones by kind, then by name.
    pub entities: Vec<EntityId>,
    /// Visible topics in the order that the editor gave.
    pub shown: Vec<TopicId>,
}

impl Lists {
    pub fn new(site: &Site) -> Lists {
        let topics: Vec<TopicLists> = site.topic_ids().map(|t| topic_lists(site, t)).collect();
        let mut topics = with_blocks(site, topics);
        let mut shown: Vec<TopicId> =
            site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))).collect();
        shown.sort_by_key(|t| (site.topic(*t).order, t.0));
        for topic in &mut topics {
            topic.timeline.sort_by_key(|e| e.date);
            topic.changes.sort_by_key(|e| e.date);
        }
        let all = |list: fn(&TopicLists) -> &Vec<Entry>| {
            let mut all: Vec<Entry> =
                shown.iter().flat_map(|t| list(&topics[t.index()])).copied().collect();
            all.sort_by_key(|e| e.date);
            all
        };
        let (timeline, changes) = (all(|t| &t.timeline), all(|t| &t.changes));
        let blocks = |list: fn(&TopicLists) -> &Vec<BlockId>| -> Vec<BlockId> {
            shown.iter().flat_map(|t| list(&topics[t.index()])).copied().collect()
        };
        let (mut questions, mut tensions) = (blocks(|t| &t.questions), blocks(|t| &t.tensions));
        questions.sort_by_key(|q| question_order(site, *q));
        tensions.sort_by_key(|b| (site.block(*b).date, *b));
        Lists {
            timeline,
            changes,
            questions,
            tensions,
            sources: sources(site),
            publishers: publishers(site),
            entities: entities(site),
            shown,
            topics,
        }
    }

    pub fn topic(&self, id: TopicId) -> &TopicLists {
        &self.topics[id.index()]
    }
}

fn sources(site: &Site) -> Vec<SourceId> {
    let mut list: Vec<SourceId> = site.source_ids().filter(|s| site.source(*s).visible).collect();
    list.sort_by(|a, b| {
        let (a, b) = (site.source(*a), site.source(*b));
        (a.issued, &a.id).cmp(&(b.issued, &b.id))
    });
    list
}

fn publishers(site: &Site) -> Vec<PublisherId> {
    let mut list: Vec<PublisherId> =
        site.publisher_ids().filter(|p| site.publisher(*p).visible).collect();
    list.sort_by_cached_key(|p| (site.publisher(*p).name.to_lowercase(), p.0));
    list
}

fn entities(site: &Site) -> Vec<EntityId> {
    let mut list: Vec<EntityId> = site.entity_ids().filter(|e| site.entity(*e).visible).collect();
    list.sort_by_cached_key(|e| (site.entity(*e).kind, site.entity(*e).name.to_lowercase(), e.0));
    list
}

/// What a topic's documents and records give.
fn topic_lists(site: &Site, id: TopicId) -> TopicLists {
    let topic = site.topic(id);
    let visible =
        |list: &[DocId]| list.iter().copied().filter(|d| site.doc(*d).visible).collect::<Vec<_>>();
    let mut out = TopicLists {
        gathers: visible(&topic.gathers),
        threads: visible(&topic.threads),
        articles: visible(&topic.articles),
        ..TopicLists::default()
    };
    out.figures = topic.figures.iter().copied().filter(|f| site.figure(*f).visible).collect();
    for (i, gather) in out.gathers.iter().enumerate() {
        let Some(date) = site.doc(*gather).date else { continue };
        match out.years.last_mut() {
            Some((year, range)) if *year == date.year => range.end = i + 1,
            _ => out.years.push((date.year, i..i + 1)),
        }
    }
    let mut both = |date: Option<Date>, what: Dated| {
        if let Some(date) = date {
            out.timeline.push(Entry { date, what });
            out.changes.push(Entry { date, what });
        }
    };
    out.gathers.iter().for_each(|d| both(site.doc(*d).date, Dated::Gather(*d)));
    out.articles.iter().for_each(|d| both(site.doc(*d).date, Dated::Article(*d)));
    for thread in &out.threads {
        let doc = site.doc(*thread);
        let mut changed = |date: Option<Date>, what: Dated| {
            out.changes.extend(date.map(|date| Entry { date, what }))
        };
        changed(doc.date, Dated::Opened(*thread));
        if doc.updated != doc.date {
            changed(
                doc.updated.filter(|u| site.as_of.is_none_or(|as_of| u.first() <= as_of)),
                Dated::Updated(*thread),
            );
        }
    }
    for (i, change) in topic.watch.changelog.iter().enumerate() {
        if site.as_of.is_none_or(|as_of| change.date <= as_of) {
            out.changes.push(Entry { date: change.date, what: Dated::Watch(id, i as u32) });
        }
    }
    out
}

/// Adds what the blocks of all topics give, in one pass.
fn with_blocks(site: &Site, mut topics: Vec<TopicLists>) -> Vec<TopicLists> {
    let mut cited: Vec<BTreeMap<SourceId, u32>> = vec![BTreeMap::new(); topics.len()];
    let mut actors: Vec<BTreeMap<EntityId, Vec<BlockId>>> = vec![BTreeMap::new(); topics.len()];
    for doc in site.doc_ids().filter(|d| site.doc(*d).visible) {
        let Some(topic) = site.doc(doc).topic else { continue };
        let (at, lists) = (topic.index(), &mut topics[topic.index()]);
        for id in site.blocks_of(doc) {
            let block = site.block(id);
            for source in sources_of(site, id) {
                *cited[at].entry(source).or_default() += 1;
            }
            if site.waits_for(id).is_some() {
                lists.due.push(id);
            }
            let entry = |what: Dated| block.date.map(|date| Entry { date, what });
            match &block.kind {
                BlockKind::Event => lists.timeline.extend(entry(Dated::Event(id))),
                BlockKind::Position { .. } => {
                    lists.timeline.extend(entry(Dated::Position(id)));
                    lists.changes.extend(entry(Dated::Position(id)));
                }
                BlockKind::Correction => {
                    lists.timeline.extend(entry(Dated::Correction(id)));
                    lists.changes.extend(entry(Dated::Correction(id)));
                }
                BlockKind::Question { asked, .. } => {
                    lists.questions.push(id);
                    let date = asked.or(block.date);
                    lists
                        .changes
                        .extend(date.map(|date| Entry { date, what: Dated::Question(id) }));
                }
                BlockKind::Tension { .. } => lists.tensions.push(id),
                BlockKind::Observation { .. } => lists.observations.push(id),
                BlockKind::Perspective { actors: who } => {
                    who.iter().for_each(|e| actors[at].entry(*e).or_default().push(id));
                }
                _ => {}
            }
        }
    }
    for relation in site.relations() {
        let block = site.block(relation.from);
        let (Some(topic), Some(date)) = (site.doc(block.doc).topic, block.date) else { continue };
        // Dated items are listed as what they are already.
        let listed = matches!(
            block.kind,
            BlockKind::Event | BlockKind::Position { .. } | BlockKind::Correction
        );
        if !listed
            && site.is_visible(Target::Block(relation.from))
            && site.is_visible(Target::Block(relation.to))
        {
            let entry = Entry { date, what: Dated::Relation(*relation) };
            topics[topic.index()].timeline.push(entry);
            topics[topic.index()].changes.push(entry);
        }
    }
    for (((lists, cited), actors), topic) in
        topics.iter_mut().zip(cited).zip(actors).zip(site.topic_ids())
    {
        lists.sources = cited.into_iter().collect();
        lists.sources.sort_by(|(a, _), (b, _)| {
            let (a, b) = (site.source(*a), site.source(*b));
            (a.issued, &a.id).cmp(&(b.issued, &b.id))
        });
        lists.actors = actors.into_iter().collect();
        lists.actors.sort_by_cached_key(|(e, held)| {
            let last = held
                .iter()
                .flat_map(|p| positions_of(site, *p))
                .filter_map(|p| site.block(p).date)
                .max();
            (last, Reverse((site.entity(*e).name.to_lowercase(), e.0)))
        });
        let date = |b: &BlockId| (site.block(*b).date, *b);
        lists.questions.sort_by_key(|q| question_order(site, *q));
        lists.tensions.sort_by_key(date);
        lists.observations.sort_by_key(date);
        lists.pairs = lists.tensions.iter().flat_map(|t| opponents(site, *t)).collect();
        lists.pairs.sort_by_key(|(a, b)| (&site.entity(*a).slug, &site.entity(*b).slug));
        // One address, one page, whatever hyphens the slugs have.
        let mut taken = HashSet::new();
        lists.pairs.retain(|(a, b)| taken.insert(href::comparison(site, topic, *a, *b)));
    }
    topics
}

/// What is open stands after what is answered, and by the day it was asked, so that the last one is the newest open one.
fn question_order(site: &Site, id: BlockId) -> (bool, Option<Date>, BlockId) {
    let block = site.block(id);
    let asked = if let BlockKind::Question { asked, .. } = block.kind { asked } else { None };
    (is_open_block(site, id), asked.or(block.date), id)
}

/// The pairs of actors that a tension sets against each other and that can be compared, the first by slug first.
pub fn opponents(site: &Site, tension: BlockId) -> Vec<(EntityId, EntityId)> {
    let BlockKind::Tension { sides } = &site.block(tension).kind else { return Vec::new() };
    let actor = |e: &&EntityId| site.entity(**e).visible && site.entity(**e).kind.is_actor();
    let mut found = Vec::new();
    for (i, side) in sides.iter().enumerate() {
        for other in &sides[i + 1..] {
            let of_side =
                |a: &EntityId| other.iter().filter(actor).map(|b| (*a, *b)).collect::<Vec<_>>();
            found.extend(side.iter().filter(actor).flat_map(of_side));
        }
    }
    let ordered = |(a, b): (EntityId, EntityId)| {
        if site.entity(a).slug <= site.entity(b).slug { (a, b) } else { (b, a) }
    };
    found.into_iter().filter(|(a, b)| a != b).map(ordered).take(OPPONENTS).collect()
}

/// The visible sources of a block, each once: those that it cites and, for a note, the one that it is about.
pub(crate) fn sources_of(site: &Site, id: BlockId) -> Vec<SourceId> {
    let mut found = site.cited_in(id);
    if let BlockKind::Note { source } = site.block(id).kind
        && !found.contains(&source)
    {
        found.push(source);
    }
    found.retain(|s| site.source(*s).visible);
    found
}
