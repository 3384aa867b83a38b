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
    let times = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(ended);
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
    let expected =
        [(1, 0.904762), (5, 0.571429), (8, 0.380952), (12, 0.190476), (22, 0.047619), (23, 0.0)];
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
    lifetimes.extend([3, 4, 5, 6, 7].map(|exit| ClaimLifetime { entry: 2, exit, fate: Corrected }));
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
