//! contradictions.yaml as written: statements that cannot hold together, and what became of it.

use super::fields::Fields;
use super::yaml::Str;
use crate::model::{ContradictionKind, ContradictionReason, ContradictionState, Date};

#[derive(Debug)]
pub struct RawContradiction {
    pub id: Str,
    pub kind: ContradictionKind,
    pub between: Vec<Str>,
    pub found: Option<Date>,
    pub settles: Option<String>,
    pub state: ContradictionState,
    pub reason: Option<ContradictionReason>,
    pub holds: Option<Str>,
    pub source: Option<Str>,
    pub closed: Option<Date>,
    pub note: Option<String>,
    pub hash: Option<Str>,
}

pub(super) fn record(mut f: Fields<'_>) -> RawContradiction {
    let contradiction = RawContradiction {
        id: f.need_id("id", "the contradiction's id"),
        kind: f.word("kind").unwrap_or(ContradictionKind::Fact),
        between: f.strs("between"),
        found: f.date("found"),
        settles: f.text("settles"),
        state: f.word("state").unwrap_or_default(),
        reason: f.word("reason"),
        holds: f.str("for"),
        source: f.str("source"),
        closed: f.date("closed"),
        note: f.text("note"),
        hash: f.str("hash"),
    };
    f.require("kind", "`kind: value`");
    f.require(
        "between",
        "`between: [\"[[2026-06-11#^n-office]]\", \"[[2026-06-11#^n-tribune]]\"]`",
    );
    let needed: &[(&str, &str)] = match contradiction.state {
        ContradictionState::Open => &[],
        ContradictionState::Explained => &[
            ("reason", "`reason: different measure`"),
            ("note", "`note: …`, a sentence that says how both hold"),
        ],
        ContradictionState::Resolved => &[
            ("for", "`for: \"[[2026-06-11#^n-office]]\"`, the side that holds"),
            ("source", "`source: office-tables`, what shows it"),
        ],
        ContradictionState::Withdrawn => &[("source", "`source: …`, where it was taken back")],
        ContradictionState::Stands => &[("note", "`note: …`, what was looked into")],
        ContradictionState::NotOne => &[("reason", "`reason: different subject`")],
    };
    for (key, example) in needed {
        f.require(key, example);
    }
    if contradiction.state != ContradictionState::Open {
        f.require("closed", "`closed: 2026-06-28`, the day of the judgement");
    }
    f.done();
    contradiction
}
