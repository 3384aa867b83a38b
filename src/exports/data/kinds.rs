//! What the data of each kind of page have: one struct for a kind, in the order of the table of pages.
//!
//! Takes and makes nothing; `facts.rs` fills them. Comments here are the words of the schema.

use super::entry::EntryRow;
use crate::records::{
    DocumentRecord, EntityRecord, FigureRecord, IsoDate, Mention, Passage, PassageTree,
    PublisherRecord, SourceRecord, SourceSummary, TopicRecord, UriReference,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// The facts of one page, by its kind.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Facts<'a> {
    Home(Home<'a>),
    Topic(Topic<'a>),
    Gathers(Gathers<'a>),
    Gather(Text<'a>),
    Thread(Text<'a>),
    Article(Text<'a>),
    Page(Text<'a>),
    Timeline(Entries<'a>),
    Changes(Entries<'a>),
    Perspectives(Perspectives<'a>),
    Sources(Sources<'a>),
    Watch(Watch<'a>),
    Figures(Figures<'a>),
    Source(Source<'a>),
    Publisher(Publisher<'a>),
    Entity(Entity<'a>),
    Question(Question<'a>),
    Compare(Compare<'a>),
    Elsewhere(Elsewhere<'a>),
    Publishers(Publishers<'a>),
    Entities(Entities<'a>),
    Questions(Questions<'a>),
    Tensions(Tensions<'a>),
}

/// The whole site: its topics and what changed last.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Home<'a> {
    pub topics: Vec<TopicRecord<'a>>,
    pub latest: Vec<EntryRow<'a>>,
}

/// The state of a debate.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Topic<'a> {
    pub record: TopicRecord<'a>,
    /// The topic's own text.
    pub passages: Vec<Passage<'a>>,
    pub threads: Vec<DocumentRecord<'a>>,
    pub articles: Vec<DocumentRecord<'a>>,
    pub latest: Vec<EntryRow<'a>>,
    pub sources: Vec<SourceSummary<'a>>,
    /// Other topics that its editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<UriReference>,
    pub mentions: Vec<Mention<'a>>,
}

/// The gathers of one year of a topic.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Gathers<'a> {
    pub years: Vec<Year>,
    pub gathers: Vec<DocumentRecord<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Year {
    pub year: u16,
    pub gathers: usize,
    pub place: UriReference,
}

/// A gather, a thread, an article or a page.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Text<'a> {
    pub record: DocumentRecord<'a>,
    /// Everything that it says, in order. A part of a perspective, tension or question names it in `part_of`.
    pub passages: Vec<Passage<'a>>,
    /// Its footnotes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<String>,
    /// The works that it cites.
    pub sources: Vec<SourceSummary<'a>>,
    /// What its editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<UriReference>,
    pub mentions: Vec<Mention<'a>>,
}

/// Dated things of a topic or of the site.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Entries<'a> {
    pub entries: Vec<EntryRow<'a>>,
}

/// Who holds what in a topic.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Perspectives<'a> {
    pub perspectives: Vec<PassageTree<'a>>,
}

/// The works that a topic or the site cites.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Sources<'a> {
    pub sources: Vec<SourceSummary<'a>>,
}

/// How a topic is searched.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Watch<'a> {
    /// Only the list's first file has the strategy and its changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strategy: Vec<WatchRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changelog: Vec<ChangeRow<'a>>,
    pub observations: Vec<Passage<'a>>,
}

/// One keyword, preferred source, author or exclusion.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct WatchRow<'a> {
    /// keywords, sources, authors, exclude_domains or exclude_terms.
    pub list: &'static str,
    pub text: &'a str,
    pub domain: Option<&'a str>,
    pub since: Option<IsoDate>,
    pub until: Option<IsoDate>,
    pub reason: Option<&'a str>,
    /// The observation that suggested it.
    pub from: Option<UriReference>,
}

/// A change of the strategy.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct ChangeRow<'a> {
    pub date: IsoDate,
    pub change: &'a str,
    pub reason: Option<&'a str>,
}

/// The measured values of a topic.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Figures<'a> {
    pub figures: Vec<FigureRecord<'a>>,
}

/// One work, what was noted of it and who cites it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Source<'a> {
    pub record: SourceRecord<'a>,
    pub notes: Vec<Passage<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Publisher<'a> {
    pub record: PublisherRecord<'a>,
    pub sources: Vec<SourceSummary<'a>>,
}

/// Who or what the debate is about, with all that is tied to it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Entity<'a> {
    pub record: EntityRecord<'a>,
    /// Its description.
    pub passages: Vec<Passage<'a>>,
    pub perspectives: Vec<PassageTree<'a>>,
    pub tensions: Vec<PassageTree<'a>>,
    pub figures: Vec<FigureRecord<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Question<'a> {
    pub question: PassageTree<'a>,
    pub sources: Vec<SourceSummary<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

/// Two actors side by side.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Compare<'a> {
    pub actors: [EntityRecord<'a>; 2],
    pub perspectives: Vec<PassageTree<'a>>,
    pub tensions: Vec<PassageTree<'a>>,
}

/// A topic that is followed elsewhere, and what points to it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct Elsewhere<'a> {
    pub id: &'a str,
    pub url: Option<&'a str>,
    pub note: Option<&'a str>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Publishers<'a> {
    pub publishers: Vec<PublisherRecord<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Entities<'a> {
    pub entities: Vec<EntityRecord<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Questions<'a> {
    pub questions: Vec<PassageTree<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub(crate) struct Tensions<'a> {
    pub tensions: Vec<PassageTree<'a>>,
}
