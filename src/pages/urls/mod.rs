//! Paths of pages, the way from one to another, and the pages of a split list. Knows nothing of what a page shows.

pub(crate) mod href;
pub(crate) mod pagination;
pub(crate) mod alias;
