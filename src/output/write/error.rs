//! Why the output could not be written. Every message names the path, what the system said and the next step.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What stopped the writing. Unless the message says otherwise, the published folder is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused.
    #[error("cannot {doing} {}: {source}; {}", .path.display(), next_step(.source))]
    Io { doing: &'static str, path: PathBuf, source: io::Error },
    #[error("another agon is writing {}; wait until it has ended", .0.display())]
    Locked(PathBuf),
    #[error("{} cannot be the output folder: {}; choose another folder", .out.display(), .why)]
    BadOut { out: PathBuf, why: String },
    #[error("\"{path}\" cannot be the path of an output file: {why}")]
    BadPath { path: String, why: &'static str },
    #[error("two output files have the same path: \"{0}\" and \"{0}\"; rename one of them")]
    SamePath(String),
    #[error(
        "the output files \"{0}\" and \"{1}\" differ only in upper and lower case, which some systems take for one; rename one of them"
    )]
    SameButForCase(String, String),
    #[error("\"{file}\" would be a file and, for \"{inside}\", a folder; rename one of them")]
    FileAndFolder { file: String, inside: String },
    #[error("there is no folder {} to write to; make it, or choose another --out", .0.display())]
    NoFolder(PathBuf),
    #[error("{} is no folder that this agon built; build it with `agon build`", .0.display())]
    NotBuilt(PathBuf),
    #[error("{} is not as agon wrote it; run `agon build` to mend it", .0.display())]
    Touched(PathBuf),
    #[error("agon did not write {}; move it or choose another folder", .0.display())]
    Foreign(PathBuf),
}

fn next_step(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space and build again",
        ErrorKind::FileTooLarge => {
            "the system allows no file that large here (ulimit -f); lift the limit and build again"
        }
        ErrorKind::PermissionDenied => "check the rights of the folder and whose it is",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only; choose another folder",
        ErrorKind::NotFound => "something removed it meanwhile; build again",
        _ => "build again once that is mended",
    }
}

/// Puts what was being done and the path to an error of the system.
pub(super) trait At<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T, WriteError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, doing: &'static str, path: &Path) -> Result<T, WriteError> {
        self.map_err(|source| WriteError::Io { doing, path: path.to_path_buf(), source })
    }
}
