//! The build: sessions, the pipeline, and watching a folder.

pub mod session;
pub mod pipeline;
pub mod watch;
