//! What the next gather of a topic has to look for: the search strategy, and what of the record waits for an answer.

use super::value::{IsoDate, OwnWord, UriReference, VocabularyTerm};
use super::watch::WatchRecord;
use crate::model::*;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// What the next gather of a topic has to look for, on one day.
#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct BriefRecord<'a> {
    pub topic: &'a str,
    pub title: &'a str,
    pub question: &'a str,
    pub as_of: Option<IsoDate>,
    pub last_gather: Option<IsoDate>,
    pub days_since_last_gather: Option<i64>,
    /// Days between gathers that the editor aims at. What is due within so many days is in the brief too.
    pub cadence: Option<u32>,
    /// The entries of the watch list that are in force.
    pub strategy: Vec<StrategyRecord<'a>>,
    /// Undecided suggestions of earlier gathers, the oldest first.
    pub suggestions: Vec<WaitingRecord<'a>>,
    /// Open questions with a day that has come or comes before the next gather, the earliest first.
    pub questions_due: Vec<WaitingRecord<'a>>,
    /// The other open questions, those asked first before others.
    pub open_questions: Vec<WaitingRecord<'a>>,
    /// Forecasts that are not judged, with a day that has come or comes before the next gather.
    pub forecasts_due: Vec<WaitingRecord<'a>>,
    /// Standing claims that are older than half of the topic's claims became and rest on one origin.
    pub look_again: Vec<WaitingRecord<'a>>,
    pub contradictions: Vec<OpenContradictionRecord<'a>>,
    /// Actors of the topic without a statement, and those whose last statement is old.
    pub silent_actors: Vec<SilentActorRecord<'a>>,
    /// What was looked for and not found, what has been missing for longest first.
    pub gaps: Vec<GapRecord<'a>>,
}

/// An entry of the watch list.
#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct StrategyRecord<'a> {
    #[serde(flatten)]
    pub entry: WatchRecord<'a>,
    /// What the entity or publisher is called that it names.
    pub name: Option<String>,
}

/// A passage that waits for something.
#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct WaitingRecord<'a> {
    #[serde(flatten)]
    pub passage: BriefPassage<'a>,
    /// What kind of suggestion it is.
    pub kind: Option<OwnWord<'a>>,
    /// The same as readers call it.
    #[serde(skip)]
    pub label: Option<String>,
    /// Days since it was written, asked or stated.
    pub age: Option<i64>,
    pub due: Option<IsoDate>,
    /// Days since its day.
    pub overdue: Option<i64>,
    /// What a forecast means, its condition, and what would settle it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<TermRecord>,
}

/// Where a passage is and what it says.
#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct BriefPassage<'a> {
    /// The name by which a text links to it: `wages/2026-06-11#^q-rate`; none where it has no id of its own.
    pub name: Option<String>,
    pub place: UriReference,
    pub file: &'a str,
    pub line: usize,
    pub date: Option<IsoDate>,
    pub text: String,
}

/// A part of a question or forecast.
#[derive(Serialize)]
pub(crate) struct TermRecord {
    pub label: &'static str,
    /// The same in the language of the site.
    #[serde(skip)]
    pub name: MessageId,
    pub text: String,
}

#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct OpenContradictionRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub kind: VocabularyTerm<ContradictionKind>,
    pub found: Option<IsoDate>,
    /// Days since all sides are on record.
    pub age: Option<i64>,
    pub sides: Vec<ContradictionSideRecord>,
    pub settles: Option<&'a str>,
}

#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct ContradictionSideRecord {
    pub place: UriReference,
    pub date: Option<IsoDate>,
    pub text: String,
}

/// An actor of whom the record has no statement, or none for half a year.
#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct SilentActorRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub name: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    pub last_stated: Option<IsoDate>,
    /// Days since then.
    pub age: Option<i64>,
    /// Why a statement is looked for: the watch list names the actor, or these tensions do.
    pub on_watch_list: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tensions: Vec<String>,
}

#[skip_serializing_none]
#[derive(Serialize)]
pub(crate) struct GapRecord<'a> {
    #[serde(flatten)]
    pub passage: BriefPassage<'a>,
    /// In how many gathers the same was missing.
    pub gathers: usize,
    pub since: Option<IsoDate>,
    /// Days since then.
    pub length: Option<i64>,
}
