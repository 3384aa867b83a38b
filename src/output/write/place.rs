//! Where the output folder is, and whether it may be one.
//!
//! Takes the site's root and the folder that was asked for, gives real paths. Never makes anything.

use super::WriteError;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folders of a site that a build reads.
const READ: [&str; 3] = ["content", "templates", "static"];

/// The output folder and its neighbour for state, links resolved.
#[derive(Debug)]
pub(super) struct Place {
    /// As it was asked for, for messages.
    pub shown: PathBuf,
    pub out: PathBuf,
    pub state: PathBuf,
}

pub(super) fn place(root: &Path, out: &Path) -> Result<Place, WriteError> {
    let bad = |why: String| WriteError::BadOut { out: out.to_path_buf(), why };
    let unreadable = |e: io::Error| bad(e.to_string());
    let real = resolve(out).map_err(unreadable)?;
    let root = resolve(root).map_err(unreadable)?;
    if real == root {
        return Err(bad("it is the site's own folder".into()));
    }
    if root.starts_with(&real) {
        return Err(bad("the site's own folder stands in it".into()));
    }
    for name in READ {
        let read = resolve(&root.join(name)).map_err(unreadable)?;
        if real == read || real.starts_with(&read) || read.starts_with(&real) {
            return Err(bad(format!("agon reads the site's {name}/ folder")));
        }
    }
    match std::fs::metadata(&real) {
        Ok(meta) if !meta.is_dir() => return Err(bad("it is a file".into())),
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(bad(e.to_string())),
        _ => {}
    }
    let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
        return Err(bad("it has no name of its own".into()));
    };
    let mut state = OsString::from(".");
    state.push(name);
    state.push(".agon");
    Ok(Place { shown: out.to_path_buf(), state: parent.join(state), out: real })
}

/// The real path of what may not exist yet: links resolved as far as there is something.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut real = PathBuf::new();
    let mut exists = true;
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => {
                real.push(part);
                if exists {
                    match real.canonicalize() {
                        Ok(found) => real = found,
                        Err(e) if e.kind() == io::ErrorKind::NotFound && !real.is_symlink() => {
                            exists = false
                        }
                        Err(e) => return Err(e),
                    }
                }
            }
        }
    }
    Ok(real)
}
