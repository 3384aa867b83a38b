//! The output folder of a site and what the last build wrote there.

use super::build_cache::{BuildCache, CachedFile, Hash};
use super::error::WriteError;
use super::location::OutputLocation;
use super::state::StateFolder;
use super::sync::SyncMode;
use super::tree::{self, ManagedFiles};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::path::Path;

/// How a new tree takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SwapMethod {
    Exchange,
    /// For a folder that had other files before agon wrote to it.
    InPlace,
}

/// What to do about a folder that is not empty and that agon did not create.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ForeignFiles {
    /// Writes nothing.
    #[default]
    Refuse,
    /// Write between them. The folder itself is never exchanged for another.
    Keep,
}

/// How an output folder is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutputOptions {
    /// What happens to files that agon did not write.
    pub foreign_files: ForeignFiles,
    /// Whether files are flushed to the disk.
    pub sync: SyncMode,
}

/// Marks of the state folder.
pub(super) const ADOPTED: &str = "adopted";
pub(super) const UNSYNCED: &str = "unsynced";

/// An output folder, locked for this process as long as the value lives.
#[derive(Debug)]
pub struct OutputDir {
    pub(super) location: OutputLocation,
    pub(super) state: StateFolder,
    pub(super) cache: Option<BuildCache>,
    pub(super) managed: ManagedFiles,
    pub(super) method: SwapMethod,
    pub(super) sync: SyncMode,
    /// A commit may not have reached the disk: length and age of a file prove nothing, its bytes are compared.
    pub(super) unsynced: bool,
}

impl OutputDir {
    /// Opens the output folder `dir` of the site at `root`, which need not exist. Completes or reverts what a killed run
    /// left there.
    ///
    /// # Errors
    /// If `dir` cannot be an output folder, if it has foreign files and these are refused, if another agon has locked
    /// it, or if the disk refuses.
    pub fn open(root: &Path, dir: &Path, options: OutputOptions) -> Result<OutputDir, WriteError> {
        let location = OutputLocation::resolve(root, dir)?;
        let is_foreign = location.is_foreign()?;
        if is_foreign && options.foreign_files == ForeignFiles::Refuse {
            return Err(WriteError::Foreign(location.display));
        }
        let state = StateFolder::open(&location.state, &location.display, options.sync)?;
        if is_foreign {
            state.mark(ADOPTED)?;
        }
        let method =
            if state.is_marked(ADOPTED) { SwapMethod::InPlace } else { SwapMethod::Exchange };
        let unsynced = state.is_marked(UNSYNCED);
        let managed = ManagedFiles::new();
        let sync = options.sync;
        let mut output =
            OutputDir { location, state, cache: None, managed, method, sync, unsynced };
        output.recover()?;
        Ok(output)
    }

    /// Whether agon wrote to the folder before. Creates nothing.
    ///
    /// # Errors
    /// If `dir` cannot be an output folder.
    pub fn is_known(root: &Path, dir: &Path) -> Result<bool, WriteError> {
        Ok(OutputLocation::resolve(root, dir)?.state.is_dir())
    }

    pub(super) fn recover(&mut self) -> Result<(), WriteError> {
        self.state.recover(self.dir())?;
        self.cache = self.state.cache();
        // the list outlives versions of agon, the cache does not
        self.managed = match (super::state::managed_files(&self.location.state), &self.cache) {
            (Some(managed), _) => managed,
            (None, Some(cache)) => cache.files.keys().cloned().collect(),
            (None, None) => ManagedFiles::new(),
        };
        Ok(())
    }

    /// The cache of the last build, if it had the same inputs and all its files are unmodified.
    pub fn current(&self, inputs: &Hash) -> Option<&BuildCache> {
        let cache = self.cache.as_ref()?;
        if cache.inputs != *inputs || !self.dir().is_dir() {
            return None;
        }
        let files: Vec<(&String, &CachedFile)> = cache.files.iter().collect();
        let is_current =
            files.par_iter().with_min_len(256).all(|(path, file)| self.is_unmodified(path, file));
        if is_current && self.unsynced {
            let mut paths: Vec<_> = cache.files.keys().map(|path| self.dir().join(path)).collect();
            paths.push(self.dir().to_path_buf());
            // if that fails, the next run compares again
            if self.sync == SyncMode::Sync && self.sync.sync(&paths).is_ok() {
                let _ = self.state.unmark(UNSYNCED);
            }
        }
        if is_current { Some(cache) } else { None }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.location.dir
    }

    pub(super) fn cached(&self, path: &str) -> Option<&CachedFile> {
        self.cache.as_ref()?.files.get(path)
    }

    /// Whether the file is still the one that was written.
    pub(super) fn is_unmodified(&self, path: &str, file: &CachedFile) -> bool {
        let target = self.dir().join(path);
        match fs::symlink_metadata(&target) {
            Ok(meta) if self.unsynced && is_same(&meta, file) => {
                fs::read(&target).is_ok_and(|bytes| *blake3::hash(&bytes).as_bytes() == file.bytes)
            }
            Ok(meta) => is_same(&meta, file),
            Err(_) => false,
        }
    }

    /// The number of managed files, and those that are not among `paths`, sorted.
    pub fn stale<'p>(&self, paths: impl Iterator<Item = &'p str>) -> (usize, Vec<String>) {
        let current: HashSet<&str> = paths.collect();
        let mut stale = Vec::new();
        for path in &self.managed {
            if !current.contains(path.as_str())
                && tree::exists(&self.dir().join(path)).is_ok_and(|e| e)
            {
                stale.push(path.clone());
            }
        }
        stale.sort();
        (self.managed.len(), stale)
    }

    /// Whether the file at `path` has this hash; `None` if there is no file.
    pub fn has(&self, path: &str, hash: &Hash) -> Option<bool> {
        match self.cached(path) {
            Some(file) if self.is_unmodified(path, file) => Some(file.bytes == *hash),
            _ => {
                let bytes = fs::read(self.dir().join(path)).ok()?;
                Some(blake3::hash(&bytes).as_bytes() == hash)
            }
        }
    }
}

/// Whether a file on the disk has the length and the age of a cached one.
pub(super) fn is_same(meta: &Metadata, file: &CachedFile) -> bool {
    meta.is_file() && meta.len() == file.len && tree::mtime_ns(meta) == file.mtime_ns
}
