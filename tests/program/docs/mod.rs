//! The documentation: README.md, docs/ and the manual in docs/content, which is a site of agon itself.

pub(crate) mod texts;

#[cfg(feature = "publish")]
mod command_lines;

mod examples;
mod paths;
mod readme;

#[cfg(feature = "publish")]
mod reference;

mod site;

#[cfg(feature = "publish")]
mod templates;
