//! The commit: puts the staging tree in the place of the output folder, in one step where the system allows that.
//!
//! The new tree is completed next to the old one: new files are there already, unchanged and unmanaged files are linked
//! in. Then the two trees are exchanged, and only then the old one is removed. A few changed files among many are moved into
//! the output folder one by one: that takes milliseconds, and links to all files that stay take seconds.

use super::build_cache::{BuildCache, BuiltRecord, Hash};
use super::error::{IoContext, WriteError};
use super::failpoint::failpoint;
use super::journal::Journal;
use super::output_dir::SwapMethod;
use super::staging::{FileOrigin, Staging, StagingPlan};
use super::sync::SyncMode;
use super::tree::{self, ManagedFiles, UnmanagedFiles};
use crate::diagnostics::Report;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Files are moved one by one if one of so many changed, and no more than this in all: for some milliseconds a visitor can
/// see new pages beside old ones.
const FEW_AMONG: usize = 20;
const MOST_MOVED: usize = 200;

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteSummary {
    /// The number of files that were written.
    pub written: usize,
    /// The number of files that were unchanged.
    pub reused: usize,
    /// The number of files that were deleted.
    pub removed: usize,
    /// Bytes of the written files.
    pub bytes: u64,
}

impl Staging<'_> {
    /// Makes the staged files the output. `inputs`, `report` and `record` go into the build cache.
    ///
    /// # Errors
    /// If the disk refuses or an unmanaged file is in the way; the output folder is then as it was. Only where it cannot
    /// be exchanged (a mount point) an error can leave some new files there, and the next run continues from that.
    pub fn commit(
        self,
        inputs: Hash,
        report: &Report,
        record: Option<BuiltRecord>,
    ) -> Result<WriteSummary, WriteError> {
        let plan = std::mem::take(&mut *self.plan());
        let managed: ManagedFiles = plan.files.keys().cloned().collect();
        let (_, removed) = self.output.stale(managed.iter().map(String::as_str));
        let mut summary = WriteSummary { removed: removed.len(), ..WriteSummary::default() };
        for (file, origin) in plan.files.values() {
            match origin {
                FileOrigin::Reused => summary.reused += 1,
                FileOrigin::Written => {
                    summary.written += 1;
                    summary.bytes += file.len;
                }
            }
        }
        let files = plan.files.iter().map(|(path, (file, _))| (path.clone(), *file)).collect();
        let cache = BuildCache { inputs, report: report.clone(), files, record };
        if summary.written == 0 && removed.is_empty() && self.output.dir().exists() {
            self.update_state(&cache, &managed)?;
        } else {
            self.swap(&plan, &cache, &managed, removed)?;
        }
        // the mark stays until everything is on the disk
        self.output.unsynced = self.output.sync == SyncMode::Skip;
        self.output.cache = Some(cache);
        self.output.managed = managed;
        Ok(summary)
    }

    /// The tree stays as it is; cache and list of files may differ.
    fn update_state(&self, cache: &BuildCache, managed: &ManagedFiles) -> Result<(), WriteError> {
        if self.output.cache.as_ref() == Some(cache) && self.output.managed == *managed {
            return Ok(());
        }
        let (state, dir) = (&self.output.state, self.output.dir());
        state.announce(cache, managed, tree::folder_id(dir).unwrap_or(0))?;
        state.finish_exchange()?;
        state.clear(dir)
    }

    fn swap(
        &self,
        plan: &StagingPlan,
        cache: &BuildCache,
        managed: &ManagedFiles,
        removed: Vec<String>,
    ) -> Result<(), WriteError> {
        let (state, dir, next) = (&self.output.state, self.output.dir(), self.output.state.next());
        let unmanaged = UnmanagedFiles::list(dir, &self.output.managed).context("read", dir)?;
        self.check_unmanaged(plan, &unmanaged)?;
        self.sync_staged(plan, &next)?;
        let changed = plan.with_origin(FileOrigin::Written).count() + removed.len();
        let are_few = changed <= MOST_MOVED && changed * FEW_AMONG <= plan.files.len();
        if !are_few && self.can_exchange(&next) && self.complete(plan, &unmanaged, &next)? {
            self.sync_folders(&next, plan.paths.folders().chain([""]))?;
            state.announce(cache, managed, tree::folder_id(&next).unwrap_or(0))?;
            if exchange(&next, dir).inspect_err(|_| state.withdraw())? {
                failpoint();
                self.sync_folders(dir, ["", ".."])?;
                state.sync_names()?;
                state.finish_exchange()?;
                state.sync_names()?;
                // the new tree is in place; what cannot be removed of the old one is removed by the next run
                let _ = state.clear(dir);
                return Ok(());
            }
        }
        let written = plan.with_origin(FileOrigin::Written).map(|(path, _)| path.clone());
        let is_new = |path: &str| !self.output.managed.contains(path);
        let journal = Journal::new(written.collect(), removed, is_new);
        state.announce_in_place(cache, managed, &journal)?;
        journal.apply(&next, dir)?;
        self.sync_folders(dir, journal.folders())?;
        state.finish_in_place()?;
        state.sync_names()
    }

    /// Waits for the written files; after a commit that may be lost also for the reused ones.
    fn sync_staged(&self, plan: &StagingPlan, next: &Path) -> Result<(), WriteError> {
        let written = plan.with_origin(FileOrigin::Written);
        let mut paths: Vec<PathBuf> = written.map(|(path, _)| next.join(path)).collect();
        if self.output.unsynced {
            let reused = plan.with_origin(FileOrigin::Reused);
            paths.extend(reused.map(|(path, _)| self.output.dir().join(path)));
        }
        self.output.sync.sync(&paths)
    }

    /// Waits for the names in folders below `top`; one that was removed has none.
    fn sync_folders<'f>(
        &self,
        top: &Path,
        folders: impl IntoIterator<Item = &'f str>,
    ) -> Result<(), WriteError> {
        let mut paths: Vec<PathBuf> = folders.into_iter().map(|folder| top.join(folder)).collect();
        paths.retain(|path| path.is_dir());
        self.output.sync.sync(&paths)
    }

    /// Unmanaged files may have appeared since their paths were checked, or be in the place of a new folder.
    fn check_unmanaged(
        &self,
        plan: &StagingPlan,
        unmanaged: &UnmanagedFiles,
    ) -> Result<(), WriteError> {
        let is_file_in_the_way = |path: &&PathBuf| {
            path.to_str().is_some_and(|p| plan.is_written(p) || plan.paths.has_folder(p))
        };
        let is_folder_in_the_way =
            |path: &&PathBuf| path.to_str().is_some_and(|p| plan.paths.has_file(p));
        let file = unmanaged.files.iter().find(is_file_in_the_way);
        match file.or_else(|| unmanaged.folders.iter().find(is_folder_in_the_way)) {
            Some(path) => Err(WriteError::Unmanaged(self.output.location.display.join(path))),
            None => Ok(()),
        }
    }

    fn can_exchange(&self, next: &Path) -> bool {
        let dir = self.output.dir();
        let is_possible =
            self.output.method == SwapMethod::Exchange && tree::is_same_disk(next, dir);
        is_possible || !dir.exists()
    }

    /// Links everything that stays into the new tree. Returns `false` if some of it is on another disk.
    fn complete(
        &self,
        plan: &StagingPlan,
        unmanaged: &UnmanagedFiles,
        next: &Path,
    ) -> Result<bool, WriteError> {
        let dir = self.output.dir();
        let mut folders: BTreeSet<&Path> = plan.paths.folders().map(Path::new).collect();
        folders.extend(unmanaged.folders.iter().map(PathBuf::as_path));
        for folder in &folders {
            let path = next.join(folder);
            fs::create_dir_all(&path).context("create", &path)?;
        }
        let mut files: BTreeSet<&Path> =
            plan.with_origin(FileOrigin::Reused).map(|(path, _)| Path::new(path)).collect();
        files.extend(unmanaged.files.iter().map(PathBuf::as_path));
        let files: Vec<&Path> = files.into_iter().collect();
        let linked = files.par_iter().with_min_len(64).try_for_each(|path| {
            tree::link_or_copy(&dir.join(path), &next.join(path)).map_err(|e| (*path, e))
        });
        failpoint();
        match linked {
            Ok(()) => {}
            Err((_, e)) if e.kind() == ErrorKind::CrossesDevices => return Ok(false),
            Err((path, e)) => return Err(e).context("link", &dir.join(path)),
        }
        // permissions come last, inner folders first, since a folder may become read-only
        for folder in folders.into_iter().rev().chain([Path::new("")]) {
            let new = next.join(folder);
            tree::copy_permissions(&dir.join(folder), &new)
                .context("set the permissions of", &new)?;
        }
        Ok(true)
    }
}

/// Exchanges the new tree for the output folder in one step; `false` where the system cannot do that.
fn exchange(next: &Path, dir: &Path) -> Result<bool, WriteError> {
    if !dir.exists() {
        fs::rename(next, dir).context("write", dir)?;
        return Ok(true);
    }
    exchange_folders(next, dir).context("write", dir)
}

#[cfg(target_os = "linux")]
fn exchange_folders(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // a mount point, another disk, a disk without this call, a kernel without it
        Err(Errno::BUSY | Errno::XDEV | Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            Ok(false)
        }
        Err(e) => Err(io::Error::from(e)),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange_folders(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}
