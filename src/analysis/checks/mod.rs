//! Checks of a linked site: uncited, overdue, one-sided, contradictory, and flagged but cited content.

mod evidence;
mod half_life;
mod contradictions;
mod definitions;
mod site;
mod positions;
mod sources;
mod topics;
mod views;
mod vocabulary;
mod overrides;

mod all;

pub use all::check;
pub use overrides::check_overrides;
