//! Groups of sources that lead to each other over reports, and what each leads to.

use crate::model::SourceId;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many origins and loops are kept for a group. Of a group that leads to more, they are found by following it.
const MOST_KEPT: usize = 8;

/// The groups of all sources: most have one member.
#[derive(Debug, Default)]
pub(super) struct ReportGroups {
    /// By [`SourceId`].
    group_of: Vec<u32>,
    /// A group comes after those that it leads to.
    groups: Vec<ReportGroup>,
}

#[derive(Debug)]
pub(super) struct ReportGroup {
    /// Sorted.
    pub members: Arc<[SourceId]>,
    /// Whether its members lead to themselves.
    pub is_loop: bool,
    /// The groups that its members report.
    pub next: Box<[u32]>,
    /// All origins that it leads to, itself included; `None` for more than are kept.
    pub origins: Option<Box<[SourceId]>>,
    /// All loops that it leads to, itself included; `None` for more than are kept.
    pub loops: Option<Box<[u32]>>,
}

impl ReportGroups {
    /// `reports` are the reports of each source, none of an origin.
    pub(super) fn new(reports: &[&[SourceId]], is_origin: impl Fn(SourceId) -> bool) -> Self {
        let mut found = ReportGroups { group_of: vec![0; reports.len()], groups: Vec::new() };
        let components = components(reports);
        for (n, members) in components.iter().enumerate() {
            for member in members {
                found.group_of[member.index()] = n as u32;
            }
        }
        for (n, mut members) in (0..).zip(components) {
            members.sort_unstable();
            let mut next = BTreeSet::new();
            let mut is_loop = false;
            for reported in members.iter().flat_map(|member| reports[member.index()]) {
                match found.of(*reported) {
                    group if group == n => is_loop = true,
                    group => drop(next.insert(group)),
                }
            }
            let own = members.iter().copied().filter(|member| is_origin(*member));
            let origins = few(own, next.iter().map(|group| found.get(*group).origins.as_deref()));
            let own = is_loop.then_some(n);
            let loops =
                few(own.into_iter(), next.iter().map(|group| found.get(*group).loops.as_deref()));
            let next = next.into_iter().collect();
            found.groups.push(ReportGroup {
                members: members.into(),
                is_loop,
                next,
                origins,
                loops,
            });
        }
        found
    }

    /// The group of a source.
    pub(super) fn of(&self, source: SourceId) -> u32 {
        self.group_of[source.index()]
    }

    pub(super) fn get(&self, group: u32) -> &ReportGroup {
        &self.groups[group as usize]
    }

    /// All groups whose members lead to each other.
    pub(super) fn loops(&self) -> impl Iterator<Item = &Arc<[SourceId]>> {
        self.groups.iter().filter(|group| group.is_loop).map(|group| &group.members)
    }
}

/// What is a group's own with what others lead to, unless that is more than is kept.
fn few<'g, T: Copy + Ord + 'g>(
    own: impl Iterator<Item = T>,
    others: impl Iterator<Item = Option<&'g [T]>>,
) -> Option<Box<[T]>> {
    let mut all: BTreeSet<T> = own.collect();
    for other in others {
        all.extend(other?);
        if all.len() > MOST_KEPT {
            return None;
        }
    }
    (all.len() <= MOST_KEPT).then(|| all.into_iter().collect())
}

/// Strongly connected components, each after those that it leads to. Kosaraju's algorithm, because Tarjan's in petgraph calls
/// itself for each source of a chain.
fn components(reports: &[&[SourceId]]) -> Vec<Vec<SourceId>> {
    let count = reports.iter().map(|reported| reported.len()).sum();
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(reports.len(), count);
    for _ in reports {
        graph.add_node(());
    }
    for (source, reported) in reports.iter().enumerate() {
        for reported in *reported {
            graph.add_edge(NodeIndex::new(source), NodeIndex::new(reported.index()), ());
        }
    }
    let mut components = Vec::new();
    for nodes in kosaraju_scc(&graph) {
        components.push(nodes.iter().map(|node| SourceId(node.index() as u32)).collect());
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_chain_of_reports_is_followed_without_recursion() {
        let last = 100_000;
        let chain: Vec<Vec<SourceId>> =
            (0..=last).map(|n| if n < last { vec![SourceId(n + 1)] } else { Vec::new() }).collect();
        let reports: Vec<&[SourceId]> = chain.iter().map(Vec::as_slice).collect();
        let groups = ReportGroups::new(&reports, |source| source == SourceId(last));
        assert_eq!(groups.of(SourceId(last)), 0);
        assert_eq!(groups.of(SourceId(0)), last);
        assert_eq!(groups.get(last).origins.as_deref(), Some(&[SourceId(last)][..]));
        assert_eq!(groups.loops().count(), 0);
    }
}
