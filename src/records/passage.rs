//! Passages: the pieces that documents are made of, each with its URL, its date, its sources and its words.

use super::claim_marks::with_marks;
use super::contradiction::ContradictionReference;
use super::evidence::EvidenceRecord;
use super::forecast::ForecastRecord;
use super::value::{IsoDate, OwnWord, UriReference, VocabularyTerm};
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// One passage of a text: a paragraph, a source note, an event, a position, a question …
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct Passage<'a> {
    /// Its name on its page; the part of `place` after `#`.
    pub id: &'a str,
    /// Its address.
    pub place: UriReference,
    /// Whether its id stays when its words change.
    pub lasting: bool,
    pub form: PassageKind,
    /// The id of the passage that it is a part of.
    pub part_of: Option<&'a str>,
    /// The heading of its section, where this file is about its document.
    pub section: Option<String>,
    /// Its own day, else that of its document.
    pub date: Option<IsoDate>,
    /// Of a gather that was compiled later: the day on which it was recorded.
    pub recorded: Option<IsoDate>,
    /// "editors" for what is theirs: corrections, remarks, what a tension's sides share and where they part.
    pub voice: Option<&'static str>,
    /// Its words, without marks.
    pub text: String,
    /// What goes with its words wherever they are shown: verdicts, who reports it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Ids of the sources that it cites; for a note, first the one that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<&'a str>,
    /// What contradicts it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionReference<'a>>,
    /// Of a claim that cites anything: what it rests on.
    pub evidence: Option<EvidenceRecord<'a>>,
    /// The id of the definition of its word that it uses.
    pub definition: Option<&'a str>,
    /// Ids of those who hold a position or stand on a side.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<&'a str>,
    /// Ids of the entities that its words link to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<&'a str>,
    /// Of a cross-link: the topic that it leads to.
    pub to_topic: Option<&'a str>,
    /// Of an observation: its kind.
    pub observation: Option<OwnWord<'a>>,
    /// The built-in kind that a kind of the site acts like.
    pub observation_like: Option<VocabularyTerm<ObservationKind>>,
    /// Of a suggestion: what became of it, and when.
    pub outcome: Option<VocabularyTerm<Outcome>>,
    pub outcome_date: Option<IsoDate>,
    /// Of a position that its holder is not on record with: ids of the sources and actors that report it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributed_by: Vec<&'a str>,
    /// Of a perspective: the day from which its text holds, and that on which it was stated last.
    pub since: Option<IsoDate>,
    pub last_stated: Option<IsoDate>,
    /// Of a position: how it relates to the one before it; none where the same document was read again.
    pub change: Option<VocabularyTerm<ChangeWord>>,
    /// Of a question: whether it is one of the debate or a gap of the record.
    pub question_kind: Option<VocabularyTerm<QuestionKind>>,
    /// Of a question: whether it is answered.
    pub status: Option<VocabularyTerm<QuestionStatus>>,
    pub asked: Option<IsoDate>,
    /// Of a question or a forecast: the day by which it can be answered or judged.
    pub due: Option<IsoDate>,
    pub forecast: Option<ForecastRecord<'a>>,
    /// Of a tension: what it is about.
    pub tension: Option<OwnWord<'a>>,
    /// The built-in kind that a kind of the site acts like.
    pub tension_like: Option<VocabularyTerm<TensionKind>>,
    /// Of a tension: its sides, each with the ids of one or several entities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Vec<&'a str>>,
    /// What later passages say of it, and what it says of earlier ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationRecord>,
    /// The document that contains it, where that is not this file's page.
    pub document: Option<DocumentReference<'a>>,
}

/// What kind of passage it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Form")]
pub(crate) enum PassageKind {
    /// A paragraph, a quotation, code or a table.
    Paragraph,
    /// An item of a list.
    Item,
    /// A heading below those of the sections.
    Heading,
    /// One source with what it says.
    Note,
    CrossLink,
    Observation,
    Event,
    /// What one or several actors hold; its words and positions are parts of it.
    Perspective,
    Position,
    Tension,
    Question,
    /// What somebody expects.
    Forecast,
    Correction,
    /// Of a tension: a side's best statement.
    Statement,
    /// Of a tension: what the sides share.
    Shared,
    /// Of a tension: where they part.
    Crux,
    /// Of a tension, a question or a forecast: what would settle it.
    WouldSettleIt,
    /// Of a question.
    Answer,
    /// Of a forecast: what it means, in a form that can be tested.
    Reading,
    /// Of a forecast: what must hold for it to count.
    Condition,
}

/// What one passage says about another.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Relation")]
pub(crate) struct RelationRecord {
    /// As it reads from this end: overtakes, overtaken by …
    pub verb: &'static str,
    pub kind: VocabularyTerm<RelationKind>,
    /// Whether it holds no longer: the passage that says it was corrected, and the correction does not say the same.
    pub lapsed: bool,
    /// The other passage.
    pub place: UriReference,
    pub date: Option<IsoDate>,
    /// Its first sentence.
    pub text: String,
}

/// The document that contains a passage.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(crate) struct DocumentReference<'a> {
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    pub topic: Option<&'a str>,
}

/// A perspective, tension or question with what belongs to it.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Whole")]
pub(crate) struct PassageTree<'a> {
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// Its words and positions; its statements, what is shared, the crux; its answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Passage<'a>>,
}

impl Passage<'_> {
    /// Its words with its marks before them, for outputs without fields for marks.
    pub(crate) fn marked_text(&self, locale: &Locale) -> String {
        with_marks(locale, &self.marks, self.text.clone())
    }
}
