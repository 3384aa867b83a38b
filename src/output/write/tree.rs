//! Whole folders: what in them is foreign, linking files into a new tree, doing away with an old one.
//!
//! Takes paths, never a page's bytes. Links are never followed.

use super::state::{Owned, TreeId};
use std::fs::{self, Metadata, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

/// The number of a folder on its disk.
pub(super) fn id(path: &Path) -> Option<TreeId> {
    fs::symlink_metadata(path).ok().map(|m| m.ino())
}

/// Nanoseconds since 1970.
pub(super) fn mtime_ns(meta: &Metadata) -> i64 {
    meta.mtime().saturating_mul(1_000_000_000).saturating_add(meta.mtime_nsec())
}

/// What agon did not write; paths from the folder's top. A folder comes before what is in it.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    pub files: Vec<PathBuf>,
    pub folders: Vec<PathBuf>,
}

/// Lists what is foreign. Folders count as foreign that hold something foreign, or nothing.
pub(super) fn foreign(top: &Path, owned: &Owned) -> io::Result<Foreign> {
    let mut found = Foreign::default();
    match fs::symlink_metadata(top) {
        Ok(_) => scan(top, Path::new(""), owned, &mut found).map(|_| found),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(found),
        Err(e) => Err(e),
    }
}

/// Whether the folder held a file of agon's.
fn scan(dir: &Path, inside: &Path, owned: &Owned, found: &mut Foreign) -> io::Result<bool> {
    let mut has_owned = false;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = inside.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            let mark = (found.files.len(), found.folders.len());
            found.folders.push(path.clone());
            let sub_owned = scan(&entry.path(), &path, owned, found)?;
            let sub_foreign = (found.files.len(), found.folders.len()) != (mark.0, mark.1 + 1);
            if sub_owned && !sub_foreign {
                found.folders.truncate(mark.1);
            }
            has_owned |= sub_owned;
        } else if path.to_str().is_some_and(|p| owned.contains(p)) {
            has_owned = true;
        } else {
            found.files.push(path);
        }
    }
    Ok(has_owned)
}

/// What came of an attempt to link.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Linked {
    Done,
    /// The two paths are on different disks.
    OtherDisk,
}

/// Gives a file a second name, or where the disk does not allow that, a copy of the same age.
pub(super) fn link(from: &Path, to: &Path) -> io::Result<Linked> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(Linked::Done),
        Err(e) if e.kind() == ErrorKind::CrossesDevices => Ok(Linked::OtherDisk),
        // not the user's own file, too many links, or a disk without links
        Err(e)
            if matches!(
                e.kind(),
                ErrorKind::PermissionDenied | ErrorKind::TooManyLinks | ErrorKind::Unsupported
            ) =>
        {
            copy(from, to).map(|()| Linked::Done)
        }
        Err(e) => Err(e),
    }
}

/// Copies a file or a link with its age and rights.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if meta.is_symlink() {
        return symlink(fs::read_link(from)?, to);
    }
    if !meta.is_file() {
        return Err(io::Error::new(
            ErrorKind::Unsupported,
            "it is neither a file nor a link and cannot be copied",
        ));
    }
    fs::copy(from, to)?;
    let file = fs::File::options().write(true).open(to);
    if let (Ok(file), Ok(modified)) = (file, meta.modified()) {
        file.set_modified(modified)?;
    }
    Ok(())
}

/// Gives a new folder the rights, and as far as allowed the owner, of the one whose place it takes.
pub(super) fn be_like(model: &Path, new: &Path) -> io::Result<()> {
    let (model, meta) = (fs::symlink_metadata(model), fs::symlink_metadata(new)?);
    if let Ok(model) = model
        && model.is_dir()
    {
        if (model.uid(), model.gid()) != (meta.uid(), meta.gid()) {
            // only root may; a site is as good with another owner
            let _ = chown(new, Some(model.uid()), Some(model.gid()));
        }
        if model.mode() != meta.mode() {
            fs::set_permissions(new, Permissions::from_mode(model.mode() & 0o7777))?;
        }
    }
    Ok(())
}

/// Removes a staging tree, if there is one.
pub(super) fn remove(top: &Path) -> io::Result<()> {
    match fs::symlink_metadata(top) {
        Ok(_) => retire_into(top, Path::new(""), None),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
    }
}

/// Removes the old tree after `new` has taken its place. What is neither agon's nor in the new tree came while the new
/// one was put together; it moves there.
pub(super) fn retire(old: &Path, new: &Path, owned: &Owned) -> io::Result<()> {
    match fs::symlink_metadata(old) {
        Ok(_) => retire_into(old, Path::new(""), Some((new, owned))),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e),
    }
}

fn retire_into(dir: &Path, inside: &Path, rescue: Option<(&Path, &Owned)>) -> io::Result<()> {
    let mode = fs::symlink_metadata(dir)?.mode();
    if mode & 0o700 != 0o700 {
        fs::set_permissions(dir, Permissions::from_mode(mode & 0o7777 | 0o700))?;
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let (path, disk) = (inside.join(entry.file_name()), entry.path());
        if entry.file_type()?.is_dir() {
            retire_into(&disk, &path, rescue)?;
            continue;
        }
        if let Some((new, owned)) = rescue
            && !path.to_str().is_some_and(|p| owned.contains(p))
        {
            let target = new.join(&path);
            if fs::symlink_metadata(&target).is_err_and(|e| e.kind() == ErrorKind::NotFound) {
                fs::create_dir_all(target.parent().unwrap_or(new))?;
                fs::rename(&disk, &target)?;
                continue;
            }
        }
        fs::remove_file(&disk)?;
    }
    fs::remove_dir(dir)
}
