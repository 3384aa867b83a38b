//! Where finished files go: the staged output folder, or memory for `agon serve`. The code that makes files only knows
//! the trait, so that every sink gets the same bytes.

use super::build_cache::{FileHashes, Hash};
use super::compress::{compressed_files, compressed_paths};
use super::error::{IoContext, WriteError};
use crate::model::Finish;
use crate::source::{CopiedFile, OutputFile};
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

/// Accepts files from many threads.
pub trait OutputSink: Sync {
    /// Reuses files of the last build, if all of them were made of the same view and are unmodified. Returns `false` if
    /// they must be made and [written](OutputSink::write).
    fn reuse_all(&self, _paths: &[String], _view: &Hash) -> bool {
        false
    }

    /// The same for one file.
    fn reuse(&self, path: &str, view: &Hash) -> bool {
        self.reuse_all(&[path.to_string()], view)
    }

    /// Accepts a finished file.
    ///
    /// # Errors
    /// If the path is invalid or taken, or the disk refuses.
    fn write(&self, file: OutputFile, view: Hash) -> Result<(), WriteError>;

    /// Accepts a file that is copied from the disk.
    ///
    /// # Errors
    /// If the path is invalid or taken, or the disk refuses.
    fn copy(&self, file: &CopiedFile) -> Result<(), WriteError>;
}

/// A sink that adds compressed copies of text files, where `output: compressed` is set.
pub struct CompressingSink<'a> {
    inner: &'a dyn OutputSink,
    finishes: &'a [Finish],
}

impl<'a> CompressingSink<'a> {
    /// A sink that passes files on to `inner`.
    pub fn new(inner: &'a dyn OutputSink, finishes: &'a [Finish]) -> Self {
        CompressingSink { inner, finishes }
    }
}

impl OutputSink for CompressingSink<'_> {
    fn reuse_all(&self, paths: &[String], view: &Hash) -> bool {
        let mut all = paths.to_vec();
        for path in paths {
            all.extend(compressed_paths(path, self.finishes));
        }
        self.inner.reuse_all(&all, view)
    }

    fn write(&self, file: OutputFile, view: Hash) -> Result<(), WriteError> {
        for compressed in compressed_files(&file, self.finishes) {
            self.inner.write(compressed, view)?;
        }
        self.inner.write(file, view)
    }

    /// Files of this size have no compressed copies.
    fn copy(&self, file: &CopiedFile) -> Result<(), WriteError> {
        self.inner.copy(file)
    }
}

/// The content of a file in memory.
pub type FileBytes = Arc<[u8]>;

/// A sink that keeps all files in memory.
#[derive(Debug, Default)]
pub struct MemorySink(Mutex<BTreeMap<String, FileBytes>>);

impl MemorySink {
    /// The files by path from the output folder.
    pub fn into_files(self) -> BTreeMap<String, FileBytes> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OutputSink for MemorySink {
    fn write(&self, file: OutputFile, _view: Hash) -> Result<(), WriteError> {
        let mut files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(file.path, file.bytes.into());
        Ok(())
    }

    fn copy(&self, file: &CopiedFile) -> Result<(), WriteError> {
        let bytes = fs::read(&file.disk).context("read", &file.disk)?;
        self.write(OutputFile { path: file.path.clone(), bytes }, file.hash)
    }
}

/// A sink that keeps the hash of each file, to compare a site with another one without holding it in memory.
#[derive(Debug, Default)]
pub struct HashingSink(Mutex<FileHashes>);

impl HashingSink {
    /// The hashes by path from the output folder.
    pub fn into_hashes(self) -> FileHashes {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn insert(&self, path: String, hash: Hash) {
        let mut hashes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hashes.insert(path, hash);
    }
}

impl OutputSink for HashingSink {
    fn write(&self, file: OutputFile, _view: Hash) -> Result<(), WriteError> {
        let hash = *blake3::hash(&file.bytes).as_bytes();
        self.insert(file.path, hash);
        Ok(())
    }

    fn copy(&self, file: &CopiedFile) -> Result<(), WriteError> {
        self.insert(file.path.clone(), file.hash);
        Ok(())
    }
}

/// A sink that drops all files, to find out which of them cannot be made.
#[derive(Debug)]
pub struct DiscardSink;

impl OutputSink for DiscardSink {
    fn write(&self, _file: OutputFile, _view: Hash) -> Result<(), WriteError> {
        Ok(())
    }

    fn copy(&self, _file: &CopiedFile) -> Result<(), WriteError> {
        Ok(())
    }
}
