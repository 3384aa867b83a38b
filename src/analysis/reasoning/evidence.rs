//! The origins of every claim, and the claims that rest on each origin.

use super::claim::{ClaimId, is_claim};
use super::covered_area::corrected_covered_area;
use super::origin_summary::OriginSummary;
use super::origins::{Citation, CitationProvenance, ReportGraph, ReportNode};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// What the visible claims of a site rest on.
pub struct Evidence {
    graph: ReportGraph,
    blocks: FxHashMap<BlockId, OriginSummary>,
    figures: FxHashMap<FigureId, OriginSummary>,
    /// Confirmations by a passage that rests on nothing else than the confirmed one.
    repetitions: HashSet<(BlockId, BlockId)>,
    /// By [`TopicId`].
    topics: Vec<TopicEvidence>,
}

/// The evidence of one topic.
#[derive(Clone, Debug, Default)]
pub struct TopicEvidence {
    /// Claims that cite a source, in the order of the texts.
    pub claims: Vec<ClaimId>,
    /// Claims that rest on one origin, and on nothing untraced.
    pub single_origin_claims: usize,
    /// Those with the most claims first.
    pub origins: Vec<OriginUse>,
    /// Cited sources without an origin, with the number of their claims; those with the most claims first.
    pub untraced: Vec<(SourceId, usize)>,
    /// Groups of sources that only report each other.
    pub loops: Vec<Vec<SourceId>>,
    /// What at least two of its origins are made of.
    pub shared_ground: Vec<SourceId>,
    /// How much the traced sources have in common, from 0 to 1.
    pub covered_area: Option<f64>,
}

/// The other end of a relation, as it is named at this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationEnd {
    /// The later passage, which speaks of this one.
    Later,
    /// The earlier passage, of which this one speaks.
    Earlier,
}

/// The claims of a topic that rest on one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginUse {
    pub origin: SourceId,
    /// The claims that rest on it, in the order of the texts.
    pub claims: Vec<ClaimId>,
    /// Those of them that rest on nothing else.
    pub only_here: Vec<ClaimId>,
    /// The cited sources that lead to it, by date.
    pub cited: Vec<SourceId>,
    /// The passage that corrects what the origin itself was noted to say.
    pub correction: Option<BlockId>,
}

impl Evidence {
    pub(super) fn new(site: &Site) -> Evidence {
        let graph = report_graph(site);
        let mut blocks = FxHashMap::default();
        for id in site.block_ids().filter(|id| site.is_visible(Target::Block(*id))) {
            let citations = citations(site, id);
            if !citations.is_empty() {
                blocks.insert(id, graph.trace(&citations));
            }
        }
        let mut figures = FxHashMap::default();
        for (figure, index) in site.figures.iter().zip(0..) {
            let source = figure.source.filter(|source| site.source(*source).visible);
            if let Some(source) = source.filter(|_| figure.visible) {
                let citation = figure_citation(site, figure, source);
                figures.insert(FigureId(index), graph.trace(&[citation]));
            }
        }
        let mut evidence = Evidence {
            graph,
            blocks,
            figures,
            repetitions: HashSet::new(),
            topics: Vec::with_capacity(site.topics.len()),
        };
        evidence.repetitions = repetitions(site, &evidence);
        for topic in site.topic_ids() {
            evidence.topics.push(topic_evidence(site, &evidence, topic));
        }
        evidence
    }

    /// What a claim rests on; `None` where it cites nothing.
    pub fn of(&self, claim: ClaimId) -> Option<&OriginSummary> {
        match claim {
            ClaimId::Block(block) => self.blocks.get(&block),
            ClaimId::Figure(figure) => self.figures.get(&figure),
        }
    }

    pub fn topic(&self, topic: TopicId) -> &TopicEvidence {
        &self.topics[topic.index()]
    }

    /// Whether a source is evidence itself.
    pub fn is_origin(&self, source: SourceId) -> bool {
        self.graph.is_origin(source)
    }

    /// Whether a passage that confirms another rests on the same evidence, and so only repeats it.
    pub fn is_repetition(&self, confirming: BlockId, confirmed: BlockId) -> bool {
        self.repetitions.contains(&(confirming, confirmed))
    }

    /// How a relation reads from one of its ends: a confirmation that repeats is not called one.
    pub fn verb(&self, relation: &Relation, other: RelationEnd) -> RelationVerb {
        let is_repetition = self.is_repetition(relation.from, relation.to)
            && relation.kind == RelationKind::Confirms
            && !relation.lapsed;
        match other {
            RelationEnd::Later if is_repetition => RelationVerb::RepeatedBy,
            RelationEnd::Earlier if is_repetition => RelationVerb::Repeats,
            RelationEnd::Later => relation.kind.passive(relation.lapsed),
            RelationEnd::Earlier => relation.kind.active(relation.lapsed),
        }
    }

    /// How the relation of an event reads from one of its ends; `None` for other events.
    pub(crate) fn event_verb(
        &self,
        site: &Site,
        event: &Event,
        other: RelationEnd,
    ) -> Option<RelationVerb> {
        let EventKind::Relation { kind, .. } = event.kind else { return None };
        let (Some(from), Some(Target::Block(to))) = (event.block, event.subject) else {
            return None;
        };
        let mut relations = site.relations_between(from, to);
        relations.find(|r| r.kind == kind).map(|r| self.verb(r, other))
    }

    /// Groups of sources that report each other.
    pub(crate) fn loops(&self) -> Vec<Vec<SourceId>> {
        self.graph.loops()
    }
}

/// A source is evidence itself if it says so (`root:`); else if it reports nothing, and is evidence by its type or is
/// named as what others report.
fn report_graph(site: &Site) -> ReportGraph {
    let mut is_reported: HashSet<SourceId> = HashSet::new();
    for source in site.sources.iter().filter(|source| source.visible) {
        is_reported.extend(&source.reports);
    }
    for claim in site.blocks().filter(|block| block.visible).filter_map(|b| b.claim.as_ref()) {
        if let Some(ClaimProvenance::Sources(sources)) = &claim.from {
            is_reported.extend(sources);
        }
    }
    let mut nodes = Vec::with_capacity(site.sources.len());
    for id in site.source_ids() {
        let source = site.source(id);
        let is_reported = source.reports.is_empty() && is_reported.contains(&id);
        nodes.push(ReportNode {
            is_origin: source.evidence().is_some() || is_reported,
            reports: visible(site, &source.reports),
            uses: visible(site, &source.uses),
        });
    }
    ReportGraph::new(nodes)
}

/// The sources that exist on the day of the build.
fn visible(site: &Site, sources: &[SourceId]) -> Vec<SourceId> {
    sources.iter().copied().filter(|source| site.source(*source).visible).collect()
}

/// What a block cites. The provenance that it states is that of a note's own source, or of everything that another block
/// cites.
fn citations(site: &Site, id: BlockId) -> Vec<Citation> {
    let block = site.block(id);
    let claim = block.claim.as_deref().cloned().unwrap_or_default();
    let named = match &claim.from {
        Some(ClaimProvenance::Sources(sources)) => visible(site, sources),
        _ => Vec::new(),
    };
    let mut citations = Vec::new();
    for source in visible(site, &site.cited_in(id)) {
        let is_meant = match block.kind {
            BlockKind::Note { source: own } => source == own,
            _ => !named.contains(&source),
        };
        let provenance = match &claim.from {
            _ if !is_meant => CitationProvenance::SourceDefault,
            Some(ClaimProvenance::Own) => CitationProvenance::Own(Vec::new()),
            Some(ClaimProvenance::Unknown) => CitationProvenance::Unknown,
            Some(ClaimProvenance::Sources(_)) if claim.how == Some(Derivation::Reanalyses) => {
                CitationProvenance::Own(named.clone())
            }
            Some(ClaimProvenance::Sources(_)) => CitationProvenance::Sources(named.clone()),
            None if claim.how == Some(Derivation::Reanalyses) => {
                CitationProvenance::Own(visible(site, &site.source(source).reports))
            }
            None => CitationProvenance::SourceDefault,
        };
        citations.push(Citation { source, provenance });
    }
    if citations.is_empty() {
        for source in named {
            citations.push(Citation { source, provenance: CitationProvenance::SourceDefault });
        }
    }
    citations
}

/// A figure has the provenance of the passage that states it, where that cites the same source.
fn figure_citation(site: &Site, figure: &Figure, source: SourceId) -> Citation {
    if let Some(Target::Block(block)) = figure.stated_in
        && site.is_visible(Target::Block(block))
    {
        for citation in citations(site, block) {
            if citation.source == source {
                return citation;
            }
        }
    }
    Citation { source, provenance: CitationProvenance::SourceDefault }
}

fn repetitions(site: &Site, evidence: &Evidence) -> HashSet<(BlockId, BlockId)> {
    let mut repetitions = HashSet::new();
    for relation in site.relations().filter(|r| r.kind == RelationKind::Confirms) {
        // What says that a forecast came true is later evidence, whoever says it.
        if site.block(relation.to).forecast().is_some() {
            continue;
        }
        let confirming = evidence.of(ClaimId::Block(relation.from));
        let confirmed = evidence.of(ClaimId::Block(relation.to));
        if let (Some(confirming), Some(confirmed)) = (confirming, confirmed)
            && confirming.repeats(confirmed)
        {
            repetitions.insert((relation.from, relation.to));
        }
    }
    repetitions
}

fn topic_evidence(site: &Site, evidence: &Evidence, topic: TopicId) -> TopicEvidence {
    let mut claims: Vec<ClaimId> = Vec::new();
    for doc in site.doc_ids().filter(|doc| site.doc(*doc).topic == Some(topic)) {
        let blocks = site.blocks_of(doc).filter(|id| is_claim(&site.block(*id).kind));
        claims.extend(blocks.map(ClaimId::Block));
    }
    claims.extend(site.topic(topic).figures.iter().copied().map(ClaimId::Figure));
    let mut result = TopicEvidence::default();
    let mut uses: BTreeMap<SourceId, OriginUse> = BTreeMap::new();
    let mut untraced: BTreeMap<SourceId, usize> = BTreeMap::new();
    let mut loops: BTreeSet<Arc<[SourceId]>> = BTreeSet::new();
    let mut known_loops: HashSet<*const [SourceId]> = HashSet::new();
    let mut shared_ground: BTreeSet<SourceId> = BTreeSet::new();
    for claim in claims {
        let Some(summary) = evidence.of(claim) else { continue };
        result.claims.push(claim);
        result.single_origin_claims += usize::from(summary.single_origin().is_some());
        for origin in &summary.origins {
            let of_origin = uses.entry(*origin).or_insert_with(|| OriginUse::new(site, *origin));
            of_origin.claims.push(claim);
            if summary.single_origin().is_some() {
                of_origin.only_here.push(claim);
            }
        }
        for (source, origins) in &summary.citations {
            for origin in origins {
                uses.entry(*origin).and_modify(|of_origin| of_origin.cited.push(*source));
            }
            if origins.is_empty() {
                *untraced.entry(*source).or_default() += 1;
            }
        }
        for members in &summary.loops {
            // to compare the members of a long loop takes long
            if known_loops.insert(Arc::as_ptr(members)) {
                loops.insert(Arc::clone(members));
            }
        }
        shared_ground.extend(&summary.shared_ground);
    }
    result.origins = uses.into_values().collect();
    let mut by_source: BTreeMap<SourceId, Vec<SourceId>> = BTreeMap::new();
    for of_origin in &mut result.origins {
        of_origin.cited.sort_by_key(|source| (site.source(*source).issue_date(), *source));
        of_origin.cited.dedup();
        for source in &of_origin.cited {
            by_source.entry(*source).or_default().push(of_origin.origin);
        }
    }
    result.covered_area = corrected_covered_area(&by_source.into_values().collect::<Vec<_>>());
    result.origins.sort_by_key(|of_origin| (Reverse(of_origin.claims.len()), of_origin.origin));
    result.untraced = untraced.into_iter().collect();
    result.untraced.sort_by_key(|(source, claims)| (Reverse(*claims), *source));
    result.loops = loops.iter().map(|members| members.to_vec()).collect();
    result.shared_ground = shared_ground.into_iter().collect();
    result
}

impl OriginUse {
    fn new(site: &Site, origin: SourceId) -> OriginUse {
        let (claims, only_here, cited) = (Vec::new(), Vec::new(), Vec::new());
        OriginUse { origin, claims, only_here, cited, correction: correction_of(site, origin) }
    }
}

/// The first passage that corrects a note on the source. The editors' corrections of their own record are about them and
/// not about the source.
fn correction_of(site: &Site, source: SourceId) -> Option<BlockId> {
    for reference in site.backlinks(Target::Source(source)) {
        let block = site.reference(*reference).block;
        if site.note(block).is_none_or(|note| note.source != source) {
            continue;
        }
        for relation in site.relations_to(block) {
            let is_editorial = site.block(relation.from).kind == BlockKind::Correction;
            if relation.kind == RelationKind::Corrects && !is_editorial {
                return Some(relation.from);
            }
        }
    }
    None
}
