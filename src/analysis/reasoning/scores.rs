//! How good forecasts were: shares with intervals, and Brier scores.

use super::interval::{Interval, Z_95};
use std::collections::BTreeMap;

/// A number between 0 and 1 that was given for something, and whether it happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScoredChance {
    pub chance: f64,
    pub happened: bool,
}

/// Wilson's 95 % interval of a share; `None` of nothing.
pub(super) fn wilson_interval(successes: usize, trials: usize) -> Option<Interval> {
    if trials == 0 {
        return None;
    }
    let n = trials as f64;
    let p = successes as f64 / n;
    let z2 = Z_95 * Z_95;
    let centre = p + z2 / (2.0 * n);
    let spread = Z_95 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let lower = ((centre - spread) / scale).max(0.0);
    let upper = ((centre + spread) / scale).min(1.0);
    Some(Interval::new(lower, upper))
}

/// Forecasts with numbers, against what always naming the base rate would have scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BrierScore {
    pub forecasts: usize,
    /// The mean squared error: 0 is perfect, 1 is always wrong and certain.
    pub score: f64,
    /// The mean of -ln of the chance given to what happened; infinite where it was called impossible.
    pub log_loss: f64,
    pub base_rate: f64,
    /// The score of always naming the base rate.
    pub reference: f64,
    /// 1 is perfect, 0 is as good as the base rate; `None` where all outcomes are the same.
    pub skill: Option<f64>,
}

/// Scores forecasts; `None` of nothing.
pub(super) fn brier_score(forecasts: &[ScoredChance]) -> Option<BrierScore> {
    if forecasts.is_empty() {
        return None;
    }
    let n = forecasts.len() as f64;
    let mut squares = 0.0;
    let mut logs = 0.0;
    let mut happened = 0.0;
    for forecast in forecasts {
        let outcome = f64::from(u8::from(forecast.happened));
        squares += (forecast.chance - outcome).powi(2);
        let given = if forecast.happened { forecast.chance } else { 1.0 - forecast.chance };
        logs -= given.ln();
        happened += outcome;
    }
    let score = squares / n;
    let base_rate = happened / n;
    let reference = base_rate * (1.0 - base_rate);
    let skill = if reference > 0.0 { Some(1.0 - score / reference) } else { None };
    let (forecasts, log_loss) = (forecasts.len(), logs / n);
    Some(BrierScore { forecasts, score, log_loss, base_rate, reference, skill })
}

/// Forecasts that gave the same chance, and how many of them came true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CalibrationBin {
    pub chance: f64,
    pub forecasts: usize,
    pub happened: usize,
}

/// Groups forecasts by their chance in whole per cent, ascending.
pub(super) fn calibration(forecasts: &[ScoredChance]) -> Vec<CalibrationBin> {
    let mut bins: BTreeMap<i64, CalibrationBin> = BTreeMap::new();
    for forecast in forecasts {
        let percent = (forecast.chance * 100.0).round();
        let empty = CalibrationBin { chance: percent / 100.0, forecasts: 0, happened: 0 };
        let bin = bins.entry(percent as i64).or_insert(empty);
        bin.forecasts += 1;
        bin.happened += usize::from(forecast.happened);
    }
    bins.into_values().collect()
}

/// The least and the greatest Brier score of a forecast whose chance is only known to lie in an interval.
pub(super) fn brier_interval(chance: Interval, happened: bool) -> Interval {
    let outcome = f64::from(u8::from(happened));
    let ends = [(chance.lower - outcome).powi(2), (chance.upper - outcome).powi(2)];
    Interval::new(ends[0].min(ends[1]), ends[0].max(ends[1]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChanceScale;

    fn assert_near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 6e-7, "{value} is not {expected}");
    }

    fn assert_wilson(successes: usize, trials: usize, lower: f64, upper: f64) {
        let interval = wilson_interval(successes, trials).unwrap();
        assert_near(interval.lower, lower);
        assert_near(interval.upper, upper);
    }

    #[test]
    fn wilson_of_none_of_one_starts_at_zero() {
        assert_wilson(0, 1, 0.0, 0.793451);
    }

    #[test]
    fn wilson_of_one_of_one_ends_at_one() {
        assert_wilson(1, 1, 0.206549, 1.0);
    }

    #[test]
    fn wilson_of_three_of_four() {
        assert_wilson(3, 4, 0.300642, 0.954413);
    }

    #[test]
    fn wilson_of_seven_of_ten() {
        assert_wilson(7, 10, 0.396778, 0.892209);
    }

    #[test]
    fn wilson_of_none_of_five() {
        assert_wilson(0, 5, 0.0, 0.434482);
    }

    #[test]
    fn wilson_of_five_of_five() {
        assert_wilson(5, 5, 0.565518, 1.0);
    }

    #[test]
    fn wilson_of_fifteen_of_twenty() {
        assert_wilson(15, 20, 0.531299, 0.888138);
    }

    #[test]
    fn wilson_of_nothing_is_undefined() {
        assert_eq!(wilson_interval(0, 0), None);
    }

    fn chances(pairs: &[(f64, bool)]) -> Vec<ScoredChance> {
        pairs
            .iter()
            .map(|(chance, happened)| ScoredChance { chance: *chance, happened: *happened })
            .collect()
    }

    #[test]
    fn brier_score_is_compared_with_the_base_rate() {
        let forecasts =
            chances(&[(0.9, true), (0.8, true), (0.7, false), (0.3, false), (0.1, true)]);
        let score = brier_score(&forecasts).unwrap();
        assert_near(score.score, 0.288);
        assert_near(score.log_loss, 0.838347);
        assert_near(score.base_rate, 0.6);
        assert_near(score.reference, 0.24);
        assert_near(score.skill.unwrap(), -0.20);
    }

    #[test]
    fn skill_is_undefined_where_all_outcomes_are_the_same() {
        let score = brier_score(&chances(&[(0.9, true), (0.8, true)])).unwrap();
        assert_eq!((score.base_rate, score.skill), (1.0, None));
    }

    #[test]
    fn brier_score_is_reliability_less_resolution_and_uncertainty() {
        let mut pairs = vec![(0.1, false), (0.1, false), (0.1, true)];
        pairs.extend([(0.8, true), (0.8, true), (0.8, false), (0.8, true)]);
        pairs.extend([(0.5, false), (0.5, true)]);
        let forecasts = chances(&pairs);
        let score = brier_score(&forecasts).unwrap();
        let n = forecasts.len() as f64;
        let (mut reliability, mut resolution) = (0.0, 0.0);
        for bin in calibration(&forecasts) {
            let rate = bin.happened as f64 / bin.forecasts as f64;
            reliability += bin.forecasts as f64 * (bin.chance - rate).powi(2) / n;
            resolution += bin.forecasts as f64 * (rate - score.base_rate).powi(2) / n;
        }
        assert_near(reliability, 0.019259);
        assert_near(resolution, 0.033951);
        assert_near(score.reference, 0.246914);
        assert_near(score.score, 0.232222);
        assert_near(score.score, reliability - resolution + score.reference);
    }

    #[test]
    fn calibration_groups_forecasts_by_their_chance() {
        let bins = calibration(&chances(&[(0.8, true), (0.1, false), (0.8, false)]));
        let low = CalibrationBin { chance: 0.1, forecasts: 1, happened: 0 };
        assert_eq!(bins, [low, CalibrationBin { chance: 0.8, forecasts: 2, happened: 1 }]);
    }

    fn likely() -> Interval {
        let word = ChanceScale::Ipcc.find("likely").unwrap();
        Interval::new(word.lower, word.upper)
    }

    #[test]
    fn word_that_came_true_scores_an_interval() {
        let interval = brier_interval(likely(), true);
        assert_near(interval.lower, 0.0);
        assert_near(interval.upper, 0.1156);
    }

    #[test]
    fn word_that_did_not_come_true_scores_an_interval() {
        let interval = brier_interval(likely(), false);
        assert_near(interval.lower, 0.4356);
        assert_near(interval.upper, 1.0);
    }
}
