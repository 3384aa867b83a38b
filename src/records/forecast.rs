//! What makes a passage a forecast, and how often each speaker was right.

use super::builder::RecordBuilder;
use super::value::{IsoDate, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{ForecastSpeaker, TrackRecord};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// Of a forecast: who made it, how likely it calls it, and its outcome. Its day is the passage's `due`;
/// what it means, its condition and what would settle it are passages that are part of it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Forecast")]
pub(crate) struct ForecastRecord<'a> {
    /// Ids of the actors or of the source that made it; "editors" for the site's own.
    pub speakers: Vec<&'a str>,
    pub state: VocabularyTerm<ForecastState>,
    /// The later forecast of the same speakers with the same reading.
    pub revised_by: Option<UriReference>,
    /// As it was stated.
    pub chance: Option<String>,
    /// What that means at least and at most, from 0 to 1; words without a scale have none.
    pub chance_bounds: Option<(f64, f64)>,
    pub outcome: Option<VocabularyTerm<ForecastOutcome>>,
    pub happened: Option<IsoDate>,
    /// The passage that judges it.
    pub judged_in: Option<UriReference>,
}

/// How the forecasts of one speaker in a topic turned out.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TrackRecord")]
pub(crate) struct TrackRecordRow<'a> {
    pub speaker: &'a str,
    pub made: usize,
    /// How many of their days have passed.
    pub due: usize,
    /// Of those that are due and came true or did not.
    pub decided: usize,
    pub came_true: usize,
    /// Judged before their day.
    pub early: usize,
    /// Judged, and made without a day.
    pub undated: usize,
    pub partly: usize,
    pub undecidable: usize,
    pub void: usize,
    pub overdue: usize,
    pub waiting: usize,
    /// Replaced by a later one of the same speaker with the same reading.
    pub revised: usize,
    /// The 95 % interval (Wilson) of the share that came true, from five decided ones on.
    pub share: Option<(f64, f64)>,
    /// The mean Brier score of the decided ones that gave a number, and of how many.
    pub brier: Option<f64>,
    pub brier_reference: Option<f64>,
    pub scored: usize,
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn forecast(&self, block: BlockId) -> Option<ForecastRecord<'a>> {
        let forecast = self.reasoning.forecasts.of(block)?;
        let judgement = forecast.judgement;
        Some(ForecastRecord {
            speakers: forecast.speakers.iter().map(|who| self.speaker(*who)).collect(),
            state: VocabularyTerm(forecast.state),
            revised_by: forecast.revised_by.map(|block| self.place(Target::Block(block))),
            chance: forecast.chance.as_ref().map(|chance| chance.shown(&Locale::english())),
            chance_bounds: forecast.chance.as_ref().and_then(StatedChance::bounds),
            outcome: judgement.map(|(judgement, _)| VocabularyTerm(judgement.outcome)),
            happened: judgement.and_then(|(judgement, _)| judgement.happened).map(IsoDate),
            judged_in: judgement.map(|(_, block)| self.place(Target::Block(block))),
        })
    }

    pub(crate) fn track_record(
        &self,
        speaker: ForecastSpeaker,
        record: &TrackRecord,
    ) -> TrackRecordRow<'a> {
        TrackRecordRow {
            speaker: self.speaker(speaker),
            made: record.made,
            due: record.due,
            decided: record.decided,
            came_true: record.came_true,
            early: record.early,
            undated: record.undated,
            partly: record.partly,
            undecidable: record.undecidable,
            void: record.void,
            overdue: record.overdue,
            waiting: record.waiting,
            revised: record.revised,
            share: record.share.map(|share| (share.lower, share.upper)),
            brier: record.brier.map(|brier| brier.score),
            brier_reference: record.brier.map(|brier| brier.reference),
            scored: record.brier.map(|brier| brier.forecasts).unwrap_or_default(),
        }
    }

    fn speaker(&self, speaker: ForecastSpeaker) -> &'a str {
        match speaker {
            ForecastSpeaker::Actor(actor) => &self.site.entity(actor).slug,
            ForecastSpeaker::Source(source) => &self.site.source(source).id,
            ForecastSpeaker::Editors => "editors",
        }
    }
}
