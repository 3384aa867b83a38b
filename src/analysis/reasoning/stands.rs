//! Who stands where: the actors of a topic with what they hold, and where they stand on its tensions and questions.
//!
//! A stand is what a passage says of an issue: a side's statement in the tension, or what names the issue with
//! `(stance:: [[…#^id]] …)` or `(answers:: [[…#^id]])`. Of several passages the newest counts. A side without a statement
//! has no stand.

use super::claim::ClaimId;
use super::evidence::Evidence;
use super::stand_groups::grouped;
use super::stand_table::{Stand, StandRow, StandTable};
use super::stand_weight::{ActorNames, SourceStanding, StandWeight};
use crate::model::*;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The stand tables of every topic.
pub struct Stands {
    /// By [`TopicId`].
    topics: Vec<TopicStands>,
}

/// Who stands where in one topic.
#[derive(Clone, Debug, Default)]
pub struct TopicStands {
    pub whole: StandTable,
    /// The issues of each document with those who stand somewhere on them, and what they hold there.
    pub by_doc: Vec<(DocId, StandTable)>,
}

impl Stands {
    pub(super) fn new(site: &Site, evidence: &Evidence) -> Stands {
        let names = ActorNames::new(site);
        let topics = site.topic_ids().map(|topic| topic_stands(site, evidence, &names, topic));
        Stands { topics: topics.collect() }
    }

    pub fn topic(&self, topic: TopicId) -> &TopicStands {
        &self.topics[topic.index()]
    }
}

fn topic_stands(
    site: &Site,
    evidence: &Evidence,
    names: &ActorNames,
    topic: TopicId,
) -> TopicStands {
    let record = site.topic(topic);
    let texts = [&record.gathers[..], &record.threads, &record.articles, &[record.doc]].concat();
    let docs: Vec<DocId> = texts.into_iter().filter(|doc| site.doc(*doc).visible).collect();
    let reader = StandReader {
        site,
        evidence,
        names,
        topic,
        passages: passages(site, &docs),
        last_stated: RefCell::default(),
    };
    let mut by_doc = Vec::new();
    for doc in docs.iter().copied() {
        let table = reader.table(&[doc]);
        if table.rows.len() > 1 {
            by_doc.push((doc, table));
        }
    }
    TopicStands { whole: reader.table(&docs), by_doc }
}

/// A passage that says where actors stand on an issue outside of the issue's own tension.
struct StatedPassage {
    block: BlockId,
    actors: Vec<EntityId>,
}

/// The passages that state a stand on each issue, in the order of the texts.
fn passages(site: &Site, docs: &[DocId]) -> HashMap<BlockId, Vec<StatedPassage>> {
    let mut passages: HashMap<BlockId, Vec<StatedPassage>> = HashMap::new();
    for block in docs.iter().flat_map(|doc| site.blocks_of(*doc)) {
        let actors = match &site.block(block).kind {
            BlockKind::Part(BlockPart::Statement(who)) => who.clone(),
            _ => site.holders(block).to_vec(),
        };
        if actors.is_empty() {
            continue;
        }
        let answers = site.relations_from(block).filter(|r| r.kind == RelationKind::Answers);
        let issues = site.block(block).stated_issues().chain(answers.map(|relation| relation.to));
        for issue in issues.collect::<BTreeSet<BlockId>>() {
            let passage = StatedPassage { block, actors: actors.clone() };
            passages.entry(issue).or_default().push(passage);
        }
    }
    passages
}

/// What is read of one actor.
#[derive(Default)]
struct ActorDraft {
    perspectives: Vec<BlockId>,
    /// By issue.
    stands: Vec<(usize, Stand)>,
}

struct StandReader<'s> {
    site: &'s Site,
    evidence: &'s Evidence,
    names: &'s ActorNames,
    topic: TopicId,
    /// By issue.
    passages: HashMap<BlockId, Vec<StatedPassage>>,
    /// When actors last stated something in a document, as far as it was asked for.
    last_stated: RefCell<HashMap<(DocId, EntityId), Option<Date>>>,
}

impl StandReader<'_> {
    /// The table of the issues and the perspectives of some documents.
    fn table(&self, docs: &[DocId]) -> StandTable {
        let site = self.site;
        let mut issues: Vec<BlockId> = Vec::new();
        let mut actors: BTreeMap<EntityId, ActorDraft> = BTreeMap::new();
        for block in docs.iter().flat_map(|doc| site.blocks_of(*doc)) {
            match &site.block(block).kind {
                BlockKind::Tension { .. } | BlockKind::Question { .. } => issues.push(block),
                BlockKind::Perspective { actors: who } => {
                    for actor in who {
                        actors.entry(*actor).or_default().perspectives.push(block);
                    }
                }
                _ => {}
            }
        }
        let mut stated: Vec<BlockId> = Vec::new();
        for issue in issues {
            let stands = self.stands_on(issue);
            if !stands.iter().any(|(actor, _)| site.entity(*actor).visible) {
                continue;
            }
            let n = stated.len();
            stated.push(issue);
            for (actor, stand) in stands {
                let draft = actors.entry(actor).or_default();
                match draft.stands.last_mut() {
                    Some((issue, known)) if *issue == n => {
                        if stand.date > known.date {
                            *known = stand;
                        }
                    }
                    _ => draft.stands.push((n, stand)),
                }
            }
        }
        actors.retain(|actor, _| site.entity(*actor).visible);
        for (actor, draft) in &mut actors {
            if draft.perspectives.is_empty() {
                let all = site.index.perspectives.get(actor).into_iter().flatten();
                let of_topic =
                    all.filter(|id| site.topic_of(Target::Block(**id)) == Some(self.topic));
                draft.perspectives.extend(of_topic);
            }
        }
        let rows = grouped(site, self.sorted(joined(actors)), &stated);
        StandTable::new(stated, rows)
    }

    /// Where actors stand on an issue: those of its own statements first.
    fn stands_on(&self, issue: BlockId) -> Vec<(EntityId, Stand)> {
        let site = self.site;
        let mut sides: HashMap<EntityId, usize> = HashMap::new();
        for (n, side) in site.tension(issue).iter().flat_map(|tension| tension.sides).enumerate() {
            for actor in side {
                sides.entry(*actor).or_insert(n);
            }
        }
        let side = |actor: EntityId| sides.get(&actor).copied();
        let mut stands = Vec::new();
        for child in site.children(issue) {
            if let BlockKind::Part(BlockPart::Statement(who)) = &site.block(*child).kind {
                for actor in who {
                    stands.push((*actor, self.stand(*child, *actor, side(*actor))));
                }
            }
        }
        for passage in self.passages.get(&issue).into_iter().flatten() {
            for actor in &passage.actors {
                stands.push((*actor, self.stand(passage.block, *actor, side(*actor))));
            }
        }
        stands
    }

    fn stand(&self, block: BlockId, actor: EntityId, side: Option<usize>) -> Stand {
        let site = self.site;
        let date = match (site.position(block), site.block(block).parent) {
            (Some(_), _) => site.block(block).date,
            (None, Some(parent)) if site.perspective(parent).is_some() => {
                site.last_stated_on(parent)
            }
            _ => {
                let cited = site.cited_in(block).into_iter().map(|source| site.source(source));
                let issued =
                    cited.filter(|source| source.visible).filter_map(|source| source.issued).max();
                // What a later work only repeats was stated before.
                let last = self.last_stated(block.doc, actor);
                issued.map(|issued| last.map_or(issued, |last| last.min(issued)))
            }
        };
        Stand { block, date, side }
    }

    /// The day on which an actor last stated something in a document.
    fn last_stated(&self, doc: DocId, actor: EntityId) -> Option<Date> {
        let read = || {
            let held = self.site.index.perspectives.get(&actor).into_iter().flatten();
            held.filter(|id| id.doc == doc).filter_map(|id| self.site.last_stated_on(*id)).max()
        };
        *self.last_stated.borrow_mut().entry((doc, actor)).or_insert_with(read)
    }

    /// Rows with the most evidence first.
    fn sorted(&self, drafts: Vec<(Vec<EntityId>, ActorDraft)>) -> Vec<StandRow> {
        let site = self.site;
        let mut rows = Vec::with_capacity(drafts.len());
        for (actors, ActorDraft { perspectives, stands }) in drafts {
            let weight = self.weight(&actors, &perspectives, &stands);
            rows.push(StandRow { actors, perspectives, stands, agreement: None, weight });
        }
        rows.sort_by_cached_key(|row| {
            let actor = site.entity(row.actors[0]);
            (row.weight, site.locale.sort_key(&actor.name), &actor.slug)
        });
        rows
    }

    fn weight(
        &self,
        actors: &[EntityId],
        perspectives: &[BlockId],
        stands: &[(usize, Stand)],
    ) -> StandWeight {
        let site = self.site;
        let mut blocks: BTreeSet<BlockId> = BTreeSet::new();
        for perspective in perspectives {
            blocks.extend(site.children(*perspective));
        }
        blocks.extend(stands.iter().map(|(_, stand)| stand.block));
        let mut cited = BTreeSet::new();
        let mut roots = BTreeSet::new();
        for block in blocks {
            let Some(summary) = self.evidence.of(ClaimId::Block(block)) else { continue };
            for (source, origins) in &summary.citations {
                cited.insert(*source);
                match origins.is_empty() {
                    true => drop(roots.insert(*source)),
                    false => roots.extend(origins),
                }
            }
        }
        let standing = actors.iter().map(|actor| self.names.standing(site, *actor));
        let reported = cited.iter().map(|source| SourceStanding::of(site, *source, actors));
        let best = standing.flatten().chain(reported).min();
        StandWeight {
            standing: best.unwrap_or(SourceStanding::Post),
            roots: Reverse(roots.len()),
            stands: Reverse(stands.len()),
        }
    }
}

/// What a row of a table says: its perspectives, and the passage on each issue.
type RowPassages = (Vec<BlockId>, Vec<(usize, BlockId)>);

/// Actors who state everything together, as one.
fn joined(actors: BTreeMap<EntityId, ActorDraft>) -> Vec<(Vec<EntityId>, ActorDraft)> {
    let mut rows: Vec<(Vec<EntityId>, ActorDraft)> = Vec::new();
    let mut known: HashMap<RowPassages, usize> = HashMap::new();
    for (actor, draft) in actors {
        let passages = draft.stands.iter().map(|(issue, stand)| (*issue, stand.block)).collect();
        match known.entry((draft.perspectives.clone(), passages)) {
            Entry::Occupied(row) => rows[*row.get()].0.push(actor),
            Entry::Vacant(place) => {
                place.insert(rows.len());
                rows.push((vec![actor], draft));
            }
        }
    }
    rows
}
