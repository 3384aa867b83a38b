//! The site in an editor: mistakes while they are typed, completion, what a name means, renaming.
//!
//! Takes a connection that speaks the Language Server Protocol (3.17), answers until the editor ends it. A text that is
//! open counts as it stands in the editor, saved or not; a site is every folder with content/site.yaml that a text of
//! the editor is in, or that the editor's folder is in. Files outside of a site are left alone. Never writes: what is to
//! be changed is sent to the editor.

mod line_index;
mod capabilities;
mod hover;
mod references;
mod rename;
mod workspace;
mod to_proto;
mod symbols;
mod complete;
mod server;
mod connection;

pub use connection::{ShutdownKind, run};
pub use lsp_server::Connection;
