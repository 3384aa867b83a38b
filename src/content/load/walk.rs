//! Lists the files of a folder, sorted by path whatever order the disk gives, links followed.

use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What stands in a folder. `shown` is the path from the site's root with `/`.
pub(super) enum Found {
    File { shown: String, disk: PathBuf },
    BadName { shown: String },
    Trouble { shown: String, what: String },
}

impl Found {
    fn shown(&self) -> &str {
        match self {
            Found::File { shown, .. } | Found::BadName { shown } | Found::Trouble { shown, .. } => {
                shown
            }
        }
    }
}

/// Gives everything under `root/name`, sorted; nothing where there is no such folder.
pub(super) fn walk(root: &Path, name: &str) -> Vec<Found> {
    let top = root.join(name);
    if fs::symlink_metadata(&top).is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound) {
        return Vec::new();
    }
    let entries = WalkDir::new(&top)
        .follow_links(true)
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_hidden(e));
    let mut found: Vec<Found> = entries.filter_map(|entry| one(root, &top, entry)).collect();
    found.sort_by(|a, b| a.shown().cmp(b.shown()));
    found
}

/// Whether a link stands in `root/name` or is `root/name` itself, so that a file may have several paths.
pub(super) fn leads_out(root: &Path, name: &str) -> bool {
    let entries =
        WalkDir::new(root.join(name)).into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e));
    entries.flatten().any(|entry| entry.path_is_symlink())
}

fn one(root: &Path, top: &Path, entry: walkdir::Result<DirEntry>) -> Option<Found> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(e) => {
            let shown = shown(root, e.path().unwrap_or(top)).unwrap_or_else(|lossy| lossy);
            let what = match (e.loop_ancestor(), e.io_error()) {
                (Some(ancestor), _) => {
                    let ancestor = self::shown(root, ancestor).unwrap_or_else(|lossy| lossy);
                    format!(
                        "{shown} is a link to {ancestor}, which it stands in, so it was not followed"
                    )
                }
                (None, Some(io)) => format!("{shown} cannot be read: {io}"),
                (None, None) => format!("{shown} cannot be read"),
            };
            return Some(Found::Trouble { shown, what });
        }
    };
    let kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    Some(match shown(root, entry.path()) {
        Err(lossy) => Found::BadName { shown: lossy },
        Ok(shown) if entry.depth() == 0 => {
            Found::Trouble { what: format!("{shown} is not a folder"), shown }
        }
        // a pipe would be waited on for ever
        Ok(shown) if !kind.is_file() => {
            Found::Trouble { what: format!("{shown} is not a plain file"), shown }
        }
        Ok(shown) => Found::File { shown, disk: entry.into_path() },
    })
}

/// The path from the site's root with `/`; the lossy one where a name is not UTF-8.
fn shown(root: &Path, path: &Path) -> Result<String, String> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let join = |parts: Vec<String>| parts.join("/");
    let parts: Option<Vec<String>> = inside.iter().map(|p| p.to_str().map(String::from)).collect();
    parts
        .map(join)
        .ok_or_else(|| join(inside.iter().map(|p| p.to_string_lossy().into_owned()).collect()))
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_passed_over(&entry.file_name().to_string_lossy())
}

/// Hidden files and folders, and what editors leave beside a file that is being written.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || (name.starts_with('#') && name.ends_with('#'))
}
