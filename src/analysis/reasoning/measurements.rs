//! Which figures report one measurement: they say so (`measurement:`), or they give the same value of the same thing at the
//! same time and rest on a common origin.

use super::claim::ClaimId;
use super::conflicts::{DateOverlap, DisjointSets};
use super::evidence::Evidence;
use crate::model::*;
use std::collections::{HashMap, HashSet};

/// The measurement that each figure reports.
pub struct Measurements {
    /// For each figure the first figure of its measurement, in the order of the files.
    first: Vec<FigureId>,
    reports: HashMap<FigureId, usize>,
}

impl Measurements {
    pub(super) fn new(site: &Site, evidence: &Evidence) -> Measurements {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut equal: HashMap<(ValueKey, SourceId), Vec<usize>> = HashMap::new();
        for (figure, n) in site.figures.iter().zip(0..).filter(|(figure, _)| figure.visible) {
            if let Some(name) = &figure.measurement {
                named.entry(name).or_default().push(n);
            } else if let Some(summary) = evidence.of(ClaimId::Figure(FigureId(n as u32))) {
                // Where nothing is traced, the cited source itself is what figures can have in common.
                let cited = summary.citations.iter().map(|(cited, _)| *cited);
                let roots: Vec<SourceId> = match summary.origins.is_empty() {
                    true => cited.collect(),
                    false => summary.origins.clone(),
                };
                for root in roots {
                    equal.entry((ValueKey::of(figure), root)).or_default().push(n);
                }
            }
        }
        let mut sets = DisjointSets::new(site.figures.len());
        for pair in named.values().flat_map(|group| group.windows(2)) {
            sets.join(pair[0], pair[1]);
        }
        for group in equal.values_mut() {
            group.sort_by_key(|n| (site.figures[*n].as_of.map(|date| date.first()), *n));
            for pair in group.windows(2) {
                if are_of_one_time(&site.figures[pair[0]], &site.figures[pair[1]]) {
                    sets.join(pair[0], pair[1]);
                }
            }
        }
        let mut first: Vec<FigureId> = (0..site.figures.len() as u32).map(FigureId).collect();
        let mut reports = HashMap::new();
        for set in sets.with_several() {
            let earliest = FigureId(set[0] as u32);
            reports.insert(earliest, set.len());
            for n in set {
                first[n] = earliest;
            }
        }
        Measurements { first, reports }
    }

    /// The first figure of the same measurement.
    pub fn first(&self, figure: FigureId) -> FigureId {
        self.first[figure.index()]
    }

    /// One figure of each measurement, the first of those given.
    pub fn distinct(&self, figures: &[FigureId]) -> Vec<FigureId> {
        let mut known = HashSet::new();
        let mut distinct = Vec::new();
        for id in figures {
            if known.insert(self.first(*id)) {
                distinct.push(*id);
            }
        }
        distinct
    }

    /// How often the measurement of a figure is reported.
    pub fn reports(&self, figure: FigureId) -> usize {
        self.reports.get(&self.first(figure)).copied().unwrap_or(1)
    }
}

/// What figures of one measurement have in common.
#[derive(PartialEq, Eq, Hash)]
struct ValueKey<'a> {
    metric: String,
    subject: EntityId,
    unit: &'a str,
    value: u64,
    upper: Option<u64>,
    bound: Option<FigureBound>,
}

impl ValueKey<'_> {
    fn of(figure: &Figure) -> ValueKey<'_> {
        ValueKey {
            metric: figure.metric.trim().to_lowercase(),
            subject: figure.subject,
            unit: &figure.unit,
            value: figure.value.to_bits(),
            upper: figure.upper.map(f64::to_bits),
            bound: figure.bound,
        }
    }
}

fn are_of_one_time(a: &Figure, b: &Figure) -> bool {
    match (a.as_of, b.as_of) {
        (Some(a), Some(b)) => DateOverlap::of(a, b) != DateOverlap::Apart,
        (None, None) => true,
        _ => false,
    }
}
