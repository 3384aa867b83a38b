//! Definitions, and what each subject is under them.

use super::builder::RecordBuilder;
use super::source::source_id;
use super::value::{IsoDate, UriReference, VocabularyTerm};
use crate::analysis::reasoning::{DecidingItem, fact_date};
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
            classes.push(ClassRecord { name: class.name.as_deref(), rule: class.rule.words() });
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

    fn deciding(&self, item: &'a DecidingItem) -> DecidingRecord<'a> {
        let fact = item.fact.map(|id| self.site.fact(id));
        DecidingRecord {
            item: &item.test.item,
            aspect: VocabularyTerm(item.test.aspect),
            verdict: VocabularyTerm(item.verdict),
            status: fact.map(|fact| VocabularyTerm(fact.status)),
            value: fact.and_then(|fact| fact.value.as_deref()),
            source: fact.and_then(|fact| fact.source).and_then(|id| source_id(self.site, id)),
            date: fact.and_then(|fact| fact_date(self.site, fact)).map(IsoDate),
            note: fact.and_then(|fact| fact.note.as_deref()),
        }
    }
}
