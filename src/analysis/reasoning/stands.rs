//! Who stands where: the actors of a topic with what they hold, and where they stand on its tensions and questions.
//!
//! A stand is what a passage says of an issue: a side's statement in the tension, or what names the issue with
//! `(stance:: [[…#^id]] …)` or `(answers:: [[…#^id]])`. Of several passages the newest counts. A side without a statement
//! has no stand.

use super::claim::ClaimId;
use super::evidence::Evidence;
use super::stand_weight::{ActorNames, SourceStanding, StandWeight};
use crate::model::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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

/// Actors against issues.
#[derive(Clone, Debug, Default)]
pub struct StandTable {
    /// Tensions and questions, in the order of the texts.
    pub issues: Vec<BlockId>,
    /// Those with the most evidence first; who agrees with an actor above follows it.
    pub rows: Vec<StandRow>,
}

/// One actor, or several who state everything together.
#[derive(Clone, Debug)]
pub struct StandRow {
    pub actors: Vec<EntityId>,
    /// What they hold.
    pub perspectives: Vec<BlockId>,
    /// Where they stand on each issue of the table.
    pub stands: Vec<Option<Stand>>,
    pub agreement: Option<Agreement>,
    weight: StandWeight,
}

/// That a row agrees with one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub row: usize,
    /// The first issue on which they do.
    pub issue: usize,
}

/// Where somebody stands on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stand {
    /// The passage that says it.
    pub block: BlockId,
    /// The day of the position, else that of the newest work that the passage cites, or of an earlier last position.
    pub date: Option<Date>,
    /// The side of the tension that they are on.
    pub side: Option<usize>,
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

impl StandTable {
    /// The table of some of its issues, without the rows that have no stand on any of them.
    pub fn select(&self, issues: &[usize]) -> StandTable {
        let mut rows = Vec::new();
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let stands: Vec<Option<Stand>> = issues.iter().map(|n| row.stands[*n]).collect();
            let is_shown = stands.iter().any(Option::is_some);
            places.push(is_shown.then_some(rows.len()));
            if is_shown {
                let agreement = row.agreement.and_then(|agreement| {
                    let issue = issues.iter().position(|n| *n == agreement.issue)?;
                    Some(Agreement { row: places[agreement.row]?, issue })
                });
                rows.push(StandRow { stands, agreement, ..row.clone() });
            }
        }
        StandTable { issues: issues.iter().map(|n| self.issues[*n]).collect(), rows }
    }

    /// Some issues with many stands of the same actors, and the rows that have any.
    pub fn shortened(&self, issues: usize) -> StandTable {
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < issues.min(self.issues.len()) {
            let left = (0..self.issues.len()).filter(|issue| !chosen.contains(issue));
            let best = left.max_by_key(|issue| (self.gain(*issue, &chosen), Reverse(*issue)));
            chosen.extend(best);
        }
        chosen.sort_unstable();
        self.select(&chosen)
    }

    /// How much an issue adds to some others: its stands, those of actors who stand on the others too twice.
    fn gain(&self, issue: usize, others: &[usize]) -> usize {
        let mut gain = 0;
        for row in self.rows.iter().filter(|row| row.stands[issue].is_some()) {
            gain += 1 + usize::from(others.iter().any(|other| row.stands[*other].is_some()));
        }
        gain
    }

    /// The row of an actor.
    pub fn row_of(&self, actor: EntityId) -> Option<&StandRow> {
        self.rows.iter().find(|row| row.actors.contains(&actor))
    }

    /// Where the row of an actor is; the number of all rows where it has none.
    pub fn place_of(&self, actor: EntityId) -> usize {
        let place = self.rows.iter().position(|row| row.actors.contains(&actor));
        place.unwrap_or(self.rows.len())
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
    let reader = StandReader { site, evidence, names, topic, passages: passages(site, &docs) };
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
    issue: BlockId,
    actors: Vec<EntityId>,
}

fn passages(site: &Site, docs: &[DocId]) -> Vec<StatedPassage> {
    let mut passages = Vec::new();
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
            passages.push(StatedPassage { block, issue, actors: actors.clone() });
        }
    }
    passages
}

/// What is read of one actor.
#[derive(Default)]
struct ActorDraft {
    perspectives: Vec<BlockId>,
    stands: Vec<Option<Stand>>,
}

struct StandReader<'s> {
    site: &'s Site,
    evidence: &'s Evidence,
    names: &'s ActorNames,
    topic: TopicId,
    passages: Vec<StatedPassage>,
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
        issues.retain(|issue| self.is_stated(*issue));
        for draft in actors.values_mut() {
            draft.stands = vec![None; issues.len()];
        }
        for (n, issue) in issues.iter().enumerate() {
            for (actor, stand) in self.stands_on(*issue) {
                let draft = actors.entry(actor).or_default();
                draft.stands.resize(issues.len(), None);
                let known = &mut draft.stands[n];
                if known.is_none_or(|known| stand.date > known.date) {
                    *known = Some(stand);
                }
            }
        }
        actors.retain(|actor, _| site.entity(*actor).visible);
        for (actor, draft) in &mut actors {
            if draft.perspectives.is_empty() {
                let all = site.index.perspectives.get(actor).into_iter().flatten();
                let of_topic =
                    all.filter(|id| site.doc(site.block(**id).doc).topic == Some(self.topic));
                draft.perspectives.extend(of_topic);
            }
        }
        let rows = grouped(site, self.sorted(joined(actors)), &issues);
        StandTable { issues, rows }
    }

    /// Whether anybody who is shown stands somewhere on an issue.
    fn is_stated(&self, issue: BlockId) -> bool {
        self.stands_on(issue).iter().any(|(actor, _)| self.site.entity(*actor).visible)
    }

    /// Where actors stand on an issue: those of its own statements first.
    fn stands_on(&self, issue: BlockId) -> Vec<(EntityId, Stand)> {
        let site = self.site;
        let tension = site.tension(issue);
        let side = |actor: EntityId| tension.and_then(|tension| tension.side_of(&[actor]));
        let mut stands = Vec::new();
        for child in site.children(issue) {
            if let BlockKind::Part(BlockPart::Statement(who)) = &site.block(*child).kind {
                for actor in who {
                    stands.push((*actor, self.stand(*child, *actor, side(*actor))));
                }
            }
        }
        for passage in self.passages.iter().filter(|passage| passage.issue == issue) {
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
        let held = self.site.index.perspectives.get(&actor).into_iter().flatten();
        held.filter(|id| id.doc == doc).filter_map(|id| self.site.last_stated_on(*id)).max()
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
        stands: &[Option<Stand>],
    ) -> StandWeight {
        let site = self.site;
        let mut blocks: BTreeSet<BlockId> = BTreeSet::new();
        for perspective in perspectives {
            blocks.extend(site.children(*perspective));
        }
        blocks.extend(stands.iter().flatten().map(|stand| stand.block));
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
            stands: Reverse(stands.iter().flatten().count()),
        }
    }
}

/// Actors who state everything together, as one.
fn joined(actors: BTreeMap<EntityId, ActorDraft>) -> Vec<(Vec<EntityId>, ActorDraft)> {
    let mut rows: Vec<(Vec<EntityId>, ActorDraft)> = Vec::new();
    for (actor, draft) in actors {
        let passages = |draft: &ActorDraft| -> Vec<Option<BlockId>> {
            draft.stands.iter().map(|stand| stand.map(|stand| stand.block)).collect()
        };
        let own = passages(&draft);
        let same = rows
            .iter_mut()
            .find(|(_, other)| other.perspectives == draft.perspectives && passages(other) == own);
        match same {
            Some((actors, _)) => actors.push(actor),
            None => rows.push((vec![actor], draft)),
        }
    }
    rows
}

/// The rows in their order, each followed by those that agree with it.
fn grouped(site: &Site, mut left: Vec<StandRow>, issues: &[BlockId]) -> Vec<StandRow> {
    let mut rows: Vec<StandRow> = Vec::with_capacity(left.len());
    left.reverse();
    while let Some(leader) = left.pop() {
        let place = rows.len();
        let (mut agreeing, mut others) = (Vec::new(), Vec::new());
        for row in left {
            match agreed_issue(site, issues, &leader, &row) {
                Some(issue) => {
                    let agreement = Some(Agreement { row: place, issue });
                    agreeing.push(StandRow { agreement, ..row });
                }
                None => others.push(row),
            }
        }
        left = others;
        rows.push(leader);
        rows.extend(agreeing.into_iter().rev());
    }
    rows
}

/// The first issue on which two rows are on the same side or say the same, where they are against each other on none.
fn agreed_issue(site: &Site, issues: &[BlockId], a: &StandRow, b: &StandRow) -> Option<usize> {
    let mut agreed = None;
    for (n, issue) in issues.iter().enumerate() {
        let (Some(a), Some(b)) = (&a.stands[n], &b.stands[n]) else { continue };
        let is_same = match (a.side, b.side) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), Some(_)) => true,
            _ => {
                let said = phrase(site, *issue, a.block);
                said.is_some() && said == phrase(site, *issue, b.block)
            }
        };
        if is_same && agreed.is_none() {
            agreed = Some(n);
        }
    }
    agreed
}

/// What a passage comes to on an issue, where its author says it in a few words: of that issue, else as a whole.
pub fn phrase(site: &Site, issue: BlockId, block: BlockId) -> Option<&str> {
    let passage = site.block(block);
    passage.stance_on(Some(issue)).or_else(|| passage.stance_on(None))
}
