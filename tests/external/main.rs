//! The program with others: browsers, validators, citation managers, shells, editors, remotes, hosts.
//!
//! They need what `programs.txt` lists, which `.ci/run` installs, and the network for npm and PyPI packages.

#[path = "../support/mod.rs"]
mod support;

mod browser;
mod data;
mod editors;
mod feeds;
mod programs;
mod publish;
mod search;
mod tools;

/// The first test by name, so that a machine that lacks programs is told all of them at the start.
#[test]
fn all_programs_are_installed() {
    programs::report_missing();
}
