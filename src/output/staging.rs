//! The output while it is put together. New files are written at once into a tree next to the output folder; unchanged
//! ones are only noted. The output folder itself is not touched before [`Staging::commit`].

use super::build_cache::{CachedFile, Hash};
use super::error::{IoContext, WriteError};
use super::output_dir::{OutputDir, UNSYNCED, is_same};
use super::paths::{OutputPaths, parent_folders};
use super::sink::OutputSink;
use super::tree;
use crate::source::{CopiedFile, OutputFile};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where a file of the new output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileOrigin {
    /// In the output folder.
    Reused,
    /// In the staging tree.
    Written,
}

#[derive(Debug, Default)]
pub(super) struct StagingPlan {
    pub paths: OutputPaths,
    pub files: BTreeMap<String, (CachedFile, FileOrigin)>,
}

impl StagingPlan {
    pub(super) fn with_origin(
        &self,
        origin: FileOrigin,
    ) -> impl Iterator<Item = (&String, &CachedFile)> {
        self.files
            .iter()
            .filter(move |(_, (_, o))| *o == origin)
            .map(|(path, (file, _))| (path, file))
    }

    pub(super) fn is_written(&self, path: &str) -> bool {
        matches!(self.files.get(path), Some((_, FileOrigin::Written)))
    }
}

/// A sink that stages files for the output folder. A staging that is dropped leaves no trace.
#[derive(Debug)]
pub struct Staging<'o> {
    pub(super) output: &'o mut OutputDir,
    pub(super) plan: Mutex<StagingPlan>,
}

impl OutputDir {
    /// Begins a new output.
    ///
    /// # Errors
    /// If the staging tree cannot be created.
    pub fn stage(&mut self) -> Result<Staging<'_>, WriteError> {
        let next = self.state.next();
        if self.state.is_announced() || next.exists() {
            self.recover()?;
        }
        fs::create_dir(&next).context("create", &next)?;
        self.state.mark(UNSYNCED)?;
        Ok(Staging { output: self, plan: Mutex::default() })
    }
}

impl OutputSink for Staging<'_> {
    fn reuse_all(&self, paths: &[String], view: &Hash) -> bool {
        let mut files = Vec::new();
        for path in paths {
            match self.output.cached(path) {
                Some(file) if file.view == *view && self.output.is_unmodified(path, file) => {
                    files.push((path, *file));
                }
                _ => return false,
            }
        }
        let mut plan = self.plan();
        for (path, file) in files {
            // a path that is taken is an error of `write`
            if plan.paths.add(path).is_err() {
                return false;
            }
            plan.files.insert(path.clone(), (file, FileOrigin::Reused));
        }
        true
    }

    /// If the output folder has the same bytes, the file there stays as it is.
    fn write(&self, file: OutputFile, view: Hash) -> Result<(), WriteError> {
        let OutputFile { path, bytes } = file;
        self.plan().paths.add(&path)?;
        let hash: Hash = blake3::hash(&bytes).into();
        let mut file = CachedFile { view, bytes: hash, len: bytes.len() as u64, mtime_ns: 0 };
        let is_same = |target: &Path| Ok(fs::read(target)? == bytes);
        let origin = match self.mtime_of_same(&path, &file, is_same)? {
            Some(mtime_ns) => {
                file.mtime_ns = mtime_ns;
                FileOrigin::Reused
            }
            None => {
                file.mtime_ns = self.write_staged(&path, |file| file.write_all(&bytes))?;
                FileOrigin::Written
            }
        };
        self.plan().files.insert(path, (file, origin));
        Ok(())
    }

    fn copy(&self, copied: &CopiedFile) -> Result<(), WriteError> {
        if self.reuse(&copied.path, &copied.hash) {
            return Ok(());
        }
        self.plan().paths.add(&copied.path)?;
        let CopiedFile { path, disk, len, hash, .. } = copied;
        let mut file = CachedFile { view: *hash, bytes: *hash, len: *len, mtime_ns: 0 };
        let is_same = |target: &Path| Ok(hash_of(&mut File::open(target)?)?.0 == *hash);
        let origin = match self.mtime_of_same(path, &file, is_same)? {
            Some(mtime_ns) => {
                file.mtime_ns = mtime_ns;
                FileOrigin::Reused
            }
            None => {
                let mut source = File::open(disk).context("read", disk)?;
                file.mtime_ns =
                    self.write_staged(path, |target| io::copy(&mut source, target).map(drop))?;
                // The file may have changed since it was read.
                let written = self.output.state.next().join(path);
                let mut written = File::open(&written).context("read", &written)?;
                (file.bytes, file.len) = hash_of(&mut written).context("read", disk)?;
                FileOrigin::Written
            }
        };
        self.plan().files.insert(path.clone(), (file, origin));
        Ok(())
    }
}

impl Staging<'_> {
    pub(super) fn plan(&self) -> MutexGuard<'_, StagingPlan> {
        // a panic elsewhere is reported there; the plan is consistent after each step
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The age of the file in the output folder, if it has the same bytes.
    fn mtime_of_same(
        &self,
        path: &str,
        file: &CachedFile,
        has_same_bytes: impl Fn(&Path) -> io::Result<bool>,
    ) -> Result<Option<i64>, WriteError> {
        let target = self.output.dir().join(path);
        let Ok(meta) = fs::symlink_metadata(&target) else {
            self.check_parent_folders(path)?;
            return Ok(None);
        };
        if meta.is_dir() {
            // a folder of stale files is removed; `commit` refuses one with unmanaged files
            return Ok(None);
        }
        let is_same_file = match self.output.cached(path) {
            Some(cached) if !self.output.unsynced && is_same(&meta, cached) => {
                cached.bytes == file.bytes
            }
            // modified, without a cache, or written by someone else: the bytes decide
            _ => {
                meta.is_file()
                    && meta.len() == file.len
                    && has_same_bytes(&target).context("read", &target)?
            }
        };
        if !is_same_file && !self.output.managed.contains(path) {
            return Err(WriteError::Unmanaged(self.output.location.display.join(path)));
        }
        Ok(if is_same_file { Some(tree::mtime_ns(&meta)) } else { None })
    }

    /// An unmanaged file or link cannot become a folder.
    fn check_parent_folders(&self, path: &str) -> Result<(), WriteError> {
        for folder in parent_folders(path) {
            if let Ok(meta) = fs::symlink_metadata(self.output.dir().join(folder)) {
                return match meta.is_dir() || self.output.managed.contains(folder) {
                    true => Ok(()),
                    false => Err(WriteError::Unmanaged(self.output.location.display.join(folder))),
                };
            }
        }
        Ok(())
    }

    /// Writes into the staging tree and returns the file's age.
    fn write_staged(
        &self,
        path: &str,
        write: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<i64, WriteError> {
        let target = self.output.state.next().join(path);
        let mut created = File::create_new(&target);
        if let Err(e) = &created
            && e.kind() == ErrorKind::NotFound
            && let Some(parent) = target.parent()
        {
            fs::create_dir_all(parent).context("create", parent)?;
            created = File::create_new(&target);
        }
        let mut file = created.context("write", &target)?;
        write(&mut file).context("write", &target)?;
        Ok(tree::mtime_ns(&file.metadata().context("read the age of", &target)?))
    }
}

/// The hash and the number of the bytes of a file, which is not read into the memory as a whole.
fn hash_of(file: &mut File) -> io::Result<(Hash, u64)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(file)?;
    Ok((hasher.finalize().into(), hasher.count()))
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // What cannot be removed now is removed when the folder is opened again. So is the tree of a commit that began
        // and could not end: it may be the only copy of some new or old files.
        if !self.output.state.is_announced() {
            let _ = self.output.state.clear(self.output.dir());
            if !self.output.unsynced {
                let _ = self.output.state.unmark(UNSYNCED);
            }
        }
    }
}
