//! Blocks: the addressable pieces that documents are made of, and what ties them together.

use super::chance::StatedChance;
use super::date::Date;
use super::ids::{BlockId, DefinitionId, DocId, EntityId, SourceId, Target};
use super::vocabulary::Term;
use super::words::{
    ChangeWord, Derivation, ForecastOutcome, ObservationKind, QuestionKind, QuestionStatus,
    RelationKind, TensionKind,
};
use crate::markdown::NodeIndex;
use crate::source::Span;
use std::ops::Range;

/// A block's address on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub name: Box<str>,
    /// Written by the author (`^id`) or given by what the block is about (its source), so it lasts; else made from its words.
    pub lasting: bool,
}

/// One paragraph, list item, source note, event, position, tension, question … of a document.
#[derive(Clone, Debug)]
pub struct Block {
    pub doc: DocId,
    /// Index into the document's `sections`.
    pub section: u32,
    pub kind: BlockKind,
    /// Its node in the document's tree.
    pub node: NodeIndex,
    /// The words of the block: after its prefix (date, source, label), before nothing.
    pub content: Span,
    pub anchor: Anchor,
    /// The day of the item itself, else of its document.
    pub date: Option<Date>,
    /// Indices into [`Doc::refs`]: what this block cites and links to, in order.
    pub refs: Range<u32>,
    /// For the text under a perspective, the positions of a perspective, the parts of a tension: the block they belong to.
    pub parent: Option<BlockId>,
    /// Whether the author says that there is no source, `(uncited:: yes)`.
    pub uncited: bool,
    /// What its inline fields say of it as a claim; `None` for most.
    pub claim: Option<Box<ClaimFields>>,
    /// Whether it was known on the day that the site is built for.
    pub visible: bool,
}

/// What the inline fields of a block say of it as a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimFields {
    /// `(from:: …)`
    pub from: Option<ClaimProvenance>,
    /// `(how:: …)`
    pub how: Option<Derivation>,
    /// `(lasting:: …)`: whether it can be overtaken.
    pub lasting: Option<bool>,
    /// `(due:: …)` on anything but a question, with `(by:: …)` and `(chance:: …)`; of each item of `## Forecasts`.
    pub forecast: Option<ForecastTerms>,
    /// `(outcome:: …)`, with `(happened:: …)`; `(judges:: …)` says of which forecast.
    pub judgement: Option<ForecastJudgement>,
    /// `(attributed_by:: …)`: the works and actors that report a position of which its holder's own statement is not on
    /// record.
    pub attributed_by: Vec<Target>,
    /// Whether it is `> [!EDITOR]`, a remark of the editors with a day of its own.
    pub editors_note: bool,
    /// `(since:: …)`: the day from which a text without a date of its own holds.
    pub since: Option<Date>,
    /// `(definition:: …)`: what its word means.
    pub definition: Option<DefinitionId>,
    /// `(until:: …)`: the last day on which it held.
    pub until: Option<Date>,
    /// `(stance:: …)`: what it comes to in a few words.
    pub stances: Vec<Stance>,
}

/// What a passage comes to in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stance {
    pub phrase: Box<str>,
    /// The tension or question that it is on; `None` for what the passage is about by its place.
    pub issue: Option<BlockId>,
    /// Its value in the file.
    pub span: Span,
}

/// What makes a passage a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastTerms {
    /// The day by which it can be judged, the last day of a less precise date; `None` if its author gave none.
    pub due: Option<Date>,
    /// The entities and sources that made it, where it is not who holds the position.
    pub by: Vec<Target>,
    pub chance: Option<StatedChance>,
}

/// What a passage says came of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForecastJudgement {
    pub outcome: ForecastOutcome,
    /// When it happened, which may be before it was judged.
    pub happened: Option<Date>,
}

impl ClaimFields {
    /// The sources that the fields name.
    pub fn named_sources(&self) -> impl Iterator<Item = SourceId> {
        let from = match &self.from {
            Some(ClaimProvenance::Sources(sources)) => sources.as_slice(),
            _ => &[],
        };
        let speakers = self.forecast.iter().flat_map(|forecast| &forecast.by);
        from.iter().copied().chain(speakers.filter_map(|speaker| match speaker {
            Target::Source(source) => Some(*source),
            _ => None,
        }))
    }
}

/// Where a statement comes from, whatever its source reports otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimProvenance {
    /// The source found it out itself.
    Own,
    /// It was looked for and not found.
    Unknown,
    Sources(Vec<SourceId>),
}

/// What a block is. Kinds with a colon in the comment are items of a section of that meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Paragraph, quotation, code, table, rule: shown as it is written.
    Prose,
    /// An item of a list in prose.
    Item(ListPlace),
    /// A heading below the section's own.
    Subheading { level: u8 },
    /// One source cited in one gather, with what it says.
    Note { source: SourceId },
    /// Cross-links: a sentence that ties the document to another topic.
    CrossLink { target: Target },
    /// Observations:
    Observation { kind: Term<ObservationKind> },
    /// Timeline: its date is the block's date.
    Event,
    /// Perspectives: the heading that names who holds it; its text and positions have it as parent.
    Perspective { actors: Vec<EntityId> },
    /// A dated position of its parent perspective.
    ///
    /// With a day by which it can be checked it is a forecast.
    Position { change: ChangeWord },
    /// Tensions: the sides, each one or several entities; its parts have it as parent.
    Tension { sides: Vec<Vec<EntityId>> },
    /// A part of a tension or question.
    Part(BlockPart),
    /// Open questions:
    Question { kind: QuestionKind, status: QuestionStatus, asked: Option<Date>, due: Option<Date> },
    /// Forecasts: what somebody expects; its parts have it as parent.
    Forecast,
    /// Corrections: an editor's dated correction or dispute.
    Correction,
}

impl Block {
    /// The day by which a question can be answered or a forecast be checked.
    pub fn due(&self) -> Option<Date> {
        match self.kind {
            BlockKind::Question { due, .. } => due,
            _ => self.forecast().and_then(|forecast| forecast.due),
        }
    }

    pub fn forecast(&self) -> Option<&ForecastTerms> {
        self.claim.as_ref()?.forecast.as_ref()
    }

    /// Who reports it, where it is a position that its holder is not on record with.
    pub fn attributed_by(&self) -> &[Target] {
        self.claim.as_ref().map_or(&[], |claim| &claim.attributed_by)
    }

    /// Whether it is the editors' own words about the debate or the record: corrections, remarks, observations, what the
    /// sides of a tension share, where they part and what would settle it.
    pub fn is_editorial(&self) -> bool {
        self.is_editors_note()
            || matches!(
                self.kind,
                BlockKind::Correction
                    | BlockKind::Observation { .. }
                    | BlockKind::Tension { .. }
                    | BlockKind::Part(BlockPart::Shared | BlockPart::Crux | BlockPart::Settles)
            )
    }

    /// Whether it is a remark of the editors with a day of its own.
    pub fn is_editors_note(&self) -> bool {
        self.claim.as_ref().is_some_and(|claim| claim.editors_note)
    }

    /// The day from which the text of a perspective holds.
    pub fn since(&self) -> Option<Date> {
        self.claim.as_ref()?.since
    }

    /// What it comes to in a few words, on an issue or as a whole.
    pub fn stance_on(&self, issue: Option<BlockId>) -> Option<&str> {
        let stances = &self.claim.as_ref()?.stances;
        stances.iter().find(|stance| stance.issue == issue).map(|stance| &*stance.phrase)
    }

    /// The tensions and questions on which it states the stance of its actors.
    pub fn stated_issues(&self) -> impl Iterator<Item = BlockId> + '_ {
        let stances = self.claim.iter().flat_map(|claim| &claim.stances);
        stances.filter_map(|stance| stance.issue)
    }

    /// The last day on which an earlier wording held.
    pub fn until(&self) -> Option<Date> {
        self.claim.as_ref()?.until
    }
}

/// The index of an item in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListPlace {
    /// The number of the first item of a numbered list.
    pub start: Option<u64>,
    /// From 0.
    pub nth: u32,
}

/// A labelled sub-item of a tension, a question or a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockPart {
    /// `Kind:` one of the words; the block's content is the word itself.
    Kind(Term<TensionKind>),
    /// `[[side]]:` that side's best statement.
    Statement(Vec<EntityId>),
    Shared,
    Crux,
    Settles,
    Answer,
    /// `Reads as:` what a forecast means in a form that can be tested.
    Reading,
    /// `Condition:` what must hold for a forecast to count.
    Condition,
}

/// One citation or link: its position and its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRef {
    pub block: BlockId,
    pub target: Target,
    /// Its position in the file, so that its sentence can be shown.
    pub at: u32,
}

/// One block about another; shown at both ends.
///
/// Ordered as the texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    pub from: BlockId,
    /// Its position among the relations of its document.
    pub position: u32,
    pub kind: RelationKind,
    pub to: BlockId,
    /// Whether it fell with the passage that made it: a later one corrects that passage and does not say the same.
    pub lapsed: bool,
}
