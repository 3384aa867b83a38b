//! One plain, serialisable record of everything that a site knows, with its JSON Schema.
//!
//! A [`RecordBuilder`] makes records out of a linked site: ids are those of the content, texts are plain words without
//! Markdown or HTML, dates are ISO 8601, URLs are as the file needs them that has the record. JSON files serialise
//! records; JSON-LD, hover texts, citations and exports map from them. `docs/records.md` explains how to add a field.

mod value;
mod name;
mod callout;
mod anchor;
mod builder;
mod claim_marks;
mod text;
mod source;
mod evidence;
mod forecast;
mod half_life;
mod contradiction;
mod definition;
mod passage;
mod passage_builder;
mod mention;
mod event;
mod record;
mod watch;
mod brief;
mod brief_builder;
mod stand;
pub(crate) mod citation;

pub(crate) use anchor::{reading_anchor, verdict_anchor};
pub(crate) use brief::{BriefPassage, BriefRecord, StrategyRecord, WaitingRecord};
pub(crate) use builder::{NoUrls, RecordBuilder, UrlResolver};
pub(crate) use callout::callout_title;
pub(crate) use claim_marks::with_marks;
pub(crate) use contradiction::ContradictionRecord;
pub(crate) use definition::DefinitionRecord;
pub(crate) use event::{EventRecord, event_kind};
pub(crate) use evidence::{OriginRecord, UntracedRecord};
pub(crate) use forecast::TrackRecordRow;
pub(crate) use half_life::HalfLifeRecord;
pub(crate) use mention::Mention;
pub(crate) use name::{document_kind, document_name, target_name};
pub(crate) use passage::{Passage, PassageKind, PassageTree};
pub(crate) use passage_builder::outcome;
pub(crate) use record::{
    DocumentRecord, EntityRecord, FigureRecord, PublisherRecord, TopicCounts, TopicRecord,
};
pub(crate) use source::{SourceRecord, SourceSummary};
pub(crate) use stand::{
    ActorReference, IssueRecord, StandRecord, StandRowRecord, StandTableRecord,
    StandingPositionRecord,
};
pub(crate) use text::{plain_words, shortened};
pub(crate) use value::{IsoDate, UriReference, VocabularyTerm};
pub(crate) use watch::{WatchChangeRecord, WatchRecord};
