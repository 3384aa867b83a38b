//! `agon lsp` as an editor sees it: a client of our own that speaks JSON-RPC to the program over its streams.

mod client;
mod complete;
mod edits;
mod life;
mod names;
mod random;
mod typing;
