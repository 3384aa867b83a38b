//! Copies of topics and threads as Markdown for reading machines, next to their pages, and `llms.txt`, which lists them.

mod written;
mod cited_sources;
mod passage;
mod copy;
mod llms;
mod files;

pub use files::{files, is_copy, paths};
