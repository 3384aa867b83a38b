//! What changed between two days, sentence by sentence: for `agon diff`.
//!
//! Compares the site as it was known on each day. Both come from the same texts, so ids mean the same in both.

mod topic_diff;
mod differ;
mod page;

pub use page::{DiffPage, DiffPlace, diff, page_at};
