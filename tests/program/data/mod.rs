//! What `agon export` and builds write for other tools.

mod definitions;
mod export;
mod lists;
mod pages;
