//! Whole builds: what pages say, that the same input gives the same bytes, and what a build leaves when it is disturbed.
//!
//! `AGON_REWRITE=1 cargo test --test build` writes what the sites under tests/sites/ say now into their expected.txt, to
//! be read before it is kept.

#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/html.rs"]
mod html;

mod as_of;
mod crawl;
mod disturbed;
mod finish;
mod golden;
mod journal;
mod kept;
mod lasting;
mod random_edits;
mod same_bytes;
mod served;
mod serving;
mod trouble;
