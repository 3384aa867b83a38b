//! The hashes of the files of a site, and how two sites differ.

use super::build_cache::FileHashes;
use super::error::{IoContext, WriteError};
use super::location::OutputLocation;
use super::state;
use super::tree::{ManagedFiles, UnmanagedFiles};
use rayon::prelude::*;
use std::fs;
use std::path::Path;

/// How one build differs from the one before. Sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputChanges {
    /// Paths that only the new build has.
    pub added: Vec<String>,
    /// Paths of files with other bytes.
    pub changed: Vec<String>,
    /// Paths that only the old build has.
    pub removed: Vec<String>,
}

/// Hashes the managed files of an output folder, or all files if there is no list of them. Reads the files themselves,
/// so that it works for a folder that another machine or another version of agon wrote.
///
/// # Errors
/// If `dir` cannot be an output folder or cannot be read.
pub fn folder_hashes(root: &Path, dir: &Path) -> Result<FileHashes, WriteError> {
    let location = OutputLocation::resolve(root, dir)?;
    let dir = &location.dir;
    let paths: Vec<String> = match state::managed_files(&location.state) {
        Some(managed) => managed.into_iter().collect(),
        None => {
            let all = UnmanagedFiles::list(dir, &ManagedFiles::new()).context("read", dir)?;
            all.files.iter().filter_map(|path| path.to_str().map(str::to_string)).collect()
        }
    };
    let hash_file = |path: String| {
        // a file that someone removed is skipped
        let bytes = fs::read(dir.join(&path)).ok()?;
        Some((path, *blake3::hash(&bytes).as_bytes()))
    };
    Ok(paths.into_par_iter().filter_map(hash_file).collect())
}

/// Compares two builds.
pub fn changes(old: &FileHashes, new: &FileHashes) -> OutputChanges {
    let mut changes = OutputChanges::default();
    for (path, hash) in new {
        match old.get(path) {
            None => changes.added.push(path.clone()),
            Some(old) if old != hash => changes.changed.push(path.clone()),
            Some(_) => {}
        }
    }
    changes.removed = old.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_lists_added_changed_and_removed_paths() {
        let site = |list: &[(&str, u8)]| -> FileHashes {
            list.iter().map(|(path, n)| (path.to_string(), [*n; 32])).collect()
        };
        let old = site(&[("a", 1), ("b", 1), ("c", 1)]);
        let new = site(&[("b", 1), ("c", 2), ("d", 1)]);
        let list = |path: &str| vec![path.to_string()];
        let expected = OutputChanges { added: list("d"), changed: list("c"), removed: list("a") };
        assert_eq!(changes(&old, &new), expected);
    }
}
