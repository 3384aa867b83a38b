//! How long claims hold: the Kaplan–Meier estimate with left truncation and right censoring.
//!
//! Survival after each event time is the product of `1 - events / at risk`; a claim is at risk from the day after it was
//! entered to the day on which its observation ends, that day included. Variances are Greenwood's, confidence bands are those
//! of log(-log S) (Kalbfleisch and Prentice), and the interval of the median is that of Brookmeyer and Crowley. The share of
//! claims that were corrected, and that of claims that were overtaken, are cumulative incidences (Aalen and Johansen).

use super::interval::Interval;
use crate::model::{ClaimFate, ConfidenceLevel};
use std::collections::BTreeMap;

/// What is known about how long one claim held. Times are counted from the day on which the claim was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimLifetime {
    /// When its observation began; before that, an end would have gone unnoticed.
    pub entry: i64,
    /// When it ended, or was last known to hold.
    pub exit: i64,
    pub fate: ClaimFate,
}

/// An estimate of the share of claims that hold for longer than a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurvivalCurve {
    /// The times at which claims ended, ascending. Before the first one, survival is 1.
    pub steps: Vec<SurvivalStep>,
    /// Claims that were at risk at any time.
    pub claims: usize,
    /// Claims that had ended when their observation began.
    pub ended_before_entry: usize,
    /// Claims whose observation began with the last look.
    pub just_entered: usize,
    /// Ends at times with too few claims at risk, which the curve leaves out.
    pub unused_events: usize,
    /// The last of these times before the curve: it describes the claims that held for longer.
    pub conditional_on: Option<i64>,
    /// The last time at which enough claims were at risk; 0 if they never were.
    pub end: i64,
}

/// What changes at a time at which claims ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalStep {
    pub time: i64,
    pub at_risk: usize,
    pub corrected: usize,
    pub overtaken: usize,
    pub survival: f64,
    /// Greenwood's sum; infinite where nothing survives.
    pub greenwood: f64,
    /// The confidence band; `None` where survival is 1 or 0, for which it is not defined.
    pub band: Option<Interval>,
    /// The shares that had been corrected and overtaken by then; with `survival` they are 1.
    pub corrected_share: f64,
    pub overtaken_share: f64,
}

/// When half of the claims had ended, with its interval. What was not reached within the observation is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MedianLifetime {
    pub median: Option<i64>,
    pub lower: Option<i64>,
    pub upper: Option<i64>,
}

impl ClaimLifetime {
    /// Whether its end would have been seen at any time.
    pub fn was_at_risk(&self) -> bool {
        self.entry < self.exit
    }
}

impl SurvivalStep {
    pub fn events(&self) -> usize {
        self.corrected + self.overtaken
    }

    #[cfg(test)]
    fn standard_error(&self) -> f64 {
        self.survival * self.greenwood.sqrt()
    }
}

impl SurvivalCurve {
    /// Estimates the curve. It starts at the first event with `least_at_risk` claims at risk and is conditional on having
    /// held until then, since one early end among few could bring the whole curve down; it ends before the first event
    /// with fewer.
    pub fn estimate(
        lifetimes: &[ClaimLifetime],
        least_at_risk: usize,
        level: ConfidenceLevel,
    ) -> SurvivalCurve {
        let (observed, unobserved): (Vec<ClaimLifetime>, Vec<ClaimLifetime>) =
            lifetimes.iter().partition(|lifetime| lifetime.was_at_risk());
        let just_entered = count(&unobserved, ClaimFate::Standing);
        let mut curve = SurvivalCurve {
            claims: observed.len(),
            ended_before_entry: unobserved.len() - just_entered,
            just_entered,
            ..SurvivalCurve::default()
        };
        let mut cut = i64::MAX;
        let mut survival = 1.0;
        let mut greenwood = 0.0;
        let (mut corrected_share, mut overtaken_share) = (0.0, 0.0);
        let risk = RiskSet::new(&observed);
        for (time, now) in ended_by_time(&observed) {
            let at_risk = risk.at(time);
            let corrected = count(&now, ClaimFate::Corrected);
            let overtaken = count(&now, ClaimFate::Overtaken);
            if at_risk < least_at_risk || time > cut {
                curve.unused_events += corrected + overtaken;
                if curve.steps.is_empty() {
                    curve.conditional_on = Some(time);
                } else {
                    cut = cut.min(time);
                }
                continue;
            }
            let (n, d) = (at_risk as f64, (corrected + overtaken) as f64);
            corrected_share += survival * corrected as f64 / n;
            overtaken_share += survival * overtaken as f64 / n;
            survival *= (n - d) / n;
            greenwood += d / (n * (n - d));
            curve.steps.push(SurvivalStep {
                time,
                at_risk,
                corrected,
                overtaken,
                survival,
                greenwood,
                band: log_log_band(survival, greenwood, level),
                corrected_share,
                overtaken_share,
            });
        }
        for exit in observed.iter().map(|lifetime| lifetime.exit).filter(|exit| *exit < cut) {
            if risk.at(exit) >= least_at_risk {
                curve.end = curve.end.max(exit);
            }
        }
        curve
    }

    /// The ends that the curve is made of.
    pub fn events(&self) -> usize {
        self.steps.iter().map(SurvivalStep::events).sum()
    }

    /// The first time at which survival is at most one half; R returns the middle of a stretch of exactly one half instead.
    pub fn median(&self) -> MedianLifetime {
        MedianLifetime {
            median: self.first_time(|step| Some(step.survival)),
            lower: self.first_time(|step| step.band.map(|band| band.lower)),
            upper: self.first_time(|step| step.band.map(|band| band.upper)),
        }
    }

    fn first_time(&self, share: fn(&SurvivalStep) -> Option<f64>) -> Option<i64> {
        for step in &self.steps {
            // A half that is a product of fractions may come out a hair above it.
            if let Some(share) = share(step)
                && share <= 0.5 + 1e-9
            {
                return Some(step.time);
            }
        }
        None
    }
}

/// Entries and exits of claims, sorted, so that those at risk at a time are found by bisection.
pub struct RiskSet {
    entries: Vec<i64>,
    exits: Vec<i64>,
}

impl RiskSet {
    /// Leaves out claims that were never at risk.
    pub fn new(lifetimes: &[ClaimLifetime]) -> RiskSet {
        let observed = lifetimes.iter().filter(|lifetime| lifetime.was_at_risk());
        let mut risk = RiskSet { entries: Vec::new(), exits: Vec::new() };
        for lifetime in observed {
            risk.entries.push(lifetime.entry);
            risk.exits.push(lifetime.exit);
        }
        risk.entries.sort_unstable();
        risk.exits.sort_unstable();
        risk
    }

    /// How many claims could have been seen to end at a time.
    pub fn at(&self, time: i64) -> usize {
        let entered = self.entries.partition_point(|entry| *entry < time);
        let left = self.exits.partition_point(|exit| *exit < time);
        entered - left
    }
}

/// The claims that ended, by the time of their end.
fn ended_by_time(lifetimes: &[ClaimLifetime]) -> BTreeMap<i64, Vec<ClaimLifetime>> {
    let mut by_time: BTreeMap<i64, Vec<ClaimLifetime>> = BTreeMap::new();
    for lifetime in lifetimes.iter().filter(|l| l.fate != ClaimFate::Standing) {
        by_time.entry(lifetime.exit).or_default().push(*lifetime);
    }
    by_time
}

fn count(lifetimes: &[ClaimLifetime], fate: ClaimFate) -> usize {
    lifetimes.iter().filter(|lifetime| lifetime.fate == fate).count()
}

fn log_log_band(survival: f64, greenwood: f64, level: ConfidenceLevel) -> Option<Interval> {
    if survival <= 0.0 || survival >= 1.0 {
        return None;
    }
    // ln S is negative, so that the positive sign gives the lower exponent and the upper end.
    let width = level.z() * greenwood.sqrt() / survival.ln();
    Some(Interval::new(survival.powf((-width).exp()), survival.powf(width.exp())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClaimFate::{Corrected, Overtaken, Standing};

    const TOLERANCE: f64 = 6e-7;

    fn estimate(lifetimes: &[ClaimLifetime], least_at_risk: usize) -> SurvivalCurve {
        SurvivalCurve::estimate(lifetimes, least_at_risk, ConfidenceLevel::NinetyFive)
    }

    fn ended(exit: i64) -> ClaimLifetime {
        ClaimLifetime { entry: 0, exit, fate: Corrected }
    }

    fn censored(exit: i64) -> ClaimLifetime {
        ClaimLifetime { entry: 0, exit, fate: Standing }
    }

    fn freireich() -> SurvivalCurve {
        let mut lifetimes: Vec<_> = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended).into();
        lifetimes.extend([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(censored));
        estimate(&lifetimes, 0)
    }

    fn placebo() -> SurvivalCurve {
        let times =
            [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(ended);
        estimate(&times, 0)
    }

    fn step_at(curve: &SurvivalCurve, time: i64) -> SurvivalStep {
        *curve.steps.iter().find(|step| step.time == time).unwrap()
    }

    fn assert_near(value: f64, expected: f64) {
        assert!((value - expected).abs() < TOLERANCE, "{value} is not {expected}");
    }

    /// Time, at risk, events, survival, Greenwood's sum, standard error, band.
    type Row = (i64, usize, usize, f64, f64, f64, f64, f64);

    #[test]
    fn survival_reproduces_the_leukaemia_trial_of_freireich() {
        let rows: [Row; 7] = [
            (6, 21, 3, 0.857143, 0.007937, 0.076360, 0.619718, 0.951552),
            (7, 17, 1, 0.806723, 0.011613, 0.086935, 0.563147, 0.922809),
            (10, 15, 1, 0.752941, 0.016375, 0.096350, 0.503200, 0.889362),
            (13, 12, 1, 0.690196, 0.023951, 0.106815, 0.431610, 0.849066),
            (16, 11, 1, 0.627451, 0.033042, 0.114054, 0.367511, 0.804912),
            (22, 7, 1, 0.537815, 0.056851, 0.128234, 0.267779, 0.746791),
            (23, 6, 1, 0.448179, 0.090184, 0.134591, 0.188052, 0.680143),
        ];
        let curve = freireich();
        assert_eq!(curve.steps.len(), rows.len());
        for (step, row) in curve.steps.iter().zip(rows) {
            let (time, at_risk, events, survival, greenwood, error, lower, upper) = row;
            assert_eq!((step.time, step.at_risk, step.events()), (time, at_risk, events));
            assert_near(step.survival, survival);
            assert_near(step.greenwood, greenwood);
            assert_near(step.standard_error(), error);
            assert_near(step.band.unwrap().lower, lower);
            assert_near(step.band.unwrap().upper, upper);
        }
        assert_eq!((curve.claims, curve.events()), (21, 9));
    }

    #[test]
    fn median_of_the_trial_has_no_upper_limit() {
        let expected = MedianLifetime { median: Some(23), lower: Some(13), upper: None };
        assert_eq!(freireich().median(), expected);
    }

    #[test]
    fn survival_without_censoring_is_the_share_that_is_left() {
        let curve = placebo();
        let expected = [
            (1, 0.904762),
            (5, 0.571429),
            (8, 0.380952),
            (12, 0.190476),
            (22, 0.047619),
            (23, 0.0),
        ];
        for (time, survival) in expected {
            assert_near(step_at(&curve, time).survival, survival);
        }
        let step = step_at(&curve, 8);
        assert_near(step.standard_error(), 0.105971);
        assert_near(step.standard_error(), (step.survival * (1.0 - step.survival) / 21.0).sqrt());
        assert_near(step.band.unwrap().lower, 0.183067);
        assert_near(step.band.unwrap().upper, 0.577789);
    }

    #[test]
    fn nothing_left_has_no_band() {
        assert_eq!(step_at(&placebo(), 23).band, None);
    }

    #[test]
    fn median_of_the_placebo_group_has_both_limits() {
        let expected = MedianLifetime { median: Some(8), lower: Some(4), upper: Some(11) };
        assert_eq!(placebo().median(), expected);
    }

    fn truncated() -> Vec<ClaimLifetime> {
        let rows =
            [(0, 3, true), (0, 5, false), (2, 6, true), (4, 8, true), (5, 9, false), (1, 4, true)];
        let fate = |ended| if ended { Corrected } else { Standing };
        rows.map(|(entry, exit, ended)| ClaimLifetime { entry, exit, fate: fate(ended) }).into()
    }

    fn at_risk(curve: &SurvivalCurve) -> Vec<(i64, usize)> {
        curve.steps.iter().map(|step| (step.time, step.at_risk)).collect()
    }

    #[test]
    fn claim_is_at_risk_only_once_it_is_watched() {
        let curve = estimate(&truncated(), 0);
        assert_eq!(at_risk(&curve), [(3, 4), (4, 3), (6, 3), (8, 2)]);
        for (step, survival) in curve.steps.iter().zip([0.75, 0.5, 0.333333, 0.166667]) {
            assert_near(step.survival, survival);
        }
        assert_eq!(curve.median().median, Some(4));
    }

    #[test]
    fn ignoring_the_entry_makes_claims_last_too_long() {
        let mut lifetimes = truncated();
        for lifetime in &mut lifetimes {
            lifetime.entry = 0;
        }
        let curve = estimate(&lifetimes, 0);
        assert_eq!(at_risk(&curve), [(3, 6), (4, 5), (6, 3), (8, 2)]);
        assert_eq!(curve.median().median, Some(6));
    }

    #[test]
    fn claims_that_had_ended_when_they_were_entered_are_counted_apart() {
        let late = ClaimLifetime { entry: 5, exit: 5, fate: Overtaken };
        let new = ClaimLifetime { entry: 6, exit: 6, fate: Standing };
        let curve = estimate(&[ended(4), censored(6), late, new], 0);
        assert_eq!((curve.claims, curve.events()), (2, 1));
        assert_eq!((curve.ended_before_entry, curve.just_entered), (1, 1));
    }

    #[test]
    fn curve_starts_where_enough_claims_are_at_risk() {
        let mut lifetimes = vec![ended(1)];
        lifetimes.extend([3, 4, 5, 6, 7].map(|exit| ClaimLifetime {
            entry: 2,
            exit,
            fate: Corrected,
        }));
        assert_near(estimate(&lifetimes, 0).steps[0].survival, 0.0);
        let curve = estimate(&lifetimes, 5);
        assert_eq!((curve.steps[0].time, curve.steps[0].at_risk), (3, 5));
        assert_near(curve.steps[0].survival, 0.8);
        assert_eq!((curve.steps.len(), curve.conditional_on), (1, Some(1)));
    }

    #[test]
    fn curve_ends_where_too_few_claims_are_at_risk() {
        let lifetimes: Vec<_> = [1, 2, 3, 4, 5, 6, 7].map(ended).into();
        let curve = estimate(&lifetimes, 5);
        assert_eq!((curve.steps.len(), curve.end), (3, 3));
        assert_eq!((curve.events(), curve.unused_events), (3, 4));
    }

    #[test]
    fn what_was_corrected_and_what_was_overtaken_adds_up() {
        let overtaken = |exit| ClaimLifetime { entry: 0, exit, fate: Overtaken };
        let lifetimes = [ended(1), overtaken(2), censored(2), ended(3), overtaken(3), censored(4)];
        let curve = estimate(&lifetimes, 0);
        let shares: Vec<_> =
            curve.steps.iter().map(|step| (step.corrected_share, step.overtaken_share)).collect();
        let sixth = 1.0 / 6.0;
        assert_near(shares[1].1, sixth);
        assert_near(shares[2].0, sixth + 4.0 * sixth / 3.0);
        for step in &curve.steps {
            assert_near(step.survival + step.corrected_share + step.overtaken_share, 1.0);
        }
    }

    #[test]
    fn wider_level_gives_a_wider_band() {
        let lifetimes = [1, 2, 3, 4].map(ended);
        let band = |level| SurvivalCurve::estimate(&lifetimes, 0, level).steps[0].band.unwrap();
        let (narrow, wide) = (band(ConfidenceLevel::Ninety), band(ConfidenceLevel::NinetyNine));
        assert!(wide.lower < narrow.lower && narrow.upper < wide.upper);
    }

    #[test]
    fn no_event_leaves_no_step_and_no_median() {
        let curve = estimate(&[1, 2].map(censored), 0);
        assert_eq!(curve.steps, []);
        let expected = MedianLifetime { median: None, lower: None, upper: None };
        assert_eq!(curve.median(), expected);
    }

    #[test]
    fn claim_censored_at_an_event_time_is_at_risk_then() {
        let curve = estimate(&[ended(2), censored(2), ended(4), ended(4)], 0);
        assert_eq!(at_risk(&curve), [(2, 4), (4, 2)]);
        assert_near(curve.steps[0].survival, 0.75);
        assert_near(curve.steps[1].survival, 0.0);
        assert_eq!(curve.median().median, Some(4));
    }

    #[test]
    fn median_is_the_first_time_at_exactly_one_half() {
        let curve = estimate(&[ended(10), ended(20), censored(30), censored(40)], 0);
        assert_eq!(curve.median().median, Some(20));
    }
}
