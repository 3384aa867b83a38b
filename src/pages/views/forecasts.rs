//! The forecasts of a topic: those that wait, those whose day has come, those that were judged, and who was right how often.

use crate::analysis::reasoning::{ClaimId, Forecast, ForecastSpeaker, TrackRecord};
use crate::model::*;
use crate::pages::components::claim_line::{ClaimLine, claim_line};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::forecast_line::{ForecastLine, line, speaker_link};
use crate::pages::components::link::Link;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::embedded::{ConclusionList, Embedded};
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct ForecastsPage {
    page: PageHead,
    embed: Option<Snippet>,
    #[serde(flatten)]
    lists: ForecastLists,
}

/// What the page has, and the small one for frames too.
#[derive(Serialize)]
pub(crate) struct ForecastLists {
    counts: ForecastCounts,
    groups: Vec<ForecastGroup>,
    records: Vec<SpeakerRecord>,
    /// The editors' own, which are in no other total.
    own: Option<OwnForecasts>,
}

#[derive(Serialize)]
struct OwnForecasts {
    /// One row.
    records: [SpeakerRecord; 1],
    groups: Vec<ForecastGroup>,
}

/// Forecasts in the same state.
#[derive(Serialize)]
struct ForecastGroup {
    id: String,
    title: String,
    /// What distinguishes it, where the title is not enough.
    note: Option<String>,
    items: Vec<ListedForecast>,
}

/// The groups of the page, in its order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ForecastPlace {
    Overdue,
    Waiting,
    Undated,
    Judged,
    JudgedApart,
    Revised,
    Ended,
}

/// How many there are of each; for the topic's own page too.
#[derive(Default, Serialize)]
pub(crate) struct ForecastCounts {
    pub waiting: usize,
    pub overdue: usize,
    pub judged: usize,
    pub revised: usize,
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
    /// "2 waiting, 1 judged early": those that are in no share.
    apart: String,
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
            ForecastState::Revised => &mut counts.revised,
            ForecastState::Ended => &mut counts.ended,
        } += 1;
    }
    if total > 0 { Some(counts) } else { None }
}

pub(crate) fn forecasts(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> ForecastsPage {
    let page = Page::new(ctx, route.path(ctx));
    ForecastsPage {
        lists: lists(&page, topic),
        embed: snippet(&page, Embedded::Conclusions(topic, ConclusionList::Forecasts)),
        page: PageHead::new(&page, "forecasts", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Forecasts, Scope::Topic(topic)),
    }
}

pub(crate) fn lists(page: &Page, topic: TopicId) -> ForecastLists {
    let mut records = Vec::new();
    let mut own = None;
    for (speaker, record) in page.ctx.tables.reasoning.forecasts.records(topic) {
        let record = speaker_record(page, speaker, &record);
        match speaker {
            ForecastSpeaker::Editors => {
                let groups = groups(page, topic, "own-", is_own);
                own = Some(OwnForecasts { records: [record], groups });
            }
            _ => records.push(record),
        }
    }
    ForecastLists {
        counts: counts(page.ctx, topic).unwrap_or_default(),
        groups: groups(page, topic, "", |forecast| !is_own(forecast)),
        records,
        own,
    }
}

fn is_own(forecast: &Forecast) -> bool {
    forecast.speakers == [ForecastSpeaker::Editors]
}

/// The forecasts of a topic that are wanted, by their state; only those states that have any.
fn groups(
    page: &Page,
    topic: TopicId,
    prefix: &str,
    is_wanted: impl Fn(&Forecast) -> bool,
) -> Vec<ForecastGroup> {
    let ctx = page.ctx;
    let mut wanted: Vec<&Forecast> = Vec::new();
    wanted.extend(ctx.tables.reasoning.forecasts.of_topic(topic).filter(|f| is_wanted(f)));
    let mut groups = Vec::new();
    let words = |id: MessageId| ctx.site.locale.text(id).to_string();
    for (place, id, title, note) in PLACES {
        let mut items = Vec::new();
        for forecast in wanted.iter().filter(|f| forecast_place(f, ctx.site.as_of) == place) {
            items.push(listed(page, forecast));
        }
        if !items.is_empty() {
            let (id, title) = (format!("{prefix}{id}"), words(title));
            groups.push(ForecastGroup { id, title, note: note.map(words), items });
        }
    }
    groups
}

/// The groups with the ids and titles of their headings, and what readers have to know of them.
const PLACES: [(ForecastPlace, &str, MessageId, Option<MessageId>); 7] = [
    (ForecastPlace::Overdue, "overdue", MessageId::ForecastsOverdue, None),
    (ForecastPlace::Waiting, "waiting", MessageId::ForecastsWaiting, None),
    (ForecastPlace::Judged, "judged", MessageId::ForecastsJudged, None),
    (
        ForecastPlace::JudgedApart,
        "judged-apart",
        MessageId::ForecastsJudgedApart,
        Some(MessageId::ForecastsJudgedApartNote),
    ),
    (
        ForecastPlace::Revised,
        "revised",
        MessageId::ForecastsRevised,
        Some(MessageId::ForecastsRevisedNote),
    ),
    (ForecastPlace::Ended, "ended", MessageId::ForecastsEnded, None),
    (
        ForecastPlace::Undated,
        "undated",
        MessageId::ForecastsUndated,
        Some(MessageId::ForecastsUndatedNote),
    ),
];

fn forecast_place(forecast: &Forecast, today: Option<Date>) -> ForecastPlace {
    match forecast.state {
        ForecastState::Overdue => ForecastPlace::Overdue,
        ForecastState::Waiting if forecast.due.is_none() => ForecastPlace::Undated,
        ForecastState::Waiting => ForecastPlace::Waiting,
        ForecastState::Judged if forecast.is_due(today) => ForecastPlace::Judged,
        ForecastState::Judged => ForecastPlace::JudgedApart,
        ForecastState::Revised => ForecastPlace::Revised,
        ForecastState::Ended => ForecastPlace::Ended,
    }
}

fn listed(page: &Page, forecast: &Forecast) -> ListedForecast {
    ListedForecast {
        claim: claim_line(page, ClaimId::Block(forecast.block)),
        forecast: line(page, forecast),
    }
}

/// The forecasts that are not in the shares: "2 overdue, 1 void".
fn apart(locale: &Locale, record: &TrackRecord) -> String {
    let mut parts = Vec::new();
    for (count, id) in [
        (record.overdue, MessageId::ApartOverdue),
        (record.waiting, MessageId::ApartWaiting),
        (record.early, MessageId::ApartEarly),
        (record.undated, MessageId::ApartUndated),
        (record.partly, MessageId::ApartPartly),
        (record.undecidable, MessageId::ApartUndecidable),
        (record.void, MessageId::ApartVoid),
        (record.revised, MessageId::ApartRevised),
        (record.ended, MessageId::ApartEnded),
    ] {
        if count > 0 {
            parts.push(locale.format(id, &[("n", count.into())]));
        }
    }
    parts.join(locale.text(MessageId::ListComma))
}

fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

fn speaker_record(page: &Page, speaker: ForecastSpeaker, record: &TrackRecord) -> SpeakerRecord {
    let locale = &page.site().locale;
    let came_true = record.came_true as f64 / record.decided.max(1) as f64;
    let brier = record
        .brier
        .map(|brier| (locale.score(brier.score), locale.score(brier.reference), brier.forecasts));
    SpeakerRecord {
        who: speaker_link(page, speaker),
        made: record.made,
        due: record.due,
        came_true: record.came_true,
        decided: record.decided,
        apart: apart(locale, record),
        share: record.share.map(|share| [came_true, share.lower, share.upper].map(percent)),
        brier,
        word_brier: record
            .word_brier
            .map(|brier| (locale.score(brier.lower), locale.score(brier.upper))),
        calibration: record
            .calibration
            .iter()
            .map(|bin| (percent(bin.chance), bin.happened, bin.forecasts))
            .collect(),
    }
}
