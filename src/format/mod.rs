//! `agon fmt`: content in one canonical form, without a change to what it says.
//!
//! Takes a file's text, gives the same text tidied: keys in the order in which agon reads them, `-` for lists with their
//! parts right below their words, `##` for headings with a blank line before, fields and `^id` at the end of their block,
//! no white space at line ends, one line break at the end. Lines stay as long as they are, and records, citations and
//! comments in the order and words they have.
//!
//! Each step is taken only if the text means the same after it ([`meaning`]); one that would change it is left out. Only
//! [`folder`] touches the disk, and it writes through `write`.

mod edit;
mod meaning;
mod blanks;
mod citations;
mod headings;
mod lists;
mod order;
mod tails;
mod yaml;
mod document;
mod folder;

pub use document::format_text;
pub use folder::{FormatError, FormatMode, FormatReport, format_folder};

#[cfg(test)]
mod tests;
