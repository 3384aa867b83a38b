//! `agon lsp` as an editor sees it: a client of our own that speaks JSON-RPC to the program over its streams.

#[path = "../support/folder.rs"]
mod folder;

mod client;
mod complete;
mod edits;
mod life;
mod names;
mod neovim;
mod random;
mod typing;
