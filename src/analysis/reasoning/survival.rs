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
mod tests;
