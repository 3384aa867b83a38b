//! Definitions, facts and stated verdicts: their subjects, sources and definitions.

use super::resolve::{NameResolver, one_entity, source};
use crate::content::parse::definition::RawDefinition;
use crate::content::parse::fact::{RawFact, RawVerdict};
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
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
    let topic_of = |slug: &str| site.topic_ids().find(|id| site.topic(*id).slug == slug);
    let mut linked = LinkedDefinitions::default();
    let mut by_id: HashMap<&str, &Str> = HashMap::new();
    for (slug, list) in &raw.definitions {
        let topic = slug.as_deref().and_then(topic_of);
        if slug.is_some() && topic.is_none() {
            continue;
        }
        for found in list.iter() {
            if let Some(first) = by_id.insert(&found.id.text, &found.id) {
                let message = format!("the definition \"{}\" stands twice", found.id.text);
                let duplicate = Diagnostic::at(&codes::DUPLICATE_RECORD, found.id.span, message)
                    .related(first.span, "it stands here first");
                report.push(duplicate.help("rename one of the two"));
            }
            linked.definitions.push(definition(found, topic, resolver, report));
        }
    }
    for (slug, raw) in &raw.facts {
        let Some(topic) = topic_of(slug) else { continue };
        for found in &raw.facts {
            linked.facts.extend(fact(found, topic, resolver, report));
        }
        for found in &raw.verdicts {
            let verdict = stated_verdict(found, topic, &linked.definitions, resolver, report);
            linked.verdicts.extend(verdict);
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
    definitions: &[Definition],
    resolver: &NameResolver<'_>,
    report: &mut Report,
) -> Option<StatedVerdict> {
    let doc = resolver.site.topic(topic).doc;
    let name = &found.definition;
    let position = definitions.iter().position(|definition| definition.id == name.text);
    if position.is_none() && !name.text.is_empty() {
        let ids = definitions.iter().map(|definition| definition.id.as_str());
        let near = suggest::nearest(&name.text, ids, 1);
        let message = format!("there is no definition \"{}\"", name.text);
        let unknown = Diagnostic::at(&codes::UNKNOWN_TARGET, name.span, message);
        report.push(match near.first() {
            Some(id) => unknown.fix(name.span, *id),
            None => unknown.help("write it in the topic's definitions.yaml"),
        });
    }
    let who = found.who.as_ref();
    Some(StatedVerdict {
        topic,
        subject: one_entity(&found.subject, doc, resolver, report)?,
        definition: DefinitionId(position? as u32),
        says: found.says,
        who: who.and_then(|name| one_entity(name, doc, resolver, report)),
        date: found.date,
        source: found.source.as_ref().and_then(|key| source(key, resolver, report)),
        note: found.note.clone(),
        span: name.span,
        visible: true,
    })
}
