//! Exports: everything that a site has besides its pages.

mod host_rule;
mod topic_name;
pub mod permalinks;
pub mod search;
pub mod feeds;
#[cfg(feature = "cards")]
mod indexed_png;
pub mod social_cards;
#[cfg(feature = "cards")]
pub mod card_drawing;
pub mod headers;
pub mod data;
pub mod brief;
pub mod reading_copies;
pub mod addresses;

pub use topic_name::topic_named;
