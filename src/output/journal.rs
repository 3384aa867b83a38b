//! Writing into the output folder file by file, where few files changed or the folder cannot be exchanged for another (a
//! mount point, another disk).
//!
//! This takes many steps, so a journal is written first and the next run completes what a killed run began. Styles and
//! scripts are written before pages, new pages before changed ones, and deletions come last, so that no page refers to a
//! missing file.

use super::error::{IoContext, WriteError};
use super::failpoint::failpoint;
use super::paths::{self, parent_folders};
use super::tree;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// The files to write and to delete; paths from the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    write: Vec<String>,
    delete: Vec<String>,
}

impl Journal {
    /// `is_new` tells the files that the output folder did not have.
    pub(super) fn new(
        mut write: Vec<String>,
        mut delete: Vec<String>,
        is_new: impl Fn(&str) -> bool,
    ) -> Self {
        write.sort_by_cached_key(|path| (path.ends_with(".html"), !is_new(path), path.clone()));
        delete.sort();
        Journal { write, delete }
    }

    /// The folders whose entries change.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        let paths = self.write.iter().chain(&self.delete);
        paths.flat_map(|path| parent_folders(path)).chain([""]).collect()
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a journal has only texts")
    }

    pub(super) fn read(path: &Path) -> Option<Journal> {
        let journal: Journal = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let mut paths = journal.write.iter().chain(&journal.delete);
        if paths.all(|path| paths::validate(path).is_ok()) { Some(journal) } else { None }
    }

    /// Moves the files of the staging tree `next` into `dir` and deletes stale ones. Steps that were already completed
    /// are skipped.
    pub(super) fn apply(&self, next: &Path, dir: &Path) -> Result<(), WriteError> {
        fs::create_dir_all(dir).context("create", dir)?;
        for path in self.obstacles() {
            delete_stale(dir, path)?;
            failpoint();
        }
        for path in &self.write {
            let (source, target) = (next.join(path), dir.join(path));
            if fs::symlink_metadata(&source).is_ok() {
                let parent = target.parent().unwrap_or(dir);
                fs::create_dir_all(parent).context("create", parent)?;
                move_file(&source, &target)?;
                failpoint();
            }
        }
        for path in &self.delete {
            delete_stale(dir, path)?;
            failpoint();
        }
        Ok(())
    }

    /// Stale files whose path is needed for a folder, or whose folder is needed for a file: they are deleted first.
    fn obstacles(&self) -> impl Iterator<Item = &String> {
        let files: HashSet<&str> = self.write.iter().map(String::as_str).collect();
        let folders: HashSet<&str> =
            self.write.iter().flat_map(|path| parent_folders(path)).collect();
        self.delete.iter().filter(move |path| {
            folders.contains(path.as_str()) || parent_folders(path).any(|f| files.contains(f))
        })
    }
}

fn move_file(source: &Path, target: &Path) -> Result<(), WriteError> {
    match fs::rename(source, target) {
        Err(e) if e.kind() == ErrorKind::CrossesDevices => {
            let name = target.file_name().unwrap_or_default().to_string_lossy();
            let temporary = target.with_file_name(format!(".agon-{name}"));
            tree::copy(source, &temporary).context("write", &temporary)?;
            fs::rename(&temporary, target).context("write", target)?;
            fs::remove_file(source).context("remove", source)
        }
        result => result.context("write", target),
    }
}

/// Deletes a stale file and the folders that it leaves empty. Skips what became a folder, and what is behind a link that
/// someone put in the place of a folder.
fn delete_stale(dir: &Path, path: &str) -> Result<(), WriteError> {
    let file = dir.join(path);
    let is_behind_link = parent_folders(path).any(|folder| dir.join(folder).is_symlink());
    if !is_behind_link && fs::symlink_metadata(&file).is_ok_and(|meta| !meta.is_dir()) {
        fs::remove_file(&file).context("remove", &file)?;
    }
    for folder in parent_folders(path) {
        if fs::remove_dir(dir.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
