//! Dated things, as timelines and lists of changes have them.

use crate::model::*;
use crate::pages::{Dated, Entry, Page, href, kind_of, words_of};
use crate::records::{IsoDate, UriReference, cited_ids, holders};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// One dated thing.
#[derive(Serialize, JsonSchema)]
pub(crate) struct EntryRow<'a> {
    pub date: IsoDate,
    /// gather, article, opened, updated, event, position, correction, question, relation or watch.
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

pub(crate) fn entry<'a>(page: &Page<'a>, entry: &Entry) -> EntryRow<'a> {
    let site = page.site();
    let row = |doc: DocId, place: String, text: String| {
        let about = page.records().document_of(doc);
        EntryRow {
            date: IsoDate(entry.date),
            kind: kind_of(entry.what),
            place: UriReference(place),
            title: about.title,
            topic: about.topic,
            text,
            word: None,
            about: None,
            sources: Vec::new(),
            actors: Vec::new(),
        }
    };
    let of_doc = |id: DocId| {
        let made =
            row(id, page.href(Target::Doc(id)), site.doc(id).summary.clone().unwrap_or_default());
        let word = matches!(entry.what, Dated::Gather(_) | Dated::Article(_))
            .then(|| page.records().document_of(id).kind);
        EntryRow { word, ..made }
    };
    let of_block = |id: BlockId| {
        let block = site.block(id);
        let made = row(block.doc, page.href(Target::Block(id)), words_of(page, id));
        let word = match block.kind {
            BlockKind::Position { change, .. } => Some(change.word()),
            _ => None,
        };
        let name = |e: &EntityId| (site.entity(*e).slug.as_str(), site.entity(*e).name.as_str());
        let actors = holders(site, id)
            .iter()
            .filter(|e| site.is_visible(Target::Entity(**e)))
            .map(name)
            .collect();
        EntryRow { sources: cited_ids(site, id), actors, word, ..made }
    };
    match entry.what {
        Dated::Gather(id) | Dated::Article(id) | Dated::Opened(id) | Dated::Updated(id) => {
            of_doc(id)
        }
        Dated::Event(id) | Dated::Correction(id) | Dated::Question(id) | Dated::Position(id) => {
            of_block(id)
        }
        Dated::Relation(relation) => {
            let about = Some(UriReference(page.href(Target::Block(relation.to))));
            EntryRow { word: Some(relation.kind.word()), about, ..of_block(relation.from) }
        }
        Dated::Watch(topic, i) => {
            let change = &site.topic(topic).watch.changelog[i as usize];
            let place = format!("{}#changelog", page.to(&href::topic_page(site, topic, "watch")));
            row(site.topic(topic).doc, place, change.change.clone())
        }
    }
}
