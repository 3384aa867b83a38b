use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn judged(due: &str, outcome: Option<ForecastOutcome>) -> Forecast {
    let block = BlockId { doc: DocId(0), index: 0 };
    let today = date("2026-11-28");
    let state = match outcome {
        Some(_) => ForecastState::Judged,
        None if has_passed(Some(date(due)), Some(today)) => ForecastState::Overdue,
        None => ForecastState::Waiting,
    };
    let judgement = outcome.map(|outcome| (ForecastJudgement { outcome, happened: None }, block));
    Forecast {
        block,
        topic: None,
        speakers: vec![ForecastSpeaker::Editors],
        due: Some(date(due)),
        chance: None,
        state,
        judgement,
        revised_by: None,
        is_repeat: false,
    }
}

fn record(forecasts: &[Forecast]) -> TrackRecord {
    let list: Vec<&Forecast> = forecasts.iter().collect();
    TrackRecord::of(&list, Some(date("2026-11-28")))
}

#[test]
fn only_forecasts_whose_day_has_passed_are_counted_as_right_or_wrong() {
    let forecasts = [
        judged("2030", Some(ForecastOutcome::CameTrue)),
        judged("2025", Some(ForecastOutcome::DidNot)),
        judged("2026-06", None),
        judged("2025", Some(ForecastOutcome::Void)),
    ];
    let expected = TrackRecord {
        made: 4,
        due: 3,
        decided: 1,
        early: 1,
        overdue: 1,
        void: 1,
        ..TrackRecord::default()
    };
    assert_eq!(record(&forecasts), expected);
}

#[test]
fn forecast_without_a_day_is_neither_right_nor_wrong() {
    let mut forecast = judged("2025", Some(ForecastOutcome::CameTrue));
    forecast.due = None;
    let expected = TrackRecord { made: 1, undated: 1, ..TrackRecord::default() };
    assert_eq!(record(&[forecast]), expected);
}

#[test]
fn revised_forecast_is_only_counted_as_made() {
    let mut forecast = judged("2025", Some(ForecastOutcome::DidNot));
    forecast.revised_by = Some(BlockId { doc: DocId(0), index: 1 });
    let expected = TrackRecord { made: 1, revised: 1, ..TrackRecord::default() };
    assert_eq!(record(&[forecast]), expected);
}

#[test]
fn share_has_an_interval_from_five_on() {
    let forecasts = vec![judged("2025", Some(ForecastOutcome::CameTrue)); 5];
    assert_eq!(record(&forecasts[..4]).share, None);
    let share = record(&forecasts).share.unwrap();
    assert!((share.lower - 0.565518).abs() < 1e-6 && share.upper == 1.0);
}

#[test]
fn numbers_are_scored_and_words_are_not() {
    let number = StatedChance::Number(0.9);
    let words = StatedChance::Verbatim("a fair chance".into());
    let mut forecasts = vec![judged("2025", Some(ForecastOutcome::CameTrue)); 2];
    forecasts[0].chance = Some(number);
    forecasts[1].chance = Some(words);
    let score = record(&forecasts).brier.unwrap();
    assert_eq!(score.forecasts, 1);
    assert!((score.score - 0.01).abs() < 1e-9);
}

#[test]
fn repeated_forecast_counts_once() {
    let mut forecasts = vec![judged("2025", Some(ForecastOutcome::DidNot)); 2];
    forecasts[1].is_repeat = true;
    assert_eq!((record(&forecasts).made, record(&forecasts).decided), (1, 1));
}
