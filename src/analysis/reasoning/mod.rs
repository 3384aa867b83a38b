//! What the record implies: which evidence claims rest on, what forecasts came to, which
//! claims cannot hold together.
//!
//! [`Reasoning`] is computed once after linking, from what is visible on the day of the build. Each capability is a field
//! of it. The files of a capability: pure functions first (`origins`), then what they give for a site (`evidence`).

mod claim;
mod interval;
mod report_groups;
mod covered_area;
mod origin_summary;
mod origins;
mod survival;
mod evidence;
mod verdicts;
mod licence;
mod rules;
mod definitions;
mod statement;
mod scores;
mod forecasts;
mod half_life;
mod conflicts;
mod wording;
mod superlative_words;
mod first_claims;
mod finding;
mod figure_conflicts;
mod conflict_rules;
mod unjudged_candidates;
mod contradictions;
mod first_sentences;
mod measurements;
mod stand_weight;
mod stand_table;
mod stand_groups;
mod stands;
mod conclusions;

pub use claim::{ClaimId, is_claim};
pub use conclusions::Reasoning;
pub use contradictions::{Contradiction, ContradictionCounts, Contradictions, Reopening};
pub use definitions::{
    DecidingItem, DefinitionReading, Definitions, StatedReading, TopicDefinitions,
};
pub use evidence::{Evidence, OriginUse, RelationEnd, TopicEvidence};
pub use finding::Finding;
pub use forecasts::{Forecast, ForecastSpeaker, Forecasts, TrackRecord};
pub use half_life::{
    ExclusionCounts, FollowedClaim, HalfLife, LEAST_EVENTS, TopicHalfLife, stated_on,
};
pub use interval::Interval;
pub use licence::LicenceName;
pub use measurements::Measurements;
pub use origin_summary::OriginSummary;
pub use rules::ScoreRange;
pub use stand_groups::phrase;
pub use stand_table::{Agreement, Stand, StandRow, StandTable};
pub use stands::{Stands, TopicStands};
pub use survival::{ClaimLifetime, MedianLifetime, RiskSet, SurvivalCurve, SurvivalStep};
pub use verdicts::{Verdict, Verdicts};
