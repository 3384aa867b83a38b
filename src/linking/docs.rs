//! Documents, topics, entities and topics followed elsewhere get their ids and their order.

use super::tags::TagNames;
use super::vocabulary::term;
use crate::content::parse::doc::{RawDoc, RawDocKind};
use crate::content::parse::{Raw, Str};
use crate::diagnostics::{Report, codes};
use crate::model::*;
use std::collections::{HashMap, HashSet};

/// Document ids follow the order of `raw.docs`.
pub(super) fn collect(raw: &Raw, site: &mut Site, report: &mut Report) {
    topics(raw, site);
    let by_slug: HashMap<String, TopicId> =
        site.topic_ids().map(|t| (site.topic(t).slug.clone(), t)).collect();
    site.docs.reserve_exact(raw.docs.len());
    let site_default = &raw.site.provenance;
    let tags = TagNames::new(raw, site);
    for found in &raw.docs {
        let id = DocId(site.docs.len() as u32);
        let mut doc = document(found, id, &by_slug, site, report);
        doc.tags = tags.of(found, site, report);
        doc.provenance = found.provenance.clone().or(site_default.clone()).unwrap_or_default();
        site.docs.push(doc);
    }
    for topic in &mut site.topics {
        topic.gathers.sort_by_key(|d| gather_order(&site.docs[d.index()]));
        topic.threads.sort_by_key(|d| {
            std::cmp::Reverse(site.docs[d.index()].updated.or(site.docs[d.index()].date))
        });
    }
    let mut declared = HashSet::new();
    for found in &raw.site.elsewhere {
        if !declared.insert(&found.id.text) {
            let message = format!("the topic \"{}\" is declared twice", found.id.text);
            report.add(&codes::DUPLICATE_RECORD, found.id.span, message, "remove one of the two");
            continue;
        }
        let id = ElsewhereId(site.elsewhere.len() as u32);
        site.name_targets.insert(found.id.span, Target::Elsewhere(id));
        site.elsewhere.push(ExternalTopic {
            slug: found.id.text.clone(),
            title: found.title.clone().unwrap_or_else(|| found.id.text.clone()),
            url: found.url.clone(),
            note: found.note.clone(),
        });
    }
}

/// Topics by their `order`, then by slug.
fn topics(raw: &Raw, site: &mut Site) {
    let mut found: Vec<_> = raw
        .docs
        .iter()
        .enumerate()
        .filter_map(|(n, doc)| match &doc.kind {
            RawDocKind::Topic(topic) => Some((n, doc, topic)),
            _ => None,
        })
        .collect();
    found.sort_by(|a, b| (a.2.order, &a.1.slug).cmp(&(b.2.order, &b.1.slug)));
    for (n, doc, topic) in found {
        site.topics.push(Topic {
            slug: doc.slug.clone(),
            folder: doc.slug.clone(),
            snapshots: topic.snapshots.clone(),
            title: doc.title.as_ref().map_or_else(|| doc.slug.clone(), |t| t.text.clone()),
            question: topic.question.clone(),
            summary: doc.summary.clone().unwrap_or_default(),
            status: topic.status,
            cadence: topic.cadence,
            order: topic.order,
            aliases: doc.aliases.iter().map(|a| a.text.clone()).collect(),
            doc: DocId(n as u32),
            gathers: Vec::new(),
            threads: Vec::new(),
            articles: Vec::new(),
            figures: Vec::new(),
            key_chart: topic.key_chart.as_ref().map(|metric| metric.text.clone()),
            watch: TopicWatch::default(),
        });
    }
}

/// By day; on one day the initial gather first, then the gather, then the update.
fn gather_order(doc: &Doc) -> (Option<Date>, u8, String) {
    let kind = match doc.kind {
        DocKind::Gather(GatherKind::Initial) => 0,
        DocKind::Gather(GatherKind::Gather) => 1,
        _ => 2,
    };
    (doc.recorded(), kind, doc.slug.clone())
}

fn document(
    found: &RawDoc,
    id: DocId,
    topics: &HashMap<String, TopicId>,
    site: &mut Site,
    report: &mut Report,
) -> Doc {
    let topic = match &found.kind {
        RawDocKind::Topic(_) => topics.get(&found.slug).copied(),
        _ => found.topic.as_ref().and_then(|t| topics.get(t).copied()),
    };
    let kind = match &found.kind {
        RawDocKind::Topic(_) => DocKind::Topic,
        RawDocKind::Gather(kind) => DocKind::Gather(*kind),
        RawDocKind::Thread { status, trend, opened } => {
            DocKind::Thread { status: *status, trend: *trend, opened: *opened }
        }
        RawDocKind::Article(kind) => DocKind::Article(*kind),
        RawDocKind::Page => DocKind::Page,
        RawDocKind::Entity(entity) => {
            let e = EntityId(site.entities.len() as u32);
            let words = &site.vocabulary;
            let known = entity
                .kind
                .as_ref()
                .and_then(|kind| term(kind, words, (&codes::UNKNOWN_WORD, "`kind`"), report));
            // An actor has a place everywhere, so that nothing follows from a slip here.
            let kind = known.unwrap_or_else(|| Term::built_in(EntityKind::Organisation));
            let side = entity
                .side
                .as_ref()
                .and_then(|side| term(side, words, (&codes::UNKNOWN_WORD, "`side`"), report));
            site.entities.push(Entity {
                slug: found.slug.clone(),
                name: title(found),
                kind,
                aliases: found.aliases.iter().map(|a| a.text.clone()).collect(),
                affiliations: Vec::new(),
                url: entity.url.clone(),
                side,
                used_by: Vec::new(),
                doc: id,
                visible: true,
            });
            DocKind::Entity(e)
        }
    };
    if let Some(topic) = topic.map(|t| &mut site.topics[t.index()]) {
        match kind {
            DocKind::Gather(_) => topic.gathers.push(id),
            DocKind::Thread { .. } => topic.threads.push(id),
            DocKind::Article(_) => topic.articles.push(id),
            _ => {}
        }
    }
    Doc {
        block_aliases: Vec::new(),
        kind,
        slug: found.slug.clone(),
        title: title(found),
        titled: found.title.is_some(),
        aliases: found.aliases.iter().map(|a| a.text.clone()).collect(),
        topic,
        date: found.date,
        updated: found.updated,
        compiled: found.compiled,
        author: found.author.clone(),
        summary: found.summary.clone(),
        history: found.history.clone(),
        left_out: 0,
        tags: Vec::new(),
        related: Vec::new(),
        provenance: Provenance::default(),
        draft: found.draft,
        extra: found.extra.clone(),
        file: found.file,
        body: found.body.start,
        sections: Vec::new(),
        blocks: Vec::new(),
        refs: Vec::new(),
        relations: Vec::new(),
        tree: found.body.tree.clone(),
        targets: Box::default(),
        visible: true,
    }
}

/// The title, or for a gather without one its date and kind.
fn title(found: &RawDoc) -> String {
    match (&found.title, &found.kind, found.date) {
        (Some(Str { text, .. }), _, _) if !text.is_empty() => text.clone(),
        (_, RawDocKind::Gather(GatherKind::Gather), Some(date)) => date.long(),
        (_, RawDocKind::Gather(kind), Some(date)) => format!("{}, {}", date.long(), kind.word()),
        _ => found.slug.clone(),
    }
}
