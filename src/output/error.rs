//! Why files could not be written. Every message names the path, the reason and the next step.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Unless the message says otherwise, the published site is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("cannot {action} {}: {source}; {}", .path.display(), next_step(.source))]
    Io { action: &'static str, path: PathBuf, source: io::Error },
    #[error("another agon is writing {}; wait until it has ended", .0.display())]
    Locked(PathBuf),
    #[error("{} cannot be the output folder: {reason}; choose another folder", .dir.display())]
    BadOutputDir { dir: PathBuf, reason: String },
    #[error("\"{path}\" cannot be the path of an output file: {reason}")]
    BadPath { path: String, reason: &'static str },
    #[error("two output files have the same path: \"{0}\" and \"{0}\"; rename one of them")]
    SamePath(String),
    #[error(
        "the output files \"{0}\" and \"{1}\" differ only in upper and lower case, which some systems take for one; rename one of them"
    )]
    SameButForCase(String, String),
    #[error("\"{file}\" would be a file and, for \"{inside}\", a folder; rename one of them")]
    FileAndFolder { file: String, inside: String },
    #[error("there is no folder {} to write to; create it, or choose another --out", .0.display())]
    NoFolder(PathBuf),
    #[error(
        "{} is not empty and was not created by agon; choose another folder, or let agon write between its files with --adopt",
        .0.display()
    )]
    Foreign(PathBuf),
    #[error("{} was not created by this agon; create it with `agon build`", .0.display())]
    NotBuilt(PathBuf),
    #[error("{} was modified after the build; run `agon build` to restore it", .0.display())]
    Modified(PathBuf),
    #[error("agon did not write {}; move it or choose another folder", .0.display())]
    Unmanaged(PathBuf),
    #[error("{} changed in the meantime and was left as it is; try again", .0.display())]
    Changed(PathBuf),
}

fn next_step(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space and build again",
        ErrorKind::FileTooLarge => {
            "the system allows no file that large here (ulimit -f); lift the limit and build again"
        }
        ErrorKind::PermissionDenied => "check the owner and the permissions of the folder",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another folder",
        ErrorKind::NotFound => "it was removed in the meantime; build again",
        _ => "resolve that and build again",
    }
}

/// Adds the failed action and its path to an error of the system.
pub(super) trait IoContext<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T> IoContext<T> for io::Result<T> {
    fn context(self, action: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { action, path: path.to_path_buf(), source })
    }
}
