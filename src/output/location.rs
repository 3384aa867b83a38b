//! Where the output folder is, and whether a folder may be one.

use super::error::{IoContext, WriteError};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The folders of a site that a build reads.
const SOURCE_FOLDERS: [&str; 4] = ["content", "locales", "templates", "static"];

/// Any of these in the state folder shows that agon wrote to the output folder, or began to.
const STATE_FILES: [&str; 5] = ["files", "cache", "files.next", "journal", "adopted"];

/// The output folder and the state folder next to it, links resolved.
#[derive(Debug)]
pub(super) struct OutputLocation {
    /// The path as the user wrote it, for messages.
    pub display: PathBuf,
    pub dir: PathBuf,
    pub state: PathBuf,
}

impl OutputLocation {
    /// Resolves the output folder `dir` of the site at `root`, which need not exist. Creates nothing.
    pub(super) fn resolve(root: &Path, dir: &Path) -> Result<OutputLocation, WriteError> {
        let bad = |reason: String| WriteError::BadOutputDir { dir: dir.to_path_buf(), reason };
        let unreadable = |e: io::Error| bad(e.to_string());
        let real = real_path(dir).map_err(unreadable)?;
        let root = real_path(root).map_err(unreadable)?;
        if real == root {
            return Err(bad("it is the site's own folder".into()));
        }
        if root.starts_with(&real) {
            return Err(bad("it contains the site's own folder".into()));
        }
        for name in SOURCE_FOLDERS {
            let source = real_path(&root.join(name)).map_err(unreadable)?;
            if real.starts_with(&source) || source.starts_with(&real) {
                return Err(bad(format!("agon reads the site's {name}/ folder")));
            }
        }
        if let Some(home) = std::env::home_dir()
            && !home.as_os_str().is_empty()
            && real_path(&home).is_ok_and(|home| home.starts_with(&real))
        {
            return Err(bad("it contains your home folder".into()));
        }
        match std::fs::metadata(&real) {
            Ok(meta) if !meta.is_dir() => return Err(bad("it is a file".into())),
            Err(e) if e.kind() != ErrorKind::NotFound => return Err(unreadable(e)),
            _ => {}
        }
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(bad("it has no name of its own".into()));
        };
        let mut state = OsString::from(".");
        state.push(name);
        state.push(".agon");
        Ok(OutputLocation { display: dir.to_path_buf(), state: parent.join(state), dir: real })
    }
}

impl OutputLocation {
    /// Whether the folder has files and no state of agon's says that it wrote there.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(super) fn is_foreign(&self) -> Result<bool, WriteError> {
        if STATE_FILES.iter().any(|name| self.state.join(name).is_file()) {
            return Ok(false);
        }
        match std::fs::read_dir(&self.dir) {
            Ok(mut entries) => Ok(entries.next().is_some()),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e).context("read", &self.dir),
        }
    }
}

/// The canonical path of what may not exist yet: links are resolved as far as the path exists.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    let mut exists = true;
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => real.push(part),
        }
        if !exists {
            continue;
        }
        match real.canonicalize() {
            Ok(canonical) => real = canonical,
            Err(e) if e.kind() == ErrorKind::NotFound && !real.is_symlink() => exists = false,
            Err(e) => return Err(e),
        }
    }
    Ok(real)
}
