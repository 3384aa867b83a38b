//! Dated things, as timelines and lists of changes have them.

use crate::model::*;
use crate::pages::{Page, watch_list_href, word, words_of};
use crate::records::{IsoDate, UriReference, cited_ids};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// One dated thing.
#[derive(Serialize, JsonSchema)]
pub(crate) struct EntryRow<'a> {
    pub date: IsoDate,
    /// gather, article, opened, updated, event, position, correction, question, settled, relation or watch.
    pub kind: &'static str,
    pub place: UriReference,
    /// The document that it stands in.
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<&'a str>,
    /// What happened; for a document, its summary.
    pub text: String,
    /// A change word, a kind of gather or article, the verb of a relation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<&'static str>,
    /// Of a relation: the passage that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<UriReference>,
    /// Ids of the sources that it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// Ids of those whose position it is.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "ids")]
    #[schemars(with = "Vec<String>")]
    pub actors: Vec<(&'a str, &'a str)>,
}

/// Actors are kept with their names for those who show them.
fn ids<S: Serializer>(actors: &[(&str, &str)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(actors.iter().map(|(id, _)| id))
}

pub(crate) fn entry<'a>(page: &Page<'a>, event: &Event) -> EntryRow<'a> {
    let site = page.site();
    let about = page.records().document_of(event.doc);
    let summary = site.doc(event.doc).summary.clone();
    let mut row = EntryRow {
        date: IsoDate(event.date),
        kind: event.kind.word(),
        place: UriReference(page.href(event.block.map_or(Target::Doc(event.doc), Target::Block))),
        title: about.title,
        topic: about.topic,
        text: event.block.map_or(summary.unwrap_or_default(), |block| words_of(page, block)),
        word: word(event.kind, site.doc(event.doc)),
        about: None,
        sources: event.block.map_or(Vec::new(), |block| cited_ids(site, block)),
        actors: Vec::new(),
    };
    for entity in event.block.map_or(&[][..], |block| site.holders(block)) {
        if site.is_visible(Target::Entity(*entity)) {
            let record = site.entity(*entity);
            row.actors.push((record.slug.as_str(), record.name.as_str()));
        }
    }
    match (event.kind, event.subject) {
        (EventKind::Relation { .. }, Some(earlier)) => {
            row.about = Some(UriReference(page.href(earlier)));
        }
        (EventKind::WatchListChanged(index), _) => {
            if let Some(topic) = site.doc(event.doc).topic {
                row.place = UriReference(watch_list_href(page, topic));
                row.text = site.topic(topic).watch.changelog[index as usize].change.clone();
            }
        }
        _ => {}
    }
    row
}
