//! Forecasts: who made them, what they wait for, what came of them, and how often each speaker was right.

use super::interval::Interval;
use super::scores::{
    BrierScore, CalibrationBin, ScoredChance, brier_interval, brier_score, calibration,
    wilson_interval,
};
use super::statement;
use crate::model::*;
use crate::source::Files;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The forecasts of a site.
pub struct Forecasts {
    all: Vec<Forecast>,
    /// Indices into `all`.
    by_block: FxHashMap<BlockId, usize>,
    /// The day of the build.
    today: Option<Date>,
}

/// A passage that says what will be, mostly by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    pub block: BlockId,
    pub topic: Option<TopicId>,
    pub speakers: Vec<ForecastSpeaker>,
    pub due: Option<Date>,
    pub chance: Option<StatedChance>,
    pub state: ForecastState,
    /// Its outcome, and the passage that states it.
    pub judgement: Option<(ForecastJudgement, BlockId)>,
    /// The later forecast of the same speakers with the same reading, made before this one's day. It counts instead.
    pub revised_by: Option<BlockId>,
    /// Whether the same speakers had made the same forecast before, for the same day: it counts once.
    pub is_repeat: bool,
}

/// Who made a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ForecastSpeaker {
    Actor(EntityId),
    /// A source without an author and a publisher.
    Source(SourceId),
    /// The editors of the site.
    Editors,
}

/// How the forecasts of one speaker turned out. Only those whose day has passed are counted as right or wrong: of the others
/// only some can be judged yet, mostly those that came true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackRecord {
    pub made: usize,
    pub due: usize,
    pub came_true: usize,
    /// Of those that are due, the ones that came true or did not.
    pub decided: usize,
    /// Judged before their day.
    pub early: usize,
    /// Judged, and made without a day.
    pub undated: usize,
    pub partly: usize,
    pub undecidable: usize,
    pub void: usize,
    pub overdue: usize,
    pub waiting: usize,
    /// Replaced by a later one with the same reading.
    pub revised: usize,
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
    pub(super) fn new(site: &Site, files: &Files) -> Forecasts {
        let mut all: Vec<Forecast> = Vec::new();
        for id in site.block_ids().filter(|id| site.is_visible(Target::Block(*id))) {
            if let Some(terms) = site.block(id).forecast() {
                all.push(forecast(site, id, terms));
            }
        }
        mark_revised(site, files, &mut all);
        all.sort_by_key(|forecast| {
            (forecast.due.is_none(), forecast.due.map(Date::last), forecast.block)
        });
        let by_block = all.iter().enumerate().map(|(n, forecast)| (forecast.block, n)).collect();
        Forecasts { all, by_block, today: site.as_of }
    }

    /// By their days, the next one first; those without a day last.
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

impl Forecast {
    /// Whether its day has passed.
    pub fn is_due(&self, today: Option<Date>) -> bool {
        has_passed(self.due, today)
    }
}

fn forecast(site: &Site, id: BlockId, terms: &ForecastTerms) -> Forecast {
    let judgement = judgement(site, id);
    let state = if judgement.is_some() {
        ForecastState::Judged
    } else if site.is_ended(id) {
        ForecastState::Ended
    } else if has_passed(terms.due, site.as_of) {
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
        revised_by: None,
        is_repeat: is_repeat(site, id, terms),
    }
}

fn has_passed(due: Option<Date>, today: Option<Date>) -> bool {
    due.zip(today).is_some_and(|(due, today)| due.last() < today.first())
}

/// Compares the forecasts of the same speakers with the same reading, in the order in which they were made. One for the same
/// day with the same chance is a repeat; another one ends an earlier one whose day had not passed.
fn mark_revised(site: &Site, files: &Files, all: &mut [Forecast]) {
    let mut by_reading: BTreeMap<(Vec<ForecastSpeaker>, String), Vec<usize>> = BTreeMap::new();
    for (n, forecast) in all.iter().enumerate() {
        if let Some(reading) = reading(site, files, forecast.block) {
            by_reading.entry((forecast.speakers.clone(), reading)).or_default().push(n);
        }
    }
    for mut same in by_reading.into_values() {
        same.sort_by_key(|n| (site.block(all[*n].block).date, all[*n].block));
        let mut current = 0;
        for later in 1..same.len() {
            let (first, second) = (&all[same[current]], &all[same[later]]);
            let made = site.block(second.block).date;
            let revision = second.block;
            if (first.due, &first.chance) == (second.due, &second.chance) {
                all[same[later]].is_repeat = true;
                continue;
            }
            if !has_passed(first.due, made) {
                for n in &same[current..later] {
                    all[*n].revised_by = Some(revision);
                    if all[*n].judgement.is_none() {
                        all[*n].state = ForecastState::Revised;
                    }
                }
            }
            current = later;
        }
    }
}

/// What a forecast means as its part `Reads as:` has it, in one spelling.
fn reading(site: &Site, files: &Files, forecast: BlockId) -> Option<String> {
    for part in site.children(forecast) {
        if site.block(*part).kind == BlockKind::Part(BlockPart::Reading) {
            return Some(statement::words(site, files, *part).to_lowercase());
        }
    }
    None
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
    let mut speakers: Vec<ForecastSpeaker> = Vec::new();
    for speaker in &terms.by {
        match speaker {
            Target::Entity(actor) => speakers.push(ForecastSpeaker::Actor(*actor)),
            Target::Source(source) => speakers.push(ForecastSpeaker::Source(*source)),
            _ => {}
        }
    }
    if speakers.is_empty() {
        speakers.extend(site.holders(id).iter().copied().map(ForecastSpeaker::Actor));
    }
    if !speakers.is_empty() {
        return speakers;
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
            other.forecast().is_some() && other.date < block.date && other.due() == terms.due
        })
}

impl TrackRecord {
    fn of(forecasts: &[&Forecast], today: Option<Date>) -> TrackRecord {
        let mut record = TrackRecord::default();
        let mut scored: Vec<ScoredChance> = Vec::new();
        let mut words: Vec<Interval> = Vec::new();
        for forecast in forecasts.iter().filter(|forecast| !forecast.is_repeat) {
            record.made += 1;
            if forecast.revised_by.is_some() {
                record.revised += 1;
                continue;
            }
            let is_due = forecast.is_due(today);
            record.due += usize::from(is_due);
            let outcome = forecast.judgement.map(|(judgement, _)| judgement.outcome);
            match (forecast.state, outcome) {
                (ForecastState::Waiting, _) => record.waiting += 1,
                (ForecastState::Overdue, _) => record.overdue += 1,
                (_, Some(ForecastOutcome::Partly)) => record.partly += 1,
                (_, Some(ForecastOutcome::Undecidable)) => record.undecidable += 1,
                (_, Some(ForecastOutcome::Void)) => record.void += 1,
                (_, Some(_)) if forecast.due.is_none() => record.undated += 1,
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
mod tests;
