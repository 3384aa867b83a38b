//! Blocks and documents of one kind, with what only that kind has.
//!
//! They are made by looking a block up ([`Site::question`] and the others), so that a function that needs a question takes
//! a [`QuestionBlock`] and does not have to check what it was given.

use super::block::BlockKind;
use super::date::Date;
use super::doc::DocKind;
use super::ids::{BlockId, DocId, EntityId, SourceId};
use super::site::Site;
use super::words::{ChangeWord, QuestionKind, QuestionStatus, ThreadStatus, Trend};
use std::collections::HashMap;

/// A position of a perspective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PositionBlock {
    id: BlockId,
    pub change: ChangeWord,
}

impl PositionBlock {
    pub fn id(self) -> BlockId {
        self.id
    }
}

/// An open question or one that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionBlock {
    id: BlockId,
    pub kind: QuestionKind,
    pub status: QuestionStatus,
    pub asked: Option<Date>,
    pub due: Option<Date>,
}

impl QuestionBlock {
    pub fn id(self) -> BlockId {
        self.id
    }
}

/// A source note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteBlock {
    id: BlockId,
    pub source: SourceId,
}

impl NoteBlock {
    pub fn id(self) -> BlockId {
        self.id
    }
}

/// The heading of a perspective, with who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerspectiveBlock<'s> {
    id: BlockId,
    pub actors: &'s [EntityId],
}

impl PerspectiveBlock<'_> {
    pub fn id(self) -> BlockId {
        self.id
    }
}

/// A tension with its sides, each one or several entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TensionBlock<'s> {
    id: BlockId,
    pub sides: &'s [Vec<EntityId>],
}

impl TensionBlock<'_> {
    pub fn id(self) -> BlockId {
        self.id
    }

    pub(crate) fn actors(self) -> TensionActors {
        TensionActors::new(self.sides)
    }
}

/// The actors of a tension, each with the sides that it is on.
pub(crate) struct TensionActors(HashMap<EntityId, Vec<usize>>);

impl TensionActors {
    pub(crate) fn new(sides: &[Vec<EntityId>]) -> TensionActors {
        let mut actors: HashMap<EntityId, Vec<usize>> = HashMap::new();
        for (side, n) in sides.iter().zip(0..) {
            for actor in side {
                actors.entry(*actor).or_default().push(n);
            }
        }
        TensionActors(actors)
    }

    /// The sides that an actor is on, in the order of the tension.
    pub(crate) fn sides_of(&self, actor: EntityId) -> &[usize] {
        self.0.get(&actor).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first side that one of some actors is on.
    pub(crate) fn side_of(&self, actors: &[EntityId]) -> Option<usize> {
        actors.iter().filter_map(|actor| self.sides_of(*actor).first()).min().copied()
    }
}

/// A document that is a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadDoc {
    id: DocId,
    pub status: ThreadStatus,
    pub trend: Option<Trend>,
    pub opened: Option<Date>,
}

impl ThreadDoc {
    pub fn id(self) -> DocId {
        self.id
    }
}

/// Each returns `None` for a block or document of another kind.
impl Site {
    pub fn position(&self, id: BlockId) -> Option<PositionBlock> {
        match self.block(id).kind {
            BlockKind::Position { change } => Some(PositionBlock { id, change }),
            _ => None,
        }
    }

    pub fn question(&self, id: BlockId) -> Option<QuestionBlock> {
        match self.block(id).kind {
            BlockKind::Question { kind, status, asked, due } => {
                Some(QuestionBlock { id, kind, status, asked, due })
            }
            _ => None,
        }
    }

    pub fn note(&self, id: BlockId) -> Option<NoteBlock> {
        match self.block(id).kind {
            BlockKind::Note { source } => Some(NoteBlock { id, source }),
            _ => None,
        }
    }

    pub fn perspective(&self, id: BlockId) -> Option<PerspectiveBlock<'_>> {
        match &self.block(id).kind {
            BlockKind::Perspective { actors } => Some(PerspectiveBlock { id, actors }),
            _ => None,
        }
    }

    pub fn tension(&self, id: BlockId) -> Option<TensionBlock<'_>> {
        match &self.block(id).kind {
            BlockKind::Tension { sides } => Some(TensionBlock { id, sides }),
            _ => None,
        }
    }

    pub fn thread(&self, id: DocId) -> Option<ThreadDoc> {
        match self.doc(id).kind {
            DocKind::Thread { status, trend, opened } => {
                Some(ThreadDoc { id, status, trend, opened })
            }
            _ => None,
        }
    }

    /// The visible positions of a perspective by date, oldest first.
    pub fn positions(&self, perspective: BlockId) -> Vec<PositionBlock> {
        let children = self.children(perspective).iter();
        let mut positions: Vec<PositionBlock> =
            children.filter_map(|child| self.position(*child)).collect();
        positions.sort_by_key(|position| self.block(position.id).date);
        positions
    }

    /// Whether a position cites only what earlier positions of its perspective cite: the same document was read again,
    /// and nothing was stated anew.
    pub fn is_rereading(&self, position: BlockId) -> bool {
        self.index.rereadings.contains(&position)
    }

    /// The last position of a perspective in which something was stated.
    pub fn last_stated(&self, perspective: BlockId) -> Option<PositionBlock> {
        let mut positions = self.positions(perspective).into_iter().rev();
        positions.find(|p| p.change != ChangeWord::Silent && !self.is_rereading(p.id()))
    }

    /// The day on which a perspective was stated last.
    pub fn last_stated_on(&self, perspective: BlockId) -> Option<Date> {
        self.last_stated(perspective).and_then(|position| self.block(position.id()).date)
    }

    /// The visible questions of a document, in order.
    pub fn questions(&self, doc: DocId) -> impl Iterator<Item = QuestionBlock> {
        self.blocks_of(doc).filter_map(|id| self.question(id))
    }

    /// The visible tensions of a document, in order.
    pub fn tensions(&self, doc: DocId) -> impl Iterator<Item = TensionBlock<'_>> {
        self.blocks_of(doc).filter_map(|id| self.tension(id))
    }
}
