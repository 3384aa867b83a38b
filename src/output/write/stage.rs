//! The output while it is being put together.
//!
//! Takes artifacts from many threads and writes what is new into a tree beside the output folder at once; what is
//! unchanged is only noted. Never touches the output folder: that is for `commit`. A stage that is dropped leaves no trace.

use super::error::{At, WriteError};
use super::paths::{self, Paths};
use super::{Output, tree};
use crate::output::cache::{Hash, Page};
use crate::source::Artifact;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where a file of the new output comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// It stands in the output folder already.
    Kept,
    /// It was written into the staging tree.
    Written,
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub paths: Paths,
    pub entries: BTreeMap<String, (Page, From)>,
}

/// See the module's head.
#[derive(Debug)]
pub struct Stage<'o> {
    pub(super) output: &'o mut Output,
    pub(super) plan: Mutex<Plan>,
}

impl Stage<'_> {
    pub(super) fn plan(&self) -> MutexGuard<'_, Plan> {
        // a panic elsewhere is reported there; the plan itself is whole after each step
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Carries the page of the last build over, if it was made of the same view and nobody touched it since.
    /// `false` means: make it and [`put`](Stage::put) it.
    pub fn keep(&self, path: &str, view: &Hash) -> bool {
        let Some(page) = self.output.page(path).filter(|p| p.view == *view).copied() else {
            return false;
        };
        if !is_intact(&self.output.out().join(path), &page) {
            return false;
        }
        let mut plan = self.plan();
        // a path that is taken is put's to report
        let fits = plan.paths.add(path).is_ok();
        if fits {
            plan.entries.insert(path.to_string(), (page, From::Kept));
        }
        fits
    }

    /// Takes a finished file. Where the output folder has the same bytes already, the file there stays as it is.
    ///
    /// # Errors
    /// Where the path is no good or taken (also by a file that agon did not write), or the disk refuses.
    pub fn put(&self, artifact: Artifact, view: Hash) -> Result<(), WriteError> {
        let Artifact { path, bytes } = artifact;
        paths::check(&path)?;
        self.plan().paths.add(&path)?;
        let hash: Hash = blake3::hash(&bytes).into();
        let page = Page { view, bytes: hash, len: bytes.len() as u64, mtime_ns: 0 };
        let entry = match self.same_on_disk(&path, &page, &bytes)? {
            Some(mtime_ns) => (Page { mtime_ns, ..page }, From::Kept),
            None => (Page { mtime_ns: self.write(&path, &bytes)?, ..page }, From::Written),
        };
        self.plan().entries.insert(path, entry);
        Ok(())
    }

    /// The age of the file in the output folder, if it has the same bytes.
    fn same_on_disk(
        &self,
        path: &str,
        page: &Page,
        bytes: &[u8],
    ) -> Result<Option<i64>, WriteError> {
        let disk = self.output.out().join(path);
        let owned = self.output.owned.contains(path);
        let Ok(meta) = fs::symlink_metadata(&disk) else {
            self.no_foreign_file_as_folder(path)?;
            return Ok(None);
        };
        if meta.is_dir() {
            // a folder of stale pages may go, one with foreign files may not; commit looks into it
            return Ok(None);
        }
        let before = self.output.page(path);
        if let Some(before) = before
            && before.bytes == page.bytes
            && matches(&meta, before)
        {
            return Ok(Some(before.mtime_ns));
        }
        // A file that was touched, whose memo is lost, or that someone else put there: the bytes decide.
        let unknown = before.is_none_or(|before| !matches(&meta, before));
        let same = unknown
            && meta.is_file()
            && meta.len() == page.len
            && fs::read(&disk).at("read", &disk)? == bytes;
        if !same && !owned {
            return Err(WriteError::Foreign(self.output.place.shown.join(path)));
        }
        Ok(same.then(|| tree::mtime_ns(&meta)))
    }

    /// A file or link that agon did not write cannot become a folder for a page.
    fn no_foreign_file_as_folder(&self, path: &str) -> Result<(), WriteError> {
        for folder in paths::folders(path) {
            if let Ok(meta) = fs::symlink_metadata(self.output.out().join(folder)) {
                return match meta.is_dir() || self.output.owned.contains(folder) {
                    true => Ok(()),
                    false => Err(WriteError::Foreign(self.output.place.shown.join(folder))),
                };
            }
        }
        Ok(())
    }

    /// Writes into the staging tree and gives the file's age.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<i64, WriteError> {
        let disk = self.output.state.next().join(path);
        let mut file = match File::create_new(&disk) {
            Err(e) if e.kind() == ErrorKind::NotFound => {
                let parent = disk.parent().expect("a file of the staging tree stands in a folder");
                fs::create_dir_all(parent).at("make", parent)?;
                File::create_new(&disk)
            }
            result => result,
        }
        .at("write", &disk)?;
        file.write_all(bytes).at("write", &disk)?;
        file.metadata().map(|m| tree::mtime_ns(&m)).at("read the age of", &disk)
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        // What cannot be removed now is removed when the folder is next opened. So is what a commit began and could not
        // end: its staging tree may be the only place where some of the new pages, or the old ones, are.
        if !self.output.state.is_announced() {
            let _ = self.output.state.clear(self.output.out());
        }
    }
}

/// Whether a file is the one that was written: a plain file of the same length and age.
pub(super) fn is_intact(path: &Path, page: &Page) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| matches(&meta, page))
}

fn matches(meta: &Metadata, page: &Page) -> bool {
    meta.is_file() && meta.len() == page.len && tree::mtime_ns(meta) == page.mtime_ns
}
