//! Forecasts as CSV (RFC 4180), a row for each forecast and speaker.
//!
//! Columns are named in the first row and never change their order.

use super::credit::download_page;
use super::csv_table::{CsvTable, date_cell};
use crate::analysis::reasoning::{Forecast, ForecastSpeaker};
use crate::model::*;
use crate::pages::{Ctx, Download, Page, Scope};

const COLUMNS: [&str; 19] = [
    "topic",
    "forecast",
    "statement",
    "speaker",
    "said",
    "due",
    "chance",
    "chance_lower",
    "chance_upper",
    "state",
    "outcome",
    "happened",
    "judged_in",
    "known_on",
    "reading",
    "condition",
    "would_settle_it",
    "revised_by",
    "counted",
];

pub(super) fn forecasts(ctx: &Ctx, what: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        for forecast in ctx.tables.reasoning.forecasts.of_topic(topic) {
            for speaker in &forecast.speakers {
                let row = row(&page, topic, forecast, *speaker);
                table.row(row);
            }
        }
    }
    table.finish()
}

fn row(page: &Page, topic: TopicId, forecast: &Forecast, speaker: ForecastSpeaker) -> [String; 19] {
    let (site, records) = (page.site(), page.records());
    let bounds = forecast.chance.as_ref().and_then(StatedChance::bounds);
    let judgement = forecast.judgement;
    let chance = forecast.chance.as_ref().map(|chance| chance.shown(&Locale::english()));
    let is_counted = forecast.revised_by.is_none() && !forecast.is_repeat;
    [
        site.topic(topic).slug.clone(),
        records.place(Target::Block(forecast.block)).0,
        records.words_of(forecast.block),
        match speaker {
            ForecastSpeaker::Actor(actor) => site.entity(actor).slug.clone(),
            ForecastSpeaker::Source(source) => site.source(source).id.clone(),
            ForecastSpeaker::Editors => "editors".to_string(),
        },
        date_cell(site.block(forecast.block).date),
        date_cell(forecast.due),
        chance.unwrap_or_default(),
        bounds.map(|(lower, _)| lower.to_string()).unwrap_or_default(),
        bounds.map(|(_, upper)| upper.to_string()).unwrap_or_default(),
        forecast.state.word().to_string(),
        judgement.map(|(j, _)| j.outcome.word()).unwrap_or_default().to_string(),
        date_cell(judgement.and_then(|(j, _)| j.happened)),
        judgement.map(|(_, b)| records.place(Target::Block(b)).0).unwrap_or_default(),
        date_cell(site.as_of),
        part(page, forecast.block, BlockPart::Reading),
        part(page, forecast.block, BlockPart::Condition),
        part(page, forecast.block, BlockPart::Settles),
        forecast.revised_by.map(|b| records.place(Target::Block(b)).0).unwrap_or_default(),
        if is_counted { "yes" } else { "no" }.to_string(),
    ]
}

/// The words of the parts of a forecast that are of one kind.
fn part(page: &Page, forecast: BlockId, wanted: BlockPart) -> String {
    let wanted = BlockKind::Part(wanted);
    let mut words = Vec::new();
    for child in page.site().children(forecast) {
        if page.site().block(*child).kind == wanted {
            words.push(page.records().words_of(*child));
        }
    }
    words.join(" ")
}
