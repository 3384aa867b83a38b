//! `agon init` writes a small complete site, `agon new` one file more, and [`add`] the files of an import.

mod error;
mod fields;

mod source;

mod document;

mod files;

pub use document::NewDocument;
pub use error::NewError;
pub use files::{add, create, init, init_empty, starter};
