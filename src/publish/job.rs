//! What to publish and how, and what it changes.

use super::delete_limit::DeleteLimit;
use super::object_store::Credentials;
use crate::output::BuiltSite;
use std::io;
use std::path::{Path, PathBuf};

pub struct PublishJob<'a> {
    /// The site's folder: relative folders start there, and a branch belongs to its repository.
    pub root: &'a Path,
    pub built: &'a BuiltSite,
    /// The site's title, for commit messages.
    pub title: &'a str,
    pub delete_limit: DeleteLimit,
    pub mode: PublishMode,
    pub conflicts: ConflictPolicy,
    /// For a bucket.
    pub credentials: Option<Credentials>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishMode {
    Publish,
    DryRun,
}

/// What to do about files at the destination that agon did not put there and would overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictPolicy {
    Refuse,
    Adopt,
}

/// What a publishing changes, or would change. All lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishChanges {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub deleted: Vec<String>,
    pub unchanged: usize,
}

impl PublishChanges {
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
