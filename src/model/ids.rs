//! Typed ids of documents, blocks and records.

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
    /// Index into [`crate::model::Site::topics`].
    TopicId
    /// Index into [`crate::model::Site::docs`].
    DocId
    /// Index into [`crate::model::Site::entities`].
    EntityId
    /// Index into [`crate::model::Vocabulary::tags`].
    TagId
    /// Index into [`crate::model::Site::sources`].
    SourceId
    /// Index into [`crate::model::Site::publishers`].
    PublisherId
    /// Index into [`crate::model::Site::elsewhere`].
    ElsewhereId
    /// Index into [`crate::model::Site::figures`].
    FigureId
    /// Index into [`crate::model::Site::definitions`].
    DefinitionId
    /// Index into [`crate::model::Site::facts`].
    FactId
    /// Index into [`crate::model::Site::stated_verdicts`].
    VerdictId
}

/// A block: its document and its index in [`crate::model::Doc::blocks`]. Ordered by document, then by text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId {
    pub doc: DocId,
    pub index: u32,
}

/// A citation or link: its document and its index in [`crate::model::Doc::refs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefId {
    pub doc: DocId,
    pub index: u32,
}

/// One side of a contradiction: a passage, a figure, what the record of a source says of it, what somebody says of a subject under
/// a definition, or what the facts give for the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementId {
    Block(BlockId),
    Figure(FigureId),
    Source(SourceId),
    Verdict(VerdictId),
    Reading(EntityId, DefinitionId),
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
