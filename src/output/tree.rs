//! Operations on whole folders: listing unmanaged files, linking files into a new tree, removing an old tree.
//! Links are never followed.

use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The files that agon wrote, by path from the output folder, with `/`.
pub(super) type ManagedFiles = HashSet<String>;

/// Whether a path from the output folder is that of a managed file.
pub(super) fn is_managed(managed: &ManagedFiles, path: &Path) -> bool {
    match path.to_str() {
        Some(path) => managed.contains(&path.replace(MAIN_SEPARATOR_STR, "/")),
        None => false,
    }
}

/// Identifies a folder across renames; 0 means no folder.
pub(super) type FolderId = u64;

/// The inode of a folder.
#[cfg(unix)]
pub(super) fn folder_id(path: &Path) -> Option<FolderId> {
    use std::os::unix::fs::MetadataExt;
    Some(fs::symlink_metadata(path).ok()?.ino())
}

/// The time of a folder's creation.
#[cfg(not(unix))]
pub(super) fn folder_id(path: &Path) -> Option<FolderId> {
    let created = fs::symlink_metadata(path).ok()?.created().ok();
    let since = created.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Some(since.map_or(0, |duration| duration.as_nanos() as FolderId))
}

/// The time of the last modification, in nanoseconds since 1970.
pub(super) fn mtime_ns(meta: &Metadata) -> i64 {
    match meta.modified().map(|time| time.duration_since(UNIX_EPOCH)) {
        Ok(Ok(after)) => after.as_nanos() as i64,
        Ok(Err(before)) => -(before.duration().as_nanos() as i64),
        Err(_) => 0,
    }
}

/// The files that agon did not write, by path from the top. A folder comes before its content.
#[derive(Debug, Default)]
pub(super) struct UnmanagedFiles {
    pub files: Vec<PathBuf>,
    /// Folders that are empty or contain unmanaged files.
    pub folders: Vec<PathBuf>,
}

impl UnmanagedFiles {
    /// Lists the unmanaged files of a folder, which need not exist.
    pub(super) fn list(top: &Path, managed: &ManagedFiles) -> io::Result<UnmanagedFiles> {
        let mut list = UnmanagedFiles::default();
        if exists(top)? {
            list.scan(top, Path::new(""), managed)?;
        }
        Ok(list)
    }

    /// Returns whether the folder contains a managed file.
    fn scan(&mut self, top: &Path, folder: &Path, managed: &ManagedFiles) -> io::Result<bool> {
        let mut has_managed = false;
        for entry in fs::read_dir(top.join(folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                let (files, folders) = (self.files.len(), self.folders.len());
                self.folders.push(path.clone());
                let is_managed = self.scan(top, &path, managed)?;
                if is_managed && self.files.len() == files && self.folders.len() == folders + 1 {
                    self.folders.pop();
                }
                has_managed |= is_managed;
            } else if is_managed(managed, &path) {
                has_managed = true;
            } else {
                self.files.push(path);
            }
        }
        Ok(has_managed)
    }
}

pub(super) fn exists(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// Hard-links a file, or copies it where links are not possible.
///
/// # Errors
/// `CrossesDevices` if the paths are on different disks.
pub(super) fn link_or_copy(source: &Path, target: &Path) -> io::Result<()> {
    match fs::hard_link(source, target) {
        // another user's file, too many links, or a disk without links
        Err(e)
            if matches!(
                e.kind(),
                ErrorKind::PermissionDenied | ErrorKind::TooManyLinks | ErrorKind::Unsupported
            ) =>
        {
            copy(source, target)
        }
        result => result,
    }
}

/// Copies a file or a link with its age and permissions.
pub(super) fn copy(source: &Path, target: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(source)?;
    if meta.is_symlink() {
        return copy_link(&fs::read_link(source)?, target);
    }
    if !meta.is_file() {
        let message = "it is neither a file nor a link and cannot be copied";
        return Err(io::Error::new(ErrorKind::Unsupported, message));
    }
    fs::copy(source, target)?;
    let file = fs::File::options().write(true).open(target);
    if let (Ok(file), Ok(modified)) = (file, meta.modified()) {
        file.set_modified(modified)?;
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(destination: &Path, target: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(destination, target)
}

#[cfg(not(unix))]
fn copy_link(_destination: &Path, _target: &Path) -> io::Result<()> {
    Err(io::Error::new(ErrorKind::Unsupported, "it is a link and cannot be copied"))
}

/// Gives a new folder the permissions and, where allowed, the owner of the folder whose place it takes.
#[cfg(unix)]
pub(super) fn copy_permissions(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let new_meta = fs::symlink_metadata(new)?;
    let Ok(old_meta) = fs::symlink_metadata(old) else { return Ok(()) };
    if !old_meta.is_dir() {
        return Ok(());
    }
    if (old_meta.uid(), old_meta.gid()) != (new_meta.uid(), new_meta.gid()) {
        // only root may; a site with another owner works as well
        let _ = chown(new, Some(old_meta.uid()), Some(old_meta.gid()));
    }
    if old_meta.mode() != new_meta.mode() {
        fs::set_permissions(new, old_meta.permissions())?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn copy_permissions(_old: &Path, _new: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a tree, if it exists.
pub(super) fn remove(top: &Path) -> io::Result<()> {
    if exists(top)? { remove_into(top, Path::new(""), None) } else { Ok(()) }
}

/// Removes the old tree after `new` has taken its place. Unmanaged files that appeared in it while the new tree was put
/// together are moved to the new tree.
pub(super) fn remove_old(old: &Path, new: &Path, managed: &ManagedFiles) -> io::Result<()> {
    if exists(old)? { remove_into(old, Path::new(""), Some((new, managed))) } else { Ok(()) }
}

fn remove_into(
    top: &Path,
    folder: &Path,
    rescue: Option<(&Path, &ManagedFiles)>,
) -> io::Result<()> {
    let dir = top.join(folder);
    make_writable(&dir)?;
    for entry in fs::read_dir(&dir)? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            remove_into(top, &path, rescue)?;
            continue;
        }
        if let Some((new, managed)) = rescue
            && !is_managed(managed, &path)
            && !exists(&new.join(&path))?
        {
            fs::create_dir_all(new.join(folder))?;
            fs::rename(entry.path(), new.join(&path))?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir(dir)
}

/// Lets the owner of a folder change its content.
#[cfg(unix)]
fn make_writable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::symlink_metadata(folder)?.permissions();
    if permissions.mode() & 0o700 != 0o700 {
        permissions.set_mode(permissions.mode() | 0o700);
        fs::set_permissions(folder, permissions)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn make_writable(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether two paths are on the same disk, so that a folder can be exchanged for another.
#[cfg(unix)]
pub(super) fn is_same_disk(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.dev() == b.dev(),
        _ => false,
    }
}

/// Not used to decide anything, since folders are exchanged on Linux only.
#[cfg(not(unix))]
pub(super) fn is_same_disk(_a: &Path, _b: &Path) -> bool {
    false
}
