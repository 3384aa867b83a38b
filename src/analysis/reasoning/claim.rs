//! Claims: the statements of the record that evidence, contradictions and survival are about.

use crate::model::*;

/// A passage or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimId {
    Block(BlockId),
    Figure(FigureId),
}

impl ClaimId {
    /// The passage or figure that is a side of a contradiction.
    pub fn of(statement: StatementId) -> Option<ClaimId> {
        match statement {
            StatementId::Block(block) => Some(ClaimId::Block(block)),
            StatementId::Figure(figure) => Some(ClaimId::Figure(figure)),
            _ => None,
        }
    }
}

/// Whether a block states something about the debate: a note, an event, a position, an observation, a forecast, a side's statement or
/// an answer. The prose around them sums them up.
pub fn is_claim(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Note { .. }
            | BlockKind::Event
            | BlockKind::Position { .. }
            | BlockKind::Observation { .. }
            | BlockKind::Forecast
            | BlockKind::Part(BlockPart::Statement(_) | BlockPart::Answer)
    )
}
