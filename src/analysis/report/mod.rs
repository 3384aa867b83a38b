//! The state of a site on one screen: counts ([`stats()`]) and what needs attention ([`doctor()`]), in 80 columns or as JSON.

mod table;

mod gaps;
mod overrides;
mod stats;

mod doctor;

pub use doctor::{DoctorReport, GitStatus, ListDetail, doctor};
pub(crate) use doctor::{STALE, open_suggestions};
pub(crate) use gaps::{gap_streak, open_gaps};
pub use overrides::{OverrideStatus, TemplateOverride, overrides};
pub use stats::{ContentStats, stats};
