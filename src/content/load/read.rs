//! Reads single files; what cannot be read is reported.

use super::paths::SourceFolder;
use super::walk::FileList;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::SourceFile;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The site's folder itself, or a file outside of it, cannot be read; problems with files of the site are diagnostics.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("there is no folder {}; name the site's folder with --root, or start a site with `agon init`", .0.display())]
    Missing(PathBuf),
    #[error("{} is not a folder; name the folder that has content/ in it with --root", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} cannot be read: {}", .0.display(), .1)]
    File(PathBuf, #[source] io::Error),
    #[error("{} is larger than {} MB; split it", .0.display(), LARGEST / MB)]
    TooLarge(PathBuf),
    #[error("the folder {} cannot be read: {}; check its rights", .0.display(), .1)]
    Unreadable(PathBuf, #[source] io::Error),
}

const MB: u64 = 1024 * 1024;

/// The largest file that is read, in bytes. Positions are 32 bits wide.
pub const LARGEST: u64 = 32 * MB;

/// The largest text of the site in Markdown, in bytes: 600 printed pages.
pub const LARGEST_MARKDOWN: u64 = MB;

/// The largest file of records and the largest template, in bytes. A bibliography is longer than a text.
pub const LARGEST_YAML: u64 = 4 * MB;

/// The largest size of a file of the site that is read, by its path from the root.
fn largest(path: &str) -> u64 {
    let path = path.to_ascii_lowercase();
    match path.rsplit_once('.') {
        Some((_, "md")) => LARGEST_MARKDOWN,
        Some((_, "yaml" | "yml")) => LARGEST_YAML,
        _ if path.starts_with("templates/") => LARGEST_YAML,
        // lists of addresses, styles, scripts
        _ => LARGEST,
    }
}

/// The bytes of a file; `Err` holds the size of one that is too large.
type FileBytes = Result<Vec<u8>, u64>;

/// Checks that the site's folder can be read.
pub(super) fn check_root(root: &Path) -> Result<(), LoadError> {
    let Err(error) = std::fs::read_dir(root) else { return Ok(()) };
    Err(match error.kind() {
        io::ErrorKind::NotFound => LoadError::Missing(root.into()),
        io::ErrorKind::NotADirectory => LoadError::NotAFolder(root.into()),
        _ => LoadError::Unreadable(root.into(), error),
    })
}

/// One text of the site, by its path from the root; `None` if it cannot be read.
pub fn read_content(root: &Path, path: &str) -> Option<SourceFile> {
    let body = std::fs::read_to_string(root.join(path)).ok()?;
    Some(SourceFile { path: path.to_string(), body })
}

/// Reads a file outside of the site, for import.
///
/// # Errors
/// If it cannot be read or is larger than [`LARGEST`].
pub fn read_outside(path: &Path) -> Result<Vec<u8>, LoadError> {
    match bytes(path, LARGEST) {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(LoadError::TooLarge(path.into())),
        Err(error) => Err(LoadError::File(path.into(), error)),
    }
}

/// Reads the files of a folder outside of the site, but for hidden ones, by their paths with `/`,
/// sorted.
///
/// # Errors
/// If one of them cannot be read or is larger than [`LARGEST`].
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, LoadError> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !e.file_name().to_string_lossy().starts_with('.'));
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| LoadError::File(folder.into(), error.into()))?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), read_outside(entry.path())?));
        }
    }
    Ok(files)
}

fn bytes(path: &Path, largest: u64) -> io::Result<FileBytes> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > largest {
        return Ok(Err(size));
    }
    // one byte more than allowed, so that a file that grows meanwhile is rejected, too
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(largest + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok(if size > largest { Err(size) } else { Ok(bytes) })
}

/// A file that the system does not let be read.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    let message = format!("{path} cannot be read: {error}");
    Diagnostic::in_file(&codes::UNREADABLE, path, message).help("check the file's rights")
}

/// Reads a file of the site, by its path from the root and its place on the disk.
pub(super) fn read_file(path: &str, disk: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let largest = largest(path);
    let size = match bytes(disk, largest) {
        Ok(Ok(bytes)) => return Ok(bytes),
        Ok(Err(size)) => size,
        Err(error) => return Err(Box::new(unreadable(path, &error))),
    };
    let message = format!(
        "{path} has {size} bytes; agon reads such files up to {largest} bytes ({} MB)",
        largest / MB
    );
    let help = match path.ends_with(".md") {
        true => "split the text into several, or put it under static/ and link to it",
        false => "split the file into several in the same folder",
    };
    Err(Box::new(Diagnostic::in_file(&codes::UNREADABLE, path, message).help(help)))
}

/// A text of a folder from its bytes.
pub(super) fn text(
    folder: SourceFolder,
    path: String,
    bytes: Vec<u8>,
) -> Result<SourceFile, Box<Diagnostic>> {
    match String::from_utf8(bytes) {
        Ok(body) => Ok(SourceFile { path, body }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let message =
                format!("{path} is not UTF-8: byte {at} (0x{byte:02x}) is the first that is not");
            let help = match folder {
                SourceFolder::Content | SourceFolder::Locales => "save the file as UTF-8",
                _ => "save the template as UTF-8",
            };
            Err(Box::new(Diagnostic::in_file(&codes::NOT_UTF8, &path, message).help(help)))
        }
    }
}

/// Reads all files of a list, over all cores: path from the site's root and bytes.
pub(super) fn read_all(list: FileList, report: &mut Report) -> Vec<(String, Vec<u8>)> {
    let results: Vec<_> = list
        .files
        .into_par_iter()
        .map(|(path, disk)| read_file(&path, &disk).map(|bytes| (path, bytes)))
        .collect();
    collect(results, report)
}

/// The successful results; the others are reported.
pub(super) fn collect<T>(
    results: impl IntoIterator<Item = Result<T, Box<Diagnostic>>>,
    report: &mut Report,
) -> Vec<T> {
    let mut values = Vec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(problem) => report.push(*problem),
        }
    }
    values
}
