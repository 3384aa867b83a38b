//! The line below a passage that is a forecast: who made it, by when, how likely, and its outcome.

use crate::analysis::reasoning::{Forecast, ForecastSpeaker};
use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::text::Page;
use serde::Serialize;

#[derive(Serialize)]
pub struct ForecastLine {
    /// Who made it; empty for the editors.
    pub speakers: Vec<Link>,
    pub due: Option<ForecastDay>,
    /// "70 %", "likely (ipcc)"
    pub chance: Option<String>,
    pub state: &'static str,
    pub outcome: Option<&'static str>,
    pub outcome_slug: Option<String>,
    pub happened: Option<When>,
    /// The passage that judges it.
    pub judged_in: Option<Link>,
    /// The later forecast that counts instead.
    pub revised_by: Option<Link>,
    /// What it means, its condition and what would settle it.
    pub terms: Vec<ForecastTerm>,
}

/// "by 12 May 2027", "by the end of 2027"
#[derive(Serialize)]
pub struct ForecastDay {
    /// Whether it is a day, and not a month or a year.
    is_day: bool,
    day: When,
}

/// A part of a forecast.
#[derive(Serialize)]
pub struct ForecastTerm {
    pub label: String,
    /// Its anchor, where the page has it.
    pub id: Option<String>,
    pub html: String,
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
        due: forecast.due.map(ForecastDay::from),
        chance: forecast.chance.as_ref().map(|chance| chance.shown(&page.site().locale)),
        state: forecast.state.word(),
        outcome: outcome.map(Word::word),
        outcome_slug: outcome.map(Word::slug),
        happened: judgement.and_then(|(judgement, _)| judgement.happened).map(When::from),
        judged_in: judgement.map(|(_, block)| link(page, Target::Block(block))),
        revised_by: forecast.revised_by.map(|block| link(page, Target::Block(block))),
        terms: terms(page, forecast.block),
    }
}

impl From<Date> for ForecastDay {
    fn from(date: Date) -> Self {
        ForecastDay { is_day: date.day > 0, day: date.into() }
    }
}

/// The parts of a forecast, in the order of their labels.
pub(crate) fn term_blocks(site: &Site, forecast: BlockId) -> Vec<(MessageId, BlockId)> {
    let mut blocks = Vec::new();
    for (label, kind) in [
        (MessageId::ForecastReading, BlockPart::Reading),
        (MessageId::ForecastCondition, BlockPart::Condition),
        (MessageId::PartSettles, BlockPart::Settles),
    ] {
        for child in site.children(forecast) {
            if site.block(*child).kind == BlockKind::Part(kind.clone()) {
                blocks.push((label, *child));
            }
        }
    }
    blocks
}

fn terms(page: &Page, forecast: BlockId) -> Vec<ForecastTerm> {
    let mut terms = Vec::new();
    for (label, block) in term_blocks(page.site(), forecast) {
        let words = page.site().slice(page.ctx.files, block);
        let html = page.html(block.doc, &words, ParagraphForm::Inline);
        let label = page.site().locale.text(label).to_string();
        terms.push(ForecastTerm { label, id: None, html });
    }
    terms
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
