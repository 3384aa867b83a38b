//! The state of a site in a screen: what there is ([`stats()`]) and what waits to be done ([`doctor()`]).
//!
//! Takes a checked site, gives counts and lists that print themselves in 80 columns or as JSON. Never judges content: that
//! is for `check`, whose findings are only counted here.

mod doctor;
mod overrides;
mod stats;
mod table;

pub use doctor::{Doctor, Extent, Git, doctor};
pub use overrides::{Override, Standing, overrides};
pub use stats::{Stats, stats};

/// Something that prints itself as JSON, for other programs.
pub fn json(survey: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(survey).expect("counts and texts can be written") + "\n"
}
