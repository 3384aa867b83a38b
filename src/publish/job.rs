//! What to publish and how, and what it changes.

use super::delete_limit::DeleteLimit;
use super::object_store::Credentials;
use crate::output::BuiltSite;
use std::io;
use std::path::{Path, PathBuf};

/// What is published, and how.
pub struct PublishJob<'a> {
    /// The site's folder: relative folders start there, and a branch belongs to its repository.
    pub root: &'a Path,
    /// The finished build.
    pub built: &'a BuiltSite,
    /// The site's title, for commit messages.
    pub title: &'a str,
    /// How many files may be deleted at the destination.
    pub delete_limit: DeleteLimit,
    /// Whether anything is written.
    pub mode: PublishMode,
    /// What happens to files that agon did not publish.
    pub conflicts: ConflictPolicy,
    /// For a bucket.
    pub credentials: Option<Credentials>,
}

/// Whether a publishing writes anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishMode {
    /// Changes the destination.
    Publish,
    /// Only returns what would change.
    DryRun,
}

/// What to do about files at the destination that agon did not put there and would overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictPolicy {
    /// Publishes nothing.
    Refuse,
    /// Overwrites them, and manages them from then on.
    Adopt,
}

/// What a publishing changes, or would change. All lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishChanges {
    /// Paths of files that the destination does not have.
    pub new: Vec<String>,
    /// Paths of files with other bytes.
    pub changed: Vec<String>,
    /// Paths of files that the site no longer has.
    pub deleted: Vec<String>,
    /// The number of files with the same bytes.
    pub unchanged: usize,
}

impl PublishChanges {
    /// Whether the destination is already up to date.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.deleted.is_empty()
    }

    /// Adds a file of the site; `same` says whether the one at the destination is equal, `None` if there is none.
    pub(super) fn add(&mut self, path: &str, same: Option<bool>) {
        match same {
            None => self.new.push(path.to_string()),
            Some(false) => self.changed.push(path.to_string()),
            Some(true) => self.unchanged += 1,
        }
    }
}

/// The absolute path, with links resolved if it exists.
///
/// # Errors
/// If the path is empty or the current folder is gone.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|_| std::path::absolute(path))
}
