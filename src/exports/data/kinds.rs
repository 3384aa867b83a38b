//! What the data of each kind of page have: one struct for a kind, in the order of the table of pages.
//!
//! Takes and makes nothing; `facts.rs` fills them. Comments here are the words of the schema.

use super::entry::EntryRow;
use super::mention::Mention;
use super::passage::{Passage, Whole};
use super::record::*;
use super::words::{Day, Place};
use schemars::JsonSchema;
use serde::Serialize;

/// The facts of one page, by its kind.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Facts<'a> {
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
pub struct Home<'a> {
    pub topics: Vec<TopicRow<'a>>,
    pub latest: Vec<EntryRow<'a>>,
}

/// The state of a debate.
#[derive(Serialize, JsonSchema)]
pub struct Topic<'a> {
    pub record: TopicRow<'a>,
    /// The topic's own text.
    pub passages: Vec<Passage<'a>>,
    pub threads: Vec<TextRow<'a>>,
    pub articles: Vec<TextRow<'a>>,
    pub latest: Vec<EntryRow<'a>>,
    pub sources: Vec<SourceRow<'a>>,
    /// Other topics that its editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Place>,
    pub mentions: Vec<Mention<'a>>,
}

/// The gathers of one year of a topic.
#[derive(Serialize, JsonSchema)]
pub struct Gathers<'a> {
    pub years: Vec<Year>,
    pub gathers: Vec<TextRow<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Year {
    pub year: u16,
    pub gathers: usize,
    pub place: Place,
}

/// A gather, a thread, an article or a page.
#[derive(Serialize, JsonSchema)]
pub struct Text<'a> {
    pub record: TextRow<'a>,
    /// Everything that it says, in order. A part of a perspective, tension or question names it in `part_of`.
    pub passages: Vec<Passage<'a>>,
    /// Its footnotes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<String>,
    /// The works that it cites.
    pub sources: Vec<SourceRow<'a>>,
    /// What its editor calls related.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Place>,
    pub mentions: Vec<Mention<'a>>,
}

/// Dated things of a topic or of the site.
#[derive(Serialize, JsonSchema)]
pub struct Entries<'a> {
    pub entries: Vec<EntryRow<'a>>,
}

/// Who holds what in a topic.
#[derive(Serialize, JsonSchema)]
pub struct Perspectives<'a> {
    pub perspectives: Vec<Whole<'a>>,
}

/// The works that a topic or the site cites.
#[derive(Serialize, JsonSchema)]
pub struct Sources<'a> {
    pub sources: Vec<SourceRow<'a>>,
}

/// How a topic is searched.
#[derive(Serialize, JsonSchema)]
pub struct Watch<'a> {
    /// Only the list's first file has the strategy and its changes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strategy: Vec<WatchRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changelog: Vec<ChangeRow<'a>>,
    pub observations: Vec<Passage<'a>>,
}

/// One keyword, preferred source, author or exclusion.
#[derive(Serialize, JsonSchema)]
pub struct WatchRow<'a> {
    /// keywords, sources, authors, exclude_domains or exclude_terms.
    pub list: &'static str,
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    /// The observation that suggested it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Place>,
}

/// A change of the strategy.
#[derive(Serialize, JsonSchema)]
pub struct ChangeRow<'a> {
    pub date: Day,
    pub change: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
}

/// The measured values of a topic.
#[derive(Serialize, JsonSchema)]
pub struct Figures<'a> {
    pub figures: Vec<FigureRow<'a>>,
}

/// One work, what was noted of it and who cites it.
#[derive(Serialize, JsonSchema)]
pub struct Source<'a> {
    pub record: SourceRecord<'a>,
    pub notes: Vec<Passage<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Publisher<'a> {
    pub record: PublisherRow<'a>,
    pub sources: Vec<SourceRow<'a>>,
}

/// Who or what the debate is about, with all that is tied to it.
#[derive(Serialize, JsonSchema)]
pub struct Entity<'a> {
    pub record: EntityRow<'a>,
    /// Its description.
    pub passages: Vec<Passage<'a>>,
    pub perspectives: Vec<Whole<'a>>,
    pub tensions: Vec<Whole<'a>>,
    pub figures: Vec<FigureRow<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Question<'a> {
    pub question: Whole<'a>,
    pub sources: Vec<SourceRow<'a>>,
    pub mentions: Vec<Mention<'a>>,
}

/// Two actors side by side.
#[derive(Serialize, JsonSchema)]
pub struct Compare<'a> {
    pub actors: [EntityRow<'a>; 2],
    pub perspectives: Vec<Whole<'a>>,
    pub tensions: Vec<Whole<'a>>,
}

/// A topic that is followed elsewhere, and what points to it.
#[derive(Serialize, JsonSchema)]
pub struct Elsewhere<'a> {
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    pub mentions: Vec<Mention<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Publishers<'a> {
    pub publishers: Vec<PublisherRow<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Entities<'a> {
    pub entities: Vec<EntityRow<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Questions<'a> {
    pub questions: Vec<Whole<'a>>,
}

#[derive(Serialize, JsonSchema)]
pub struct Tensions<'a> {
    pub tensions: Vec<Whole<'a>>,
}
