//! The files for other tools, as those tools read them: validators, citation managers, calendars, maps of arguments.

mod bibliography;
mod lists;
mod pages;
mod programs;
