//! Who stands where: actors against issues.

use super::builder::RecordBuilder;
use super::name::target_name;
use super::value::{IsoDate, UriReference};
use crate::analysis::reasoning::{ClaimId, Stand, StandRow, StandTable, phrase};
use crate::model::*;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_with::skip_serializing_none;
use std::collections::BTreeSet;

/// Where actors stand on the tensions and questions of a topic.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StandTable")]
pub(crate) struct StandTableRecord<'a> {
    pub issues: Vec<IssueRecord<'a>>,
    /// Those with the most evidence first; who agrees with an actor above follows it.
    pub rows: Vec<StandRowRecord<'a>>,
}

/// A tension or a question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Issue")]
pub(crate) struct IssueRecord<'a> {
    /// Its name on the page of its document.
    pub id: &'a str,
    pub place: UriReference,
    /// Its first sentence.
    pub text: String,
}

/// Those who state everything together, mostly one.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StandRow")]
pub(crate) struct StandRowRecord<'a> {
    pub actors: Vec<ActorReference<'a>>,
    /// What they hold, in each of their perspectives.
    pub positions: Vec<StandingPositionRecord>,
    /// Where they stand on each issue, in the order of `issues`; null where the record does not say it.
    #[schemars(schema_with = "stands_or_null")]
    pub stands: Vec<Option<StandRecord>>,
    /// The ids of those above with whom they agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agrees_with: Vec<ActorReference<'a>>,
}

/// The schema of a list with an entry for each issue. `oneOf`, since null is taken out of `anyOf` in fields that can be
/// missing.
fn stands_or_null(generator: &mut SchemaGenerator) -> Schema {
    let stand = generator.subschema_for::<StandRecord>();
    json_schema!({"type": "array", "items": {"oneOf": [stand, {"type": "null"}]}})
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ActorReference")]
pub(crate) struct ActorReference<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub name: String,
}

/// What an actor holds.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StandingPosition")]
pub(crate) struct StandingPositionRecord {
    pub place: UriReference,
    /// Its stance in a few words, else its first sentence.
    pub text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// The day from which it holds, and that on which it was stated last.
    pub since: Option<IsoDate>,
    pub last_stated: Option<IsoDate>,
    #[serde(flatten)]
    pub roots: RootCounts,
}

/// Where an actor stands on an issue.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Stand")]
pub(crate) struct StandRecord {
    /// The passage that says it.
    pub place: UriReference,
    /// Its stance in a few words, else its first sentence.
    pub text: String,
    /// What goes with its words: verdicts, who reports it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// The day of the position, else that of the newest work that it cites.
    pub date: Option<IsoDate>,
    /// Which side of the tension it is, from 0.
    pub side: Option<usize>,
    #[serde(flatten)]
    pub roots: RootCounts,
}

/// What a statement rests on, in numbers.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "RootCounts")]
pub(crate) struct RootCounts {
    /// Distinct origins.
    pub origins: usize,
    /// Cited works that lead to no origin.
    pub untraced: usize,
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn stand_table(&self, table: &StandTable) -> StandTableRecord<'a> {
        let issues: Vec<usize> = (0..table.issues.len()).collect();
        let rows = table.rows.iter().map(|row| self.stand_row(table, row, &issues)).collect();
        StandTableRecord { issues: table.issues.iter().map(|id| self.issue(*id)).collect(), rows }
    }

    /// The issues of a table on which some actors stand somewhere, with everybody who does.
    pub(crate) fn stand_table_of(
        &self,
        table: &StandTable,
        actors: &[EntityId],
    ) -> StandTableRecord<'a> {
        let kept: Vec<usize> = table.issues_of(actors).into_iter().collect();
        let rows = table.rows_on_any(&kept);
        StandTableRecord {
            issues: kept.iter().map(|n| self.issue(table.issues[*n])).collect(),
            rows: rows.map(|row| self.stand_row(table, row, &kept)).collect(),
        }
    }

    /// A row with its stands on some of the issues of its table.
    pub(crate) fn stand_row(
        &self,
        table: &StandTable,
        row: &StandRow,
        issues: &[usize],
    ) -> StandRowRecord<'a> {
        let above = row.agreement.map(|agreement| &table.rows[agreement.row]);
        let mut stands = Vec::with_capacity(issues.len());
        for n in issues {
            stands.push(row.on(*n).map(|stand| self.stand(table.issues[*n], stand)));
        }
        StandRowRecord {
            actors: self.actor_references(&row.actors),
            positions: self.standing_positions(row),
            stands,
            agrees_with: above.map(|row| self.actor_references(&row.actors)).unwrap_or_default(),
        }
    }

    pub(crate) fn issue(&self, id: BlockId) -> IssueRecord<'a> {
        let mut text = self.bare_first_sentence(id);
        // A list of issues needs no full stops.
        if text.ends_with('.') && !text.ends_with("..") {
            text.pop();
        }
        IssueRecord {
            id: &self.site.block(id).anchor.name,
            place: self.place(Target::Block(id)),
            text,
        }
    }

    pub(crate) fn stand(&self, issue: BlockId, stand: &Stand) -> StandRecord {
        let phrase = phrase(self.site, issue, stand.block);
        StandRecord {
            place: self.place(Target::Block(stand.block)),
            text: match phrase {
                Some(phrase) => phrase.to_string(),
                None => self.bare_first_sentence(stand.block),
            },
            marks: self.marks(stand.block),
            date: stand.date.map(IsoDate),
            side: stand.side,
            roots: self.root_counts(&[stand.block]),
        }
    }

    pub(crate) fn actor_references(&self, actors: &[EntityId]) -> Vec<ActorReference<'a>> {
        let mut references = Vec::with_capacity(actors.len());
        for actor in actors {
            let target = Target::Entity(*actor);
            references.push(ActorReference {
                id: &self.site.entity(*actor).slug,
                place: self.place(target),
                name: target_name(self.site, target),
            });
        }
        references
    }

    /// What the actors of a row hold.
    fn standing_positions(&self, row: &StandRow) -> Vec<StandingPositionRecord> {
        row.perspectives.iter().filter_map(|id| self.standing_position(*id)).collect()
    }

    /// What a perspective says is held; of one without a text, what was stated last.
    fn standing_position(&self, perspective: BlockId) -> Option<StandingPositionRecord> {
        let site = self.site;
        let children = site.children(perspective);
        let last = site.last_stated(perspective).map(|position| position.id());
        let is_text =
            |id: &&BlockId| site.position(**id).is_none() && !site.block(**id).is_editors_note();
        let text = children.iter().find(is_text).copied().or(last)?;
        Some(StandingPositionRecord {
            place: self.place(Target::Block(text)),
            text: match site.block(text).stance_on(None) {
                Some(stance) => stance.to_string(),
                None => self.bare_first_sentence(text),
            },
            marks: self.marks(text),
            since: site.block(perspective).since().map(IsoDate),
            last_stated: last.and_then(|id| site.block(id).date).map(IsoDate),
            roots: self.root_counts(children),
        })
    }

    fn root_counts(&self, blocks: &[BlockId]) -> RootCounts {
        let mut origins: BTreeSet<SourceId> = BTreeSet::new();
        let mut untraced: BTreeSet<SourceId> = BTreeSet::new();
        for block in blocks {
            if let Some(summary) = self.reasoning.evidence.of(ClaimId::Block(*block)) {
                origins.extend(&summary.origins);
                untraced.extend(summary.untraced.iter().flatten());
            }
        }
        RootCounts { origins: origins.len(), untraced: untraced.len() }
    }
}
