//! A built site in its folder, for publishing. No other agon writes there while it is open. A modified file is an error:
//! what is published is what was built.

use super::build_cache::{BuiltRecord, Hash};
use super::error::{IoContext, WriteError};
use super::location::OutputLocation;
use super::output_dir::{OutputDir, OutputOptions};
use super::tree::UnmanagedFiles;
use std::fs;
use std::path::Path;

/// The files of a finished build, locked against other builds.
#[derive(Debug)]
pub struct BuiltSite {
    output: OutputDir,
    files: Vec<BuiltFile>,
    unmanaged: Vec<String>,
    record: Option<BuiltRecord>,
}

/// A file that a build wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFile {
    /// From the output folder, with `/`.
    pub path: String,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub len: u64,
}

impl BuiltSite {
    /// Opens the output folder `dir` of the site at `root`. Creates nothing if there is no built site.
    ///
    /// # Errors
    /// If agon did not build it, if a file was modified or removed since, or if another agon is writing there.
    pub fn open(root: &Path, dir: &Path) -> Result<BuiltSite, WriteError> {
        let location = OutputLocation::resolve(root, dir)?;
        let not_built = || WriteError::NotBuilt(dir.to_path_buf());
        if !location.state.join("cache").is_file() || !location.dir.is_dir() {
            return Err(not_built());
        }
        let output = OutputDir::open(root, dir, OutputOptions::default())?;
        let cache = output.cache.as_ref().ok_or_else(not_built)?;
        let mut files = Vec::new();
        for (path, file) in &cache.files {
            if !output.is_unmodified(path, file) {
                return Err(WriteError::Modified(dir.join(path)));
            }
            files.push(BuiltFile { path: path.clone(), hash: file.bytes, len: file.len });
        }
        let record = cache.record.clone();
        let list = UnmanagedFiles::list(output.dir(), &output.managed);
        let list = list.context("read", output.dir())?.files;
        let mut unmanaged: Vec<String> =
            list.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        unmanaged.sort();
        Ok(BuiltSite { output, files, unmanaged, record })
    }

    /// Sorted by path.
    pub fn files(&self) -> &[BuiltFile] {
        &self.files
    }

    /// Files in the folder that agon did not write; they are not published.
    pub fn unmanaged(&self) -> &[String] {
        &self.unmanaged
    }

    /// What is on record once the files are published; `None` for a site of the past, one with drafts, and one without a
    /// list of published addresses.
    pub fn record(&self) -> Option<&BuiltRecord> {
        self.record.as_ref()
    }

    /// The output folder.
    pub fn folder(&self) -> &Path {
        self.output.dir()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// If it was modified in the meantime or cannot be read.
    pub fn read(&self, file: &BuiltFile) -> Result<Vec<u8>, WriteError> {
        let path = self.output.dir().join(&file.path);
        let bytes = fs::read(&path).context("read", &path)?;
        match *blake3::hash(&bytes).as_bytes() == file.hash {
            true => Ok(bytes),
            false => Err(WriteError::Modified(path)),
        }
    }
}
