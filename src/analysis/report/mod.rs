//! The state of a site on one screen: counts ([`stats()`]) and what needs attention ([`doctor()`]), in 80 columns or as JSON.

mod table;

mod overrides;
mod stats;

mod doctor;

pub(crate) use doctor::open_suggestions;
pub use doctor::{DoctorReport, GitStatus, ListDetail, doctor};
pub use overrides::{OverrideStatus, TemplateOverride, overrides};
pub use stats::{ContentStats, stats};
