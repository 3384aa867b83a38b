//! The whole pipeline.
//!
//! [`build()`] reads a folder and writes its site, [`hash_files`] returns the hashes of its files, [`check`] writes nothing. All
//! return the diagnostics and the time of each stage. A [`Preview`] has the site of a folder that is being edited.

mod timings;
mod request;
mod stages;
mod snapshots;
mod outputs;
mod builder;
mod lazy_site;
mod preview;
mod queries;
mod diff;

pub use builder::{build, check, check_with, hash_files};
pub use diff::{DiffFormat, diff};
pub use lazy_site::{CheckDepth, LazySite};
pub use preview::{Preview, PreviewUpdate};
pub use queries::{
    CheckedSite, PermalinkStatus, PublishConfig, RecordedLists, permalink_status, publish_config,
    query, read_site, record_built,
};
pub use request::{Outcome, Progress, Request, Strictness};
pub use timings::Timings;
