//! Single files outside of the output folder: a text in its own place again, generated files in a folder of choice.
//!
//! A file is written beside its place and then moved there, so that whoever reads it, or a crash, meets the old one or the
//! new one, whole.

use crate::source::Artifact;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not written; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    #[error("cannot write {}: {source}; it stays as it was", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{} was changed meanwhile, so it stays as it is; do it again", .0.display())]
    Changed(PathBuf),
}

/// Writes `new` in place of `old`. Keeps the file's rights; where the path is a link, what it leads to is replaced.
///
/// # Errors
/// Where the file is no longer `old`, or the disk refuses.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), ReplaceError> {
    let io = |source| ReplaceError::Io { path: path.into(), source };
    let real = fs::canonicalize(path).map_err(io)?;
    if fs::read(&real).map_err(io)? != old {
        return Err(ReplaceError::Changed(path.into()));
    }
    let rights = fs::metadata(&real).map_err(io)?.permissions();
    if rights.readonly() {
        return Err(io(io::Error::from(io::ErrorKind::PermissionDenied)));
    }
    moved_in(&real, new, Some(rights)).map_err(io)
}

/// Writes files into a folder, which is made if it is not there, over those of the same name. Gives their paths.
///
/// # Errors
/// Where the disk refuses; what was written before stays.
pub fn hand_out(dir: &Path, files: &[Artifact]) -> Result<Vec<PathBuf>, ReplaceError> {
    let write = |file: &Artifact| {
        let path = dir.join(&file.path);
        let made = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| moved_in(&path, &file.bytes, None));
        made.map_err(|source| ReplaceError::Io { path: path.clone(), source })?;
        Ok(path)
    };
    files.iter().map(write).collect()
}

fn moved_in(path: &Path, bytes: &[u8], rights: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // hidden, so that neither a build nor a watching agon takes it for a text
    let mut beside = tempfile::Builder::new().prefix(".agon-").tempfile_in(folder)?;
    beside.write_all(bytes)?;
    match rights {
        Some(rights) => beside.as_file().set_permissions(rights)?,
        None => readable_by_all(beside.as_file())?,
    }
    beside.as_file().sync_all()?;
    beside.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// A temporary file is its owner's alone; a generated one is as public as any new file.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}
#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_replaced_where_a_link_leads_and_keeps_its_rights_unless_it_was_changed_meanwhile()
    {
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a.md"), dir.path().join("link.md"));
        fs::write(&file, "old").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
            std::os::unix::fs::symlink(&file, &link).unwrap();
            replace(&link, b"old", b"new").unwrap();
            assert!(link.is_symlink());
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        }
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(
            matches!(replace(&file, b"old", b"other"), Err(ReplaceError::Changed(path)) if path == file)
        );
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let missing = dir.path().join("missing.md");
        assert!(matches!(replace(&missing, b"", b"x"), Err(ReplaceError::Io { .. })));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left beside them");
    }

    #[test]
    fn generated_files_go_over_those_of_the_same_name_into_a_folder_that_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a/b");
        let file = |text: &str| [Artifact { path: "x.json".into(), bytes: text.into() }];
        hand_out(&out, &file("one")).unwrap();
        assert_eq!(hand_out(&out, &file("two")).unwrap(), [out.join("x.json")]);
        assert_eq!(fs::read(out.join("x.json")).unwrap(), b"two");
        assert!(matches!(
            hand_out(&out.join("x.json"), &file("three")),
            Err(ReplaceError::Io { .. })
        ));
    }
}
