//! Single files outside of the output folder: texts that are rewritten in place, files that a command was asked for.
//!
//! A file is written next to its path and then renamed, so that a reader or a crash sees the old file or the new one.

use super::error::{IoContext, WriteError};
use super::sync::sync;
use crate::source::OutputFile;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Writes a file into an existing folder; a file that it replaces hands on its permissions.
///
/// # Errors
/// If the folder is missing or the disk refuses; the old file is then unchanged.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = parent(path);
    if !folder.is_dir() {
        return Err(WriteError::NoFolder(folder.to_path_buf()));
    }
    write_atomically(path, bytes).context("write", path)
}

/// The same, in a folder that is created if needed.
///
/// # Errors
/// If the disk refuses.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    fs::create_dir_all(parent(path)).context("create", parent(path))?;
    write_file(path, bytes)
}

/// Writes files into a folder, which is created if needed, and returns their paths.
///
/// # Errors
/// If the disk refuses; files that were written before stay.
pub fn write_files(dir: &Path, files: &[OutputFile]) -> Result<Vec<PathBuf>, WriteError> {
    let mut paths = Vec::new();
    for file in files {
        let path = dir.join(&file.path);
        create_file(&path, &file.bytes)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Replaces the content `old` of a file by `new`. If the path is a link, its target is replaced.
///
/// # Errors
/// If the file's content is not `old` any more, if it is read-only, or if the disk refuses.
pub fn replace_file(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path).context("write", path)?;
    if fs::read(&target).context("read", path)? != old {
        return Err(WriteError::Changed(path.into()));
    }
    let permissions = fs::metadata(&target).context("read", path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::from(ErrorKind::PermissionDenied)).context("write", path);
    }
    write_atomically(&target, new).context("write", path)
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // hidden, so that neither a build nor a file watcher takes it for a source file
    let mut file = tempfile::Builder::new().prefix(".agon-").tempfile_in(parent(path))?;
    file.write_all(bytes)?;
    match fs::metadata(path) {
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        Err(_) => file.as_file().set_permissions(default_permissions(file.as_file())?)?,
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    sync(parent(path))
}

/// A temporary file is private to its owner; a new file is as readable as any other.
#[cfg(unix)]
fn default_permissions(_: &fs::File) -> io::Result<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Ok(Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn default_permissions(file: &fs::File) -> io::Result<Permissions> {
    Ok(file.metadata()?.permissions())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replace_follows_links_and_keeps_permissions() {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a.md"), dir.path().join("link.md"));
        fs::write(&file, "old").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
            std::os::unix::fs::symlink(&file, &link).unwrap();
            replace_file(&link, b"old", b"new").unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        }
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let changed = replace_file(&file, b"old", b"other");
        assert!(matches!(changed, Err(WriteError::Changed(path)) if path == file));
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let missing = replace_file(&dir.path().join("missing.md"), b"", b"x");
        assert!(matches!(missing, Err(WriteError::Io { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no temporary file remains");
    }

    #[test]
    fn write_files_creates_the_folder_and_overwrites() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a/b");
        let file = |text: &str| [OutputFile { path: "x.json".into(), bytes: text.into() }];
        write_files(&out, &file("one")).unwrap();
        assert_eq!(write_files(&out, &file("two")).unwrap(), [out.join("x.json")]);
        assert_eq!(fs::read(out.join("x.json")).unwrap(), b"two");
        let error = write_files(&out.join("x.json"), &file("three"));
        assert!(matches!(error, Err(WriteError::Io { .. })));
        let error = write_file(&out.join("no/x.json"), b"four");
        assert!(matches!(error, Err(WriteError::NoFolder(path)) if path == out.join("no")));
    }
}
