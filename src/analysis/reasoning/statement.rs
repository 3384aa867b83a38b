//! Statements that can contradict each other: what they say, of which day, and whether they still hold.

use super::claim::is_claim;
use super::definitions::{Definitions, reading_date};
use crate::markdown::{PlainText, ReferenceNames};
use crate::model::*;
use crate::source::Files;
use rayon::prelude::*;
use std::borrow::Cow;

/// The words of the claims of all topics.
pub(super) struct StatementTexts<'a> {
    site: &'a Site,
    files: &'a Files,
    definitions: &'a Definitions,
    /// By topic, in the order of their ids.
    claims: Vec<Vec<Claim>>,
}

/// A passage with its words.
pub(super) type Claim = (BlockId, String);

/// Links are called what the text calls them.
struct LabelsAlone;

impl ReferenceNames for LabelsAlone {
    fn name(&self, _: u32) -> Option<String> {
        None
    }
}

impl<'a> StatementTexts<'a> {
    pub(super) fn new(
        site: &'a Site,
        files: &'a Files,
        definitions: &'a Definitions,
    ) -> StatementTexts<'a> {
        let docs: Vec<DocId> = site.doc_ids().collect();
        let texts: Vec<Vec<Claim>> = docs
            .par_iter()
            .with_min_len(16)
            .map(|doc| match site.doc(*doc).topic {
                Some(_) => {
                    let claims = site.blocks_of(*doc).filter(|id| is_claim(&site.block(*id).kind));
                    claims.map(|id| (id, words(site, files, id))).collect()
                }
                None => Vec::new(),
            })
            .collect();
        let mut claims = vec![Vec::new(); site.topics.len()];
        for (doc, texts) in docs.into_iter().zip(texts) {
            if let Some(topic) = site.doc(doc).topic {
                claims[topic.index()].extend(texts);
            }
        }
        StatementTexts { site, files, definitions, claims }
    }

    /// The claims of a topic in the order of the texts, with their words.
    pub(super) fn claims(&self, topic: TopicId) -> &[Claim] {
        &self.claims[topic.index()]
    }

    /// Whether the facts are asked what a subject is under a definition.
    pub(super) fn has_reading(&self, subject: EntityId, definition: DefinitionId) -> bool {
        self.definitions.reading(subject, definition).is_some()
    }

    fn pair(&self, subject: EntityId, definition: DefinitionId) -> String {
        let definition = self.site.definition(definition);
        let version = definition.version.as_deref().unwrap_or_default();
        format!("{} {} {version}", self.site.entity(subject).slug, definition.id)
    }

    /// What statements say.
    pub(super) fn of_all(&self, statements: &[StatementId]) -> Vec<Cow<'_, str>> {
        statements.iter().map(|statement| self.of(*statement)).collect()
    }

    /// What a statement says.
    fn of(&self, statement: StatementId) -> Cow<'_, str> {
        let words = match statement {
            StatementId::Block(block) => return self.of_block(block),
            StatementId::Figure(figure) => {
                let figure = self.site.figure(figure);
                let subject = &self.site.entity(figure.subject).slug;
                let upper = figure.upper_digits.as_deref().unwrap_or_default();
                let as_of = figure.as_of.map(Date::iso).unwrap_or_default();
                let Figure { metric, digits, unit, .. } = figure;
                format!("{metric} {subject} {digits} {upper} {unit} {as_of}")
            }
            StatementId::Source(source) => {
                let source = self.site.source(source);
                format!("{} {}", source.title, source.issued.map(Date::iso).unwrap_or_default())
            }
            StatementId::Verdict(id) => {
                let verdict = self.site.stated_verdict(id);
                let who = verdict.who.map(|who| self.site.entity(who).slug.as_str());
                let pair = self.pair(verdict.subject, verdict.definition);
                let date = verdict.date.map(Date::iso).unwrap_or_default();
                let says = verdict.says.word();
                format!("{pair} {says} {} {date}", who.unwrap_or_default())
            }
            StatementId::Reading(subject, definition) => {
                let mut words = self.pair(subject, definition);
                if let Some(reading) = self.definitions.reading(subject, definition) {
                    words += &format!(" {}", reading.verdict.word());
                    for item in &reading.deciding {
                        words += &format!(" {} {}", item.test.words(), item.verdict.word());
                    }
                }
                words
            }
        };
        words.into()
    }

    fn of_block(&self, block: BlockId) -> Cow<'_, str> {
        let claims = match self.site.doc(block.doc).topic {
            Some(topic) => self.claims(topic),
            None => &[],
        };
        match claims.binary_search_by_key(&block, |(id, _)| *id) {
            Ok(at) => claims[at].1.as_str().into(),
            Err(_) => words(self.site, self.files, block).into(),
        }
    }
}

pub(super) fn words(site: &Site, files: &Files, block: BlockId) -> String {
    PlainText::new(&site.slice(files, block), &LabelsAlone, None).into_line()
}

/// Whether nothing corrected or overtook a statement.
pub(super) fn holds(site: &Site, statement: StatementId) -> bool {
    match statement {
        StatementId::Block(block) => revision(site, block).is_none(),
        StatementId::Figure(figure) => {
            let figure = site.figure(figure);
            let is_revised =
                matches!(figure.status, FigureStatus::Corrected | FigureStatus::Overtaken);
            let stated = match figure.stated_in {
                Some(Target::Block(block)) => revision(site, block),
                _ => None,
            };
            // A passage can be corrected in another of its statements.
            !is_revised && (stated.is_none() || figure.status == FigureStatus::Confirmed)
        }
        StatementId::Verdict(verdict) => site.stated_verdict(verdict).restated.is_none(),
        StatementId::Source(_) | StatementId::Reading(..) => true,
    }
}

/// The passage that corrects or overtakes a block.
pub(super) fn revision(site: &Site, block: BlockId) -> Option<BlockId> {
    site.relations_to(block).find(|r| r.kind.is_revision()).map(|relation| relation.from)
}

/// The day of a statement.
pub(super) fn date(site: &Site, statement: StatementId) -> Option<Date> {
    match statement {
        StatementId::Block(block) => site.block(block).date,
        StatementId::Figure(figure) => {
            let stated = match site.figure(figure).stated_in {
                Some(Target::Block(block)) => site.block(block).date,
                _ => None,
            };
            stated.or(site.figure(figure).as_of)
        }
        StatementId::Source(source) => site.source(source).issued,
        StatementId::Verdict(id) => site.verdict_date(site.stated_verdict(id)),
        StatementId::Reading(subject, definition) => reading_date(site, subject, definition),
    }
}
