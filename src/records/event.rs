//! What happened, as timelines and lists of changes have it.

use super::builder::RecordBuilder;
use super::name::{document_kind, document_label};
use super::passage_builder::cited_ids;
use super::value::{IsoDate, UriReference};
use crate::analysis::reasoning::RelationEnd;
use crate::model::*;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use serde_with::skip_serializing_none;

/// One dated thing.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EntryRow")]
pub(crate) struct EventRecord<'a> {
    pub date: IsoDate,
    /// Of a gather that was compiled later: the day that it covers.
    pub covers: Option<IsoDate>,
    /// gather, article, opened, updated, event, position, reread, correction, question, settled, relation or watch.
    pub kind: &'static str,
    pub place: UriReference,
    /// The document that contains it.
    pub title: String,
    pub topic: Option<&'a str>,
    /// What happened; for a document, its summary.
    pub text: String,
    /// A change word, a kind of gather or article, the verb of a relation.
    pub word: Option<&'static str>,
    /// Of a relation: the passage that it is about.
    pub about: Option<UriReference>,
    /// Ids of the sources that it cites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// Ids of those whose position it is.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "slugs")]
    #[schemars(with = "Vec<String>")]
    pub actors: Vec<&'a Entity>,
}

fn slugs<S: Serializer>(actors: &[&Entity], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(actors.iter().map(|entity| &entity.slug))
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn event(&self, event: &Event) -> EventRecord<'a> {
        let site = self.site;
        let doc = site.doc(event.doc);
        let document = self.document_of(event.doc);
        let mut record = EventRecord {
            date: IsoDate(event.date),
            covers: doc.compiled.and(doc.date).map(IsoDate).filter(|_| event.block.is_none()),
            kind: event.kind.word(),
            place: self.place(Target::Doc(event.doc)),
            title: document.title,
            topic: document.topic,
            text: String::new(),
            word: self.event_word(event),
            about: None,
            sources: Vec::new(),
            actors: Vec::new(),
        };
        match event.block {
            Some(block) => {
                record.place = self.place(Target::Block(block));
                record.text = self.words_of(block);
                record.sources = cited_ids(site, block);
                let holders = site.holders(block).iter();
                let visible = holders.filter(|e| site.is_visible(Target::Entity(**e)));
                record.actors = visible.map(|e| site.entity(*e)).collect();
            }
            None => record.text = doc.summary.clone().unwrap_or_default(),
        }
        match (event.kind, event.subject, doc.topic) {
            (EventKind::Relation { .. }, Some(earlier), _) => {
                record.about = Some(self.place(earlier));
            }
            (EventKind::WatchListChanged(index), _, Some(topic)) => {
                record.place = UriReference(self.urls.watch_list_url(topic));
                record.text = site.topic(topic).watch.changelog[index as usize].change.clone();
            }
            _ => {}
        }
        record
    }

    /// The word of an event: how a position changed, what kind of text is new, the verb of a relation.
    pub(crate) fn event_word(&self, event: &Event) -> Option<&'static str> {
        match event.kind {
            EventKind::GatherPublished | EventKind::ArticlePublished => {
                Some(document_kind(self.site.doc(event.doc)))
            }
            EventKind::PositionStated(change) => Some(change.word()),
            EventKind::QuestionSettled(status) | EventKind::GapClosed(status) => {
                Some(status.word())
            }
            EventKind::Relation { .. } => {
                let evidence = &self.reasoning.evidence;
                evidence.event_verb(self.site, event, RelationEnd::Earlier).map(Word::word)
            }
            _ => None,
        }
    }

    /// The same in the language of the site.
    pub(crate) fn event_label(&self, event: &Event) -> Option<&'a str> {
        let locale = &self.site.locale;
        match event.kind {
            EventKind::GatherPublished | EventKind::ArticlePublished => {
                Some(document_label(locale, self.site.doc(event.doc)))
            }
            EventKind::PositionStated(change) => Some(locale.label(change)),
            EventKind::QuestionSettled(status) | EventKind::GapClosed(status) => {
                Some(locale.label(status))
            }
            EventKind::Relation { .. } => {
                let evidence = &self.reasoning.evidence;
                let verb = evidence.event_verb(self.site, event, RelationEnd::Earlier)?;
                Some(locale.label(verb))
            }
            _ => None,
        }
    }
}

/// What an event is, in one word.
pub(crate) fn event_kind(kind: EventKind) -> MessageId {
    match kind {
        EventKind::GatherPublished => MessageId::EventGather,
        EventKind::ArticlePublished => MessageId::EventArticle,
        EventKind::ThreadOpened => MessageId::EventOpened,
        EventKind::TextUpdated => MessageId::EventUpdated,
        EventKind::Occurrence => MessageId::EventEvent,
        EventKind::PositionStated(_) => MessageId::EventPosition,
        EventKind::PositionReread => MessageId::EventReread,
        EventKind::QuestionAsked => MessageId::EventQuestion,
        EventKind::QuestionSettled(_) => MessageId::EventSettled,
        EventKind::GapNoted => MessageId::EventGap,
        EventKind::GapClosed(_) => MessageId::EventGapClosed,
        EventKind::Correction { .. } => MessageId::EventCorrection,
        EventKind::Relation { .. } => MessageId::EventRelation,
        EventKind::WatchListChanged(_) => MessageId::EventWatch,
        EventKind::SourceNoted => MessageId::EventNoted,
        EventKind::FirstMentioned => MessageId::EventFirst,
    }
}
