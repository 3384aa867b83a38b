//! The rules that propose contradictions between figures: with others of one measure and subject, or with the date of
//! their source.

use super::conflicts::{DisjointSets, PrintedValue, ValueRange};
use super::finding::{Candidate, Finding};
use crate::model::*;
use std::collections::{BTreeMap, HashMap};

/// With how many sorts of figures of one date those of another sort are compared: by units, sides and definitions.
const MOST_SORTS: usize = 100;

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

fn range(figure: &Figure) -> Option<ValueRange> {
    let upper = figure.upper_digits.as_deref();
    let (is_approximate, bound) = (figure.approximate, figure.bound);
    PrintedValue { value: &figure.digits, upper, is_approximate, bound }.range()
}

/// What decides whether the values of two figures of one measure and subject can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FigureSort<'a> {
    as_of: Option<Date>,
    unit: &'a str,
    /// What was expected and what was measured can both be right.
    projected: bool,
    /// On different sides of a debate figures measure different things. `None` for those on no side.
    side: Option<Term<Side>>,
    definition: Option<DefinitionId>,
}

impl FigureSort<'_> {
    fn of(figure: &Figure) -> FigureSort<'_> {
        let Figure { as_of, projected, definition, .. } = *figure;
        let side = Some(figure.side).filter(|side| side.base != Side::Unsided);
        FigureSort { as_of, unit: &figure.unit, projected, side, definition }
    }

    fn is_comparable(self, other: FigureSort) -> bool {
        let have_other_sides = self.side.zip(other.side).is_some_and(|(a, b)| a != b);
        self.unit == other.unit && self.projected == other.projected && !have_other_sides
    }

    fn has_other_definition(self, other: FigureSort) -> bool {
        self.definition.zip(other.definition).is_some_and(|(a, b)| a != b)
    }
}

/// Figures of one sort.
#[derive(Default)]
struct SortedFigures {
    members: Vec<(usize, ValueRange)>,
    /// Those with the least upper end and with the greatest lower end, of rounded and of other values. A value disagrees
    /// with one of these if it disagrees with any, and all that do so are in one set.
    extremes: Vec<(usize, ValueRange)>,
}

impl SortedFigures {
    fn find_extremes(&mut self) {
        for is_rounded in [false, true] {
            let of_form = || self.members.iter().filter(|(_, r)| r.is_rounded == is_rounded);
            let least = of_form().min_by(|(_, a), (_, b)| a.upper.total_cmp(&b.upper));
            let greatest = of_form().max_by(|(_, a), (_, b)| a.lower.total_cmp(&b.lower));
            self.extremes.extend(least.into_iter().chain(greatest));
        }
    }
}

/// The sets of figures of one measure and subject with values that no rounding explains, of sorts that fit.
fn sets_of_values(
    figures: &[&Figure],
    fits: impl Fn(FigureSort, FigureSort) -> bool,
) -> Vec<Vec<usize>> {
    let mut sorts: BTreeMap<FigureSort, SortedFigures> = BTreeMap::new();
    for (figure, n) in figures.iter().zip(0..) {
        if let Some(range) = range(figure) {
            sorts.entry(FigureSort::of(figure)).or_default().members.push((n, range));
        }
    }
    for sorted in sorts.values_mut() {
        sorted.find_extremes();
    }
    let mut by_date: BTreeMap<Option<Date>, Vec<(FigureSort, &SortedFigures)>> = BTreeMap::new();
    for (sort, sorted) in &sorts {
        let of_date = by_date.entry(sort.as_of).or_default();
        if of_date.len() < MOST_SORTS {
            of_date.push((*sort, sorted));
        }
    }
    let mut sets = DisjointSets::new(figures.len());
    for (sort, sorted) in &sorts {
        for date in overlapping(&by_date, sort.as_of) {
            for (other, others) in &by_date[&date] {
                if !sort.is_comparable(*other) || !fits(*sort, *other) {
                    continue;
                }
                for (n, range) in &sorted.members {
                    for (m, extreme) in &others.extremes {
                        if !range.agrees_with(*extreme) {
                            sets.join(*n, *m);
                        }
                    }
                }
            }
        }
    }
    sets.with_several()
}

/// The known dates that a date overlaps: itself, the periods that it is in, and those within it. Two figures without a date
/// speak of the same time.
fn overlapping<T>(dates: &BTreeMap<Option<Date>, T>, date: Option<Date>) -> Vec<Option<Date>> {
    let Some(date) = date else { return vec![None] };
    let year = Date { month: 0, day: 0, ..date };
    let month = Date { day: 0, ..date };
    let around = [year, month].into_iter().filter(|period| *period < date);
    let mut found: Vec<Option<Date>> = around.map(Some).collect();
    found.retain(|period| dates.contains_key(period));
    // Dates are ordered with a period right before what is in it.
    let within = dates.range(Some(date)..=Some(date.last()));
    found.extend(within.map(|(date, _)| *date));
    found
}

/// The sets of figures of one measure, subject and time in different units.
fn sets_of_units(figures: &[&Figure]) -> Vec<Vec<usize>> {
    let mut by_date: BTreeMap<Option<Date>, Vec<usize>> = BTreeMap::new();
    for (figure, n) in figures.iter().zip(0..) {
        by_date.entry(figure.as_of).or_default().push(n);
    }
    let mut sets: Vec<Vec<usize>> = by_date.into_values().collect();
    sets.retain(|set| set.iter().any(|n| figures[*n].unit != figures[set[0]].unit));
    sets.sort_unstable();
    sets
}

/// The sets that are found among the figures of each measure and subject, measure by measure.
fn of_all_measures(
    site: &Site,
    sets_of: impl Fn(&[&Figure]) -> Vec<Vec<usize>>,
) -> Vec<Vec<FigureId>> {
    let mut sets = Vec::new();
    for group in by_measure(site) {
        let figures: Vec<&Figure> = group.iter().map(|id| site.figure(*id)).collect();
        for set in sets_of(&figures) {
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
    let of_values = |figures: &[&Figure]| {
        sets_of_values(figures, |sort, other| !sort.has_other_definition(other))
    };
    for figures in of_all_measures(site, of_values) {
        let first = site.figure(figures[0]);
        let is_one_time = figures.iter().all(|id| site.figure(*id).as_of == first.as_of);
        let finding = Finding::Values { figures: figures.clone(), is_one_time };
        candidates.push(candidate(figures, ContradictionKind::Value, finding));
    }
    candidates
}

/// One measure of one subject at one time, with values that differ under different definitions.
pub(super) fn counts(site: &Site) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let of_counts = |figures: &[&Figure]| {
        sets_of_values(figures, |sort, other| sort.has_other_definition(other))
    };
    for figures in of_all_measures(site, of_counts) {
        let finding = Finding::Counts { figures: figures.clone() };
        candidates.push(candidate(figures, ContradictionKind::Definition, finding));
    }
    candidates
}

/// One measure of one subject at one time, in different units.
pub(super) fn units(site: &Site) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for figures in of_all_measures(site, sets_of_units) {
        let finding = Finding::Units { figures: figures.clone() };
        candidates.push(candidate(figures, ContradictionKind::Definition, finding));
    }
    candidates
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};
    use std::cell::Cell;

    fn figure(digits: &str, as_of: &str) -> Figure {
        Figure {
            id: String::new(),
            topic: TopicId(0),
            metric: "Rise".into(),
            subject: EntityId(0),
            side: Term::built_in(Side::Unsided),
            definition: None,
            value: 0.0,
            upper: None,
            digits: digits.into(),
            upper_digits: None,
            approximate: false,
            bound: None,
            projected: false,
            measurement: None,
            unit: "%".into(),
            as_of: Date::parse(as_of),
            source: None,
            stated_in: None,
            status: FigureStatus::Stated,
            reason: None,
            note: None,
            span: Span::new(FileId(0), 0..0),
            visible: true,
        }
    }

    /// The sets of a comparison of all pairs.
    fn all_pairs(
        figures: &[&Figure],
        fits: impl Fn(FigureSort, FigureSort) -> bool,
    ) -> Vec<Vec<usize>> {
        let mut sets = DisjointSets::new(figures.len());
        let is_one_time = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => a.first() <= b.last() && b.first() <= a.last(),
            _ => a == b,
        };
        for a in 0..figures.len() {
            for b in 0..a {
                let (one, other) = (FigureSort::of(figures[a]), FigureSort::of(figures[b]));
                if one.is_comparable(other)
                    && fits(one, other)
                    && is_one_time(one.as_of, other.as_of)
                    && !range(figures[a]).unwrap().agrees_with(range(figures[b]).unwrap())
                {
                    sets.join(a, b);
                }
            }
        }
        sets.with_several()
    }

    #[test]
    fn sets_are_those_of_a_comparison_of_all_pairs() {
        let mut found = 0;
        for round in 0..40_usize {
            let mut figures = Vec::new();
            for n in 0..30_usize {
                let at =
                    |shift: usize| (((round * 30 + n) * 7919 + round * n * 104_729) >> shift) & 7;
                let day = ["2026", "2026-05", "2026-05-02", "2026-05-03", "2026-06", "2027", ""]
                    [at(1) % 7];
                let digits = ["2", "2.0", "2.4", "3", "3.1", "20", "1.9", "2.5"][at(3)];
                figures.push(Figure {
                    upper_digits: (at(5) == 0).then(|| "3".to_string()),
                    approximate: at(4) == 1,
                    bound: (at(2) == 7).then_some(FigureBound::AtLeast),
                    projected: at(6) == 2,
                    side: Term::built_in(
                        [Side::Unsided, Side::Unsided, Side::For, Side::Against][at(7) % 4],
                    ),
                    definition: (at(8) < 2).then_some(DefinitionId(at(8) as u32)),
                    ..figure(digits, day)
                });
            }
            let figures: Vec<&Figure> = figures.iter().collect();
            let of_one = |a: FigureSort, b: FigureSort| !a.has_other_definition(b);
            let sets = sets_of_values(&figures, of_one);
            found += sets.len();
            assert_eq!(sets, all_pairs(&figures, of_one));
            let of_others = |a: FigureSort, b: FigureSort| a.has_other_definition(b);
            assert_eq!(sets_of_values(&figures, of_others), all_pairs(&figures, of_others));
        }
        assert!(found > 40, "{found}");
    }

    #[test]
    fn sorts_are_compared_and_not_figures() {
        let figures: Vec<Figure> =
            (0..3000).map(|n| figure(&format!("{n}.{n:04}"), ["2026-05", "2026"][n % 2])).collect();
        let figures: Vec<&Figure> = figures.iter().collect();
        let compared = Cell::new(0);
        let sets = sets_of_values(&figures, |_, _| {
            compared.set(compared.get() + 1);
            true
        });
        assert_eq!(sets, [(0..3000).collect::<Vec<_>>()]);
        assert_eq!(compared.get(), 4);
    }
}
