//! What makes a passage a forecast, in one line beside it: who made it, by when, how likely, and what came of it.

use crate::analysis::reasoning::{Forecast, ForecastSpeaker};
use crate::model::*;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::text::Page;
use serde::Serialize;

#[derive(Serialize)]
pub struct ForecastLine {
    /// Who made it; empty for the editors.
    pub speakers: Vec<Link>,
    pub due: When,
    /// "70 %", "likely (ipcc)"
    pub chance: Option<String>,
    pub state: &'static str,
    pub outcome: Option<&'static str>,
    pub outcome_slug: Option<String>,
    pub happened: Option<When>,
    /// The passage that judges it.
    pub judged_in: Option<Link>,
}

/// The line of a passage that is a forecast.
pub(crate) fn forecast_line(page: &Page, block: BlockId) -> Option<ForecastLine> {
    page.ctx.tables.reasoning.forecasts.of(block).map(|forecast| line(page, forecast))
}

pub(crate) fn line(page: &Page, forecast: &Forecast) -> ForecastLine {
    let judgement = forecast.judgement;
    let outcome = judgement.map(|(judgement, _)| judgement.outcome);
    ForecastLine {
        speakers: forecast.speakers.iter().filter_map(|who| speaker_link(page, *who)).collect(),
        due: forecast.due.into(),
        chance: forecast.chance.as_ref().map(StatedChance::shown),
        state: forecast.state.word(),
        outcome: outcome.map(Word::word),
        outcome_slug: outcome.map(Word::slug),
        happened: judgement.and_then(|(judgement, _)| judgement.happened).map(When::from),
        judged_in: judgement.map(|(_, block)| link(page, Target::Block(block))),
    }
}

/// `None` for the editors and for who has no page.
pub(crate) fn speaker_link(page: &Page, speaker: ForecastSpeaker) -> Option<Link> {
    let target = match speaker {
        ForecastSpeaker::Actor(actor) => Target::Entity(actor),
        ForecastSpeaker::Source(source) => Target::Source(source),
        ForecastSpeaker::Editors => return None,
    };
    if page.site().is_visible(target) { Some(link(page, target)) } else { None }
}
