//! The program with others: browsers, validators, citation managers, shells, editors, remotes, hosts.
//!
//! Each needs what `.ci/run` installs; whatever is missing is named at the start, all of it at once.

#[path = "../support/mod.rs"]
mod support;

mod browser;
mod data;
mod editors;
mod feeds;
#[cfg(feature = "publish")]
mod publish;
mod search;
mod tools;
