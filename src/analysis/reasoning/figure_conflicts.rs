//! The rules that propose contradictions between figures: with others of one measure and subject, or with the date of
//! their source.

use super::conflicts::{DateOverlap, PrintedValue, ValueRange, conflict_sets};
use super::finding::{Candidate, Finding};
use crate::model::*;
use std::collections::{BTreeMap, HashMap};

/// Figures by what they measure of what.
fn by_measure(site: &Site) -> Vec<Vec<FigureId>> {
    let mut groups: HashMap<(String, EntityId), Vec<FigureId>> = HashMap::new();
    for (figure, index) in site.figures.iter().zip(0..).filter(|(f, _)| f.visible) {
        let metric = figure.metric.trim().to_lowercase();
        groups.entry((metric, figure.subject)).or_default().push(FigureId(index));
    }
    let mut groups: Vec<Vec<FigureId>> = groups.into_values().collect();
    groups.sort_unstable();
    groups
}

/// How the dates of two figures relate; two without a date speak of the same time.
fn overlap(a: &Figure, b: &Figure) -> DateOverlap {
    match (a.as_of, b.as_of) {
        (Some(a), Some(b)) => DateOverlap::of(a, b),
        (None, None) => DateOverlap::Same,
        _ => DateOverlap::Apart,
    }
}

/// The sets of figures of one measure that disagree, of those that speak of times which touch.
fn sets_of_figures(
    figures: &[&Figure],
    disagree: impl Fn(&Figure, &Figure) -> bool,
) -> Vec<Vec<usize>> {
    let mut by_time: Vec<usize> = (0..figures.len()).collect();
    by_time.sort_by_key(|n| figures[*n].as_of.map(Date::first));
    let mut sets = Vec::new();
    let mut start = 0;
    let mut last = None;
    for end in 0..=by_time.len() {
        let next = by_time.get(end).and_then(|n| figures[*n].as_of);
        // Those without a date come first.
        let is_apart = end == by_time.len() || next.map(Date::first) > last;
        if is_apart && end > start {
            let touching = &mut by_time[start..end];
            touching.sort_unstable();
            let found = conflict_sets(touching.len(), |a, b| {
                disagree(figures[touching[a]], figures[touching[b]])
            });
            for set in found {
                sets.push(set.into_iter().map(|n| touching[n]).collect());
            }
            start = end;
        }
        last = last.max(next.map(Date::last));
    }
    sets.sort_unstable();
    sets
}

fn range(figure: &Figure) -> Option<ValueRange> {
    let upper = figure.upper_digits.as_deref();
    let (is_approximate, bound) = (figure.approximate, figure.bound);
    PrintedValue { value: &figure.digits, upper, is_approximate, bound }.range()
}

/// The sets of figures of one measure and subject that disagree, measure by measure.
fn disagreeing(site: &Site, disagree: impl Fn(&Figure, &Figure) -> bool) -> Vec<Vec<FigureId>> {
    let mut sets = Vec::new();
    for group in by_measure(site) {
        let figures: Vec<&Figure> = group.iter().map(|id| site.figure(*id)).collect();
        for set in sets_of_figures(&figures, &disagree) {
            sets.push(set.into_iter().map(|n| group[n]).collect());
        }
    }
    sets
}

fn candidate(figures: Vec<FigureId>, kind: ContradictionKind, finding: Finding) -> Candidate {
    Candidate { kind, sides: figures.into_iter().map(StatementId::Figure).collect(), finding }
}

/// One measure of one subject at one time, with values that no rounding explains.
pub(super) fn values(site: &Site) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for figures in disagreeing(site, |a, b| differ(a, b) && !have_other_definitions(a, b)) {
        let first = site.figure(figures[0]);
        let is_one_time =
            figures.iter().all(|id| overlap(first, site.figure(*id)) == DateOverlap::Same);
        let finding = Finding::Values { figures: figures.clone(), is_one_time };
        candidates.push(candidate(figures, ContradictionKind::Value, finding));
    }
    candidates
}

/// Whether two figures of one measure and subject give one time values that no rounding explains.
fn differ(a: &Figure, b: &Figure) -> bool {
    // What was expected and what was measured can both be right.
    a.unit == b.unit
        && a.projected == b.projected
        && !have_other_sides(a, b)
        && overlap(a, b) != DateOverlap::Apart
        && range(a).zip(range(b)).is_some_and(|(a, b)| !a.agrees_with(b))
}

/// Whether two figures are on different sides of a debate: then they measure different things.
fn have_other_sides(a: &Figure, b: &Figure) -> bool {
    is_sided(a) && is_sided(b) && a.side != b.side
}

fn is_sided(figure: &Figure) -> bool {
    figure.side.base != Side::Unsided
}

fn have_other_definitions(a: &Figure, b: &Figure) -> bool {
    a.definition.zip(b.definition).is_some_and(|(a, b)| a != b)
}

/// One measure of one subject at one time, with values that differ under different definitions.
pub(super) fn counts(site: &Site) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for figures in disagreeing(site, |a, b| differ(a, b) && have_other_definitions(a, b)) {
        let finding = Finding::Counts { figures: figures.clone() };
        candidates.push(candidate(figures, ContradictionKind::Definition, finding));
    }
    candidates
}

/// One measure of one subject at one time, in different units.
pub(super) fn units(site: &Site) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for figures in disagreeing(site, have_other_units) {
        let finding = Finding::Units { figures: figures.clone() };
        candidates.push(candidate(figures, ContradictionKind::Definition, finding));
    }
    candidates
}

fn have_other_units(a: &Figure, b: &Figure) -> bool {
    a.unit != b.unit && overlap(a, b) == DateOverlap::Same
}

/// Figures of a day after the issue of their source: one set for each source.
pub(super) fn figure_dates(site: &Site) -> Vec<Candidate> {
    let mut late: BTreeMap<SourceId, Vec<StatementId>> = BTreeMap::new();
    for (figure, index) in site.figures.iter().zip(0..).filter(|(f, _)| f.visible) {
        let Some(source) = figure.source else { continue };
        let issued = site.source(source).issue_date();
        if let (Some(as_of), Some(last)) = (figure.as_of, issued.and_then(IssueDate::last))
            && last < as_of.first()
        {
            late.entry(source).or_default().push(StatementId::Figure(FigureId(index)));
        }
    }
    let mut candidates = Vec::new();
    for (source, figures) in late {
        candidates.push(Candidate {
            kind: ContradictionKind::Date,
            sides: figures.into_iter().chain([StatementId::Source(source)]).collect(),
            finding: Finding::LateValue(source),
        });
    }
    candidates
}
