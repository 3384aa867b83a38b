//! The data of each kind of page. Lists have the entries that the page shows, the newest first as there.

use crate::model::*;
use crate::records::{
    ContradictionRecord, DefinitionRecord, DocumentRecord, EntityRecord, EventRecord, FigureRecord,
    HalfLifeRecord, Mention, OriginRecord, Passage, PassageTree, PublisherRecord, SourceRecord,
    SourceSummary, StandTableRecord, TopicRecord, TrackRecordRow, UntracedRecord, UriReference,
    VocabularyTerm, WatchChangeRecord, WatchRecord,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// The data of one page, by its kind.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant)]
pub(crate) enum PageData<'a> {
    /// The whole site: its topics and what changed last.
    Home {
        topics: Vec<TopicRecord<'a>>,
        latest: Vec<EventRecord<'a>>,
    },
    /// The state of a debate.
    Topic {
        record: TopicRecord<'a>,
        /// The topic's own text.
        passages: Vec<Passage<'a>>,
        threads: Vec<DocumentRecord<'a>>,
        articles: Vec<DocumentRecord<'a>>,
        latest: Vec<EventRecord<'a>>,
        /// Who stands where on its tensions and questions.
        stands: StandTableRecord<'a>,
        sources: Vec<SourceSummary<'a>>,
        /// Other topics that its editor calls related.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        related: Vec<UriReference>,
        mentions: Vec<Mention<'a>>,
    },
    /// The text of a topic.
    Background(DocumentData<'a>),
    /// Who stands where in a topic, and on the issues of each of its texts.
    Stands {
        texts: Vec<StandPart<'a>>,
    },
    /// The gathers of one year of a topic.
    Gathers {
        years: Vec<GatherYear>,
        gathers: Vec<DocumentRecord<'a>>,
    },
    Gather(DocumentData<'a>),
    Thread(DocumentData<'a>),
    Article(DocumentData<'a>),
    Page(DocumentData<'a>),
    /// What happened, of a topic or of the site.
    Timeline {
        entries: Vec<EventRecord<'a>>,
    },
    /// What is new on the site: in the newest months, or in one month.
    Changes {
        entries: Vec<EventRecord<'a>>,
    },
    /// Who holds what in a topic.
    Perspectives {
        perspectives: Vec<PassageTree<'a>>,
    },
    /// The works that a topic or the site cites.
    Sources {
        sources: Vec<SourceSummary<'a>>,
    },
    /// How a topic is searched. Only the list's first file has the strategy and its changes.
    Watch {
        #[serde(skip_serializing_if = "Vec::is_empty")]
        strategy: Vec<WatchRecord<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        changelog: Vec<WatchChangeRecord<'a>>,
        observations: Vec<Passage<'a>>,
    },
    /// The measured values of a topic.
    Figures {
        figures: Vec<FigureRecord<'a>>,
    },
    /// What the claims of a topic rest on.
    Evidence {
        claims: usize,
        /// Claims that rest on one origin, and on nothing untraced.
        single_origin_claims: usize,
        origins: Vec<OriginRecord<'a>>,
        /// Only the list's first file has them.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        untraced: Vec<UntracedRecord<'a>>,
        /// Ids of sources that only report each other.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        loops: Vec<Vec<&'a str>>,
        /// Ids of what at least two of the origins are made of.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        shared_ground: Vec<&'a str>,
        /// How much the traced sources have in common, from 0 to 1: the corrected covered area.
        covered_area: Option<f64>,
    },
    /// What was forecast in a topic, by its days.
    Forecasts {
        forecasts: Vec<Passage<'a>>,
        records: Vec<TrackRecordRow<'a>>,
    },
    /// How long the claims of a topic held.
    HalfLife {
        half_life: HalfLifeRecord,
    },
    /// What subjects are under the definitions of a topic.
    Definitions {
        definitions: Vec<DefinitionRecord<'a>>,
    },
    /// The statements of a topic that cannot all hold, open ones first.
    Contradictions {
        open: usize,
        closed: usize,
        contradictions: Vec<ContradictionRecord<'a>>,
    },
    /// One work, what was noted of it and who cites it.
    Source {
        record: SourceRecord<'a>,
        notes: Vec<Passage<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    Publisher {
        record: PublisherRecord<'a>,
        sources: Vec<SourceSummary<'a>>,
    },
    /// Who or what the debate is about, with all that is tied to it.
    Entity {
        record: EntityRecord<'a>,
        /// Its description.
        passages: Vec<Passage<'a>>,
        perspectives: Vec<PassageTree<'a>>,
        tensions: Vec<PassageTree<'a>>,
        /// Where it stands on the issues of each topic, and who else does.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        stands: Vec<TopicStands<'a>>,
        figures: Vec<FigureRecord<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    Question {
        question: PassageTree<'a>,
        sources: Vec<SourceSummary<'a>>,
        mentions: Vec<Mention<'a>>,
    },
    /// Two actors side by side.
    Compare {
        actors: [EntityRecord<'a>; 2],
        perspectives: Vec<PassageTree<'a>>,
        tensions: Vec<PassageTree<'a>>,
        /// The issues on which one of the two or both stand somewhere.
        stands: StandTableRecord<'a>,
    },
    /// How the actors of a topic moved: the positions by how each relates to the one before it, a change of mind first.
    Moved {
        /// How many actors hold something, and how many of them have one dated position alone.
        actors: usize,
        spoke_once: usize,
        groups: Vec<MoveGroup<'a>>,
    },
    /// What the editors corrected in a topic, the newest first; `relations` of each say which passages.
    Corrections {
        corrections: Vec<PassageTree<'a>>,
    },
    /// The words that the site uses in a sense of its own.
    Glossary {
        entries: Vec<GlossaryRecord>,
    },
    /// A topic that is followed elsewhere, and what points to it.
    Elsewhere {
        id: &'a str,
        url: Option<&'a str>,
        note: Option<&'a str>,
        mentions: Vec<Mention<'a>>,
    },
    Publishers {
        publishers: Vec<PublisherRecord<'a>>,
    },
    Entities {
        entities: Vec<EntityRecord<'a>>,
    },
    Questions {
        questions: Vec<PassageTree<'a>>,
    },
    Tensions {
        tensions: Vec<PassageTree<'a>>,
    },
}

/// A gather, a thread, an article or a page.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Text")]
pub(crate) struct DocumentData<'a> {
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

/// The positions of a topic with one change word.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MoveGroup")]
pub(crate) struct MoveGroup<'a> {
    pub change: VocabularyTerm<ChangeWord>,
    /// How many actors moved so.
    pub actors: usize,
    /// The newest first.
    pub moves: Vec<MoveRecord<'a>>,
}

/// A position, and the one before it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Move")]
pub(crate) struct MoveRecord<'a> {
    pub position: PassageTree<'a>,
    pub before: Option<PassageTree<'a>>,
}

/// A word with its meaning.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GlossaryEntry")]
pub(crate) struct GlossaryRecord {
    pub id: &'static str,
    pub place: UriReference,
    pub word: String,
    pub meaning: String,
}

/// Where an actor stands in one topic.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TopicStands")]
pub(crate) struct TopicStands<'a> {
    /// The id of the topic.
    pub topic: &'a str,
    pub table: StandTableRecord<'a>,
}

/// The stand table of one text.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StandPart")]
pub(crate) struct StandPart<'a> {
    pub document: DocumentRecord<'a>,
    pub table: StandTableRecord<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Year")]
pub(crate) struct GatherYear {
    pub year: u16,
    pub gathers: usize,
    pub place: UriReference,
}
