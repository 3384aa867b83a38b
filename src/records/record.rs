//! Topics, documents, publishers, entities and figures.

use super::builder::RecordBuilder;
use super::contradiction::ContradictionReference;
use super::evidence::EvidenceRecord;
use super::name::{document_kind, document_name};
use super::source::source_id;
use super::value::{IsoDate, OwnWord, UriReference, VocabularyTerm};
use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_with::skip_serializing_none;

/// A debate that is followed.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TopicRow")]
pub(crate) struct TopicRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub title: &'a str,
    pub question: &'a str,
    pub summary: &'a str,
    pub status: VocabularyTerm<TopicStatus>,
    /// Days between gathers that the editor aims at.
    pub cadence: Option<u32>,
    pub last_gather: Option<IsoDate>,
    #[serde(flatten)]
    pub counts: TopicCounts,
}

/// How much a topic has of everything.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TopicCounts {
    pub gathers: usize,
    pub threads: usize,
    pub articles: usize,
    pub sources: usize,
    pub actors: usize,
    pub figures: usize,
    pub tensions: usize,
    pub open_questions: usize,
    /// Gaps of the record that are open: what the search did not find.
    pub open_gaps: usize,
}

/// A gather, thread, article, page, or the text of a topic.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TextRow")]
pub(crate) struct DocumentRecord<'a> {
    /// The last part of its address.
    pub id: &'a str,
    pub place: UriReference,
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    /// A gather's day, an article's date, a thread's opening.
    pub date: Option<IsoDate>,
    /// Of a gather: the day on which it was put together, where that is later than `date`.
    pub compiled: Option<IsoDate>,
    pub updated: Option<IsoDate>,
    pub author: Option<&'a str>,
    pub summary: Option<&'a str>,
    /// Of a thread.
    pub status: Option<VocabularyTerm<ThreadStatus>>,
    pub trend: Option<VocabularyTerm<Trend>>,
    /// Words of the site's vocabulary.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// How many works it notes.
    pub notes: usize,
    pub written_by: VocabularyTerm<Writer>,
    pub model: Option<&'a str>,
    pub reviewed_by: Option<&'a str>,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PublisherRow")]
pub(crate) struct PublisherRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub name: &'a str,
    pub kind: OwnWord<'a>,
    /// The built-in kind that a kind of the site acts like.
    pub kind_like: Option<VocabularyTerm<PublisherKind>>,
    pub country: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub domains: &'a [String],
    /// Why it is not trusted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningRecord<'a>>,
    /// How many of its works are on record.
    pub sources: usize,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WarningRow")]
pub(crate) struct WarningRecord<'a> {
    pub kind: &'a str,
    pub since: Option<IsoDate>,
    pub text: Option<&'a str>,
}

/// Who or what the debate is about.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EntityRow")]
pub(crate) struct EntityRecord<'a> {
    pub id: &'a str,
    pub place: UriReference,
    pub name: &'a str,
    pub kind: OwnWord<'a>,
    /// The built-in kind that a kind of the site acts like.
    pub kind_like: Option<VocabularyTerm<EntityKind>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    pub url: Option<&'a str>,
    pub side: Option<OwnWord<'a>>,
    /// The built-in side that a side of the site acts like.
    pub side_like: Option<VocabularyTerm<Side>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<AffiliationRecord<'a>>,
    /// Of a term: who uses it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<UsageRecord<'a>>,
    /// In how many passages it is named.
    pub mentioned: usize,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AffiliationRow")]
pub(crate) struct AffiliationRecord<'a> {
    /// The id of an entity.
    pub of: &'a str,
    pub role: Option<&'a str>,
    pub since: Option<IsoDate>,
    pub until: Option<IsoDate>,
}

#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UsageRow")]
pub(crate) struct UsageRecord<'a> {
    /// The id of an entity.
    pub who: &'a str,
    pub since: Option<IsoDate>,
    /// The id of a source.
    pub source: Option<&'a str>,
    pub note: Option<&'a str>,
}

/// A measured value.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FigureRow")]
pub(crate) struct FigureRecord<'a> {
    pub id: &'a str,
    pub topic: &'a str,
    pub metric: &'a str,
    /// The id of an entity.
    pub subject: &'a str,
    pub side: OwnWord<'a>,
    /// The built-in side that a side of the site acts like.
    pub side_like: Option<VocabularyTerm<Side>>,
    /// The id of the definition that its word has, where several do.
    pub definition: Option<&'a str>,
    pub value: f64,
    /// The upper end, where a range is given.
    pub upper: Option<f64>,
    pub approximate: bool,
    pub bound: Option<VocabularyTerm<FigureBound>>,
    /// Whether it is expected and not measured.
    pub projected: bool,
    /// How many figures report this measurement.
    pub reports: usize,
    pub unit: &'a str,
    /// The day it held.
    pub as_of: Option<IsoDate>,
    /// The id of a source.
    pub source: Option<&'a str>,
    /// The passage that states it.
    pub stated_in: Option<UriReference>,
    /// What became of that passage: "corrected 20 November 2026".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stated_marks: Vec<String>,
    /// What contradicts it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionReference<'a>>,
    /// What it rests on, where it names a source.
    pub evidence: Option<EvidenceRecord<'a>>,
    pub status: VocabularyTerm<FigureStatus>,
    pub reason: Option<&'a str>,
    pub note: Option<&'a str>,
}

impl<'a> RecordBuilder<'a, '_> {
    pub(crate) fn topic(&self, id: TopicId, counts: TopicCounts) -> TopicRecord<'a> {
        let topic = self.site.topic(id);
        let last_gather = topic.gathers.iter().rev().find(|d| self.site.doc(**d).visible);
        TopicRecord {
            id: &topic.slug,
            place: self.place(Target::Topic(id)),
            title: &topic.title,
            question: &topic.question,
            summary: &topic.summary,
            status: VocabularyTerm(topic.status),
            cadence: topic.cadence,
            last_gather: last_gather.and_then(|d| self.site.doc(*d).recorded()).map(IsoDate),
            counts,
        }
    }

    pub(crate) fn document(&self, id: DocId) -> DocumentRecord<'a> {
        let doc = self.site.doc(id);
        let (status, trend) = match doc.kind {
            DocKind::Thread { status, trend, .. } => {
                (Some(VocabularyTerm(status)), trend.map(VocabularyTerm))
            }
            _ => (None, None),
        };
        let is_note = |b: &BlockId| matches!(self.site.block(*b).kind, BlockKind::Note { .. });
        DocumentRecord {
            id: &doc.slug,
            place: self.place(self.site.target_of(id)),
            title: document_name(self.site, id),
            kind: document_kind(doc),
            date: doc.date.map(IsoDate),
            compiled: doc.compiled.map(IsoDate),
            updated: doc.updated.map(IsoDate),
            author: doc.author.as_deref(),
            summary: doc.summary.as_deref(),
            status,
            trend,
            tags: doc.tags.iter().map(|tag| self.site.vocabulary.tag(*tag).word.as_str()).collect(),
            notes: self.site.blocks_of(id).filter(is_note).count(),
            written_by: VocabularyTerm(doc.provenance.by),
            model: doc.provenance.model.as_deref(),
            reviewed_by: doc.provenance.reviewed_by.as_deref(),
        }
    }

    pub(crate) fn publisher(&self, id: PublisherId) -> PublisherRecord<'a> {
        let (publisher, words) = (self.site.publisher(id), &self.site.vocabulary.publishers);
        PublisherRecord {
            id: &publisher.slug,
            place: self.place(Target::Publisher(id)),
            name: &publisher.name,
            kind: OwnWord(words.word(publisher.kind)),
            kind_like: words.like(publisher.kind).map(VocabularyTerm),
            country: publisher.country.as_deref(),
            aliases: &publisher.aliases,
            domains: &publisher.domains,
            warnings: publisher.warnings.iter().map(warning).collect(),
            sources: self.site.index.by_publisher[id.index()].len(),
        }
    }

    pub(crate) fn entity(&self, id: EntityId) -> EntityRecord<'a> {
        let site = self.site;
        let entity = site.entity(id);
        let affiliations = entity.affiliations.iter();
        let users = entity.used_by.iter();
        EntityRecord {
            id: &entity.slug,
            place: self.place(Target::Entity(id)),
            name: &entity.name,
            kind: OwnWord(site.vocabulary.entities.word(entity.kind)),
            kind_like: site.vocabulary.entities.like(entity.kind).map(VocabularyTerm),
            aliases: &entity.aliases,
            url: entity.url.as_deref(),
            side: entity.side.map(|side| OwnWord(site.vocabulary.sides.word(side))),
            side_like: entity
                .side
                .and_then(|side| site.vocabulary.sides.like(side))
                .map(VocabularyTerm),
            affiliations: affiliations
                .filter(|a| site.is_visible(Target::Entity(a.of)))
                .map(|a| affiliation(site, a))
                .collect(),
            used_by: users
                .filter(|u| site.is_visible(Target::Entity(u.who)))
                .map(|u| usage(site, u))
                .collect(),
            mentioned: site.backlinks(Target::Entity(id)).len(),
        }
    }

    pub(crate) fn figure(&self, id: FigureId) -> FigureRecord<'a> {
        let site = self.site;
        let figure = site.figure(id);
        FigureRecord {
            id: &figure.id,
            topic: &site.topic(figure.topic).slug,
            metric: &figure.metric,
            subject: &site.entity(figure.subject).slug,
            side: OwnWord(site.vocabulary.sides.word(figure.side)),
            side_like: site.vocabulary.sides.like(figure.side).map(VocabularyTerm),
            definition: figure.definition.map(|id| site.definition(id).id.as_str()),
            value: figure.value,
            upper: figure.upper,
            approximate: figure.approximate,
            bound: figure.bound.map(VocabularyTerm),
            projected: figure.projected,
            reports: self.reasoning.measurements.reports(id),
            unit: &figure.unit,
            as_of: figure.as_of.map(IsoDate),
            source: figure.source.and_then(|s| source_id(site, s)),
            stated_in: figure.stated_in.filter(|t| site.is_visible(*t)).map(|t| self.place(t)),
            stated_marks: match figure.stated_in.filter(|t| site.is_visible(*t)) {
                Some(Target::Block(block)) => self.marks(block),
                _ => Vec::new(),
            },
            contradictions: self.contradictions_of(StatementId::Figure(id)),
            evidence: self.evidence(ClaimId::Figure(id)),
            status: VocabularyTerm(figure.status),
            reason: figure.reason.as_deref(),
            note: figure.note.as_deref(),
        }
    }
}

fn warning(warning: &PublisherWarning) -> WarningRecord<'_> {
    WarningRecord {
        kind: &warning.kind,
        since: warning.since.map(IsoDate),
        text: warning.text.as_deref(),
    }
}

fn affiliation<'a>(site: &'a Site, affiliation: &'a Affiliation) -> AffiliationRecord<'a> {
    AffiliationRecord {
        of: &site.entity(affiliation.of).slug,
        role: affiliation.role.as_deref(),
        since: affiliation.since.map(IsoDate),
        until: affiliation.until.map(IsoDate),
    }
}

fn usage<'a>(site: &'a Site, usage: &'a TermUsage) -> UsageRecord<'a> {
    UsageRecord {
        who: &site.entity(usage.who).slug,
        since: usage.since.map(IsoDate),
        source: usage.source.and_then(|s| source_id(site, s)),
        note: usage.note.as_deref(),
    }
}
