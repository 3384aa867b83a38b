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
mod tests;
