//! Groups of sources that lead to each other over reports, and what each leads to.

use crate::model::SourceId;
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

/// Strongly connected components, each after those that it leads to (Tarjan's algorithm without recursion).
fn components(reports: &[&[SourceId]]) -> Vec<Vec<SourceId>> {
    const UNSEEN: u32 = u32::MAX;
    let mut components = Vec::new();
    let mut order = vec![UNSEEN; reports.len()];
    let mut lowest = vec![UNSEEN; reports.len()];
    let mut is_open = vec![false; reports.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut seen = 0;
    for root in 0..reports.len() {
        if order[root] != UNSEEN {
            continue;
        }
        // sources on the way from the root, with how many of their reports are done
        let mut path = vec![(root, 0)];
        while let Some((source, done)) = path.last_mut() {
            let source = *source;
            if *done == 0 {
                order[source] = seen;
                lowest[source] = seen;
                seen += 1;
                is_open[source] = true;
                open.push(source);
            }
            let reported = reports[source].get(*done).map(|reported| reported.index());
            *done += 1;
            match reported {
                Some(reported) if order[reported] == UNSEEN => path.push((reported, 0)),
                Some(reported) if is_open[reported] => {
                    lowest[source] = lowest[source].min(order[reported]);
                }
                Some(_) => {}
                None => {
                    path.pop();
                    if let Some((before, _)) = path.last() {
                        lowest[*before] = lowest[*before].min(lowest[source]);
                    }
                    if lowest[source] == order[source] {
                        let mut members = Vec::new();
                        while let Some(member) = open.pop() {
                            is_open[member] = false;
                            members.push(SourceId(member as u32));
                            if member == source {
                                break;
                            }
                        }
                        components.push(members);
                    }
                }
            }
        }
    }
    components
}
