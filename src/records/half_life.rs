//! How long claims held: the estimate, and what it leaves out.

use super::builder::RecordBuilder;
use super::value::{IsoDate, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{ExclusionCounts, Interval, SurvivalStep, TopicHalfLife};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// The Kaplan–Meier estimate of the share of a topic's claims that still hold after a time. Times are days from the day on
/// which a claim was stated.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "HalfLife")]
pub(crate) struct HalfLifeRecord {
    /// The day of the last gather, with which the observation ends.
    pub last_look: Option<IsoDate>,
    /// Claims that were watched.
    pub claims: usize,
    /// How many distinct origins they rest on.
    pub origins: usize,
    /// Claims that had ended when they were entered.
    pub entered_ended: usize,
    /// Claims that were entered with the last look.
    pub just_entered: usize,
    /// Claims that ended after the last look.
    pub ended_later: usize,
    pub left_out: ExclusionRecord,
    /// The confidence level of the bands in per cent.
    pub level: VocabularyTerm<ConfidenceLevel>,
    /// Claims that have to be at risk for the curve to be drawn.
    pub least_at_risk: usize,
    /// Ends that the curve leaves out, since fewer claims were at risk.
    pub unused_events: usize,
    /// The curve describes the claims that held for longer than this.
    pub conditional_on: Option<i64>,
    /// The time to which the curve goes.
    pub end: i64,
    pub steps: Vec<SurvivalStepRecord>,
    /// The first time at which at most half of the claims hold; left out where it was not reached, or where fewer than
    /// ten claims ended.
    pub median: Option<i64>,
    pub median_lower: Option<i64>,
    pub median_upper: Option<i64>,
    /// Standing claims that are older than the median and rest on one origin.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub look_again: Vec<UriReference>,
}

/// Claims that are not watched.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LeftOutClaims")]
pub(crate) struct ExclusionRecord {
    /// Events and dated measurements, which cannot be overtaken.
    pub not_lasting: usize,
    /// Those of pages that change, of which the day of entry is not known.
    pub living_page: usize,
    pub undated: usize,
    pub year_only: usize,
}

/// What changed at a time at which claims ended.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SurvivalStep")]
pub(crate) struct SurvivalStepRecord {
    pub days: i64,
    pub at_risk: usize,
    pub corrected: usize,
    pub overtaken: usize,
    /// The share that holds for longer.
    pub survival: f64,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    /// The shares that had been corrected and overtaken by then.
    pub corrected_share: f64,
    pub overtaken_share: f64,
}

impl RecordBuilder<'_, '_> {
    pub(crate) fn half_life(&self, of: &TopicHalfLife) -> HalfLifeRecord {
        let options = self.site.config.half_life;
        let median = of.median();
        HalfLifeRecord {
            last_look: of.last_look.map(IsoDate),
            claims: of.curve.claims,
            origins: of.origins,
            entered_ended: of.curve.ended_before_entry,
            just_entered: of.curve.just_entered,
            ended_later: of.ended_later,
            left_out: ExclusionRecord::from(of.exclusions),
            level: VocabularyTerm(options.level),
            least_at_risk: options.at_risk,
            unused_events: of.curve.unused_events,
            conditional_on: of.curve.conditional_on,
            end: of.curve.end,
            steps: of.curve.steps.iter().map(SurvivalStepRecord::from).collect(),
            median: median.and_then(|median| median.median),
            median_lower: median.and_then(|median| median.lower),
            median_upper: median.and_then(|median| median.upper),
            look_again: of.look_again.iter().map(|id| self.place(Target::Block(*id))).collect(),
        }
    }
}

impl From<ExclusionCounts> for ExclusionRecord {
    fn from(counts: ExclusionCounts) -> Self {
        ExclusionRecord {
            not_lasting: counts.not_lasting,
            living_page: counts.living_page,
            undated: counts.undated,
            year_only: counts.year_only,
        }
    }
}

impl From<&SurvivalStep> for SurvivalStepRecord {
    fn from(step: &SurvivalStep) -> Self {
        let band: Option<Interval> = step.band;
        SurvivalStepRecord {
            days: step.time,
            at_risk: step.at_risk,
            corrected: step.corrected,
            overtaken: step.overtaken,
            survival: rounded(step.survival),
            lower: band.map(|band| rounded(band.lower)),
            upper: band.map(|band| rounded(band.upper)),
            corrected_share: rounded(step.corrected_share),
            overtaken_share: rounded(step.overtaken_share),
        }
    }
}

/// To six digits, so that the same site has the same bytes on every machine.
fn rounded(share: f64) -> f64 {
    (share * 1e6).round() / 1e6
}
