//! The lists that run through a topic or the whole site, made once for all pages.
//!
//! Lists by date have the oldest first, so that their full pages never change.

use crate::model::*;

use crate::pages::urls::href;
use crate::pages::urls::pagination::PAGE_SIZE;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// How many pairs of one tension have a page.
const OPPONENTS: usize = 24;
/// With fewer changes than this a page goes on with the month before.
const SHORT_PAGE: usize = 60;

/// How many topics the menu of every page lists; more of them have a page of their own.
pub(crate) const MENU_TOPICS: usize = 8;

/// What one topic has.
#[derive(Default)]
pub(crate) struct TopicIndex {
    pub timeline: Vec<Event>,
    pub changes: Vec<Event>,
    /// The newest open one last, what is answered before all open ones.
    pub questions: Vec<BlockId>,
    /// Open questions and forecasts that wait for a day.
    pub due: Vec<BlockId>,
    pub tensions: Vec<BlockId>,
    /// By tension, the pairs of actors that it sets against each other and that can be compared, the first by slug first.
    opponents: HashMap<BlockId, Vec<(EntityId, EntityId)>>,
    /// Pairs of opposing actors of tensions, by their slugs, each pair once.
    pub pairs: Vec<(EntityId, EntityId)>,
    /// Actors with what they hold in this topic, by the day of their last position; those of one day by name, backwards.
    pub actors: Vec<(EntityId, Vec<BlockId>)>,
    /// Sources by date with the number of blocks that cite them.
    pub sources: Vec<(SourceId, u32)>,
    pub observations: Vec<BlockId>,
    /// Corrections by the editors.
    pub corrections: Vec<BlockId>,
    /// Visible gathers, oldest first, and where each year starts among them.
    pub gathers: Vec<DocId>,
    pub years: Vec<(u16, Range<usize>)>,
    pub threads: Vec<DocId>,
    pub articles: Vec<DocId>,
    pub figures: Vec<FigureId>,
}

impl TopicIndex {
    /// The pairs of actors that a tension of the topic sets against each other and that can be compared.
    pub(crate) fn opponents(&self, tension: BlockId) -> &[(EntityId, EntityId)] {
        self.opponents.get(&tension).map(Vec::as_slice).unwrap_or_default()
    }
}

pub(crate) struct Indexes {
    pub topics: Vec<TopicIndex>,
    pub timeline: Vec<Event>,
    pub changes: Vec<Event>,
    /// The months with changes, oldest first, and where each is among them.
    pub change_months: Vec<(Date, Range<usize>)>,
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
    /// The visible texts that carry each tag, by the day of their last change.
    pub tagged: Vec<Vec<DocId>>,
}

impl Indexes {
    pub(crate) fn new(site: &Site) -> Indexes {
        let topics: Vec<TopicIndex> = site.topic_ids().map(|t| topic_index(site, t)).collect();
        let topics = with_blocks(site, topics);
        let mut shown: Vec<TopicId> =
            site.topic_ids().filter(|t| site.is_visible(Target::Topic(*t))).collect();
        shown.sort_by_cached_key(|t| {
            let topic = site.topic(*t);
            (topic.order, site.locale.sort_key(&topic.title), t.0)
        });
        let blocks = |list: fn(&TopicIndex) -> &Vec<BlockId>| -> Vec<BlockId> {
            shown.iter().flat_map(|t| list(&topics[t.index()])).copied().collect()
        };
        let (mut questions, mut tensions) = (blocks(|t| &t.questions), blocks(|t| &t.tensions));
        questions.sort_by_key(|q| question_order(site, *q));
        tensions.sort_by_key(|b| (site.block(*b).date, *b));
        let changes: Vec<Event> = site.events.list(EventList::Changes).collect();
        Indexes {
            timeline: site.events.list(EventList::Timeline).collect(),
            change_months: by_month(&changes),
            changes,
            questions,
            tensions,
            sources: sources(site),
            publishers: publishers(site),
            entities: entities(site),
            shown,
            topics,
            tagged: tagged(site),
        }
    }

    /// Whether there is no need for a list of all topics.
    pub(crate) fn are_all_topics_in_menu(&self) -> bool {
        self.shown.len() <= MENU_TOPICS
    }

    /// The visible texts that carry a tag, the oldest first.
    pub(crate) fn tagged(&self, tag: TagId) -> &[DocId] {
        &self.tagged[tag.index()]
    }

    /// The tags that visible texts carry, in the order of the vocabulary.
    pub(crate) fn used_tags(&self) -> impl Iterator<Item = TagId> + '_ {
        let tags = (0..).map(TagId).zip(&self.tagged);
        tags.filter(|(_, docs)| !docs.is_empty()).map(|(tag, _)| tag)
    }

    pub(crate) fn topic(&self, id: TopicId) -> &TopicIndex {
        &self.topics[id.index()]
    }

    /// Where the changes of a month are among all.
    pub(crate) fn changes_of(&self, month: Date) -> Range<usize> {
        let found = self.change_months.iter().find(|(of, _)| *of == month);
        found.map_or(0..0, |(_, range)| range.clone())
    }

    /// What the page of the latest changes shows: the newest month, and those before it while the page is short. Of a month with
    /// more than a page has room for, it shows the newest.
    pub(crate) fn latest_changes(&self) -> Range<usize> {
        let end = self.changes.len();
        let mut starts = self.change_months.iter().rev().map(|(_, range)| range.start);
        let start = starts.clone().find(|start| end - start >= SHORT_PAGE);
        let start = start.or(starts.next_back()).unwrap_or(end);
        start.max(end.saturating_sub(PAGE_SIZE))..end
    }
}

/// Where each month is among events that are sorted by date; those of a year without a month are a month of their own.
fn by_month(events: &[Event]) -> Vec<(Date, Range<usize>)> {
    let mut months: Vec<(Date, Range<usize>)> = Vec::new();
    for (n, event) in events.iter().enumerate() {
        let month = Date { day: 0, ..event.date };
        match months.last_mut() {
            Some((last, range)) if *last == month => range.end = n + 1,
            _ => months.push((month, n..n + 1)),
        }
    }
    months
}

fn tagged(site: &Site) -> Vec<Vec<DocId>> {
    let mut tagged = vec![Vec::new(); site.vocabulary.tags.len()];
    for id in site.doc_ids().filter(|id| site.doc(*id).visible) {
        for tag in &site.doc(id).tags {
            tagged[tag.index()].push(id);
        }
    }
    for docs in &mut tagged {
        docs.sort_by_key(|id| (site.doc(*id).last_change(), Reverse(*id)));
    }
    tagged
}

fn sources(site: &Site) -> Vec<SourceId> {
    let mut list: Vec<SourceId> = site.source_ids().filter(|s| site.source(*s).visible).collect();
    list.sort_by(|a, b| {
        let (a, b) = (site.source(*a), site.source(*b));
        (a.issue_date(), &a.id).cmp(&(b.issue_date(), &b.id))
    });
    list
}

fn publishers(site: &Site) -> Vec<PublisherId> {
    let mut list: Vec<PublisherId> =
        site.publisher_ids().filter(|p| site.publisher(*p).visible).collect();
    list.sort_by_cached_key(|p| {
        let publisher = site.publisher(*p);
        (site.locale.sort_key(&publisher.name), &publisher.slug)
    });
    list
}

fn entities(site: &Site) -> Vec<EntityId> {
    let mut list: Vec<EntityId> = site.entity_ids().filter(|e| site.entity(*e).visible).collect();
    list.sort_by_cached_key(|e| {
        let kind = site.vocabulary.entities.rank(site.entity(*e).kind);
        (kind, entity_key(site, *e))
    });
    list
}

/// The place of an entity in lists by name.
fn entity_key(site: &Site, id: EntityId) -> (Vec<u8>, &str) {
    let entity = site.entity(id);
    (site.locale.sort_key(&entity.name), &entity.slug)
}

/// What a topic's documents and records give.
fn topic_index(site: &Site, id: TopicId) -> TopicIndex {
    let topic = site.topic(id);
    let visible =
        |list: &[DocId]| list.iter().copied().filter(|d| site.doc(*d).visible).collect::<Vec<_>>();
    let mut out = TopicIndex {
        gathers: visible(&topic.gathers),
        threads: visible(&topic.threads),
        articles: visible(&topic.articles),
        timeline: site.events.of_topic(id, EventList::Timeline).collect(),
        changes: site.events.of_topic(id, EventList::Changes).collect(),
        ..TopicIndex::default()
    };
    out.figures = topic.figures.iter().copied().filter(|f| site.figure(*f).visible).collect();
    for (i, gather) in out.gathers.iter().enumerate() {
        let Some(date) = site.doc(*gather).date else { continue };
        match out.years.last_mut() {
            Some((year, range)) if *year == date.year => range.end = i + 1,
            _ => out.years.push((date.year, i..i + 1)),
        }
    }
    out
}

/// Adds what the blocks of all topics give, in one pass.
fn with_blocks(site: &Site, mut topics: Vec<TopicIndex>) -> Vec<TopicIndex> {
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
            match &block.kind {
                BlockKind::Question { .. } => lists.questions.push(id),
                BlockKind::Tension { .. } => lists.tensions.push(id),
                BlockKind::Observation { .. } => lists.observations.push(id),
                BlockKind::Correction if block.visible => lists.corrections.push(id),
                BlockKind::Perspective { actors: who } => {
                    for e in who {
                        actors[at].entry(*e).or_default().push(id);
                    }
                }
                _ => {}
            }
        }
    }
    for (((lists, cited), actors), topic) in
        topics.iter_mut().zip(cited).zip(actors).zip(site.topic_ids())
    {
        lists.sources = cited.into_iter().collect();
        lists.sources.sort_by(|(a, _), (b, _)| {
            let (a, b) = (site.source(*a), site.source(*b));
            (a.issue_date(), &a.id).cmp(&(b.issue_date(), &b.id))
        });
        lists.actors = actors.into_iter().collect();
        lists.actors.sort_by_cached_key(|(e, held)| {
            let last = held
                .iter()
                .flat_map(|p| site.positions(*p))
                .filter_map(|p| site.block(p.id()).date)
                .max();
            (last, Reverse(entity_key(site, *e)))
        });
        let date = |b: &BlockId| (site.block(*b).date, *b);
        lists.questions.sort_by_key(|q| question_order(site, *q));
        lists.tensions.sort_by_key(date);
        lists.observations.sort_by_key(date);
        lists.corrections.sort_by_key(date);
        lists.opponents = lists.tensions.iter().map(|t| (*t, opponents(site, *t))).collect();
        lists.pairs = lists.tensions.iter().flat_map(|t| &lists.opponents[t]).copied().collect();
        lists.pairs.sort_by_key(|(a, b)| (&site.entity(*a).slug, &site.entity(*b).slug));
        // One address, one page, whatever hyphens the slugs have.
        let mut taken = HashSet::new();
        lists.pairs.retain(|(a, b)| taken.insert(href::comparison(site, topic, *a, *b)));
        lists.pairs.sort_by_cached_key(|(a, b)| (entity_key(site, *a), entity_key(site, *b)));
    }
    topics
}

/// Gaps of the record come before questions of the debate, what is answered before what is open, each by the day it was
/// asked, so that the last one is the newest open one of the debate.
fn question_order(site: &Site, id: BlockId) -> (bool, bool, Option<Date>, BlockId) {
    let block = site.block(id);
    let asked = if let BlockKind::Question { asked, .. } = block.kind { asked } else { None };
    (!is_gap(site, id), is_open_block(site, id), asked.or(block.date), id)
}

/// The pairs of actors that a tension sets against each other and that can be compared: both hold something in the topic.
fn opponents(site: &Site, tension: BlockId) -> Vec<(EntityId, EntityId)> {
    let BlockKind::Tension { sides } = &site.block(tension).kind else { return Vec::new() };
    let topic = site.doc(tension.doc).topic;
    let mut comparable: Vec<Vec<EntityId>> = Vec::with_capacity(sides.len());
    for side in sides {
        let actors = side.iter().copied();
        let actors: Vec<EntityId> =
            actors.filter(|actor| is_comparable(site, *actor, topic)).collect();
        if !actors.is_empty() {
            comparable.push(actors);
        }
    }
    let mut found = Vec::new();
    for (i, side) in comparable.iter().enumerate() {
        for other in &comparable[i + 1..] {
            for (a, b) in side.iter().flat_map(|a| other.iter().map(move |b| (*a, *b))) {
                if found.len() == OPPONENTS {
                    return found;
                }
                if a != b {
                    let is_ordered = site.entity(a).slug <= site.entity(b).slug;
                    found.push(if is_ordered { (a, b) } else { (b, a) });
                }
            }
        }
    }
    found
}

/// Whether an actor has a page and a perspective in a topic.
fn is_comparable(site: &Site, actor: EntityId, topic: Option<TopicId>) -> bool {
    let mut held = site.index.perspectives.get(&actor).into_iter().flatten();
    site.entity(actor).visible
        && site.entity(actor).kind.base.is_actor()
        && held.any(|block| site.doc(block.doc).topic == topic)
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

/// Whether a block is a gap of the record, and no question of the debate.
pub(crate) fn is_gap(site: &Site, block: BlockId) -> bool {
    matches!(site.block(block).kind, BlockKind::Question { kind: QuestionKind::Gap, .. })
}

/// The open questions of the debate among blocks.
pub(crate) fn open_of_debate(site: &Site, questions: &[BlockId]) -> Vec<BlockId> {
    let is_of_debate = |block: &BlockId| is_open_block(site, *block) && !is_gap(site, *block);
    questions.iter().copied().filter(is_of_debate).collect()
}

/// Whether a question still waits for an answer.
pub(crate) fn is_open(status: QuestionStatus) -> bool {
    matches!(status, QuestionStatus::Open | QuestionStatus::PartlyAnswered)
}

/// Whether a block is a question that waits for an answer.
pub(crate) fn is_open_block(site: &Site, block: BlockId) -> bool {
    matches!(site.block(block).kind, BlockKind::Question { status, .. } if is_open(status))
}
