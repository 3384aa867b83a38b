//! What claims finally rest on: the walk from the sources that a claim cites to the evidence that they report.
//!
//! A *source* leads to the sources that it reports, unless the claim itself says where its statement comes from. A source that
//! is evidence itself is an *origin*. What leads to no origin is *untraced*: it is unknown whether it is independent.

use super::origin_summary::OriginSummary;
use super::report_groups::ReportGroups;
use crate::model::SourceId;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Which sources report which, and which are evidence themselves.
#[derive(Debug, Default)]
pub(super) struct ReportGraph {
    /// By [`SourceId`].
    nodes: Vec<ReportNode>,
    groups: ReportGroups,
}

/// What is known of one source's evidence.
#[derive(Clone, Debug, Default)]
pub(super) struct ReportNode {
    /// Whether it is evidence: a study, a data set, a document, a statement.
    pub is_origin: bool,
    /// What it repeats.
    pub reports: Vec<SourceId>,
    /// Other evidence that it is made of.
    pub uses: Vec<SourceId>,
}

/// One source that a claim cites, with where this statement of it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Citation {
    pub source: SourceId,
    pub provenance: CitationProvenance,
}

/// Where a statement comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CitationProvenance {
    /// What the source reports in general.
    SourceDefault,
    /// These sources, `(from:: [@a; @b])`.
    Sources(Vec<SourceId>),
    /// The source found it out itself, `(from:: own)`; with the evidence that it worked on, if any.
    Own(Vec<SourceId>),
    /// It was looked for and not found, `(from:: unknown)`.
    Unknown,
}

impl ReportGraph {
    /// `nodes` are in the order of the sources' ids.
    pub(super) fn new(nodes: Vec<ReportNode>) -> ReportGraph {
        // Origins lead nowhere.
        let reports = nodes.iter().map(|node| if node.is_origin { &[] } else { &node.reports[..] });
        let reports: Vec<&[SourceId]> = reports.collect();
        let groups = ReportGroups::new(&reports, |source| nodes[source.index()].is_origin);
        ReportGraph { nodes, groups }
    }

    /// Follows the citations of a claim to their origins.
    pub(super) fn trace(&self, citations: &[Citation]) -> OriginSummary {
        let mut summary = OriginSummary::default();
        let mut origins = BTreeSet::new();
        let mut uses: BTreeMap<SourceId, BTreeSet<SourceId>> = BTreeMap::new();
        let mut untraced: Vec<&Citation> = Vec::new();
        for citation in citations {
            let found = self.origins_of(citation);
            if found.is_empty() {
                untraced.push(citation);
            }
            for origin in &found {
                let grounds = uses.entry(*origin).or_default();
                grounds.extend(&self.node(*origin).uses);
                if let CitationProvenance::Own(own) = &citation.provenance
                    && *origin == citation.source
                {
                    grounds.extend(own);
                }
            }
            summary.citations.push((citation.source, found.iter().copied().collect()));
            origins.extend(found);
        }
        summary.origins = origins.into_iter().collect();
        summary.shared_ground = shared_ground(&uses);
        if let ([citation], [_]) = (&untraced[..], citations)
            && citation.provenance == CitationProvenance::SourceDefault
            && let Some(loops) = &self.groups.get(self.groups.of(citation.source)).loops
        {
            let loops = loops.iter().map(|group| Arc::clone(&self.groups.get(*group).members));
            summary.loops.extend(loops);
            summary.loops.sort();
            summary.untraced.push(vec![citation.source]);
            return summary;
        }
        let cited: BTreeSet<SourceId> = citations.iter().map(|citation| citation.source).collect();
        for group in self.untraced_groups(&untraced) {
            summary.loops.extend(self.loops_among(&group));
            let contains = |source: &SourceId| {
                group.sources.contains(source) || group.whole.contains(&self.groups.of(*source))
            };
            summary.untraced.push(cited.iter().copied().filter(contains).collect());
        }
        summary
    }

    pub(super) fn is_origin(&self, source: SourceId) -> bool {
        self.node(source).is_origin
    }

    /// All groups of sources that report each other, each once.
    pub(super) fn loops(&self) -> Vec<Vec<SourceId>> {
        let mut loops: Vec<Vec<SourceId>> =
            self.groups.loops().map(|loop_| loop_.to_vec()).collect();
        loops.sort();
        loops
    }

    fn node(&self, source: SourceId) -> &ReportNode {
        &self.nodes[source.index()]
    }

    /// The sources that a citation leads to first.
    fn starts<'c>(&self, citation: &'c Citation) -> &'c [SourceId] {
        match &citation.provenance {
            CitationProvenance::SourceDefault => std::slice::from_ref(&citation.source),
            CitationProvenance::Sources(sources) => sources,
            CitationProvenance::Own(_) | CitationProvenance::Unknown => &[],
        }
    }

    fn origins_of(&self, citation: &Citation) -> BTreeSet<SourceId> {
        let mut origins = BTreeSet::new();
        if let CitationProvenance::Own(_) = citation.provenance {
            origins.insert(citation.source);
        }
        let starts = self.starts(citation).iter();
        let mut pending: Vec<u32> = starts.map(|source| self.groups.of(*source)).collect();
        let mut visited: HashSet<u32> = HashSet::new();
        while let Some(group) = pending.pop() {
            if !visited.insert(group) {
                continue;
            }
            match &self.groups.get(group).origins {
                Some(found) => origins.extend(found.iter().copied()),
                None => {
                    let members = self.groups.get(group).members.iter().copied();
                    origins.extend(members.filter(|member| self.is_origin(*member)));
                    pending.extend(&self.groups.get(group).next);
                }
            }
        }
        origins
    }

    /// What citations without an origin lead to, together for those that lead to the same. A group
    /// comes where its last citation is.
    fn untraced_groups(&self, untraced: &[&Citation]) -> Vec<VisitedSources> {
        let mut joined: Vec<usize> = (0..untraced.len()).collect();
        let mut entered: HashMap<u32, usize> = HashMap::new();
        let mut named: HashMap<SourceId, usize> = HashMap::new();
        for (n, citation) in untraced.iter().enumerate() {
            let mut pending: Vec<u32> =
                self.starts(citation).iter().map(|source| self.groups.of(*source)).collect();
            while let Some(group) = pending.pop() {
                match entered.entry(group) {
                    Entry::Occupied(other) => join(&mut joined, *other.get(), n),
                    Entry::Vacant(place) => {
                        place.insert(n);
                        pending.extend(&self.groups.get(group).next);
                    }
                }
            }
            match named.entry(citation.source) {
                Entry::Occupied(other) => join(&mut joined, *other.get(), n),
                Entry::Vacant(place) => drop(place.insert(n)),
            }
        }
        for (source, n) in &named {
            if let Some(other) = entered.get(&self.groups.of(*source)) {
                join(&mut joined, *other, *n);
            }
        }
        // The last citation of those that are joined stands for all.
        let mut groups: BTreeMap<usize, VisitedSources> = BTreeMap::new();
        for (source, n) in named {
            groups.entry(last(&mut joined, n)).or_default().sources.insert(source);
        }
        for (group, n) in entered {
            groups.entry(last(&mut joined, n)).or_default().whole.insert(group);
        }
        groups.into_values().collect()
    }

    /// Groups of visited sources that lead to each other.
    fn loops_among(&self, visited: &VisitedSources) -> Vec<Arc<[SourceId]>> {
        let mut loops: Vec<Arc<[SourceId]>> = Vec::new();
        for group in &visited.whole {
            if self.groups.get(*group).is_loop {
                loops.push(Arc::clone(&self.groups.get(*group).members));
            }
        }
        let mut parts: BTreeMap<u32, Vec<SourceId>> = BTreeMap::new();
        for source in &visited.sources {
            let group = self.groups.of(*source);
            if self.groups.get(group).is_loop && !visited.whole.contains(&group) {
                parts.entry(group).or_default().push(*source);
            }
        }
        loops.extend(parts.into_values().map(Arc::from));
        loops.sort();
        loops
    }
}

/// What some citations without an origin lead to.
#[derive(Default)]
struct VisitedSources {
    sources: BTreeSet<SourceId>,
    /// Groups of which all members were visited.
    whole: HashSet<u32>,
}

/// Joins what two citations lead to: the later one stands for both.
fn join(joined: &mut [usize], a: usize, b: usize) {
    let (a, b) = (last(joined, a), last(joined, b));
    joined[a.min(b)] = a.max(b);
}

fn last(joined: &mut [usize], mut n: usize) -> usize {
    while joined[n] != n {
        joined[n] = joined[joined[n]];
        n = joined[n];
    }
    n
}

/// What at least two origins are made of; an origin that another one is made of counts too.
fn shared_ground(uses: &BTreeMap<SourceId, BTreeSet<SourceId>>) -> Vec<SourceId> {
    let mut users: BTreeMap<SourceId, usize> = BTreeMap::new();
    for (origin, grounds) in uses {
        *users.entry(*origin).or_default() += 1;
        for ground in grounds.iter().filter(|ground| *ground != origin) {
            *users.entry(*ground).or_default() += 1;
        }
    }
    users.into_iter().filter(|(_, count)| *count > 1).map(|(ground, _)| ground).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STUDY: SourceId = SourceId(0);
    const NEWS1: SourceId = SourceId(1);
    const NEWS2: SourceId = SourceId(2);
    const BLOG: SourceId = SourceId(3);
    const WIRE: SourceId = SourceId(4);
    const PR: SourceId = SourceId(5);
    const DS: SourceId = SourceId(6);
    const Z: SourceId = SourceId(7);
    const X: SourceId = SourceId(8);
    const Y: SourceId = SourceId(9);
    const OP: SourceId = SourceId(10);

    fn graph() -> ReportGraph {
        ReportGraph::new(nodes())
    }

    fn nodes() -> Vec<ReportNode> {
        let mut nodes = vec![ReportNode::default(); 11];
        for origin in [STUDY, DS] {
            nodes[origin.index()].is_origin = true;
        }
        let reports: [(SourceId, &[SourceId]); 8] = [
            (NEWS1, &[STUDY]),
            (NEWS2, &[NEWS1]),
            (BLOG, &[NEWS2]),
            (WIRE, &[STUDY]),
            (PR, &[STUDY]),
            (Z, &[STUDY, DS]),
            (X, &[Y]),
            (Y, &[X]),
        ];
        for (source, list) in reports {
            nodes[source.index()].reports = list.to_vec();
        }
        nodes
    }

    fn citation(source: SourceId, provenance: CitationProvenance) -> Citation {
        Citation { source, provenance }
    }

    fn trace(sources: &[SourceId]) -> OriginSummary {
        let default = |source: &SourceId| citation(*source, CitationProvenance::SourceDefault);
        graph().trace(&sources.iter().map(default).collect::<Vec<_>>())
    }

    #[test]
    fn five_citations_of_one_study_are_one_origin() {
        let summary = trace(&[NEWS1, NEWS2, BLOG, WIRE, PR]);
        assert_eq!(summary.citations.len(), 5);
        assert_eq!(summary.origins, [STUDY]);
        assert_eq!(summary.untraced, Vec::<Vec<SourceId>>::new());
        assert_eq!(summary.range(), 1..=1);
    }

    #[test]
    fn source_without_an_edge_is_untraced_and_may_be_an_origin_more() {
        let summary = trace(&[NEWS1, OP]);
        assert_eq!(
            (summary.origins.as_slice(), summary.untraced.clone()),
            (&[STUDY][..], vec![vec![OP]])
        );
        assert_eq!(summary.range(), 1..=2);
    }

    #[test]
    fn sources_that_cite_each_other_have_no_origin() {
        let summary = trace(&[X, Y]);
        assert_eq!(summary.origins, []);
        assert_eq!(summary.loops, [Arc::from([X, Y])]);
        assert_eq!(summary.untraced, [vec![X, Y]]);
        assert_eq!(summary.range(), 1..=1);
    }

    #[test]
    fn source_whose_origin_is_unknown_is_joined_with_what_leads_to_it() {
        let unknown = citation(X, CitationProvenance::Unknown);
        let op = citation(OP, CitationProvenance::SourceDefault);
        let y = citation(Y, CitationProvenance::SourceDefault);
        let alone = graph().trace(&[unknown.clone(), op.clone()]);
        assert_eq!((alone.loops, alone.untraced), (vec![Arc::from([X])], vec![vec![X], vec![OP]]));
        let summary = graph().trace(&[unknown, op, y]);
        assert_eq!(summary.untraced, [vec![OP], vec![X, Y]]);
        assert_eq!(summary.loops, [Arc::from([X, Y])]);
    }

    #[test]
    fn long_chains_and_loops_are_followed_to_their_ends() {
        let all: Vec<SourceId> = (0..10_000).map(SourceId).collect();
        let mut nodes = vec![ReportNode::default(); all.len()];
        for source in &all[1..] {
            nodes[source.index()].reports = vec![SourceId(source.0 - 1)];
        }
        nodes[0].is_origin = true;
        let default = |source: &SourceId| citation(*source, CitationProvenance::SourceDefault);
        let chain = ReportGraph::new(nodes.clone());
        let of_chain = |source| chain.trace(&[default(&source)]).origins;
        assert!(all.iter().all(|source| of_chain(*source) == [SourceId(0)]));
        nodes[0] = ReportNode { reports: vec![SourceId(9_999)], ..ReportNode::default() };
        let circle = ReportGraph::new(nodes);
        assert_eq!(circle.loops(), std::slice::from_ref(&all));
        let whole = circle.trace(&all.iter().map(default).collect::<Vec<_>>());
        assert_eq!((whole.untraced, whole.loops), (vec![all.clone()], vec![Arc::from(all)]));
    }

    #[test]
    fn report_of_two_origins_counts_both() {
        assert_eq!(trace(&[Z, NEWS1]).origins, [STUDY, DS]);
    }

    #[test]
    fn provenance_of_the_claim_beats_that_of_the_source() {
        let own = citation(NEWS1, CitationProvenance::Own(Vec::new()));
        let wire = citation(WIRE, CitationProvenance::SourceDefault);
        let summary = graph().trace(&[own, wire]);
        assert_eq!(summary.origins, [STUDY, NEWS1]);
        assert_eq!(summary.range(), 2..=2);
    }

    #[test]
    fn reanalysis_is_an_origin_that_shares_the_ground_of_another() {
        let own = citation(NEWS1, CitationProvenance::Own(vec![STUDY]));
        let wire = citation(WIRE, CitationProvenance::SourceDefault);
        let summary = graph().trace(&[own, wire]);
        assert_eq!((summary.origins, summary.shared_ground), (vec![STUDY, NEWS1], vec![STUDY]));
    }

    #[test]
    fn origins_made_of_the_same_data_are_not_merged() {
        let mut nodes = nodes();
        nodes[STUDY.index()].uses = vec![OP];
        nodes[DS.index()].uses = vec![OP];
        let graph = ReportGraph::new(nodes);
        let z = citation(Z, CitationProvenance::SourceDefault);
        let summary = graph.trace(&[z]);
        assert_eq!((summary.origins, summary.shared_ground), (vec![STUDY, DS], vec![OP]));
    }

    #[test]
    fn unknown_provenance_is_untraced_although_the_source_reports_something() {
        let summary = graph().trace(&[citation(NEWS1, CitationProvenance::Unknown)]);
        assert_eq!((summary.origins.len(), summary.untraced), (0, vec![vec![NEWS1]]));
    }

    #[test]
    fn claim_without_citations_has_no_origin() {
        assert_eq!(trace(&[]).range(), 0..=0);
    }

    #[test]
    fn loop_beside_the_way_to_an_origin_is_reported_for_the_site_alone() {
        let mut nodes = nodes();
        nodes[Y.index()].reports = vec![X, STUDY];
        let graph = ReportGraph::new(nodes);
        let x = citation(X, CitationProvenance::SourceDefault);
        let summary = graph.trace(&[x]);
        assert_eq!((summary.origins, summary.loops.len()), (vec![STUDY], 0));
        assert_eq!(graph.loops(), [vec![X, Y]]);
    }

    #[test]
    fn report_of_the_same_study_repeats_and_does_not_confirm() {
        assert!(trace(&[NEWS2]).repeats(&trace(&[NEWS1])));
        assert!(trace(&[STUDY]).repeats(&trace(&[Z])));
    }

    #[test]
    fn further_origin_confirms() {
        assert!(!trace(&[Z]).repeats(&trace(&[NEWS1])));
        assert!(!trace(&[OP]).repeats(&trace(&[NEWS1])));
        assert!(!trace(&[]).repeats(&trace(&[NEWS1])));
    }

    #[test]
    fn same_untraced_source_repeats_itself() {
        assert!(trace(&[OP]).repeats(&trace(&[OP, NEWS1])));
    }
}
