//! What is known of a claim, as a facet of the search.

use super::facet::ClaimState;
use crate::analysis::reasoning::{ClaimId, Contradiction, Forecast, is_claim};
use crate::model::*;
use crate::pages::Ctx;

/// What is known of a block as a claim.
pub(super) fn claim_states(ctx: &Ctx, id: BlockId) -> Vec<ClaimState> {
    let mut states = Vec::new();
    if let Some(summary) = ctx.tables.reasoning.evidence.of(ClaimId::Block(id))
        && is_claim(&ctx.site.block(id).kind)
    {
        states.push(match summary.basis() {
            EvidenceBasis::OneOrigin => ClaimState::OneOrigin,
            EvidenceBasis::SeveralOrigins => ClaimState::SeveralOrigins,
            EvidenceBasis::Untraced => ClaimState::Untraced,
        });
    }
    let site = ctx.site;
    for relation in site.relations_to(id).filter(|r| site.is_visible(Target::Block(r.from))) {
        states.extend(match relation.kind {
            RelationKind::Corrects => Some(ClaimState::Corrected),
            RelationKind::Disputes => Some(ClaimState::Disputed),
            RelationKind::Overtakes => Some(ClaimState::Overtaken),
            _ => None,
        });
    }
    states.extend(ctx.tables.reasoning.forecasts.of(id).map(forecast_state));
    let contradictions = ctx.tables.reasoning.contradictions.of(StatementId::Block(id));
    states.extend(contradictions.map(contradiction_state));
    states.sort_unstable();
    states.dedup();
    states
}

fn forecast_state(forecast: &Forecast) -> ClaimState {
    match (forecast.state, forecast.judgement) {
        (ForecastState::Waiting, _) => ClaimState::ForecastWaiting,
        (ForecastState::Overdue, _) => ClaimState::ForecastOverdue,
        (_, Some((judgement, _))) => match judgement.outcome {
            ForecastOutcome::CameTrue => ClaimState::ForecastCameTrue,
            ForecastOutcome::Partly => ClaimState::ForecastPartly,
            ForecastOutcome::DidNot => ClaimState::ForecastDidNot,
            ForecastOutcome::Undecidable | ForecastOutcome::Void => ClaimState::ForecastClosed,
        },
        (_, None) => ClaimState::ForecastClosed,
    }
}

pub(super) fn contradiction_state(contradiction: &Contradiction) -> ClaimState {
    match contradiction.state {
        ContradictionState::Open => ClaimState::Contradicted,
        _ => ClaimState::ContradictionClosed,
    }
}
