//! Records: topics, entities, sources, publishers, figures and the watch list.

use super::date::Date;
use super::ids::{
    BlockId, DefinitionId, DocId, EntityId, FigureId, PublisherId, SourceId, StatementId, Target,
    TopicId,
};
use super::issue_date::{DateExtent, IssueDate};
use super::locale::{Locale, MessageId};
use super::vocabulary::Term;
use super::words::{
    ContradictionKind, ContradictionReason, ContradictionState, EntityKind, EvidenceKind,
    FigureBound, FigureStatus, NameRole, Outcome, PublisherKind, Side, SourceType, SourceVariable,
    TopicStatus,
};
use crate::source::Span;
use std::collections::BTreeMap;

/// A debate that is followed.
#[derive(Clone, Debug)]
pub struct Topic {
    pub slug: String,
    /// The folder of its pages under topics/: its slug, or in a snapshot the slug, `as-of` and the day.
    pub folder: String,
    /// The days of its snapshots, oldest first.
    pub snapshots: Vec<TopicSnapshot>,
    pub title: String,
    pub question: String,
    pub summary: String,
    pub status: TopicStatus,
    /// Days between gathers that the editor aims at.
    pub cadence: Option<u32>,
    pub order: i64,
    pub aliases: Vec<String>,
    /// Its topic.md.
    pub doc: DocId,
    /// By date, oldest first; an update follows the gather of its day.
    pub gathers: Vec<DocId>,
    pub threads: Vec<DocId>,
    pub articles: Vec<DocId>,
    pub figures: Vec<FigureId>,
    /// The metric whose chart opens its page, where the editor names one.
    pub key_chart: Option<String>,
    pub watch: TopicWatch,
}

/// A day whose state of a topic is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopicSnapshot {
    pub day: Date,
    pub span: Span,
}

/// A topic that is followed elsewhere: cross-links may point to it, and it has a page of what does.
#[derive(Clone, Debug)]
pub struct ExternalTopic {
    pub slug: String,
    pub title: String,
    pub url: Option<String>,
    pub note: Option<String>,
}

/// Who or what the debate is about.
#[derive(Clone, Debug)]
pub struct Entity {
    pub slug: String,
    pub name: String,
    pub kind: Term<EntityKind>,
    pub aliases: Vec<String>,
    pub affiliations: Vec<Affiliation>,
    pub url: Option<String>,
    pub side: Option<Term<Side>>,
    /// For a term: who uses it.
    pub used_by: Vec<TermUsage>,
    pub doc: DocId,
    pub visible: bool,
}

#[derive(Clone, Debug)]
pub struct Affiliation {
    pub of: EntityId,
    pub role: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
}

#[derive(Clone, Debug)]
pub struct TermUsage {
    pub who: EntityId,
    pub since: Option<Date>,
    pub source: Option<SourceId>,
    pub note: Option<String>,
}

/// A work, one record however often it is cited.
#[derive(Clone, Debug)]
pub struct Source {
    /// The citation key and the name of its page.
    pub id: String,
    /// Keys in the editor's library; exports have the first.
    pub citation_keys: Vec<String>,
    /// Further keys that lead here: the citation key, and those of merged records.
    pub keys: Vec<String>,
    pub kind: SourceType,
    pub genre: Option<String>,
    pub title: String,
    pub aliases: Vec<String>,
    pub authors: Vec<Author>,
    /// Whether there are more authors than are named.
    pub has_more_authors: bool,
    pub names: BTreeMap<NameRole, Vec<Author>>,
    /// The date of publication, or the first one of a range.
    pub issued: Option<Date>,
    /// What else the date of publication states.
    pub issued_extent: DateExtent,
    pub publisher: Option<PublisherId>,
    pub container: Option<String>,
    /// `2`, `2nd` or words: an ordinal where it is a plain number.
    pub edition: Option<String>,
    pub url: Option<String>,
    pub doi: Option<String>,
    pub number: Option<String>,
    pub variables: BTreeMap<SourceVariable, String>,
    pub language: Option<String>,
    /// Primary evidence that it reports.
    pub reports: Vec<SourceId>,
    /// What it is evidence of itself.
    pub root: Option<EvidenceKind>,
    /// Other evidence that it is made of.
    pub uses: Vec<SourceId>,
    pub reliability: Option<String>,
    pub note: Option<String>,
    pub summary: Option<String>,
    pub accessed: Option<Date>,
    pub archive: Option<String>,
    /// The span of its record; for sources without one, of the source note that created it.
    pub span: Span,
    /// Whether it comes from a bibliography file.
    pub recorded: bool,
    pub visible: bool,
}

impl Source {
    /// A web page of which only the title is known.
    pub fn new(id: &str, title: &str, span: Span) -> Self {
        Source {
            id: id.to_string(),
            title: title.to_string(),
            span,
            keys: Vec::new(),
            kind: SourceType::Webpage,
            citation_keys: Vec::new(),
            has_more_authors: false,
            names: BTreeMap::new(),
            variables: BTreeMap::new(),
            genre: None,
            aliases: Vec::new(),
            authors: Vec::new(),
            issued: None,
            issued_extent: DateExtent::Exact,
            publisher: None,
            container: None,
            edition: None,
            url: None,
            doi: None,
            number: None,
            language: None,
            reports: Vec::new(),
            reliability: None,
            note: None,
            summary: None,
            accessed: None,
            archive: None,
            root: None,
            uses: Vec::new(),
            recorded: false,
            visible: true,
        }
    }

    /// What it is evidence of: as it says itself, else by its type unless it reports something else.
    pub fn evidence(&self) -> Option<EvidenceKind> {
        match self.root {
            None if self.reports.is_empty() => self.kind.evidence(),
            root => root,
        }
    }
}

/// A name in CSL's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    Person { family: String, given: Option<String> },
    Literal(String),
}

impl Source {
    /// The whole date of publication.
    pub fn issue_date(&self) -> Option<IssueDate> {
        self.issued.map(|first| IssueDate { first, extent: self.issued_extent })
    }

    /// The authors for people, with `et al.` where there are more.
    pub fn author_names(&self, locale: &Locale) -> Vec<String> {
        let mut names: Vec<String> = self.authors.iter().map(Author::shown).collect();
        if self.has_more_authors {
            names.push(locale.text(MessageId::SourceMoreAuthors).to_string());
        }
        names
    }
}

impl Author {
    /// `Percy Liang`.
    pub fn shown(&self) -> String {
        match self {
            Author::Person { family, given: Some(given) } => format!("{given} {family}"),
            Author::Person { family, given: None } => family.clone(),
            Author::Literal(name) => name.clone(),
        }
    }

    /// The family name, or the whole of a literal one.
    pub fn family(&self) -> &str {
        match self {
            Author::Person { family, .. } => family,
            Author::Literal(name) => name,
        }
    }

    /// Whether it says that there are more names.
    pub fn is_et_al(&self) -> bool {
        let Author::Literal(name) = self else { return false };
        matches!(name.as_str(), "others" | "and others" | "et al." | "et al")
    }
}

#[derive(Clone, Debug)]
pub struct Publisher {
    pub slug: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub domains: Vec<String>,
    pub kind: Term<PublisherKind>,
    pub country: Option<String>,
    pub warnings: Vec<PublisherWarning>,
    pub recorded: bool,
    pub visible: bool,
}

/// Why a publisher is not trusted, since when.
#[derive(Clone, Debug)]
pub struct PublisherWarning {
    pub since: Option<Date>,
    pub kind: String,
    pub text: Option<String>,
}

/// A measured value.
#[derive(Clone, Debug)]
pub struct Figure {
    pub id: String,
    pub topic: TopicId,
    pub metric: String,
    pub subject: EntityId,
    pub side: Term<Side>,
    /// What its word means, where several definitions do.
    pub definition: Option<DefinitionId>,
    pub value: f64,
    pub upper: Option<f64>,
    /// Both as they are written: `2.0` says more than `2`.
    pub digits: String,
    pub upper_digits: Option<String>,
    pub approximate: bool,
    /// Whether it is the least or the most that a value can be.
    pub bound: Option<FigureBound>,
    /// Whether it is a projection and not a measurement.
    pub projected: bool,
    /// The id that all figures have which report the same measurement.
    pub measurement: Option<String>,
    pub unit: String,
    pub as_of: Option<Date>,
    pub source: Option<SourceId>,
    pub stated_in: Option<Target>,
    pub status: FigureStatus,
    pub reason: Option<String>,
    pub note: Option<String>,
    pub span: Span,
    pub visible: bool,
}

impl Figure {
    /// Whether its value is not approximate, a bound or a projection.
    pub fn is_exact(&self) -> bool {
        !self.approximate && self.bound.is_none() && !self.projected
    }
}

/// What contradictions.yaml says of statements that cannot hold together.
#[derive(Clone, Debug)]
pub struct LedgerEntry {
    pub id: String,
    pub topic: TopicId,
    pub kind: ContradictionKind,
    /// At least two, as they are named.
    pub sides: Vec<StatementId>,
    pub found: Option<Date>,
    /// What would settle it.
    pub settles: Option<String>,
    pub judgement: Judgement,
    pub span: Span,
    pub visible: bool,
}

/// What an editor makes of a contradiction.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    pub state: ContradictionState,
    pub reason: Option<ContradictionReason>,
    /// The side that holds.
    pub holds: Option<StatementId>,
    pub source: Option<SourceId>,
    pub closed: Option<Date>,
    pub note: Option<String>,
    /// A hash of the statements on that day, with its place.
    pub hash: Option<(String, Span)>,
}

/// A topic's search strategy.
#[derive(Clone, Debug, Default)]
pub struct TopicWatch {
    pub keywords: Vec<WatchEntry>,
    pub sources: Vec<WatchEntry>,
    pub authors: Vec<WatchEntry>,
    pub exclude_domains: Vec<WatchEntry>,
    pub exclude_terms: Vec<WatchEntry>,
    /// Oldest first.
    pub changelog: Vec<WatchChange>,
    /// By block.
    pub suggestions: Vec<SuggestionOutcome>,
}

impl TopicWatch {
    /// What is searched for, looked at first and left out, each list by its name.
    pub fn lists(&self) -> [(&'static str, &[WatchEntry]); 5] {
        [
            ("keywords", &self.keywords),
            ("sources", &self.sources),
            ("authors", &self.authors),
            ("exclude_domains", &self.exclude_domains),
            ("exclude_terms", &self.exclude_terms),
        ]
    }
}

/// One keyword, preferred source, author or exclusion.
#[derive(Clone, Debug, Default)]
pub struct WatchEntry {
    pub text: String,
    /// The entity or publisher that it names.
    pub target: Option<Target>,
    pub domain: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    pub reason: Option<String>,
    /// The observation that suggested it.
    pub from: Option<Target>,
}

#[derive(Clone, Debug)]
pub struct WatchChange {
    pub date: Date,
    pub change: String,
    pub reason: Option<String>,
}

/// What became of a suggestion.
#[derive(Clone, Debug)]
pub struct SuggestionOutcome {
    pub from: BlockId,
    pub outcome: Outcome,
    pub date: Option<Date>,
    pub note: Option<String>,
}
