//! The program: needs Rust alone, no other program, no network, nothing of the repository's `content/`.

#[path = "../support/mod.rs"]
mod support;

mod build;
mod cli;
mod commonmark;
mod data;
mod docs;
mod diagnostics;
mod format;
mod import;
mod layers;
mod locales;
mod lsp;
mod publish;
mod neutral;
mod pseudo_locale;
mod rules;
mod starter;
mod templates;
mod tones;
mod tools;
