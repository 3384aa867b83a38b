//! Claims: the statements of the record that evidence, contradictions and survival are about.

use crate::model::*;

/// A passage or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimId {
    Block(BlockId),
    Figure(FigureId),
}

/// Whether a block states something about the debate: a note, an event, a position, an observation, a side's statement or
/// an answer. The prose around them sums them up.
pub fn is_claim(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Note { .. }
            | BlockKind::Event
            | BlockKind::Position { .. }
            | BlockKind::Observation { .. }
            | BlockKind::Part(BlockPart::Statement(_) | BlockPart::Answer)
    )
}
