//! The paths of an output, and whether another one fits among them.

use super::error::WriteError;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct OutputPaths {
    files: HashSet<String>,
    /// From the path in lower case to the path.
    lower_case: HashMap<String, String>,
    /// Each folder, with a file in it.
    folders: HashMap<String, String>,
}

impl OutputPaths {
    /// Adds a path.
    ///
    /// # Errors
    /// If it is not a path inside the output folder on every system, or if it and another path cannot both be files.
    pub(super) fn add(&mut self, path: &str) -> Result<(), WriteError> {
        validate(path)?;
        let lower_case = path.to_lowercase();
        match self.lower_case.get(&lower_case) {
            Some(other) if other == path => return Err(WriteError::SamePath(path.into())),
            Some(other) => return Err(WriteError::SameButForCase(other.clone(), path.into())),
            None => {}
        }
        if let Some(inside) = self.folders.get(path) {
            return Err(WriteError::FileAndFolder { file: path.into(), inside: inside.clone() });
        }
        if let Some(file) = parent_folders(path).find(|folder| self.files.contains(*folder)) {
            return Err(WriteError::FileAndFolder { file: file.into(), inside: path.into() });
        }
        for folder in parent_folders(path) {
            if !self.folders.contains_key(folder) {
                self.folders.insert(folder.into(), path.into());
            }
        }
        self.files.insert(path.into());
        self.lower_case.insert(lower_case, path.into());
        Ok(())
    }

    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains_key(path)
    }

    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.keys().map(String::as_str)
    }
}

/// # Errors
/// If it is not a path inside the output folder on every system.
pub(super) fn validate(path: &str) -> Result<(), WriteError> {
    let reason = if path.is_empty() {
        "it is empty"
    } else if path.starts_with('/') {
        "it is not relative to the output folder"
    } else if path.contains('\\') || path.chars().any(char::is_control) {
        "it has a backslash or a control character"
    } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        "it has an empty part, \".\" or \"..\""
    } else {
        return Ok(());
    };
    Err(WriteError::BadPath { path: path.to_string(), reason })
}

/// The folders that contain a path, the innermost first.
pub(super) fn parent_folders(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}
