//! Carries a built site to where readers meet it: a folder, a branch of a git repository, a bucket of an S3-compatible store.
//!
//! Takes a [`Built`] site and a [`Destination`](crate::model::Destination), gives the [`Changes`]. At any moment, also when
//! it is killed, a reader who starts at the front page meets no link to a page that is not there: a folder is exchanged and
//! a branch is pushed in one step, a bucket is filled in an order that keeps the promise. What agon did not put there stays.
//! Never builds, never asks for the time, never shows a secret.

mod branch;
mod bucket;
mod error;
mod folder;
mod limit;
mod order;

pub use bucket::Credentials;
pub use error::PublishError;
pub use limit::Limit;

use crate::build::pipeline::Progress;
use crate::model::Place;
use crate::output::write::Built;
use std::io;
use std::path::{Path, PathBuf};

/// What is to be done.
pub struct Job<'a> {
    /// The site's folder: relative folders start there, and its repository is the one that a branch belongs to.
    pub root: &'a Path,
    pub built: &'a Built,
    /// The site's title, for messages that last.
    pub title: &'a str,
    pub limit: Limit,
    pub mode: Mode,
    pub clash: Clash,
    /// For a bucket.
    pub credentials: Option<Credentials>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Publish,
    /// Say what would be done and do nothing.
    DryRun,
}

/// What becomes of files at the destination that agon did not put there and that have the name of one that it would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    Refuse,
    Adopt,
}

/// What a publishing changes, or would change. All lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub deleted: Vec<String>,
    pub unchanged: usize,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.deleted.is_empty()
    }
}

/// A path from the root, links resolved where it is there already.
///
/// # Errors
/// Where it is empty, or the current folder is gone.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|_| std::path::absolute(path))
}

/// Publishes a built site to one place.
///
/// # Errors
/// Where the place refuses, holds what is not agon's, or too much would be deleted. The message says what is there now.
pub fn publish(
    job: &Job<'_>,
    to: &Place,
    progress: &dyn Progress,
) -> Result<Changes, PublishError> {
    match to {
        Place::Folder(folder) => folder::publish(job, &job.root.join(folder), progress),
        Place::Branch { branch, remote } => branch::publish(job, branch, remote, progress),
        Place::Bucket { bucket, prefix, endpoint, region } => {
            let place = bucket::Address {
                bucket,
                prefix,
                endpoint: endpoint.as_deref(),
                region: region.as_deref(),
            };
            bucket::publish(job, &place, progress)
        }
    }
}
