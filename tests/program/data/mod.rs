//! What `agon export` and builds write for other tools.

mod definitions;
mod export;
mod facts;
mod hostile;
mod lists;
mod pages;
mod reading_copies;
