//! Facets: the values by which results can be filtered, each with a key for URLs and shards.

use crate::model::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! kinds {
    ($(#[$doc:meta])* $kinds:ident: $($name:ident = $word:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $kinds { $($name),* }
        impl $kinds {
            pub const ALL: &'static [$kinds] = &[$($kinds::$name),*];
            pub fn word(self) -> &'static str { match self { $($kinds::$name => $word),* } }
        }
    };
}

kinds! {
    /// What is known of a claim, beyond its words.
    ClaimState:
    OneOrigin = "one-origin", SeveralOrigins = "several-origins", Untraced = "untraced",
    Corrected = "corrected", Disputed = "disputed", Overtaken = "overtaken",
    Contradicted = "contradicted", ContradictionClosed = "contradiction-closed",
    ForecastWaiting = "forecast-waiting", ForecastOverdue = "forecast-overdue",
    ForecastCameTrue = "forecast-came-true", ForecastPartly = "forecast-partly",
    ForecastDidNot = "forecast-did-not", ForecastClosed = "forecast-closed",
}

kinds! {
    /// The kind of a page with a match.
    SearchPageKind:
    Topic = "topic", Thread = "thread", Article = "article", Question = "question", Gap = "gap", Gather = "gather", Source = "source",
    Entity = "entity", Term = "term", Definition = "definition", Contradiction = "contradiction",
    Forecast = "forecast", Publisher = "publisher", Watch = "watch", Figures = "figures", Elsewhere = "elsewhere", Page = "page",
    Tag = "tag",
}

impl SearchPageKind {
    /// Whether pages of this kind come first where a query is their name.
    pub fn is_named(self) -> bool {
        matches!(
            self,
            SearchPageKind::Topic
                | SearchPageKind::Entity
                | SearchPageKind::Term
                | SearchPageKind::Tag
        )
    }

    /// Whether it is a statement on a page of others, whose title is the beginning of its words.
    pub fn is_statement(self) -> bool {
        matches!(self, SearchPageKind::Contradiction | SearchPageKind::Forecast)
    }
}

/// One value of a page or passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Topic(TopicId),
    Kind(SearchPageKind),
    Year(u16),
    /// The kind of the publisher of what is cited.
    Publishers(Term<PublisherKind>),
    /// What is known of a claim.
    Claim(ClaimState),
    Tag(TagId),
    Publisher(PublisherId),
    Actor(EntityId),
}

/// The groups of values, in the order of [`Facet`]; each is a parameter of the search page's URL.
pub(super) const GROUPS: [&str; 8] =
    ["topic", "kind", "year", "publishers", "claim", "tag", "publisher", "actor"];
/// How many of them have few values.
pub(super) const SMALL_GROUPS: usize = 6;

impl Facet {
    /// The index in [`GROUPS`].
    pub fn group(self) -> usize {
        match self {
            Facet::Topic(_) => 0,
            Facet::Kind(_) => 1,
            Facet::Year(_) => 2,
            Facet::Publishers(_) => 3,
            Facet::Claim(_) => 4,
            Facet::Tag(_) => 5,
            Facet::Publisher(_) => 6,
            Facet::Actor(_) => 7,
        }
    }

    /// Whether its group has many values, in several shards.
    pub fn is_of_many(self) -> bool {
        matches!(self, Facet::Publisher(_) | Facet::Actor(_))
    }

    /// The value in URLs and shards.
    pub fn key(self, site: &Site) -> Cow<'_, str> {
        match self {
            Facet::Topic(t) => site.topic(t).slug.as_str().into(),
            Facet::Kind(kind) => kind.word().into(),
            Facet::Year(year) => year.to_string().into(),
            Facet::Publishers(kind) => site.vocabulary.publishers.slug(kind).into(),
            Facet::Claim(state) => state.word().into(),
            Facet::Tag(tag) => site.vocabulary.tag(tag).word.as_str().into(),
            Facet::Publisher(p) => site.publisher(p).slug.as_str().into(),
            Facet::Actor(e) => site.entity(e).slug.as_str().into(),
        }
    }
}

/// Pages by value, each list ascending.
pub(super) type FacetPages = BTreeMap<Facet, Vec<u32>>;
