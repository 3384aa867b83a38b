//! Durability: what must be on the disk before the next step of a commit.
//!
//! The order is that of git: the files, the folders that name them, and only then what refers to them.

use super::error::{IoContext, WriteError};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SyncMode {
    #[default]
    Sync,
    /// For output that can be lost with the power, such as a build for a test.
    Skip,
}

impl SyncMode {
    /// Waits until files or folders are on the disk.
    pub(super) fn sync(self, paths: &[PathBuf]) -> Result<(), WriteError> {
        if self == SyncMode::Skip {
            return Ok(());
        }
        paths.par_iter().try_for_each(|path| sync(path).context("sync", path))
    }
}

#[cfg(unix)]
pub(super) fn sync(path: &Path) -> io::Result<()> {
    ignore_unsupported(File::open(path)?.sync_all())
}

/// Folders cannot be synced here, and files only by who may write them.
#[cfg(not(unix))]
pub(super) fn sync(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    ignore_unsupported(File::options().write(true).open(path)?.sync_all())
}

/// Some network disks cannot sync.
fn ignore_unsupported(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(e) if matches!(e.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}
