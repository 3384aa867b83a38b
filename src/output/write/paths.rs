//! Which paths the output has so far, and whether one more fits among them.

use super::WriteError;
use std::collections::{HashMap, HashSet};

/// Refuses what would not be a file inside the output folder, on any system.
pub(super) fn check(path: &str) -> Result<(), WriteError> {
    let bad = |why| Err(WriteError::BadPath { path: path.to_string(), why });
    if path.is_empty() {
        return bad("it is empty");
    }
    if path.starts_with('/') {
        return bad("it is not relative to the output folder");
    }
    if path.contains('\\') || path.chars().any(char::is_control) {
        return bad("it has a backslash or a control character");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return bad("it has an empty part, \".\" or \"..\"");
    }
    Ok(())
}

#[derive(Debug, Default)]
pub(super) struct Paths {
    /// From the path in lower case to the path.
    files: HashMap<String, String>,
    /// Each folder, with a file that stands in it.
    folders: HashMap<String, String>,
    exact: HashSet<String>,
}

impl Paths {
    /// Takes a path in.
    ///
    /// # Errors
    /// Where it and one that is there already cannot both be files.
    pub fn add(&mut self, path: &str) -> Result<(), WriteError> {
        let lower = path.to_lowercase();
        if let Some(other) = self.files.get(&lower) {
            return Err(match other == path {
                true => WriteError::SamePath(path.into()),
                false => WriteError::SameButForCase(other.clone(), path.into()),
            });
        }
        if let Some(inside) = self.folders.get(path) {
            return Err(WriteError::FileAndFolder { file: path.into(), inside: inside.clone() });
        }
        let new = folders(path).take_while(|f| !self.folders.contains_key(*f)).collect::<Vec<_>>();
        if let Some(file) = new.iter().find(|f| self.exact.contains(**f)) {
            return Err(WriteError::FileAndFolder { file: file.to_string(), inside: path.into() });
        }
        for folder in new {
            self.folders.insert(folder.into(), path.into());
        }
        self.exact.insert(path.into());
        self.files.insert(lower, path.into());
        Ok(())
    }

    pub fn has_file(&self, path: &str) -> bool {
        self.exact.contains(path)
    }
    pub fn has_folder(&self, path: &str) -> bool {
        self.folders.contains_key(path)
    }
    /// All folders, each before those in it.
    pub fn folders(&self) -> Vec<&str> {
        let mut list: Vec<&str> = self.folders.keys().map(String::as_str).collect();
        list.sort_unstable();
        list
    }
}

/// The folders that a path stands in, the innermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path;
    std::iter::from_fn(move || {
        rest = &rest[..rest.rfind('/')?];
        Some(rest)
    })
}
