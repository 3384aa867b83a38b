//! Statements that cannot hold together: what a printed number can mean, which statements form a set, and what became of it.

use crate::model::{Date, FigureBound};
use std::collections::BTreeMap;

/// What a figure says, as it is printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PrintedValue<'a> {
    /// With all its digits: `2.0` is more precise than `2`.
    pub value: &'a str,
    /// The upper end, where a range is given.
    pub upper: Option<&'a str>,
    pub is_approximate: bool,
    pub bound: Option<FigureBound>,
}

/// What a printed figure can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ValueRange {
    pub lower: f64,
    pub upper: f64,
    /// Whether the ends come from rounding; such ranges exclude one of their ends.
    pub is_rounded: bool,
}

impl PrintedValue<'_> {
    /// A range as it is given; else half a unit of the last printed digit to each side, and one unit more where it is said
    /// to be approximate. `None` for what is not a number.
    pub(super) fn range(&self) -> Option<ValueRange> {
        let value: f64 = self.value.parse().ok()?;
        let unit = last_digit_unit(self.value);
        let extra = if self.is_approximate { unit } else { 0.0 };
        let (lower, upper, is_rounded) = match self.upper {
            Some(upper) => (value, upper.parse().ok()?, false),
            None => (value - unit / 2.0, value + unit / 2.0, true),
        };
        let (lower, upper) = (lower - extra, upper + extra);
        let range = match self.bound {
            Some(FigureBound::AtLeast) => ValueRange { lower, upper: f64::INFINITY, is_rounded },
            Some(FigureBound::AtMost) => ValueRange { lower: f64::NEG_INFINITY, upper, is_rounded },
            None => ValueRange { lower, upper, is_rounded },
        };
        Some(range)
    }
}

/// `0.1` of `2.5`, `1` of `25`; of `2500` too, since it is unknown which of its zeros are significant.
fn last_digit_unit(number: &str) -> f64 {
    let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
    let exponent: i32 = match number.split_once(['e', 'E']) {
        Some((_, exponent)) => exponent.parse().unwrap_or(0),
        None => 0,
    };
    let decimals = match mantissa.split_once('.') {
        Some((_, decimals)) => decimals.len() as i32,
        None => 0,
    };
    10f64.powi(exponent - decimals)
}

impl ValueRange {
    /// Whether one value can lie in both. Two rounded values that only touch are different.
    pub(super) fn agrees_with(self, other: ValueRange) -> bool {
        let overlap = self.upper.min(other.upper) - self.lower.max(other.lower);
        let width = (self.upper - self.lower).min(other.upper - other.lower);
        let tolerance = if width.is_finite() { 1e-6 * width } else { 0.0 };
        match self.is_rounded && other.is_rounded {
            true => overlap > tolerance,
            false => overlap >= -tolerance,
        }
    }
}

/// How two dates of statements relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateOverlap {
    Same,
    /// One is less precise and includes the other.
    DifferentPrecision,
    Apart,
}

impl DateOverlap {
    pub(super) fn of(a: Date, b: Date) -> DateOverlap {
        if a == b {
            DateOverlap::Same
        } else if a.first() <= b.last() && b.first() <= a.last() {
            DateOverlap::DifferentPrecision
        } else {
            DateOverlap::Apart
        }
    }
}

/// Groups statements that disagree with each other, directly or over others: three statements that all claim to be the first
/// are one set and not three pairs. Each statement is given as a value by which it agrees or disagrees; those with equal
/// values agree. All pairs of different values are compared. Sets and their members are in ascending order.
pub(super) fn conflict_sets<V: Ord>(
    statements: impl IntoIterator<Item = V>,
    disagree: impl Fn(&V, &V) -> bool,
) -> Vec<Vec<usize>> {
    let mut by_value: BTreeMap<V, Vec<usize>> = BTreeMap::new();
    for (value, n) in statements.into_iter().zip(0..) {
        by_value.entry(value).or_default().push(n);
    }
    let mut sets = DisjointSets::new(by_value.values().map(Vec::len).sum());
    let mut is_disputed = vec![false; by_value.len()];
    for (n, (value, members)) in by_value.iter().enumerate() {
        for (m, (other, others)) in by_value.iter().enumerate().skip(n + 1) {
            if disagree(value, other) {
                sets.join(members[0], others[0]);
                (is_disputed[n], is_disputed[m]) = (true, true);
            }
        }
    }
    for (members, is_disputed) in by_value.values().zip(is_disputed) {
        if is_disputed {
            sets.join_all(members);
        }
    }
    sets.with_several()
}

/// A partition of the numbers below a limit: the union-find structure.
pub(super) struct DisjointSets {
    /// The parent of each member; the least member of a set is its own.
    parents: Vec<usize>,
}

impl DisjointSets {
    pub(super) fn new(members: usize) -> DisjointSets {
        DisjointSets { parents: (0..members).collect() }
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.parents[a.max(b)] = a.min(b);
    }

    pub(super) fn join_all(&mut self, members: &[usize]) {
        for pair in members.windows(2) {
            self.join(pair[0], pair[1]);
        }
    }

    pub(super) fn are_joined(&mut self, a: usize, b: usize) -> bool {
        self.find(a) == self.find(b)
    }

    /// The least member of a set; shortens the path to it.
    fn find(&mut self, mut member: usize) -> usize {
        while self.parents[member] != member {
            self.parents[member] = self.parents[self.parents[member]];
            member = self.parents[member];
        }
        member
    }

    /// The sets with more than one member, in ascending order.
    pub(super) fn with_several(mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..self.parents.len() {
            sets.entry(self.find(member)).or_default().push(member);
        }
        sets.into_values().filter(|members| members.len() > 1).collect()
    }
}

/// A short name for a set of statements, whatever they say: from its kind and their ids, in any order.
pub(super) fn fingerprint(kind: &str, ids: &[String]) -> String {
    let mut sorted: Vec<&str> = ids.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let text = format!("{kind}: {}", sorted.join(" | "));
    format!("{kind}-{}", &blake3::hash(text.as_bytes()).to_hex()[..8])
}

/// A short hash of what the statements say. A verdict on them is looked at again once it changes.
pub(super) fn content_hash<S: AsRef<str>>(statements: &[S]) -> String {
    let mut sorted: Vec<&str> = statements.iter().map(S::as_ref).collect();
    sorted.sort_unstable();
    let mut text = String::new();
    for statement in sorted {
        // Line breaks and spaces do not change a statement.
        for word in statement.split_whitespace() {
            text.push_str(word);
            text.push(' ');
        }
        text.push('\n');
    }
    blake3::hash(text.as_bytes()).to_hex()[..12].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn value(text: &str) -> ValueRange {
        PrintedValue { value: text, upper: None, is_approximate: false, bound: None }
            .range()
            .unwrap()
    }

    fn range(value: &str, upper: &str) -> ValueRange {
        PrintedValue { value, upper: Some(upper), is_approximate: false, bound: None }
            .range()
            .unwrap()
    }

    fn assert_interval(range: ValueRange, lower: f64, upper: f64) {
        let (l, u) = (range.lower, range.upper);
        assert!((l - lower).abs() < 1e-9 && (u - upper).abs() < 1e-9, "{l} to {u}");
    }

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn value_outside_of_a_range_conflicts() {
        assert_interval(value("1.8"), 1.75, 1.85);
        assert!(!range("2", "2.5").agrees_with(value("1.8")));
    }

    #[test]
    fn value_within_a_range_agrees() {
        assert!(range("2", "2.5").agrees_with(value("2.3")));
    }

    #[test]
    fn months_of_a_series_are_apart() {
        assert!(!value("2").agrees_with(value("3")));
        assert_eq!(DateOverlap::of(date("2026-05"), date("2026-06")), DateOverlap::Apart);
    }

    #[test]
    fn year_overlaps_its_months_at_another_precision() {
        let overlap = DateOverlap::of(date("2026"), date("2026-06"));
        assert_eq!(overlap, DateOverlap::DifferentPrecision);
        assert_eq!(DateOverlap::of(date("2026-06"), date("2026-06")), DateOverlap::Same);
    }

    #[test]
    fn rounded_value_agrees_with_a_more_precise_one() {
        assert_interval(value("2"), 1.5, 2.5);
        assert!(value("2").agrees_with(value("1.8")));
    }

    #[test]
    fn printed_digits_count() {
        assert_interval(value("2.0"), 1.95, 2.05);
        assert!(!value("2.0").agrees_with(value("1.8")));
    }

    #[test]
    fn rounded_values_that_touch_conflict() {
        assert!(!value("1.8").agrees_with(value("1.9")));
    }

    #[test]
    fn equal_values_agree_however_large() {
        assert!(value("1030000000").agrees_with(value("1030000000")));
        assert!(!value("1030000000").agrees_with(value("1030000001")));
    }

    #[test]
    fn ranges_that_touch_agree() {
        assert!(range("2", "2.5").agrees_with(range("2.5", "3")));
    }

    #[test]
    fn bound_has_no_other_end() {
        let bounded = |value, bound| {
            let printed =
                PrintedValue { value, upper: None, is_approximate: false, bound: Some(bound) };
            printed.range().unwrap()
        };
        let least = bounded("45", FigureBound::AtLeast);
        let most = bounded("40", FigureBound::AtMost);
        assert!(least.agrees_with(value("80")) && !least.agrees_with(value("44")));
        assert!(most.agrees_with(value("3")) && !most.agrees_with(value("41")));
        assert!(!least.agrees_with(most) && least.agrees_with(least));
    }

    #[test]
    fn approximate_value_is_one_unit_wider() {
        let about = PrintedValue { value: "20", upper: None, is_approximate: true, bound: None };
        assert_interval(about.range().unwrap(), 18.5, 21.5);
    }

    #[test]
    fn exponent_moves_the_last_digit() {
        assert_interval(value("1.5e3"), 1450.0, 1550.0);
        assert_interval(value("2e2"), 150.0, 250.0);
    }

    #[test]
    fn three_firsts_are_one_set() {
        assert_eq!(conflict_sets(0..3, |_, _| true), [vec![0, 1, 2]]);
    }

    #[test]
    fn agreeing_statements_form_no_set() {
        assert_eq!(conflict_sets(0..3, |_, _| false), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn separate_disagreements_are_separate_sets() {
        let disagree = |a: &u32, b: &u32| matches!((a, b), (0, 3) | (1, 2));
        assert_eq!(conflict_sets(0..5, disagree), [vec![0, 3], vec![1, 2]]);
    }

    #[test]
    fn statements_of_one_value_are_compared_once() {
        let compared = Cell::new(0);
        let disagree = |a: &usize, b: &usize| {
            compared.set(compared.get() + 1);
            a + b == 3
        };
        let sets = conflict_sets((0..9000).map(|n| n % 5), disagree);
        let of = |values: [usize; 2]| -> Vec<usize> {
            (0..9000).filter(|n| values.contains(&(n % 5))).collect()
        };
        assert_eq!(sets, [of([0, 3]), of([1, 2])]);
        assert_eq!(compared.get(), 5 * 4 / 2);
    }

    fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
        texts.map(str::to_string).to_vec()
    }

    #[test]
    fn fingerprint_ignores_the_order_of_statements() {
        let one = fingerprint("value", &texts(["b#^x", "a#^y"]));
        assert_eq!(one, fingerprint("value", &texts(["a#^y", "b#^x"])));
        assert_ne!(one, fingerprint("date", &texts(["a#^y", "b#^x"])));
    }

    #[test]
    fn changed_statement_changes_the_hash() {
        let judged = content_hash(&texts(["Wages rose by 2 per cent.", "By 1.8 per cent."]));
        let moved = content_hash(&texts(["By 1.8\nper cent.", "Wages rose by 2 per cent."]));
        let edited = content_hash(&texts(["Wages rose by 2 per cent.", "By 1.9 per cent."]));
        assert_eq!(judged, moved);
        assert_ne!(judged, edited);
    }
}
