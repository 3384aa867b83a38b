//! Facets: the values by which results can be filtered, each with a key for URLs and shards.

use crate::model::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! kinds {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// The kind of a page with a match.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum SearchPageKind { $($name),* }
        impl SearchPageKind {
            pub const ALL: &'static [SearchPageKind] = &[$(SearchPageKind::$name),*];
            pub fn word(self) -> &'static str { match self { $(SearchPageKind::$name => $word),* } }
        }
    };
}

kinds! {
    Topic = "topic", Thread = "thread", Article = "article", Question = "question", Gather = "gather", Source = "source",
    Entity = "entity", Term = "term", Publisher = "publisher", Watch = "watch", Figures = "figures", Elsewhere = "elsewhere", Page = "page",
}

/// One value of a page or passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Topic(TopicId),
    Kind(SearchPageKind),
    Year(u16),
    /// The kind of the publisher of what is cited.
    Publishers(PublisherKind),
    Publisher(PublisherId),
    Actor(EntityId),
}

/// The groups of values, in the order of [`Facet`]; each is a parameter of the search page's URL.
pub(super) const GROUPS: [&str; 6] = ["topic", "kind", "year", "publishers", "publisher", "actor"];

impl Facet {
    /// The index in [`GROUPS`].
    pub fn group(self) -> usize {
        match self {
            Facet::Topic(_) => 0,
            Facet::Kind(_) => 1,
            Facet::Year(_) => 2,
            Facet::Publishers(_) => 3,
            Facet::Publisher(_) => 4,
            Facet::Actor(_) => 5,
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
            Facet::Publishers(kind) => kind.word().into(),
            Facet::Publisher(p) => site.publisher(p).slug.as_str().into(),
            Facet::Actor(e) => site.entity(e).slug.as_str().into(),
        }
    }
}

/// Pages by value, each list ascending.
pub(super) type FacetPages = BTreeMap<Facet, Vec<u32>>;
