//! Publishing: copies a built site to a folder, a branch of a git repository, or a bucket of an S3-compatible store.
//!
//! At any moment, also after a kill, a reader who starts at the front page meets no link to a missing page: a folder is
//! exchanged and a branch is pushed in one step, a bucket is filled in an order that keeps this promise. Files that agon
//! did not put there stay. Never builds and never reads the clock.

mod error;
mod delete_limit;
mod object_store;
mod job;
mod folder;
mod git;
mod branch;
mod manifest;
mod page_links;
mod upload_order;
mod bucket;
mod dispatch;

pub use delete_limit::DeleteLimit;
pub use dispatch::publish;
pub use error::PublishError;
pub use job::{ConflictPolicy, PublishChanges, PublishJob, PublishMode, real_path};
pub use object_store::Credentials;
