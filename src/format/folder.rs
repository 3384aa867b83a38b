//! All files of a site, or some of them: what would change, and writing it.

use super::document::format_text;
use crate::content::load::{self, LoadError};
use crate::content::parse::{self, FileKind};
use crate::diagnostics::{Report, Severity};
use crate::model::locale::Headings;
use crate::output::{WriteError, replace_file};
use crate::source::{Files, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Whether files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatMode {
    /// Writes changed files.
    Write,
    /// Only reports which files would change.
    Check,
}

/// What was formatted, by paths from the site's root.
#[derive(Debug)]
pub struct FormatReport {
    /// The files that were read.
    pub files: Files,
    /// The number of files that were read.
    pub total: usize,
    /// Those that are, or would be, written anew.
    pub changed: Vec<String>,
    /// The number of those with errors, which stay as they are.
    pub refused: usize,
    /// Errors of the chosen files, and of what cannot be read.
    pub report: Report,
}

/// An error of reading or writing the formatted files.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("there is no content file at {}; name files or folders under {}", .0.display(), .1.display())]
    NoFiles(PathBuf, PathBuf),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Formats the content files of the site at `root` at or below one of `paths`, or all where none is
/// named. A file with errors is left alone.
///
/// # Errors
/// Where a path has no content file, or a file cannot be written; what was written before stays.
pub fn format_folder(
    root: &Path,
    paths: &[PathBuf],
    mode: FormatMode,
) -> Result<FormatReport, FormatError> {
    let mut report = Report::default();
    let files = load::load(root, &mut report)?.files;
    let chosen = chosen_files(root, &files, paths)?;
    let mut parsed = Report::default();
    parse::parse(&files, &mut parsed);
    let headings = parse::headings_of(&files);
    report.retain(|d| d.severity() == Severity::Error);
    let chosen_paths: BTreeSet<&str> = chosen.iter().map(|file| file.path.as_str()).collect();
    parsed.retain(|d| d.severity() == Severity::Error && chosen_paths.contains(d.file(&files)));
    let invalid: BTreeSet<&str> = parsed.iter().map(|d| d.file(&files)).collect();
    let (invalid, valid): (Vec<&SourceFile>, Vec<&SourceFile>) =
        chosen.iter().partition(|file| invalid.contains(file.path.as_str()));
    let refused = invalid.len();
    let formatted: Vec<(&SourceFile, String)> = valid
        .into_par_iter()
        .filter_map(|file| Some((file, formatted(file, &headings)?)))
        .collect();
    let mut changed = Vec::new();
    for (file, text) in formatted {
        if mode == FormatMode::Write {
            replace_file(&root.join(&file.path), file.body.as_bytes(), text.as_bytes())?;
        }
        changed.push(file.path.clone());
    }
    let total = chosen.len();
    report.extend(parsed);
    Ok(FormatReport { total, changed, refused, report, files })
}

/// The formatted text of a file, where it differs.
fn formatted(file: &SourceFile, headings: &Headings) -> Option<String> {
    let text = format_text(FileKind::of(&file.path)?, &file.body, headings);
    if text == file.body { None } else { Some(text) }
}

fn chosen_files<'f>(
    root: &Path,
    files: &'f Files,
    paths: &[PathBuf],
) -> Result<Vec<&'f SourceFile>, FormatError> {
    let root_path = normalized(root);
    let mut chosen = Vec::new();
    let mut used = BTreeSet::new();
    for (_, file) in files.iter() {
        let place = root_path.join(&file.path);
        let matching: Vec<&PathBuf> =
            paths.iter().filter(|path| place.starts_with(normalized(path))).collect();
        if paths.is_empty() || !matching.is_empty() {
            chosen.push(file);
        }
        used.extend(matching);
    }
    match paths.iter().find(|path| !used.contains(path)) {
        Some(path) => Err(FormatError::NoFiles(path.clone(), root.join("content"))),
        None => Ok(chosen),
    }
}

/// An absolute path without `..`, by its words alone.
fn normalized(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.into()).components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
