//! Statements of a site that cannot hold together: those that editors recorded, and those that rules find.

use super::claim::ClaimId;
use super::conflict_rules::candidates;
use super::conflicts::{content_hash, fingerprint};
use super::definitions::Definitions;
use super::evidence::Evidence;
use super::finding::{Candidate, Finding};
use super::statement::{StatementTexts, date, holds, revision};
use super::unjudged_candidates::UnjudgedCandidates;
use crate::model::*;
use crate::source::{Files, Span};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The contradictions of a site.
pub struct Contradictions {
    /// By topic, open ones first.
    all: Vec<Contradiction>,
    /// Those of each statement, by their index.
    by_statement: FxHashMap<StatementId, Vec<usize>>,
}

/// Statements that cannot all hold, and what became of that.
#[derive(Clone, Debug)]
pub struct Contradiction {
    /// As it is recorded; else made from its statements.
    pub id: String,
    pub topic: TopicId,
    pub kind: ContradictionKind,
    /// By date. Of a source, what its record says.
    pub sides: Vec<StatementId>,
    /// The day since which all sides are on record.
    pub found: Option<Date>,
    /// The judgement as it counts today: open again where a statement changed since.
    pub state: ContradictionState,
    /// What was judged, whether it still counts or not.
    pub judgement: Judgement,
    /// Why a judgement is open again.
    pub reopening: Option<Reopening>,
    /// The later passage that closed it without a judgement.
    pub closed_by: Option<BlockId>,
    pub settles: Option<String>,
    /// What a rule says of it; `None` where only an editor found it.
    pub finding: Option<Finding>,
    /// Origins that at least two sides rest on, which makes an error of repetition likely.
    pub shared_origins: Vec<SourceId>,
    /// A hash of what the sides say.
    pub hash: String,
    /// Where it is recorded.
    pub record: Option<Span>,
}

/// Why a judgement does not count any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reopening {
    /// A statement has other words or another value.
    StatementChanged,
    /// A further statement contradicts the judged ones.
    StatementAdded,
}

/// How many contradictions a topic has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContradictionCounts {
    pub open: usize,
    pub closed: usize,
    /// Of the closed ones, those that a difference of what was measured explains.
    pub explained: usize,
    pub not_one: usize,
}

impl Contradictions {
    pub(super) fn new(
        site: &Site,
        files: &Files,
        evidence: &Evidence,
        definitions: &Definitions,
    ) -> Contradictions {
        let texts = StatementTexts::new(site, files, definitions);
        let candidates = candidates(site, &texts, evidence, definitions);
        let mut candidates = UnjudgedCandidates::new(candidates);
        let mut all: Vec<Contradiction> = Vec::new();
        for entry in site.ledger.iter().filter(|entry| entry.visible) {
            let candidate = candidates.take(entry);
            all.extend(recorded(site, &texts, evidence, entry, candidate));
        }
        for candidate in candidates.into_rest() {
            all.extend(computed(site, &texts, evidence, candidate));
        }
        all.sort_by_key(|c| {
            let closed = c.judgement.closed.or(c.found).map(Date::first);
            let order = match c.state {
                ContradictionState::Open => (false, c.found.map(Date::first), Reverse(None)),
                _ => (true, None, Reverse(closed)),
            };
            (c.topic, order, c.id.clone())
        });
        let mut by_statement: FxHashMap<StatementId, Vec<usize>> = FxHashMap::default();
        for (index, contradiction) in all.iter().enumerate() {
            for side in &contradiction.sides {
                by_statement.entry(*side).or_default().push(index);
            }
        }
        Contradictions { all, by_statement }
    }

    /// Open ones first, by age; closed ones by the day of their judgement, the newest first.
    pub fn topic(&self, topic: TopicId) -> &[Contradiction] {
        let start = self.all.partition_point(|c| c.topic < topic);
        let end = self.all.partition_point(|c| c.topic <= topic);
        &self.all[start..end]
    }

    /// Those of which a statement is a side, without those that turned out to be none.
    pub fn of(&self, statement: StatementId) -> impl Iterator<Item = &Contradiction> {
        let entry = self.by_statement.get(&statement).into_iter();
        let contradictions = entry.flatten().map(|index| &self.all[*index]);
        contradictions.filter(|c| c.state != ContradictionState::NotOne)
    }

    /// All statements that are sides.
    pub(super) fn statements(&self) -> impl Iterator<Item = StatementId> {
        self.by_statement.keys().copied()
    }

    pub fn counts(&self, topic: TopicId) -> ContradictionCounts {
        let mut counts = ContradictionCounts::default();
        for contradiction in self.topic(topic) {
            match contradiction.state {
                ContradictionState::Open => counts.open += 1,
                ContradictionState::NotOne => counts.not_one += 1,
                state => {
                    counts.closed += 1;
                    counts.explained += usize::from(state == ContradictionState::Explained);
                }
            }
        }
        counts
    }
}

impl Contradiction {
    /// The statements that pages and search show: the first ones of many, and those that hold.
    pub fn leading_sides(&self, site: &Site) -> Vec<StatementId> {
        /// Nobody compares more side by side.
        const MOST: usize = 24;
        let (first, later) = self.sides.split_at(self.sides.len().min(MOST));
        let mut leading = first.to_vec();
        leading.extend(later.iter().copied().filter(|side| self.favours(site, *side)));
        leading
    }

    /// Whether a side was judged to hold, or without a judgement is the only one that nothing corrects.
    pub fn favours(&self, site: &Site, side: StatementId) -> bool {
        let is_resolved = self.state == ContradictionState::Resolved;
        is_resolved && self.judgement.holds.map_or(holds(site, side), |holds| holds == side)
    }
}

impl Reopening {
    /// The reason, for editors and machines.
    pub fn explain(self) -> &'static str {
        match self {
            Reopening::StatementChanged => "a statement changed since",
            Reopening::StatementAdded => "a further statement contradicts them",
        }
    }

    /// The same for readers.
    pub fn message(self) -> MessageId {
        match self {
            Reopening::StatementChanged => MessageId::ReopenedByChange,
            Reopening::StatementAdded => MessageId::ReopenedByStatement,
        }
    }
}

fn recorded(
    site: &Site,
    texts: &StatementTexts,
    evidence: &Evidence,
    entry: &LedgerEntry,
    candidate: Option<Candidate>,
) -> Option<Contradiction> {
    let mut sides = visible(site, texts, &entry.sides);
    let hash = content_hash(&texts.of_all(&sides));
    let mut reopening = match &entry.judgement.hash {
        Some((judged, _)) if *judged != hash => Some(Reopening::StatementChanged),
        _ => None,
    };
    let mut finding = None;
    if let Some(candidate) = candidate {
        let known: HashSet<StatementId> = sides.iter().copied().collect();
        for side in candidate.sides {
            if !known.contains(&side) && holds(site, side) {
                reopening.get_or_insert(Reopening::StatementAdded);
                sides.push(side);
            }
        }
        finding = Some(candidate.finding);
    }
    let is_judged = entry.judgement.state != ContradictionState::Open;
    let reopening = reopening.filter(|_| is_judged);
    let judged_state = match reopening {
        Some(_) => ContradictionState::Open,
        None => entry.judgement.state,
    };
    if sides.len() < 2 {
        return None;
    }
    let closed_by = closing(site, &sides).filter(|_| !is_judged);
    sides.sort_by_key(|side| (date(site, *side).map(Date::first), *side));
    Some(Contradiction {
        id: entry.id.clone(),
        topic: entry.topic,
        kind: entry.kind,
        found: entry.found.or(latest(site, &sides)),
        state: if closed_by.is_some() { ContradictionState::Resolved } else { judged_state },
        judgement: revised(site, &entry.judgement, closed_by),
        reopening,
        closed_by,
        settles: entry.settles.clone(),
        finding,
        shared_origins: shared_origins(evidence, &sides),
        hash,
        record: Some(entry.span),
        sides,
    })
}

fn computed(
    site: &Site,
    texts: &StatementTexts,
    evidence: &Evidence,
    candidate: Candidate,
) -> Option<Contradiction> {
    let mut sides = candidate.sides;
    sides.sort_by_key(|side| (date(site, *side).map(Date::first), *side));
    let closed_by = closing(site, &sides);
    let holding = sides.iter().filter(|side| holds(site, **side)).count();
    // A figure that is marked as corrected says itself that it does not hold.
    let state = if holding < 2 { ContradictionState::Resolved } else { ContradictionState::Open };
    let ids: Vec<String> = sides.iter().map(|side| side_name(site, *side)).collect();
    Some(Contradiction {
        id: fingerprint(candidate.kind.word(), &ids),
        topic: topic(site, &sides)?,
        kind: candidate.kind,
        found: latest(site, &sides),
        state,
        judgement: match state {
            ContradictionState::Open => Judgement::default(),
            _ => revised(site, &Judgement::default(), closed_by),
        },
        reopening: None,
        closed_by: closed_by.filter(|_| state != ContradictionState::Open),
        settles: None,
        finding: Some(candidate.finding),
        shared_origins: shared_origins(evidence, &sides),
        hash: content_hash(&texts.of_all(&sides)),
        record: None,
        sides,
    })
}

/// A judgement, or what a later correction makes of the contradiction without one.
fn revised(site: &Site, judgement: &Judgement, closed_by: Option<BlockId>) -> Judgement {
    let is_open = judgement.state == ContradictionState::Open;
    let mut judgement = judgement.clone();
    if is_open {
        judgement.reason = Some(ContradictionReason::Revision).filter(|_| closed_by.is_some());
        judgement.closed = closed_by.and_then(|block| site.block(block).date);
    }
    judgement
}

/// The passage that corrects or overtakes a side, if that leaves at most one that holds.
fn closing(site: &Site, sides: &[StatementId]) -> Option<BlockId> {
    if sides.iter().filter(|side| holds(site, **side)).count() > 1 {
        return None;
    }
    sides.iter().find_map(|side| match *side {
        StatementId::Block(block) => revision(site, block),
        StatementId::Figure(figure) => match site.figure(figure).stated_in {
            Some(Target::Block(block)) => revision(site, block),
            _ => None,
        },
        _ => None,
    })
}

fn visible(site: &Site, texts: &StatementTexts, sides: &[StatementId]) -> Vec<StatementId> {
    let is_visible = |side: &StatementId| match *side {
        StatementId::Block(block) => site.is_visible(Target::Block(block)),
        StatementId::Figure(figure) => site.figure(figure).visible,
        StatementId::Source(source) => site.is_visible(Target::Source(source)),
        StatementId::Verdict(id) => {
            let verdict = site.stated_verdict(id);
            verdict.visible && site.is_visible(Target::Entity(verdict.subject))
        }
        StatementId::Reading(subject, definition) => texts.has_reading(subject, definition),
    };
    sides.iter().copied().filter(is_visible).collect()
}

fn latest(site: &Site, sides: &[StatementId]) -> Option<Date> {
    sides.iter().filter_map(|side| date(site, *side)).max_by_key(|date| date.first())
}

/// The topic of the first side that has one.
fn topic(site: &Site, sides: &[StatementId]) -> Option<TopicId> {
    sides.iter().find_map(|side| match *side {
        StatementId::Block(block) => site.doc(block.doc).topic,
        StatementId::Figure(figure) => Some(site.figure(figure).topic),
        StatementId::Verdict(verdict) => Some(site.stated_verdict(verdict).topic),
        StatementId::Source(_) | StatementId::Reading(..) => None,
    })
}

/// A name of a statement that lasts as long as its address.
fn side_name(site: &Site, side: StatementId) -> String {
    match side {
        StatementId::Block(block) => {
            let doc = site.doc(block.doc);
            let topic = doc.topic.map(|t| site.topic(t).slug.as_str()).unwrap_or_default();
            format!("{topic}/{}#{}", doc.slug, site.block(block).anchor.name)
        }
        StatementId::Figure(figure) => {
            let figure = site.figure(figure);
            format!("{}/{}", site.topic(figure.topic).slug, figure.id)
        }
        StatementId::Source(source) => format!("@{}", site.source(source).id),
        StatementId::Verdict(id) => {
            let verdict = site.stated_verdict(id);
            let topic = &site.topic(verdict.topic).slug;
            if let Some(id) = &verdict.id {
                return format!("{topic}/{id}");
            }
            let who = verdict.who.map(|who| site.entity(who).slug.as_str()).unwrap_or_default();
            let date = site.verdict_date(verdict).map(Date::iso).unwrap_or_default();
            let pair = reading_name(site, verdict.subject, verdict.definition);
            format!("{topic}/{pair}/{who}/{date}")
        }
        StatementId::Reading(subject, definition) => reading_name(site, subject, definition),
    }
}

fn reading_name(site: &Site, subject: EntityId, definition: DefinitionId) -> String {
    format!("{}/{}", site.definition(definition).id, site.entity(subject).slug)
}

fn shared_origins(evidence: &Evidence, sides: &[StatementId]) -> Vec<SourceId> {
    let mut counts: HashMap<SourceId, usize> = HashMap::new();
    for claim in sides.iter().filter_map(|side| ClaimId::of(*side)) {
        if let Some(summary) = evidence.of(claim) {
            for origin in &summary.origins {
                *counts.entry(*origin).or_default() += 1;
            }
        }
    }
    let shared = counts.into_iter().filter(|(_, count)| *count > 1);
    let mut origins: Vec<SourceId> = shared.map(|(origin, _)| origin).collect();
    origins.sort_unstable();
    origins
}
