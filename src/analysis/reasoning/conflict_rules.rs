//! The rules that propose contradictions. Each finds sets of statements that cannot all hold; an editor judges them.

use super::claim::ClaimId;
use super::conflicts::{DisjointSets, conflict_sets};
use super::definitions::{Definitions, StatedReading, are_at_odds};
use super::evidence::Evidence;
use super::figure_conflicts::{counts, figure_dates, units, values};
use super::finding::{Candidate, Finding};
use super::first_claims::{FirstClaim, sets_of_firsts};
use super::statement::{Claim, StatementTexts, holds};
use super::superlative_words::SuperlativeWords;
use super::wording::{self, WordNumbers};
use crate::model::*;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words that more claims share are a formula and no statement.
const MANY: usize = 12;

/// All candidates of a site, topic by topic, rule by rule.
pub(super) fn candidates(
    site: &Site,
    texts: &StatementTexts,
    evidence: &Evidence,
    definitions: &Definitions,
) -> Vec<Candidate> {
    let mut candidates = values(site);
    candidates.extend(units(site));
    candidates.extend(counts(site));
    candidates.extend(figure_dates(site));
    let topics: Vec<TopicId> = site.topic_ids().collect();
    let of_topics = topics.par_iter().map(|topic| {
        let claims = texts.claims(*topic);
        let mut candidates = note_dates(site, claims);
        candidates.extend(disagreements(site, claims));
        candidates.extend(verdicts(site, evidence, claims));
        candidates.extend(readings(site, definitions, *topic));
        let lasting: Vec<&Claim> =
            claims.iter().filter(|(id, _)| is_voice_of_debate(site, *id)).collect();
        candidates.extend(firsts(site, &lasting));
        candidates.extend(senses(site, &lasting));
        candidates.extend(attributions(site, evidence, &lasting));
        candidates.extend(quotations(site, &lasting));
        candidates
    });
    let of_topics: Vec<Vec<Candidate>> = of_topics.collect();
    candidates.extend(of_topics.into_iter().flatten());
    candidates
}

/// The sets that pairs of passages form.
fn sets_of(pairs: &BTreeSet<(BlockId, BlockId)>) -> Vec<Vec<BlockId>> {
    let mut ids: Vec<BlockId> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    ids.sort_unstable();
    ids.dedup();
    let index = |id: &BlockId| ids.binary_search(id).expect("it is one of the ids");
    let mut sets = DisjointSets::new(ids.len());
    for (a, b) in pairs {
        sets.join(index(a), index(b));
    }
    sets.with_several().into_iter().map(|set| set.into_iter().map(|n| ids[n]).collect()).collect()
}

/// Whether a claim is not the tracker's own, and nothing has corrected or overtaken it.
fn is_voice_of_debate(site: &Site, id: BlockId) -> bool {
    let is_own = matches!(site.block(id).kind, BlockKind::Observation { .. });
    !is_own && holds(site, StatementId::Block(id))
}

/// Notes of a gather on a source that was issued later.
fn note_dates(site: &Site, claims: &[Claim]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (id, _) in claims {
        let block = site.block(*id);
        let BlockKind::Note { source } = block.kind else { continue };
        let issued = site.source(source).issued;
        if let (Some(noted), Some(issued)) = (block.date, issued)
            && noted.last() < issued.first()
        {
            candidates.push(Candidate {
                kind: ContradictionKind::Date,
                sides: vec![StatementId::Block(*id), StatementId::Source(source)],
                finding: Finding::LateNote { noted, issued },
            });
        }
    }
    candidates
}

/// Claims that contradict or dispute each other in so many words.
fn disagreements(site: &Site, claims: &[Claim]) -> Vec<Candidate> {
    let mut pairs: BTreeSet<(BlockId, BlockId)> = BTreeSet::new();
    for (id, _) in claims {
        for relation in site.relations_from(*id) {
            if matches!(relation.kind, RelationKind::Contradicts | RelationKind::Disputes) {
                pairs.insert((relation.from, relation.to));
            }
        }
    }
    let mut candidates = Vec::new();
    for set in sets_of(&pairs) {
        candidates.push(Candidate {
            kind: ContradictionKind::Fact,
            sides: set.into_iter().map(StatementId::Block).collect(),
            finding: Finding::SaidWrong,
        });
    }
    candidates
}

/// What one claim confirms and another disputes.
fn verdicts(site: &Site, evidence: &Evidence, claims: &[Claim]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (id, _) in claims {
        let mut confirming = None;
        let mut disputing = None;
        for relation in site.relations_to(*id) {
            // The tracker's own opinion of a claim is not a second voice.
            if matches!(site.block(relation.from).kind, BlockKind::Observation { .. }) {
                continue;
            }
            match relation.kind {
                RelationKind::Confirms if !evidence.is_repetition(relation.from, *id) => {
                    confirming.get_or_insert(relation.from);
                }
                RelationKind::Disputes => drop(disputing.get_or_insert(relation.from)),
                _ => {}
            }
        }
        if let (Some(confirming), Some(disputing)) = (confirming, disputing)
            && confirming != disputing
        {
            candidates.push(Candidate {
                kind: ContradictionKind::Verdict,
                sides: vec![StatementId::Block(confirming), StatementId::Block(disputing)],
                finding: Finding::ConfirmedAndDisputed,
            });
        }
    }
    candidates
}

/// Verdicts on one subject under one definition that exclude each other, or what the facts give. What was true by the facts of its
/// day does not contradict later facts.
fn readings(site: &Site, definitions: &Definitions, topic: TopicId) -> Vec<Candidate> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Voice {
        says: DefinitionVerdict,
        is_of_its_day: bool,
        is_at_odds: bool,
    }
    let of_topic = definitions.topic(topic);
    let mut pairs: BTreeMap<(EntityId, DefinitionId), Vec<&StatedReading>> = BTreeMap::new();
    for stated in of_topic.stated.iter().filter(|stated| stated.restated.is_none()) {
        let verdict = site.stated_verdict(stated.id);
        pairs.entry((verdict.subject, verdict.definition)).or_default().push(stated);
    }
    let mut candidates = Vec::new();
    for ((subject, definition), stated) in pairs {
        // What the facts give is the last statement.
        let voices = stated.iter().map(|stated| {
            let says = site.stated_verdict(stated.id).says;
            let is_of_its_day = stated.computed_then == says;
            Some(Voice { says, is_of_its_day, is_at_odds: stated.is_at_odds })
        });
        let sets = conflict_sets(voices.chain([None]), |a, b| match (a, b) {
            (Some(a), Some(b)) => {
                are_at_odds(a.says, b.says) && !(a.is_of_its_day && b.is_of_its_day)
            }
            (Some(voice), None) | (None, Some(voice)) => voice.is_at_odds,
            (None, None) => false,
        });
        for set in sets {
            let voices: Vec<&StatedReading> =
                set.iter().filter_map(|n| stated.get(*n).copied()).collect();
            let mut sides: Vec<StatementId> =
                voices.iter().map(|stated| StatementId::Verdict(stated.id)).collect();
            if set.contains(&stated.len()) {
                sides.push(StatementId::Reading(subject, definition));
            }
            candidates.push(Candidate {
                kind: ContradictionKind::Verdict,
                finding: reading_finding(site, subject, definition, &voices, &sides),
                sides,
            });
        }
    }
    candidates
}

/// What voices and facts give.
fn reading_finding(
    site: &Site,
    subject: EntityId,
    definition: DefinitionId,
    voices: &[&StatedReading],
    sides: &[StatementId],
) -> Finding {
    let says: BTreeSet<DefinitionVerdict> =
        voices.iter().map(|stated| site.stated_verdict(stated.id).says).collect();
    let is_computed = matches!(sides.last(), Some(StatementId::Reading(..)));
    let by_facts = voices.first().filter(|_| is_computed).map(|stated| stated.computed);
    Finding::Verdicts { subject, definition, says: says.into_iter().collect(), by_facts }
}

/// Claims on one entity that use one word under different definitions.
fn senses(site: &Site, claims: &[&Claim]) -> Vec<Candidate> {
    /// What a definition defines: a term, and whatever has its name.
    #[derive(PartialEq, Eq, Hash)]
    enum DefinedWord {
        Term(EntityId),
        Name(String),
    }
    let mut defined: Vec<(BlockId, DefinitionId)> = Vec::new();
    // of each entity and word, the claims that use it
    let mut uses: HashMap<(EntityId, DefinedWord), Vec<usize>> = HashMap::new();
    for (id, _) in claims {
        let claim = site.block(*id).claim.as_ref();
        let Some(used) = claim.and_then(|claim| claim.definition) else { continue };
        let definition = site.definition(used);
        let n = defined.len();
        for holder in holders(site, *id) {
            let name = DefinedWord::Name(definition.name.to_ascii_lowercase());
            uses.entry((holder, name)).or_default().push(n);
            if let Some(term) = definition.term {
                uses.entry((holder, DefinedWord::Term(term))).or_default().push(n);
            }
        }
        defined.push((*id, used));
    }
    let mut sets = DisjointSets::new(defined.len());
    for users in uses.values() {
        let first = defined[users[0]].1;
        // Each then differs from one of these two.
        if users.iter().any(|n| defined[*n].1 != first) {
            sets.join_all(users);
        }
    }
    let mut candidates = Vec::new();
    for set in sets.with_several() {
        candidates.push(Candidate {
            kind: ContradictionKind::Definition,
            sides: set.iter().map(|n| StatementId::Block(defined[*n].0)).collect(),
            finding: Finding::Senses(set.iter().map(|n| defined[*n].1).collect()),
        });
    }
    candidates
}

/// Claims that call different holders the first of one kind.
fn firsts(site: &Site, claims: &[&Claim]) -> Vec<Candidate> {
    let superlatives = SuperlativeWords::of(&site.config.language);
    let mut ids = Vec::new();
    let mut first_claims = Vec::new();
    for (id, text) in claims {
        let about = superlatives.firsts(text);
        let holders = holders(site, *id);
        if !about.is_empty() && !holders.is_empty() {
            let cited = site.cited_in(*id).into_iter().collect();
            ids.push(*id);
            first_claims.push(FirstClaim { about, holders, cited });
        }
    }
    let mut candidates = Vec::new();
    for set in sets_of_firsts(&first_claims) {
        candidates.push(Candidate {
            kind: ContradictionKind::First,
            sides: set.iter().map(|n| StatementId::Block(ids[*n])).collect(),
            finding: Finding::Firsts,
        });
    }
    candidates
}

/// What a claim can call the first, or say of by a word: everything that it links to but words, laws and benchmarks.
fn holders(site: &Site, id: BlockId) -> BTreeSet<EntityId> {
    let can_hold = |entity: &EntityId| {
        let kind = site.entity(*entity).kind.base;
        !matches!(kind, EntityKind::Term | EntityKind::Law | EntityKind::Standard)
    };
    site.entities_of(id).into_iter().filter(can_hold).collect()
}

/// Claims of different sources in the same words, without an origin in common.
fn attributions(site: &Site, evidence: &Evidence, claims: &[&Claim]) -> Vec<Candidate> {
    let spoken: Vec<Cow<str>> = claims.iter().map(|(_, text)| wording::spoken(text)).collect();
    let mut numbers = WordNumbers::default();
    let texts: Vec<Vec<u32>> = spoken.iter().map(|text| numbers.of(text)).collect();
    let mut by_run: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
    for (n, words) in texts.iter().enumerate() {
        for run in wording::runs(words) {
            let claims = by_run.entry(run).or_default();
            if claims.last() != Some(&n) {
                claims.push(n);
            }
        }
    }
    let mut pairs: BTreeSet<(BlockId, BlockId)> = BTreeSet::new();
    for sharing in by_run.into_values().filter(|sharing| sharing.len() <= MANY) {
        for (n, a) in sharing.iter().enumerate() {
            for b in &sharing[n + 1..] {
                if have_other_voices(site, evidence, claims[*a].0, claims[*b].0) {
                    pairs.insert((claims[*a].0, claims[*b].0));
                }
            }
        }
    }
    let mut candidates = Vec::new();
    for set in sets_of(&pairs) {
        candidates.push(Candidate {
            kind: ContradictionKind::Attribution,
            sides: set.into_iter().map(StatementId::Block).collect(),
            finding: Finding::Attributions,
        });
    }
    candidates
}

/// Whether two claims cite different sources of different origins, and neither speaks of the other.
fn have_other_voices(site: &Site, evidence: &Evidence, a: BlockId, b: BlockId) -> bool {
    let (cited, others) = (site.cited_in(a), site.cited_in(b));
    let is_shared = cited.iter().any(|source| others.contains(source));
    let origins = |id| {
        let summary = evidence.of(ClaimId::Block(id));
        summary.map(|summary| summary.origins.as_slice()).unwrap_or_default()
    };
    let has_common_origin = origins(a).iter().any(|origin| origins(b).contains(origin));
    let is_related =
        site.relations_from(a).any(|r| r.to == b) || site.relations_from(b).any(|r| r.to == a);
    !cited.is_empty() && !others.is_empty() && !is_shared && !has_common_origin && !is_related
}

/// Two wordings of what one source is quoted with.
fn quotations(site: &Site, claims: &[&Claim]) -> Vec<Candidate> {
    // of each source, who quotes it in which words
    let mut by_source: BTreeMap<SourceId, BTreeMap<Vec<String>, Vec<BlockId>>> = BTreeMap::new();
    for (id, text) in claims {
        if let [source] = site.cited_in(*id)[..] {
            for quoted in wording::quotations(text) {
                by_source.entry(source).or_default().entry(quoted).or_default().push(*id);
            }
        }
    }
    let mut candidates = Vec::new();
    for (source, quoted) in by_source {
        let (wordings, quoting): (Vec<Vec<String>>, Vec<Vec<BlockId>>) = quoted.into_iter().unzip();
        let mut pairs = BTreeSet::new();
        for (a, b) in wording::wordings_of_one(&wordings) {
            // all who quote one of the two wordings are in one set
            let first = quoting[a][0];
            let others = quoting[a].iter().chain(&quoting[b]);
            pairs.extend(others.filter(|id| **id != first).map(|id| (first, *id)));
        }
        for set in sets_of(&pairs) {
            candidates.push(Candidate {
                kind: ContradictionKind::Quotation,
                sides: set.into_iter().map(StatementId::Block).collect(),
                finding: Finding::Quotations(source),
            });
        }
    }
    candidates
}
