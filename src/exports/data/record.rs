//! Records as rows: topics, documents, sources, publishers, entities, figures.
//!
//! Takes an id, gives what is on record. A list has the short form of a record; its own file the whole one.

use super::passage::shown_source;
use super::words::{Day, Place, Term};
use crate::model::*;
use crate::pages::view::{Page, doc_kind, is_open_block};
use schemars::JsonSchema;
use serde::Serialize;

/// A debate that is followed.
#[derive(Serialize, JsonSchema)]
pub struct TopicRow<'a> {
    pub id: &'a str,
    pub place: Place,
    pub title: &'a str,
    pub question: &'a str,
    pub summary: &'a str,
    pub status: Term<TopicStatus>,
    /// Days between gathers that the editor aims at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadence: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_gather: Option<Day>,
    pub gathers: usize,
    pub threads: usize,
    pub articles: usize,
    pub sources: usize,
    pub actors: usize,
    pub figures: usize,
    pub tensions: usize,
    pub open_questions: usize,
}

/// A gather, thread, article, page, or the text of a topic.
#[derive(Serialize, JsonSchema)]
pub struct TextRow<'a> {
    /// The last part of its address.
    pub id: &'a str,
    pub place: Place,
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    /// A gather's day, an article's date, a thread's opening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<&'a str>,
    /// Of a thread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Term<ThreadStatus>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<Term<Trend>>,
    /// How many works it notes.
    pub notes: usize,
    pub written_by: Term<Writer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<&'a str>,
}

/// A work that is cited.
#[derive(Serialize, JsonSchema)]
pub struct SourceRow<'a> {
    /// The citation key.
    pub id: &'a str,
    pub place: Place,
    /// A type of CSL 1.0.2.
    pub r#type: Term<SourceType>,
    pub title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<&'a str>,
    /// The id of the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<&'a str>,
    /// In how many passages it is cited: of the topic in a topic's list, else of the whole site.
    pub cited: usize,
}

/// All that is known of a work, in its own file.
#[derive(Serialize, JsonSchema)]
pub struct SourceRecord<'a> {
    #[serde(flatten)]
    pub row: SourceRow<'a>,
    /// Further keys under which it was cited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<&'a str>,
    /// Other titles.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Day>,
    /// The address of an archived copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#abstract: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<&'a str>,
    /// Ids of the primary evidence that it reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reported_by: Vec<&'a str>,
    /// Whether it has a record of its own; else it is known from a note alone.
    pub recorded: bool,
}

#[derive(Serialize, JsonSchema)]
pub struct PublisherRow<'a> {
    pub id: &'a str,
    pub place: Place,
    pub name: &'a str,
    pub kind: Term<PublisherKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub domains: &'a [String],
    /// Why it is not trusted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<WarningRow<'a>>,
    /// How many of its works are on record.
    pub sources: usize,
}

#[derive(Serialize, JsonSchema)]
pub struct WarningRow<'a> {
    pub kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

/// Who or what the debate is about.
#[derive(Serialize, JsonSchema)]
pub struct EntityRow<'a> {
    pub id: &'a str,
    pub place: Place,
    pub name: &'a str,
    pub kind: Term<EntityKind>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub aliases: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Term<Side>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<AffiliationRow<'a>>,
    /// Of a term: who uses it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<UsageRow<'a>>,
    /// In how many passages it is named.
    pub mentioned: usize,
}

#[derive(Serialize, JsonSchema)]
pub struct AffiliationRow<'a> {
    /// The id of an entity.
    pub of: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

#[derive(Serialize, JsonSchema)]
pub struct UsageRow<'a> {
    /// The id of an entity.
    pub who: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The id of a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

/// A measured value.
#[derive(Serialize, JsonSchema)]
pub struct FigureRow<'a> {
    pub id: &'a str,
    pub topic: &'a str,
    pub metric: &'a str,
    /// The id of an entity.
    pub subject: &'a str,
    pub side: Term<Side>,
    pub value: f64,
    /// The upper end, where a range is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upper: Option<f64>,
    pub approximate: bool,
    pub unit: &'a str,
    /// The day it held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
    /// The id of a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// The passage that states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated_in: Option<Place>,
    pub status: Term<FigureStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

pub fn topic<'a>(page: &Page<'a>, id: TopicId) -> TopicRow<'a> {
    let (site, lists) = (page.site(), page.ctx.lists.topic(id));
    let topic = site.topic(id);
    TopicRow {
        id: &topic.slug,
        place: Place(page.href(Target::Topic(id))),
        title: &topic.title,
        question: &topic.question,
        summary: &topic.summary,
        status: Term(topic.status),
        cadence: topic.cadence,
        last_gather: lists.gathers.last().and_then(|d| site.doc(*d).date).map(Day),
        gathers: lists.gathers.len(),
        threads: lists.threads.len(),
        articles: lists.articles.len(),
        sources: lists.sources.len(),
        actors: lists.actors.len(),
        figures: lists.figures.len(),
        tensions: lists.tensions.len(),
        open_questions: lists.questions.iter().filter(|q| is_open_block(site, **q)).count(),
    }
}

pub fn text<'a>(page: &Page<'a>, id: DocId) -> TextRow<'a> {
    let (site, doc) = (page.site(), page.site().doc(id));
    let (status, trend) = match doc.kind {
        DocKind::Thread { status, trend, .. } => (Some(Term(status)), trend.map(Term)),
        _ => (None, None),
    };
    TextRow {
        id: &doc.slug,
        place: Place(page.href(site.target_of(id))),
        title: page.ctx.doc_name(id),
        kind: doc_kind(doc),
        date: doc.date.map(Day),
        updated: doc.updated.map(Day),
        author: doc.author.as_deref(),
        summary: doc.summary.as_deref(),
        status,
        trend,
        notes: site
            .blocks_of(id)
            .filter(|b| matches!(site.block(*b).kind, BlockKind::Note { .. }))
            .count(),
        written_by: Term(doc.provenance.by),
        model: doc.provenance.model.as_deref(),
        reviewed_by: doc.provenance.reviewed_by.as_deref(),
    }
}

pub fn source<'a>(page: &Page<'a>, id: SourceId) -> SourceRow<'a> {
    let (site, source) = (page.site(), page.site().source(id));
    SourceRow {
        id: &source.id,
        place: Place(page.href(Target::Source(id))),
        r#type: Term(source.kind),
        title: &source.title,
        authors: source.authors.iter().map(Author::shown).collect(),
        issued: source.issued.map(Day),
        publisher: source.publisher.map(|p| site.publisher(p).name.as_str()),
        publisher_id: source.publisher.map(|p| site.publisher(p).slug.as_str()),
        url: source.url.as_deref(),
        doi: source.doi.as_deref(),
        cited: site.backlinks(Target::Source(id)).len(),
    }
}

pub fn source_record<'a>(page: &Page<'a>, id: SourceId) -> SourceRecord<'a> {
    let (site, source) = (page.site(), page.site().source(id));
    let ids = |list: &[SourceId]| list.iter().filter_map(|s| shown_source(site, *s)).collect();
    SourceRecord {
        row: self::source(page, id),
        keys: source.keys.iter().filter(|k| **k != source.id).map(String::as_str).collect(),
        aliases: &source.aliases,
        genre: source.genre.as_deref(),
        container: source.container.as_deref(),
        number: source.number.as_deref(),
        language: source.language.as_deref(),
        accessed: source.accessed.map(Day),
        archive: source.archive.as_deref(),
        r#abstract: source.summary.as_deref(),
        note: source.note.as_deref(),
        reliability: source.reliability.as_deref(),
        reports: ids(&source.reports),
        reported_by: ids(site.index.reported_by.get(&id).map_or(&[], |r| r)),
        recorded: source.recorded,
    }
}

pub fn publisher<'a>(page: &Page<'a>, id: PublisherId) -> PublisherRow<'a> {
    let (site, publisher) = (page.site(), page.site().publisher(id));
    let warning = |w: &'a Warning| WarningRow {
        kind: &w.kind,
        since: w.since.map(Day),
        text: w.text.as_deref(),
    };
    PublisherRow {
        id: &publisher.slug,
        place: Place(page.href(Target::Publisher(id))),
        name: &publisher.name,
        kind: Term(publisher.kind),
        country: publisher.country.as_deref(),
        aliases: &publisher.aliases,
        domains: &publisher.domains,
        warnings: publisher.warnings.iter().map(warning).collect(),
        sources: site.index.by_publisher[id.index()].len(),
    }
}

pub fn entity<'a>(page: &Page<'a>, id: EntityId) -> EntityRow<'a> {
    let (site, entity) = (page.site(), page.site().entity(id));
    let seen = |e: EntityId| site.is_visible(Target::Entity(e));
    let affiliation = |a: &'a Affiliation| AffiliationRow {
        of: &site.entity(a.of).slug,
        role: a.role.as_deref(),
        since: a.since.map(Day),
        until: a.until.map(Day),
    };
    let usage = |u: &'a Usage| UsageRow {
        who: &site.entity(u.who).slug,
        since: u.since.map(Day),
        source: u.source.and_then(|s| shown_source(site, s)),
        note: u.note.as_deref(),
    };
    EntityRow {
        id: &entity.slug,
        place: Place(page.href(Target::Entity(id))),
        name: &entity.name,
        kind: Term(entity.kind),
        aliases: &entity.aliases,
        url: entity.url.as_deref(),
        side: entity.side.map(Term),
        affiliations: entity.affiliations.iter().filter(|a| seen(a.of)).map(affiliation).collect(),
        used_by: entity.used_by.iter().filter(|u| seen(u.who)).map(usage).collect(),
        mentioned: site.backlinks(Target::Entity(id)).len(),
    }
}

pub fn figure<'a>(page: &Page<'a>, id: FigureId) -> FigureRow<'a> {
    let (site, figure) = (page.site(), page.site().figure(id));
    FigureRow {
        id: &figure.id,
        topic: &site.topic(figure.topic).slug,
        metric: &figure.metric,
        subject: &site.entity(figure.subject).slug,
        side: Term(figure.side),
        value: figure.value,
        upper: figure.upper,
        approximate: figure.approximate,
        unit: &figure.unit,
        as_of: figure.as_of.map(Day),
        source: figure.source.and_then(|s| shown_source(site, s)),
        stated_in: figure.stated_in.filter(|t| site.is_visible(*t)).map(|t| Place(page.href(t))),
        status: Term(figure.status),
        reason: figure.reason.as_deref(),
        note: figure.note.as_deref(),
    }
}
