//! The language server (LSP 3.17): diagnostics, completion, hover, navigation, renaming.
//!
//! Open texts are read from the editor, saved or not. A site is a folder with `content/site.yaml` that contains an open
//! text or a folder of the editor; files outside of sites are ignored. Never writes: changes are sent to the editor.

mod line_index;
mod capabilities;
mod references;
mod hover;
mod rename;
mod workspace;
mod to_proto;
mod symbols;
mod formatting;
mod complete;
mod server;
mod connection;
mod transport;

pub use connection::{ShutdownKind, run};
pub use lsp_server::Connection;
pub use transport::{TransportThreads, stdio};
