//! Diagnostics: what is wrong, where, and what to do about it.
//!
//! Stages add [`Diagnostic`]s to a [`Report`]; the printers turn a report into text for people, JSON or SARIF. Every
//! kind of diagnostic is one row of [`codes::CODES`], from which `agon explain`, the tests and the documentation come.

pub mod codes;
mod counted;
mod diagnostic;
mod report;
mod name_letters;
mod name_distances;
mod known_names;
mod known_paths;
mod search_limit;
pub mod suggest;
mod examples;
pub mod explain;
mod location;
mod excerpt;
mod selection;
pub mod human;
pub mod json;
pub mod sarif;

pub use codes::{Code, Severity};
pub(crate) use counted::counted;
pub use diagnostic::{Diagnostic, SuggestedFix};
pub use known_names::KnownNames;
pub use known_paths::KnownPaths;
pub use report::Report;
pub(crate) use search_limit::{NOT_SEARCHED, SearchLimit};
pub use selection::{SelectedItem, select};
