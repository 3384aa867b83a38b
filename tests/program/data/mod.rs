//! What `agon export` and builds write for other tools.

mod export;
mod lists;
mod pages;
