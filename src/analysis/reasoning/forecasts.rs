//! Forecasts: who made them, what they wait for, what came of them, and how often each speaker was right.

use super::interval::Interval;
use super::scores::{
    BrierScore, CalibrationBin, ScoredChance, brier_interval, brier_score, calibration,
    wilson_interval,
};
use crate::model::*;
use std::collections::{BTreeMap, HashMap};

/// The forecasts of a site.
pub struct Forecasts {
    all: Vec<Forecast>,
    /// Indices into `all`.
    by_block: HashMap<BlockId, usize>,
    /// The day of the build.
    today: Option<Date>,
}

/// A passage that says what will be, by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    pub block: BlockId,
    pub topic: Option<TopicId>,
    pub speakers: Vec<ForecastSpeaker>,
    pub due: Date,
    pub chance: Option<StatedChance>,
    pub state: ForecastState,
    /// What came of it, and the passage that says so.
    pub judgement: Option<(ForecastJudgement, BlockId)>,
    /// Whether the same actor had made the same forecast before, for the same day: it counts once.
    pub is_repeat: bool,
}

/// Who made a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForecastSpeaker {
    Actor(EntityId),
    /// A source that names nobody.
    Source(SourceId),
    /// The editors of the site.
    Editors,
}

/// How the forecasts of one speaker turned out. Only those whose day has passed are counted as right or wrong: of the others
/// only some can be told yet, mostly those that came true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackRecord {
    pub made: usize,
    pub due: usize,
    pub came_true: usize,
    /// Of those that are due, the ones that came true or did not.
    pub decided: usize,
    /// Judged before their day.
    pub early: usize,
    pub partly: usize,
    pub undecidable: usize,
    pub void: usize,
    pub overdue: usize,
    pub waiting: usize,
    /// Confirmed, corrected or overtaken, and not judged.
    pub ended: usize,
    /// The 95 % interval of the share that came true; `None` for fewer than five.
    pub share: Option<Interval>,
    /// Of the decided ones that gave a number.
    pub brier: Option<BrierScore>,
    /// Those by the number that they gave, where at least five gave the same.
    pub calibration: Vec<CalibrationBin>,
    /// The mean Brier score of the decided ones that gave a word of a scale, at best and at worst.
    pub word_brier: Option<Interval>,
}

/// So many decided forecasts say something about a share.
const ENOUGH: usize = 5;

impl Forecasts {
    pub(super) fn new(site: &Site) -> Forecasts {
        let mut all: Vec<Forecast> = Vec::new();
        for id in site.block_ids().filter(|id| site.is_visible(Target::Block(*id))) {
            if let Some(terms) = site.block(id).forecast() {
                all.push(forecast(site, id, terms));
            }
        }
        all.sort_by_key(|forecast| (forecast.due.last(), forecast.block));
        let by_block = all.iter().enumerate().map(|(n, forecast)| (forecast.block, n)).collect();
        Forecasts { all, by_block, today: site.as_of }
    }

    /// By their days, the next one first.
    pub fn of_topic(&self, topic: TopicId) -> impl Iterator<Item = &Forecast> {
        self.all.iter().filter(move |forecast| forecast.topic == Some(topic))
    }

    pub fn of(&self, block: BlockId) -> Option<&Forecast> {
        self.by_block.get(&block).map(|n| &self.all[*n])
    }

    pub fn all(&self) -> &[Forecast] {
        &self.all
    }

    /// The record of each speaker in a topic; of one with the most forecasts first.
    pub fn records(&self, topic: TopicId) -> Vec<(ForecastSpeaker, TrackRecord)> {
        let mut by_speaker: BTreeMap<ForecastSpeaker, Vec<&Forecast>> = BTreeMap::new();
        for forecast in self.of_topic(topic) {
            for speaker in &forecast.speakers {
                by_speaker.entry(*speaker).or_default().push(forecast);
            }
        }
        let mut records = Vec::new();
        for (speaker, forecasts) in by_speaker {
            records.push((speaker, TrackRecord::of(&forecasts, self.today)));
        }
        records.sort_by_key(|(_, record)| std::cmp::Reverse(record.made));
        records
    }
}

fn forecast(site: &Site, id: BlockId, terms: &ForecastTerms) -> Forecast {
    let judgement = judgement(site, id);
    let has_passed = site.as_of.is_some_and(|today| terms.due.last() < today.first());
    let state = if judgement.is_some() {
        ForecastState::Judged
    } else if site.relations_to(id).next().is_some() {
        ForecastState::Ended
    } else if has_passed {
        ForecastState::Overdue
    } else {
        ForecastState::Waiting
    };
    Forecast {
        block: id,
        topic: site.doc(id.doc).topic,
        speakers: speakers(site, id, terms),
        due: terms.due,
        chance: terms.chance.clone(),
        state,
        judgement,
        is_repeat: is_repeat(site, id, terms),
    }
}

/// The last passage that judges a forecast.
fn judgement(site: &Site, id: BlockId) -> Option<(ForecastJudgement, BlockId)> {
    let mut last = None;
    for relation in site.relations_to(id).filter(|r| r.kind == RelationKind::Judges) {
        let claim = site.block(relation.from).claim.as_ref();
        if let Some(judgement) = claim.and_then(|claim| claim.judgement) {
            last = Some((judgement, relation.from));
        }
    }
    last
}

fn speakers(site: &Site, id: BlockId, terms: &ForecastTerms) -> Vec<ForecastSpeaker> {
    let actors = if terms.by.is_empty() { site.holders(id) } else { &terms.by };
    if !actors.is_empty() {
        return actors.iter().copied().map(ForecastSpeaker::Actor).collect();
    }
    match site.block(id).kind {
        BlockKind::Note { source } => vec![ForecastSpeaker::Source(source)],
        _ => vec![ForecastSpeaker::Editors],
    }
}

/// A position that only restates an earlier one of the same perspective for the same day.
fn is_repeat(site: &Site, id: BlockId, terms: &ForecastTerms) -> bool {
    let block = site.block(id);
    let Some(perspective) = block.parent else { return false };
    let is_restated = block.kind == BlockKind::Position { change: ChangeWord::Restated };
    is_restated
        && site.positions(perspective).iter().any(|earlier| {
            let other = site.block(earlier.id());
            other.date < block.date && other.due() == Some(terms.due)
        })
}

impl TrackRecord {
    fn of(forecasts: &[&Forecast], today: Option<Date>) -> TrackRecord {
        let mut record = TrackRecord::default();
        let mut scored: Vec<ScoredChance> = Vec::new();
        let mut words: Vec<Interval> = Vec::new();
        for forecast in forecasts.iter().filter(|forecast| !forecast.is_repeat) {
            let is_due = today.is_some_and(|today| forecast.due.last() < today.first());
            record.made += 1;
            record.due += usize::from(is_due);
            let outcome = forecast.judgement.map(|(judgement, _)| judgement.outcome);
            match (forecast.state, outcome) {
                (ForecastState::Waiting, _) => record.waiting += 1,
                (ForecastState::Overdue, _) => record.overdue += 1,
                (_, Some(ForecastOutcome::Partly)) => record.partly += 1,
                (_, Some(ForecastOutcome::Undecidable)) => record.undecidable += 1,
                (_, Some(ForecastOutcome::Void)) => record.void += 1,
                (_, Some(_)) if !is_due => record.early += 1,
                (_, Some(outcome)) => {
                    let happened = outcome == ForecastOutcome::CameTrue;
                    record.decided += 1;
                    record.came_true += usize::from(happened);
                    match forecast.chance {
                        Some(StatedChance::Number(chance)) => {
                            scored.push(ScoredChance { chance, happened });
                        }
                        Some(StatedChance::Word(_, word)) => {
                            let chance = Interval::new(word.lower, word.upper);
                            words.push(brier_interval(chance, happened));
                        }
                        Some(StatedChance::Verbatim(_)) | None => {}
                    }
                }
                (_, None) => record.ended += 1,
            }
        }
        if record.decided >= ENOUGH {
            record.share = wilson_interval(record.came_true, record.decided);
        }
        record.brier = brier_score(&scored);
        record.calibration = calibration(&scored);
        record.calibration.retain(|bin| bin.forecasts >= ENOUGH);
        record.word_brier = mean(&words);
        record
    }
}

fn mean(intervals: &[Interval]) -> Option<Interval> {
    if intervals.is_empty() {
        return None;
    }
    let n = intervals.len() as f64;
    let lower = intervals.iter().map(|interval| interval.lower).sum::<f64>() / n;
    let upper = intervals.iter().map(|interval| interval.upper).sum::<f64>() / n;
    Some(Interval::new(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn judged(due: &str, outcome: Option<ForecastOutcome>) -> Forecast {
        let block = BlockId { doc: DocId(0), index: 0 };
        let today = date("2026-11-28");
        let state = match outcome {
            Some(_) => ForecastState::Judged,
            None if date(due).last() < today => ForecastState::Overdue,
            None => ForecastState::Waiting,
        };
        let judgement =
            outcome.map(|outcome| (ForecastJudgement { outcome, happened: None }, block));
        let (due, chance, speakers) = (date(due), None, vec![ForecastSpeaker::Editors]);
        Forecast { block, topic: None, speakers, due, chance, state, judgement, is_repeat: false }
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
}
