//! Schemas in the YAML language server, completions in shells, man pages, content on a forge.

mod doctor;
mod forge;
mod schema;
mod shell;
