//! What the site knows. Every reference is a typed id into one of the lists of [`Site`]; nothing here is `Serialize`.
//!
//! The link stage makes a `Site` from the raw documents; later stages only read it. Texts stay in
//! [`crate::source::Files`]: a [`Block`] holds the byte range of its words, never a copy.

mod address;
mod block;
mod date;
mod destination;
mod doc;
mod event;
mod names;
mod record;
mod site;
mod typed_blocks;
mod words;

pub use address::*;
pub use block::*;
pub use date::{Date, month_name};
pub use destination::*;
pub use doc::*;
pub use event::*;
pub use record::*;
pub use site::*;
pub use typed_blocks::*;
pub use words::*;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// Index into [`Site::topics`].
    TopicId
    /// Index into [`Site::docs`].
    DocId
    /// Index into [`Site::entities`].
    EntityId
    /// Index into [`Site::sources`].
    SourceId
    /// Index into [`Site::publishers`].
    PublisherId
    /// Index into [`Site::elsewhere`].
    ElsewhereId
    /// Index into [`Site::figures`].
    FigureId
}

/// A block: its document and its index in [`Doc::blocks`]. Ordered by document, then by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId {
    pub doc: DocId,
    pub index: u32,
}

/// A citation or link: its document and its index in [`Doc::refs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefId {
    pub doc: DocId,
    pub index: u32,
}

/// The day that a site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The present: what is dated later is not shown yet, and said.
    Today(Date),
    /// An earlier day that was asked for: what came later is left out.
    AsKnownOn(Date),
}

impl Day {
    pub fn date(self) -> Date {
        match self {
            Day::Today(date) | Day::AsKnownOn(date) => date,
        }
    }
}

/// What a link or citation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    Topic(TopicId),
    Doc(DocId),
    Block(BlockId),
    Entity(EntityId),
    Source(SourceId),
    Publisher(PublisherId),
    Elsewhere(ElsewhereId),
}
