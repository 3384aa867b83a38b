//! A built site as it stands in its folder, for those who carry it elsewhere.
//!
//! Takes an output folder that this agon built, gives its files with their hashes and, one by one, their bytes. While it
//! lives no other agon writes there. A file that somebody changed is an error: what is published is what was built.

use super::error::At;
use super::place::{self, Place};
use super::{Output, WriteError, tree};
use crate::output::cache::Hash;
use std::fs;
use std::path::Path;

/// See the module's head.
#[derive(Debug)]
pub struct Built {
    output: Output,
    files: Vec<BuiltFile>,
    foreign: Vec<String>,
}

/// One file that a build wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFile {
    /// From the output folder, with `/`.
    pub path: String,
    pub hash: Hash,
    pub len: u64,
}

impl Built {
    /// Takes the folder `out` of the site at `root`. Makes nothing where there is no built folder.
    ///
    /// # Errors
    /// Where agon did not build it, a file was changed or removed since, or another agon is writing there.
    pub fn open(root: &Path, out: &Path) -> Result<Built, WriteError> {
        let Place { state, out: real, .. } = place::place(root, out)?;
        if !state.join("memo").is_file() || !real.is_dir() {
            return Err(WriteError::NotBuilt(out.to_path_buf()));
        }
        let output = Output::open(root, out)?;
        let Some(memo) = &output.memo else { return Err(WriteError::NotBuilt(out.to_path_buf())) };
        let touched = memo
            .pages
            .iter()
            .find(|(path, page)| !super::is_intact(&output.out().join(path), page));
        if let Some((path, _)) = touched {
            return Err(WriteError::Touched(out.join(path)));
        }
        let file = |(path, page): (&String, &crate::output::cache::Page)| BuiltFile {
            path: path.clone(),
            hash: page.bytes,
            len: page.len,
        };
        let files = memo.pages.iter().map(file).collect();
        let foreign = tree::foreign(output.out(), &output.owned).at("read", output.out())?.files;
        let mut foreign: Vec<String> =
            foreign.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        foreign.sort();
        Ok(Built { output, files, foreign })
    }

    /// Sorted by path.
    pub fn files(&self) -> &[BuiltFile] {
        &self.files
    }

    /// What stands in the folder and is not agon's; it is not published.
    pub fn foreign(&self) -> &[String] {
        &self.foreign
    }

    /// Where the files stand.
    pub fn folder(&self) -> &Path {
        self.output.out()
    }

    /// The bytes of one file.
    ///
    /// # Errors
    /// Where it was changed meanwhile or cannot be read.
    pub fn read(&self, file: &BuiltFile) -> Result<Vec<u8>, WriteError> {
        let path = self.output.out().join(&file.path);
        let bytes = fs::read(&path).at("read", &path)?;
        match *blake3::hash(&bytes).as_bytes() == file.hash {
            true => Ok(bytes),
            false => Err(WriteError::Touched(path)),
        }
    }
}

impl Output {
    /// How many files agon wrote here, and which of them are not among `paths`.
    pub fn stale<'p>(&self, paths: impl Iterator<Item = &'p str>) -> (usize, Vec<String>) {
        let wanted: std::collections::HashSet<&str> = paths.collect();
        let is_stale = |p: &&String| {
            !wanted.contains(p.as_str()) && fs::symlink_metadata(self.out().join(p)).is_ok()
        };
        let mut stale: Vec<String> = self.owned.iter().filter(is_stale).cloned().collect();
        stale.sort();
        (self.owned.len(), stale)
    }

    /// Whether the file at `path` has these bytes; `None` where there is none.
    pub fn has(&self, path: &str, hash: &Hash) -> Option<bool> {
        if let Some(page) =
            self.page(path).filter(|page| super::is_intact(&self.out().join(path), page))
        {
            return Some(page.bytes == *hash);
        }
        let bytes = fs::read(self.out().join(path)).ok()?;
        Some(blake3::hash(&bytes).as_bytes() == hash)
    }

    /// Whether agon wrote here before; asks without making anything.
    ///
    /// # Errors
    /// Where `out` cannot be an output folder.
    pub fn is_known(root: &Path, out: &Path) -> Result<bool, WriteError> {
        Ok(place::place(root, out)?.state.is_dir())
    }
}
