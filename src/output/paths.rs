//! The paths of an output, and whether another one fits among them.

use super::error::WriteError;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct OutputPaths {
    /// By the path in lower case; empty for one that is in lower case.
    files: HashMap<Box<str>, Box<str>>,
    folders: HashSet<Box<str>>,
}

impl OutputPaths {
    /// Adds a path.
    ///
    /// # Errors
    /// If it is not a path inside the output folder on every system, or if it and another path cannot both be files.
    pub(super) fn add(&mut self, path: &str) -> Result<(), WriteError> {
        validate(path)?;
        let lower_case = path.to_lowercase();
        match self.file(&lower_case) {
            Some(other) if other == path => return Err(WriteError::SamePath(path.into())),
            Some(other) => return Err(WriteError::SameButForCase(other.into(), path.into())),
            None => {}
        }
        if self.folders.contains(path) {
            let inside = self.files.keys().filter_map(|lower_case| self.file(lower_case));
            let inside = inside.filter(|file| parent_folders(file).any(|folder| folder == path));
            let inside = inside.min().unwrap_or(path).into();
            return Err(WriteError::FileAndFolder { file: path.into(), inside });
        }
        if let Some(file) = parent_folders(path).find(|folder| self.has_file(folder)) {
            return Err(WriteError::FileAndFolder { file: file.into(), inside: path.into() });
        }
        for folder in parent_folders(path) {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.into());
            }
        }
        let original = if lower_case == path { Box::default() } else { path.into() };
        self.files.insert(lower_case.into(), original);
        Ok(())
    }

    /// The path of a file by its path in lower case.
    fn file(&self, lower_case: &str) -> Option<&str> {
        let (lower_case, original) = self.files.get_key_value(lower_case)?;
        Some(if original.is_empty() { lower_case } else { original })
    }

    pub(super) fn has_file(&self, path: &str) -> bool {
        self.file(&path.to_lowercase()) == Some(path)
    }

    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    pub(super) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(|folder| &**folder)
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
