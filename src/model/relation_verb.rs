//! How relations read from their ends.

use super::words::{ContradictionState, RelationKind, RelationState, RelationVerb};

impl RelationKind {
    /// The verb as the earlier block is described from the later one: "overtakes".
    pub fn active(self, lapsed: bool) -> RelationVerb {
        use RelationVerb as Verb;
        match (self, lapsed) {
            (RelationKind::Overtakes, false) => Verb::Overtakes,
            (RelationKind::Corrects, false) => Verb::Corrects,
            (RelationKind::Disputes, false) => Verb::Disputes,
            (RelationKind::Confirms, false) => Verb::Confirms,
            (RelationKind::Answers, false) => Verb::Answers,
            (RelationKind::Judges, false) => Verb::Judges,
            (RelationKind::Contradicts, false) => Verb::Contradicts,
            (RelationKind::Overtakes, true) => Verb::NoLongerOvertakes,
            (RelationKind::Corrects, true) => Verb::NoLongerCorrects,
            (RelationKind::Disputes, true) => Verb::NoLongerDisputes,
            (RelationKind::Confirms, true) => Verb::NoLongerConfirms,
            (RelationKind::Answers, true) => Verb::NoLongerAnswers,
            (RelationKind::Judges, true) => Verb::NoLongerJudges,
            (RelationKind::Contradicts, true) => Verb::NoLongerContradicts,
        }
    }

    /// The verb as the later block is described from the earlier one: "overtaken by".
    pub fn passive(self, lapsed: bool) -> RelationVerb {
        use RelationVerb as Verb;
        match (self, lapsed) {
            (RelationKind::Overtakes, false) => Verb::OvertakenBy,
            (RelationKind::Corrects, false) => Verb::CorrectedBy,
            (RelationKind::Disputes, false) => Verb::DisputedBy,
            (RelationKind::Confirms, false) => Verb::ConfirmedBy,
            (RelationKind::Answers, false) => Verb::AnsweredBy,
            (RelationKind::Judges, false) => Verb::JudgedBy,
            (RelationKind::Overtakes, true) => Verb::NoLongerOvertakenBy,
            (RelationKind::Corrects, true) => Verb::NoLongerCorrectedBy,
            (RelationKind::Disputes, true) => Verb::NoLongerDisputedBy,
            (RelationKind::Confirms, true) => Verb::NoLongerConfirmedBy,
            (RelationKind::Answers, true) => Verb::NoLongerAnsweredBy,
            (RelationKind::Judges, true) => Verb::NoLongerJudgedBy,
            (RelationKind::Contradicts, _) => self.active(lapsed),
        }
    }
}

impl RelationVerb {
    /// What it makes of the earlier block: "overtaken".
    pub fn state(self) -> RelationState {
        use RelationVerb as Verb;
        match self {
            Verb::Overtakes | Verb::OvertakenBy => RelationState::Overtaken,
            Verb::Corrects | Verb::CorrectedBy => RelationState::Corrected,
            Verb::Disputes | Verb::DisputedBy => RelationState::Disputed,
            Verb::Confirms | Verb::ConfirmedBy => RelationState::Confirmed,
            Verb::Answers | Verb::AnsweredBy => RelationState::Answered,
            Verb::Judges | Verb::JudgedBy => RelationState::Judged,
            Verb::Repeats | Verb::RepeatedBy => RelationState::Repeated,
            Verb::NoLongerOvertakes | Verb::NoLongerOvertakenBy => RelationState::NoLongerOvertaken,
            Verb::NoLongerCorrects | Verb::NoLongerCorrectedBy => RelationState::NoLongerCorrected,
            Verb::NoLongerDisputes | Verb::NoLongerDisputedBy => RelationState::NoLongerDisputed,
            Verb::NoLongerConfirms | Verb::NoLongerConfirmedBy => RelationState::NoLongerConfirmed,
            Verb::NoLongerAnswers | Verb::NoLongerAnsweredBy => RelationState::NoLongerAnswered,
            Verb::NoLongerJudges | Verb::NoLongerJudgedBy => RelationState::NoLongerJudged,
            Verb::NoLongerContradicts | Verb::DoesNotContradict => {
                RelationState::NoLongerContradicted
            }
            Verb::Contradicts
            | Verb::DiffersFrom
            | Verb::HoldsAgainst
            | Verb::FallsAgainst
            | Verb::ContradictedOnce
            | Verb::ContradictsUnsettled => RelationState::Contradicted,
        }
    }
}

impl ContradictionState {
    /// How a contradiction reads from one of its sides; `holds` says whether it is the side that holds.
    pub fn verb(self, holds: bool) -> RelationVerb {
        match self {
            ContradictionState::Open => RelationVerb::Contradicts,
            ContradictionState::Explained => RelationVerb::DiffersFrom,
            ContradictionState::Resolved if holds => RelationVerb::HoldsAgainst,
            ContradictionState::Resolved => RelationVerb::FallsAgainst,
            ContradictionState::Withdrawn => RelationVerb::ContradictedOnce,
            ContradictionState::Stands => RelationVerb::ContradictsUnsettled,
            ContradictionState::NotOne => RelationVerb::DoesNotContradict,
        }
    }
}
