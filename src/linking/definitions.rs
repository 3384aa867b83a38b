//! Definitions, facts and stated verdicts: their subjects, sources and definitions.

use super::record_names::{definition_of, duplicate, one_entity, source};
use super::resolve::NameResolver;
use crate::content::parse::definition::RawDefinition;
use crate::content::parse::fact::{RawFact, RawVerdict};
use crate::content::parse::{Raw, Str};
use crate::diagnostics::Report;
use crate::model::*;
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct LinkedDefinitions {
    pub definitions: Vec<Definition>,
    pub facts: Vec<Fact>,
    pub verdicts: Vec<StatedVerdict>,
}

pub(super) fn collect(
    raw: &Raw,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> LinkedDefinitions {
    let site = resolver.site;
    let mut linked = LinkedDefinitions::default();
    let mut by_id: HashMap<&str, &Str> = HashMap::new();
    for (slug, list) in &raw.definitions {
        let topic = slug.as_deref().and_then(|slug| site.topic_by_slug(slug));
        if slug.is_some() && topic.is_none() {
            continue;
        }
        for found in list.iter() {
            if let Some(first) = by_id.insert(&found.id.text, &found.id) {
                report.push(duplicate("definition", &found.id, first));
            }
            linked.definitions.push(definition(found, topic, resolver, report));
        }
    }
    let mut verdict_ids: HashMap<(TopicId, &str), &Str> = HashMap::new();
    for (slug, raw) in &raw.facts {
        let Some(topic) = site.topic_by_slug(slug) else { continue };
        for found in &raw.facts {
            linked.facts.extend(fact(found, topic, resolver, report));
        }
        for found in &raw.verdicts {
            if let Some(id) = &found.id
                && let Some(first) = verdict_ids.insert((topic, id.text.as_str()), id)
            {
                report.push(duplicate("verdict", id, first));
            }
            linked.verdicts.extend(stated_verdict(found, topic, resolver, report));
        }
    }
    linked
}

fn definition(
    found: &RawDefinition,
    topic: Option<TopicId>,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Definition {
    let doc = topic.map_or(DocId(0), |topic| resolver.site.topic(topic).doc);
    Definition {
        id: found.id.text.clone(),
        name: found.name.clone().unwrap_or_else(|| found.id.text.clone()),
        topic,
        version: found.version.clone(),
        issued: found.issued,
        source: found.source.as_ref().and_then(|key| source(key, resolver, report)),
        term: found.term.as_ref().and_then(|name| one_entity(name, doc, resolver, report)),
        undisclosed: found.undisclosed,
        partial: found.partial,
        classes: found.classes.clone(),
        span: found.id.span,
        visible: true,
    }
}

fn fact(
    found: &RawFact,
    topic: TopicId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<Fact> {
    let doc = resolver.site.topic(topic).doc;
    let from = found.from.as_ref().filter(|from| !matches!(from.text.as_str(), "own" | "unknown"));
    Some(Fact {
        topic,
        subject: one_entity(&found.subject, doc, resolver, report)?,
        item: found.item.text.clone(),
        aspect: found.aspect,
        value: found.value.as_ref().map(|value| value.text.clone()),
        status: found.status,
        source: found.source.as_ref().and_then(|key| source(key, resolver, report)),
        date: found.date,
        note: found.note.clone(),
        from: from.and_then(|key| source(key, resolver, report)),
        span: found.item.span,
        value_span: found.value.as_ref().map(|value| value.span),
        visible: true,
    })
}

fn stated_verdict(
    found: &RawVerdict,
    topic: TopicId,
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<StatedVerdict> {
    let doc = resolver.site.topic(topic).doc;
    let definition = definition_of(&found.definition, resolver, report);
    let who = found.who.as_ref();
    Some(StatedVerdict {
        id: found.id.as_ref().map(|id| id.text.clone()),
        topic,
        subject: one_entity(&found.subject, doc, resolver, report)?,
        definition: definition?,
        says: found.says,
        who: who.and_then(|name| one_entity(name, doc, resolver, report)),
        date: found.date,
        source: found.source.as_ref().and_then(|key| source(key, resolver, report)),
        note: found.note.clone(),
        span: found.definition.span,
        visible: true,
        restated: None,
    })
}
