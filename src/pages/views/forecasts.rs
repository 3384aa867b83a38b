//! The forecasts of a topic: those that wait, those whose day has come, those that were judged, and who was right how often.

use crate::analysis::reasoning::{ClaimId, Forecast, ForecastSpeaker, TrackRecord};
use crate::model::*;
use crate::pages::components::claim_line::{ClaimLine, claim_line};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::forecast_line::{ForecastLine, line, speaker_link};
use crate::pages::components::link::Link;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct ForecastsPage {
    page: PageHead,
    counts: ForecastCounts,
    overdue: Vec<ListedForecast>,
    waiting: Vec<ListedForecast>,
    judged: Vec<ListedForecast>,
    ended: Vec<ListedForecast>,
    records: Vec<SpeakerRecord>,
    /// The editors' own, which are in nobody's total.
    own: Option<SpeakerRecord>,
}

/// How many there are of each; for the topic's own page too.
#[derive(Default, Serialize)]
pub(crate) struct ForecastCounts {
    pub waiting: usize,
    pub overdue: usize,
    pub judged: usize,
    pub ended: usize,
}

#[derive(Serialize)]
struct ListedForecast {
    claim: ClaimLine,
    forecast: ForecastLine,
}

/// How often one speaker was right.
#[derive(Serialize)]
struct SpeakerRecord {
    who: Option<Link>,
    made: usize,
    due: usize,
    came_true: usize,
    decided: usize,
    early: usize,
    partly: usize,
    undecidable: usize,
    void: usize,
    overdue: usize,
    waiting: usize,
    ended: usize,
    /// In per cent: the share that came true with its 95 % interval.
    share: Option<[i64; 3]>,
    /// The Brier score, that of the base rate, and of how many forecasts.
    brier: Option<(String, String, usize)>,
    /// The Brier score of words of a scale, at best and at worst.
    word_brier: Option<(String, String)>,
    /// The chance in per cent, how many came true, of how many.
    calibration: Vec<(i64, usize, usize)>,
}

pub(crate) fn counts(ctx: &Ctx, topic: TopicId) -> Option<ForecastCounts> {
    let mut counts = ForecastCounts::default();
    let mut total = 0;
    for forecast in ctx.tables.reasoning.forecasts.of_topic(topic) {
        total += 1;
        *match forecast.state {
            ForecastState::Waiting => &mut counts.waiting,
            ForecastState::Overdue => &mut counts.overdue,
            ForecastState::Judged => &mut counts.judged,
            ForecastState::Ended => &mut counts.ended,
        } += 1;
    }
    if total > 0 { Some(counts) } else { None }
}

pub(crate) fn forecasts(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> ForecastsPage {
    let page = Page::new(ctx, route.path(ctx));
    let forecasts = &ctx.tables.reasoning.forecasts;
    let mut records = Vec::new();
    let mut own = None;
    for (speaker, record) in forecasts.records(topic) {
        let record = speaker_record(&page, speaker, &record);
        match speaker {
            ForecastSpeaker::Editors => own = Some(record),
            _ => records.push(record),
        }
    }
    let list = |state| {
        let of_state = forecasts.of_topic(topic).filter(|forecast| forecast.state == state);
        of_state.map(|forecast| listed(&page, forecast)).collect()
    };
    ForecastsPage {
        counts: counts(ctx, topic).unwrap_or_default(),
        overdue: list(ForecastState::Overdue),
        waiting: list(ForecastState::Waiting),
        judged: list(ForecastState::Judged),
        ended: list(ForecastState::Ended),
        records,
        own,
        page: PageHead::new(&page, "forecasts", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Forecasts, Scope::Topic(topic)),
    }
}

fn listed(page: &Page, forecast: &Forecast) -> ListedForecast {
    ListedForecast {
        claim: claim_line(page, ClaimId::Block(forecast.block)),
        forecast: line(page, forecast),
    }
}

fn speaker_record(page: &Page, speaker: ForecastSpeaker, record: &TrackRecord) -> SpeakerRecord {
    let percent = |share: f64| (share * 100.0).round() as i64;
    let came_true = record.came_true as f64 / record.decided.max(1) as f64;
    let brier = record.brier.map(|brier| {
        (format!("{:.2}", brier.score), format!("{:.2}", brier.reference), brier.forecasts)
    });
    SpeakerRecord {
        who: speaker_link(page, speaker),
        made: record.made,
        due: record.due,
        came_true: record.came_true,
        decided: record.decided,
        early: record.early,
        partly: record.partly,
        undecidable: record.undecidable,
        void: record.void,
        overdue: record.overdue,
        waiting: record.waiting,
        ended: record.ended,
        share: record.share.map(|share| [came_true, share.lower, share.upper].map(percent)),
        brier,
        word_brier: record
            .word_brier
            .map(|brier| (format!("{:.2}", brier.lower), format!("{:.2}", brier.upper))),
        calibration: record
            .calibration
            .iter()
            .map(|bin| (percent(bin.chance), bin.happened, bin.forecasts))
            .collect(),
    }
}
