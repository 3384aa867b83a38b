//! What results can be narrowed by: typed values, each with a key that addresses and shards use.

use crate::model::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

macro_rules! kinds {
    ($($name:ident = $word:literal),* $(,)?) => {
        /// Which kind of page something was found on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum PageKind { $($name),* }
        impl PageKind {
            pub const ALL: &'static [PageKind] = &[$(PageKind::$name),*];
            pub fn word(self) -> &'static str { match self { $(PageKind::$name => $word),* } }
        }
    };
}

kinds! {
    Topic = "topic", Thread = "thread", Article = "article", Question = "question", Gather = "gather", Source = "source",
    Entity = "entity", Term = "term", Publisher = "publisher", Watch = "watch", Figures = "figures", Elsewhere = "elsewhere", Page = "page",
}

/// One value that a page or passage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    Topic(TopicId),
    Kind(PageKind),
    Year(u16),
    /// The kind of the publisher of what is cited.
    Publishers(PublisherKind),
    Publisher(PublisherId),
    Actor(EntityId),
}

/// The groups of values, in the order of [`Facet`]; a group is a set of shards and a parameter of the address.
pub const GROUPS: [&str; 6] = ["topic", "kind", "year", "publishers", "publisher", "actor"];

impl Facet {
    /// Which of [`GROUPS`].
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

    /// What stands for the value in addresses and shards.
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
pub type Lists = BTreeMap<Facet, Vec<u32>>;
