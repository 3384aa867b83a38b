//! `agon fmt`: content in one canonical form, without a change to what it says.
//!
//! Keys in the order in which agon reads them, `-` for lists with their parts right below their
//! words, `##` for headings with a blank line before, fields and `^id` at the end of their block, no
//! white space at line ends, one line break at the end. Lines keep their length, and records,
//! citations and comments their order and words. A step that would change the meaning is left out.

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
