//! The program: needs Rust alone, no other program, no network, nothing of the repository's `content/`.

#[path = "../support/mod.rs"]
mod support;

mod build;
mod cli;
mod cli_commands;
mod commonmark;
mod data;
mod docs;
mod diagnostics;
mod format;
mod import;
mod layers;
mod locales;
mod locale_dates;
mod locale_names;
mod lsp;
mod publish;
mod neutral;
mod pseudo_locale;
mod rules;
mod starter;
mod templates;
mod tones;
mod tools;
