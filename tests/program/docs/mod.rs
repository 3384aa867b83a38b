//! The documentation: README.md, docs/ and the manual in docs/content, which is a site of agon itself.

pub(crate) mod texts;

mod command_lines;
mod examples;
mod paths;
mod readme;
mod reference;
mod site;
mod templates;
