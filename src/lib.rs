//! agon: a static site generator for following public debates over time.
//!
//! # Architecture
//!
//! Data goes down this list once and never back. A module uses what is listed above it and nothing below; inside each
//! module the `mod` declarations are in the same kind of order (`tests/program/layers.rs` checks both).
//!
//! | module | input | output |
//! |---|---|---|
//! | [`source`] | | source texts with byte spans, output files |
//! | [`diagnostics`] | | errors and warnings with codes, positions and fixes; their printers |
//! | [`markdown`] | a text | a tree of blocks and inline nodes; HTML; plain text. The only user of pulldown-cmark |
//! | [`model`] | | the data model of a site; every reference is a typed id |
//! | [`content`] | a folder | all texts and files ([`content::load`]), raw documents ([`content::parse`]) |
//! | [`linking`] | raw documents | a [`model::Site`]: ids, merged sources, resolved names, relations, backlinks |
//! | [`analysis`] | a site | warnings about its content; statistics and advice |
//! | [`records`] | a site | one plain, serialisable record of everything it knows, with JSON Schema; citations |
//! | [`pages`] | a site | routes, views, and the templates that render them. The only user of Tera |
//! | [`exports`] | a site | search index, feeds, data files, social cards, headers, redirects |
//! | [`output`] | output files | the output folder: compressed, cached, replaced as a whole |
//! | [`build`] | a folder | the whole pipeline; editing sessions; file watching |
//! | [`serve`] | a session | the development server |
//! | [`link_check`] | a site's external links | which of them still answer |
//! | [`publish`] | a built site | the site in a folder, a Git branch or a bucket |
//! | [`format`] | texts | the same texts in canonical form |
//! | [`lsp`] | a session | the language server |
//! | [`scaffold`] | | a new site, a new document |
//! | [`import`] | journals, threads and bibliographies | content files and a report |
//! | [`cli`] | arguments | an exit code. The only reader of the clock |

pub mod source;
pub mod diagnostics;
pub mod markdown;
pub mod model;
pub mod content;
pub mod linking;
pub mod analysis;
pub mod records;
pub mod pages;
pub mod exports;
pub mod output;
pub mod build;
pub mod serve;

#[cfg(feature = "publish")]
pub mod link_check;

#[cfg(feature = "publish")]
pub mod publish;
pub mod format;

#[cfg(feature = "lsp")]
pub mod lsp;
pub mod scaffold;

#[cfg(feature = "import")]
pub mod import;
pub mod cli;
