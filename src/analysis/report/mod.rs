//! The state of a site on one screen: counts ([`stats()`]) and what needs attention ([`doctor()`]), in 80 columns or as JSON.

mod table;

mod overrides;
mod stats;

mod doctor;

pub use doctor::{Doctor, Extent, Git, doctor};
pub use overrides::{Override, Standing, overrides};
pub use stats::{Stats, stats};
