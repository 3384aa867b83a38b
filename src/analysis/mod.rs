//! Analysis of a linked site: what is questionable in it, and reports about it.

pub mod reasoning;
pub mod checks;
pub mod report;
