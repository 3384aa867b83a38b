//! The state folder next to the output folder: the lock, the build cache, the list of managed files, the staging tree.
//!
//! `files` lists what agon wrote, in a plain format that outlives versions of agon: all other files in the output folder
//! are unmanaged and never deleted. `files.next` marks a commit. It names the tree that it belongs to, so that the next
//! run after a kill knows whether the new tree had taken the place of the old one, and completes or reverts the commit.

use super::build_cache::BuildCache;
use super::error::{IoContext, WriteError};
use super::failpoint::failpoint;
use super::journal::Journal;
use super::paths;
use super::sync::SyncMode;
use super::tree::{self, FolderId, ManagedFiles};
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(super) struct StateFolder {
    dir: PathBuf,
    /// Held as long as this value lives.
    lock: File,
    sync: SyncMode,
}

impl Drop for StateFolder {
    /// Closing the file is not enough: a process that is being started holds a copy of it until it runs its program.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

impl StateFolder {
    /// Creates and locks the folder `dir`. Messages name the output folder `display`.
    pub(super) fn open(
        dir: &Path,
        display: &Path,
        sync: SyncMode,
    ) -> Result<StateFolder, WriteError> {
        fs::create_dir_all(dir).context("create", dir)?;
        let path = dir.join("lock");
        let lock = File::options().create(true).append(true).open(&path).context("open", &path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(WriteError::Locked(display.to_path_buf())),
            // some network disks have no locks; the user then has to avoid a second writer
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(e).context("lock", &path),
        }
        Ok(StateFolder { dir: dir.to_path_buf(), lock, sync })
    }

    /// The staging tree.
    pub(super) fn next(&self) -> PathBuf {
        self.file("next")
    }

    /// Records a fact about the output folder as an empty file.
    pub(super) fn mark(&self, name: &str) -> Result<(), WriteError> {
        if !self.is_marked(name) {
            self.write(name, b"")?;
            self.sync_names()?;
        }
        Ok(())
    }

    pub(super) fn unmark(&self, name: &str) -> Result<(), WriteError> {
        self.remove(name)
    }

    pub(super) fn is_marked(&self, name: &str) -> bool {
        self.file(name).is_file()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Completes or reverts what a killed or failed run left in the output folder `out`.
    pub(super) fn recover(&self, out: &Path) -> Result<(), WriteError> {
        if let Some(journal) = Journal::read(&self.file("journal")) {
            journal.apply(&self.next(), out)?;
            self.finish_in_place()?;
        }
        self.remove("journal")?;
        if let Some((tree, _)) = read_managed(&self.file("files.next"))
            && tree != 0
            && Some(tree) == tree::folder_id(out)
        {
            self.finish_exchange()?;
        }
        for name in ["files.next", "cache.next", "temporary"] {
            self.remove(name)?;
        }
        self.clear(out)
    }

    /// Removes the staging tree. If it is the old output folder, unmanaged files in it are rescued to `out`.
    pub(super) fn clear(&self, out: &Path) -> Result<(), WriteError> {
        let next = self.next();
        match read_managed(&self.file("files.old")) {
            Some((_, managed)) => {
                tree::remove_old(&next, out, &managed).context("clear", &next)?;
                self.remove("files.old")
            }
            None => tree::remove(&next).context("clear", &next),
        }
    }

    /// Writes the state that holds once `tree` has taken the place of the output folder.
    pub(super) fn announce(
        &self,
        cache: &BuildCache,
        managed: &ManagedFiles,
        tree: FolderId,
    ) -> Result<(), WriteError> {
        self.write("cache.next", &cache.to_bytes())?;
        failpoint();
        self.write("files.next", managed_text(managed, tree).as_bytes())?;
        failpoint();
        self.sync_names()
    }

    /// Announces a change of single files of the output folder.
    pub(super) fn announce_in_place(
        &self,
        cache: &BuildCache,
        managed: &ManagedFiles,
        journal: &Journal,
    ) -> Result<(), WriteError> {
        self.announce(cache, managed, 0)?;
        self.write("journal", &journal.to_bytes()).inspect_err(|_| self.withdraw())?;
        failpoint();
        self.sync_names()
    }

    /// Reverts an announcement.
    pub(super) fn withdraw(&self) {
        // if it stays, the next run sees that the tree is not in place, and removes it
        let _ = self.remove("files.next");
    }

    /// Whether a commit began and did not end.
    pub(super) fn is_announced(&self) -> bool {
        self.file("files.next").exists() || self.file("journal").exists()
    }

    /// Makes the announced state current after trees were exchanged. Can be repeated after a kill at any point.
    pub(super) fn finish_exchange(&self) -> Result<(), WriteError> {
        if !self.file("files.old").exists() {
            if self.file("files").exists() {
                self.rename("files", "files.old")?;
            } else {
                self.write("files.old", managed_text(&ManagedFiles::new(), 0).as_bytes())?;
            }
            failpoint();
        }
        self.promote()
    }

    /// Waits until the names in the state folder are on the disk.
    pub(super) fn sync_names(&self) -> Result<(), WriteError> {
        self.sync.sync(std::slice::from_ref(&self.dir))
    }

    /// Makes the announced state current after files were written in place.
    pub(super) fn finish_in_place(&self) -> Result<(), WriteError> {
        self.promote()?;
        failpoint();
        self.remove("journal")?;
        failpoint();
        tree::remove(&self.next()).context("clear", &self.next())
    }

    fn promote(&self) -> Result<(), WriteError> {
        for (source, target) in [("cache.next", "cache"), ("files.next", "files")] {
            if self.file(source).exists() {
                self.rename(source, target)?;
            }
            failpoint();
        }
        Ok(())
    }

    /// Writes a file of the state atomically.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let temporary = self.file("temporary");
        fs::write(&temporary, bytes).context("write", &temporary)?;
        self.sync.sync(std::slice::from_ref(&temporary))?;
        self.rename("temporary", name)
    }

    fn rename(&self, source: &str, target: &str) -> Result<(), WriteError> {
        fs::rename(self.file(source), self.file(target)).context("write", &self.file(target))
    }

    fn remove(&self, name: &str) -> Result<(), WriteError> {
        match fs::remove_file(self.file(name)) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(e).context("remove", &self.file(name)),
            _ => Ok(()),
        }
    }

    pub(super) fn cache(&self) -> Option<BuildCache> {
        let cache = BuildCache::from_bytes(&fs::read(self.file("cache")).ok()?)?;
        let is_valid = cache.files.keys().all(|path| paths::validate(path).is_ok());
        if is_valid { Some(cache) } else { None }
    }
}

/// The managed files by the state folder `dir`; `None` if there is no list. Needs no lock.
pub(super) fn managed_files(dir: &Path) -> Option<ManagedFiles> {
    Some(read_managed(&dir.join("files"))?.1)
}

const HEADER: &str = "agon files 1";

fn managed_text(managed: &ManagedFiles, tree: FolderId) -> String {
    let mut paths: Vec<&str> = managed.iter().map(String::as_str).collect();
    paths.sort_unstable();
    let count = paths.len();
    let tree = format!("tree {tree}");
    let mut lines = vec![HEADER, &tree];
    lines.append(&mut paths);
    format!("{}\nend {count}\n", lines.join("\n"))
}

/// `None` if there is no list or an incomplete one.
fn read_managed(path: &Path) -> Option<(FolderId, ManagedFiles)> {
    let text = fs::read_to_string(path).ok()?;
    let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let mut lines = body.lines();
    if lines.next()? != HEADER {
        return None;
    }
    let tree = lines.next()?.strip_prefix("tree ")?.parse().ok()?;
    let managed: ManagedFiles = lines.map(String::from).collect();
    // a path that leads out of the folder could delete a file elsewhere
    if managed.iter().any(|path| paths::validate(path).is_err()) {
        return None;
    }
    if end == format!("end {}", managed.len()) { Some((tree, managed)) } else { None }
}
