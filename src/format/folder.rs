//! All files of a site, or some of them: what would change, and writing it.

use super::document::format_text;
use crate::content::load::{self, LoadError};
use crate::content::parse::{self, FileKind};
use crate::diagnostics::{Report, Severity};
use crate::output::{WriteError, replace_file};
use crate::source::{Files, SourceFile};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Whether files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatMode {
    Write,
    Check,
}

/// What was looked at, by paths from the site's root.
#[derive(Debug)]
pub struct FormatReport {
    pub files: Files,
    /// How many texts were looked at.
    pub looked: usize,
    /// Those that are, or would be, written anew.
    pub changed: Vec<String>,
    /// Those with errors of their own, which stay as they are; the errors, and what could not be read, are in `report`.
    pub refused: Vec<String>,
    pub report: Report,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("no text of the site stands at {}; name files or folders under {}", .0.display(), .1.display())]
    NothingThere(PathBuf, PathBuf),
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Tidies the texts of the site at `root` that stand at or below one of `wanted`, or all where none is named. What is
/// not UTF-8, has no place or has errors of its own is left alone.
///
/// # Errors
/// Where a wanted path has no text of the site, or the disk refuses; what was written before stays.
pub fn format_folder(
    root: &Path,
    wanted: &[PathBuf],
    way: FormatMode,
) -> Result<FormatReport, FormatError> {
    let mut report = Report::default();
    let files = load::load(root, &mut report)?.files;
    let mut found = Report::default();
    parse::parse(&files, &mut found);
    let texts = chosen(root, &files, wanted)?;
    let errors = found.iter().filter(|d| d.severity() == Severity::Error).map(|d| d.file(&files));
    let broken: BTreeSet<&str> = errors.collect();
    let (broken, sound): (Vec<&SourceFile>, Vec<&SourceFile>) =
        texts.iter().partition(|t| broken.contains(t.path.as_str()));
    let made: Vec<(&SourceFile, String)> = sound
        .par_iter()
        .filter_map(|text| Some((*text, format_text(FileKind::of(&text.path)?, &text.body))))
        .filter(|(text, new)| text.body != *new)
        .collect();
    if way == FormatMode::Write {
        for (text, new) in &made {
            replace_file(&root.join(&text.path), text.body.as_bytes(), new.as_bytes())?;
        }
    }
    let changed = made.into_iter().map(|(text, _)| text.path.clone()).collect();
    let refused: Vec<String> = broken.iter().map(|t| t.path.clone()).collect();
    found.retain(|d| {
        d.severity() == Severity::Error && refused.iter().any(|path| d.file(&files) == path)
    });
    report.retain(|d| d.severity() == Severity::Error);
    report.extend(found);
    let looked = texts.len();
    Ok(FormatReport { looked, changed, refused, report, files })
}

fn chosen<'f>(
    root: &Path,
    files: &'f Files,
    wanted: &[PathBuf],
) -> Result<Vec<&'f SourceFile>, FormatError> {
    let real = |path: &Path| normalized(&std::path::absolute(path).unwrap_or_else(|_| path.into()));
    let place = |text: &SourceFile| real(&root.join(&text.path));
    for path in wanted {
        if !files.iter().any(|(_, text)| place(text).starts_with(real(path))) {
            return Err(FormatError::NothingThere(path.clone(), root.join("content")));
        }
    }
    let is_wanted = |text: &SourceFile| {
        wanted.is_empty() || wanted.iter().any(|path| place(text).starts_with(real(path)))
    };
    Ok(files.iter().map(|(_, text)| text).filter(|text| is_wanted(text)).collect())
}

/// A path without `..`, by its words alone: a text and what names it are seen from the same place.
fn normalized(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
