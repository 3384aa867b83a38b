//! The command line: arguments become requests, outcomes become text and an exit code. Only this module reads the clock.

mod console;
mod options;
mod progress;
mod summary;

mod build;
#[cfg(feature = "publish")]
mod publish;

#[cfg(feature = "publish")]
mod check_links;

mod check;

mod addresses;
mod brief;
mod create;
mod diff;
mod explain;
mod export;
mod fmt;
#[cfg(feature = "import")]
mod import;
mod inspect;
#[cfg(feature = "lsp")]
mod lsp;
mod schema;
mod serve;
mod shell;

mod app;

pub use app::{command, main};

#[cfg(test)]
mod tests;
