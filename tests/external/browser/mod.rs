//! The shipped site in a real browser, headless Chromium.
//!
//! One session serves all tests (`driver`); the site is built once (`site`), served on loopback (`server`) and opened
//! from the disk. What a machine lacks is named with the command that installs it (`tools`).

mod driver;
mod islands;
mod lasting;
mod layout;
mod places;
mod quality;
mod right_to_left;
mod search;
mod serve;
mod server;
mod tasks;
mod topic;
mod visits;
