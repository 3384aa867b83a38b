//! Writing into the output folder file by file, where it cannot be exchanged for another (a mount point, another disk).
//!
//! Not one step but many, so a journal says beforehand what will be done; the next run finishes what a killed one began.
//! Styles and scripts go first, then pages, and deletions come last, so that no page ever points to what is not there.

use super::error::{At, WriteError};
use super::paths::folders;
use super::state::remove_file;
use super::{step, tree};
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What is to be done; paths from the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    pub put: Vec<String>,
    pub delete: Vec<String>,
}

const HEAD: &str = "agon journal 1";

impl Journal {
    /// Puts pages after what they need.
    pub fn new(mut put: Vec<String>, mut delete: Vec<String>) -> Self {
        put.sort_by_cached_key(|path| (path.ends_with(".html"), path.clone()));
        delete.sort();
        Journal { put, delete }
    }

    pub fn text(&self) -> String {
        let put = self.put.iter().map(|p| format!("put {p}\n"));
        let delete = self.delete.iter().map(|p| format!("delete {p}\n"));
        format!("{HEAD}\n{}end\n", put.chain(delete).collect::<String>())
    }
}

/// Reads a journal; `None` where there is none.
pub(super) fn read(path: &Path) -> Option<Journal> {
    let text = fs::read_to_string(path).ok()?;
    let lines = text.strip_prefix(HEAD)?.strip_suffix("end\n")?.lines();
    let mut journal = Journal::default();
    for line in lines {
        match line.split_once(' ') {
            Some(("put", path)) => journal.put.push(path.into()),
            Some(("delete", path)) => journal.delete.push(path.into()),
            _ => {}
        }
    }
    Some(journal)
}

/// Does what the journal says; what was done already is passed over.
pub(super) fn apply(journal: &Journal, next: &Path, out: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(out).at("make", out)?;
    for path in in_the_way(journal) {
        remove_stale(out, path)?;
        step();
    }
    for path in &journal.put {
        let (from, to) = (next.join(path), out.join(path));
        if fs::symlink_metadata(&from).is_ok() {
            let parent = to.parent().unwrap_or(out);
            fs::create_dir_all(parent).at("make", parent)?;
            install(&from, &to)?;
            step();
        }
    }
    for path in &journal.delete {
        remove_stale(out, path)?;
        step();
    }
    Ok(())
}

/// Stale files where a folder of a new one must be, or in a folder where a new file must be, cannot wait till the end.
fn in_the_way(journal: &Journal) -> impl Iterator<Item = &String> {
    let files: HashSet<&str> = journal.put.iter().map(String::as_str).collect();
    let parents: HashSet<&str> = journal.put.iter().flat_map(|p| folders(p)).collect();
    journal.delete.iter().filter(move |path| {
        parents.contains(path.as_str()) || folders(path).any(|f| files.contains(f))
    })
}

fn install(from: &Path, to: &Path) -> Result<(), WriteError> {
    match fs::rename(from, to) {
        Err(e) if e.kind() == ErrorKind::CrossesDevices => {
            let mut name = OsString::from(".agon-");
            name.push(to.file_name().unwrap_or_default());
            let temporary = to.with_file_name(name);
            tree::copy(from, &temporary).at("write", &temporary)?;
            fs::rename(&temporary, to).at("write", to)?;
            remove_file(from)
        }
        result => result.at("write", to),
    }
}

/// Removes a stale file and the folders that are empty without it. What is a folder by now is a new one, and what stands
/// behind a link that someone put in a folder's place is not agon's.
fn remove_stale(out: &Path, path: &str) -> Result<(), WriteError> {
    let disk = out.join(path);
    let is_behind_a_link = folders(path).any(|folder| out.join(folder).is_symlink());
    if !is_behind_a_link && fs::symlink_metadata(&disk).is_ok_and(|meta| !meta.is_dir()) {
        remove_file(&disk)?;
    }
    let mut parent = Path::new(path).parent();
    while let Some(inside) = parent.filter(|p| !p.as_os_str().is_empty()) {
        if fs::remove_dir(out.join(inside)).is_err() {
            break;
        }
        parent = inside.parent();
    }
    Ok(())
}
