//! Definitions, and what each subject is under them.

use super::anchor::verdict_anchor;
use super::builder::RecordBuilder;
use super::contradiction::ContradictionReference;
use super::source::source_id;
use super::value::{IsoDate, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{DecidingItem, StatedReading};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Definition")]
pub(crate) struct DefinitionRecord<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub version: Option<&'a str>,
    pub issued: Option<IsoDate>,
    /// The id of the source that has its text.
    pub source: Option<&'a str>,
    /// The word that it defines.
    pub term: Option<UriReference>,
    /// Its classes, the lowest first; one without a name where there are none.
    pub classes: Vec<ClassRecord<'a>>,
    pub subjects: Vec<SubjectVerdictRecord<'a>>,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DefinitionClass")]
pub(crate) struct ClassRecord<'a> {
    pub name: Option<&'a str>,
    /// The rule in words.
    pub rule: String,
}

/// What a subject is under a definition.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DefinitionVerdictOfSubject")]
pub(crate) struct SubjectVerdictRecord<'a> {
    pub subject: UriReference,
    pub name: &'a str,
    pub verdict: VocabularyTerm<DefinitionVerdict>,
    /// Of a definition with classes.
    pub class: Option<&'a str>,
    /// Of a sum: at least, at most and of how much.
    pub score: Option<[f64; 3]>,
    /// What the verdict hangs on.
    pub deciding: Vec<DecidingRecord<'a>>,
    /// What others say of it, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<StatedVerdictRecord<'a>>,
    /// Contradictions of which what the facts give is a side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionReference<'a>>,
}

/// What somebody says of a subject under a definition.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StatedVerdict")]
pub(crate) struct StatedVerdictRecord<'a> {
    pub id: Option<&'a str>,
    pub place: UriReference,
    pub says: VocabularyTerm<DefinitionVerdict>,
    pub who: Option<UriReference>,
    pub date: Option<IsoDate>,
    /// The id of the source that says so.
    pub source: Option<&'a str>,
    pub note: Option<&'a str>,
    /// What the facts of that day give.
    pub computed_then: VocabularyTerm<DefinitionVerdict>,
    /// Whether it goes against the facts of today and against those of its day.
    pub at_odds: bool,
    /// The later verdict of the same voice that takes its place.
    pub restated: Option<UriReference>,
    /// Contradictions of which it is a side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionReference<'a>>,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DecidingItem")]
pub(crate) struct DecidingRecord<'a> {
    pub item: &'a str,
    pub aspect: VocabularyTerm<FactAspect>,
    pub verdict: VocabularyTerm<DefinitionVerdict>,
    /// What is known of it; nothing where it is unchecked.
    pub status: Option<VocabularyTerm<FactStatus>>,
    pub value: Option<&'a str>,
    pub source: Option<&'a str>,
    pub date: Option<IsoDate>,
    pub note: Option<&'a str>,
}

impl<'a> RecordBuilder<'a, '_> {
    /// The definitions of a topic with their subjects.
    pub(crate) fn definitions(&self, topic: TopicId) -> Vec<DefinitionRecord<'a>> {
        let of_topic = self.reasoning.definitions.topic(topic);
        of_topic.definitions.iter().map(|id| self.definition(topic, *id)).collect()
    }

    fn definition(&self, topic: TopicId, id: DefinitionId) -> DefinitionRecord<'a> {
        let definition = self.site.definition(id);
        let of_topic = self.reasoning.definitions.topic(topic);
        let mut classes = Vec::new();
        for class in &definition.classes {
            classes.push(ClassRecord {
                name: class.name.as_deref(),
                rule: class.rule.shown(&self.site.locale),
            });
        }
        let mut subjects = Vec::new();
        for subject in &of_topic.subjects {
            let reading = of_topic.reading(*subject, id);
            subjects.push(SubjectVerdictRecord {
                subject: self.place(Target::Entity(*subject)),
                name: &self.site.entity(*subject).name,
                verdict: VocabularyTerm(reading.verdict),
                class: reading.classes.as_deref(),
                score: reading.score.map(|score| [score.least, score.most, score.total]),
                deciding: reading.deciding.iter().map(|item| self.deciding(item)).collect(),
                stated: self.stated_verdicts(topic, *subject, id),
                contradictions: self.contradictions_of(StatementId::Reading(*subject, id)),
            });
        }
        DefinitionRecord {
            id: &definition.id,
            name: &definition.name,
            version: definition.version.as_deref(),
            issued: definition.issued.map(IsoDate),
            source: definition.source.and_then(|source| source_id(self.site, source)),
            term: definition.term.map(|term| self.place(Target::Entity(term))),
            classes,
            subjects,
        }
    }

    fn stated_verdicts(
        &self,
        topic: TopicId,
        subject: EntityId,
        definition: DefinitionId,
    ) -> Vec<StatedVerdictRecord<'a>> {
        let mut records = Vec::new();
        for stated in &self.reasoning.definitions.topic(topic).stated {
            let verdict = self.site.stated_verdict(stated.id);
            if (verdict.subject, verdict.definition) == (subject, definition) {
                records.push(self.stated_verdict(topic, stated));
            }
        }
        records
    }

    fn stated_verdict(&self, topic: TopicId, stated: &StatedReading) -> StatedVerdictRecord<'a> {
        let site = self.site;
        let verdict = site.stated_verdict(stated.id);
        let place = |id: VerdictId| {
            UriReference(self.urls.definitions_url(topic, &verdict_anchor(site, id)))
        };
        let who = verdict.who.map(Target::Entity).filter(|who| site.is_visible(*who));
        StatedVerdictRecord {
            id: verdict.id.as_deref(),
            place: place(stated.id),
            says: VocabularyTerm(verdict.says),
            who: who.map(|who| self.place(who)),
            date: site.verdict_date(verdict).map(IsoDate),
            source: verdict.source.and_then(|source| source_id(site, source)),
            note: verdict.note.as_deref(),
            computed_then: VocabularyTerm(stated.computed_then),
            at_odds: stated.is_at_odds,
            restated: stated.restated.map(place),
            contradictions: self.contradictions_of(StatementId::Verdict(stated.id)),
        }
    }

    /// `Ann, Strict 1.0: not met, says Bob`.
    pub(crate) fn verdict_words(&self, id: VerdictId) -> String {
        let verdict = self.site.stated_verdict(id);
        let locale = &self.site.locale;
        let subject = pair_words(self.site, verdict.subject, verdict.definition);
        let values = [("subject", subject.into()), ("verdict", locale.label(verdict.says).into())];
        match verdict.who {
            Some(who) => {
                let [subject, verdict] = values;
                let who = ("who", self.site.entity(who).name.as_str().into());
                locale.format(MessageId::VerdictSaid, &[subject, verdict, who])
            }
            None => locale.format(MessageId::VerdictStated, &values),
        }
    }

    /// `Ann, Strict 1.0: not met by the facts (data available: undisclosed)`.
    pub(crate) fn reading_words(&self, subject: EntityId, definition: DefinitionId) -> String {
        let pair = pair_words(self.site, subject, definition);
        let Some(reading) = self.reasoning.definitions.reading(subject, definition) else {
            return pair;
        };
        let locale = &self.site.locale;
        let mut items = Vec::new();
        for item in &reading.deciding {
            let fact = item.fact.map(|id| self.site.fact(id));
            let status = match fact {
                Some(fact) => locale.label(fact.status),
                None => locale.text(MessageId::FactUnchecked),
            };
            items.push(format!("{}: {status}", item.test.shown(locale)));
        }
        let values = [
            ("subject", pair.into()),
            ("verdict", locale.label(reading.verdict).into()),
            ("items", items.join(locale.text(MessageId::ListSemicolon)).into()),
        ];
        locale.format(MessageId::VerdictByFacts, &values)
    }

    /// The sources of the facts that decide what a subject is under a definition, each once.
    pub(crate) fn deciding_sources(
        &self,
        subject: EntityId,
        definition: DefinitionId,
    ) -> Vec<SourceId> {
        let mut sources = Vec::new();
        if let Some(reading) = self.reasoning.definitions.reading(subject, definition) {
            for fact in reading.deciding.iter().filter_map(|item| item.fact) {
                let source = self.site.fact(fact).source;
                sources.extend(source.filter(|source| !sources.contains(source)));
            }
        }
        sources
    }

    fn deciding(&self, item: &'a DecidingItem) -> DecidingRecord<'a> {
        let fact = item.fact.map(|id| self.site.fact(id));
        DecidingRecord {
            item: &item.test.item,
            aspect: VocabularyTerm(item.test.aspect),
            verdict: VocabularyTerm(item.verdict),
            status: fact.map(|fact| VocabularyTerm(fact.status)),
            value: fact.and_then(|fact| fact.value.as_deref()),
            source: fact.and_then(|fact| fact.source).and_then(|id| source_id(self.site, id)),
            date: fact.and_then(|fact| self.site.fact_date(fact)).map(IsoDate),
            note: fact.and_then(|fact| fact.note.as_deref()),
        }
    }
}

fn pair_words(site: &Site, subject: EntityId, definition: DefinitionId) -> String {
    let comma = site.locale.text(MessageId::ListComma);
    format!("{}{comma}{}", site.entity(subject).name, site.definition(definition).title())
}
