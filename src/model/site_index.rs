//! The indexes of a site: what has a name, and what refers to what.

use super::block::Relation;
use super::ids::{BlockId, DefinitionId, DocId, EntityId, FigureId, RefId, SourceId, Target};
use std::collections::{HashMap, HashSet};

/// From what authors write to what it means.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Slugs, `topic/slug` paths, lower-cased titles and aliases. Several targets for one name: ambiguous unless the topic decides.
    pub by_name: HashMap<Box<str>, Vec<Target>>,
    pub keys: HashMap<Box<str>, SourceId>,
    /// Definitions by id; of two with one id the first.
    pub definitions: HashMap<Box<str>, DefinitionId>,
    /// Documents by the path of their file, `content/…`.
    pub by_path: HashMap<Box<str>, DocId>,
}

/// What leads where, made once at the end of linking from visible blocks only.
#[derive(Debug, Default, PartialEq)]
pub struct LinkIndex {
    /// References to each target, in the order of the citing documents' dates (newest first), then of the text.
    ///
    /// A document has those to its blocks from other documents, too.
    pub backlinks: HashMap<Target, Vec<RefId>>,
    pub relations_from: HashMap<BlockId, Vec<Relation>>,
    pub relations_to: HashMap<BlockId, Vec<Relation>>,
    /// Children of perspectives, tensions and questions, in order.
    pub children: HashMap<BlockId, Vec<BlockId>>,
    /// Visible sources of a publisher, by date, newest first.
    pub by_publisher: Vec<Vec<SourceId>>,
    /// Visible perspectives of an actor, by the date of their last position, newest first.
    pub perspectives: HashMap<EntityId, Vec<BlockId>>,
    /// Positions that cite only what earlier positions of their perspective cite: the same document was read again, and
    /// nothing was stated anew.
    pub rereadings: HashSet<BlockId>,
    /// The newest position of each perspective that cites something and is no rereading.
    pub speaking_positions: HashMap<BlockId, BlockId>,
    /// Visible tensions that name an entity as a side.
    pub tensions: HashMap<EntityId, Vec<BlockId>>,
    /// Visible figures of an entity.
    pub figures: HashMap<EntityId, Vec<FigureId>>,
    /// Sources that report a source.
    pub reported_by: HashMap<SourceId, Vec<SourceId>>,
}
