//! The folder beside the output folder: the lock, the memo, which files are agon's own, and the staging tree.
//!
//! `files` lists what agon wrote, in a plain form that outlives versions of agon: everything else in the output folder
//! is foreign and never deleted. `files.next` is the commit's mark: it names the tree that it belongs to, so after a kill
//! the next run can tell whether the new tree had taken the old one's place, and finishes or undoes accordingly.

use super::error::{At, WriteError};
use super::{in_place, step, tree};
use crate::output::cache::Memo;
use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Paths from the output folder, with `/`.
pub(super) type Owned = HashSet<String>;

/// The number of a folder on its disk; 0 where no folder is meant.
pub(super) type TreeId = u64;

#[derive(Debug)]
pub(super) struct State {
    dir: PathBuf,
    /// Held as long as the state is.
    lock: File,
}

impl Drop for State {
    /// Closing the file is not enough: a process that is just being started holds a copy of it until it runs its program.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}

impl State {
    /// Makes and locks the folder.
    pub fn open(dir: &Path, out_shown: &Path) -> Result<State, WriteError> {
        fs::create_dir_all(dir).at("make", dir)?;
        let path = dir.join("lock");
        let lock = File::options().create(true).append(true).open(&path).at("open", &path)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(WriteError::Locked(out_shown.to_path_buf()));
            }
            // some network disks have no locks; one writer at a time is then up to the user
            Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(e).at("lock", &path),
        }
        Ok(State { dir: dir.to_path_buf(), lock })
    }

    pub fn next(&self) -> PathBuf {
        self.dir.join("next")
    }
    fn journal(&self) -> PathBuf {
        self.dir.join("journal")
    }
    fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Finishes or undoes what a killed or failed run left.
    pub fn recover(&self, out: &Path) -> Result<(), WriteError> {
        if let Some(journal) = in_place::read(&self.journal()) {
            in_place::apply(&journal, &self.next(), out)?;
            self.finish_in_place()?;
        }
        remove_file(&self.journal())?;
        if let Some((tree, _)) = read_owned(&self.file("files.next"))
            && tree != 0
            && Some(tree) == tree::id(out)
        {
            self.finish()?;
        }
        for name in
            ["files.next", "memo.next", "files.tmp", "memo.tmp", "journal.tmp", "recall.tmp"]
        {
            remove_file(&self.file(name))?;
        }
        self.clear(out)
    }

    /// Removes the staging tree; where it is the old tree, with care for what agon did not write.
    pub fn clear(&self, out: &Path) -> Result<(), WriteError> {
        let next = self.next();
        match read_owned(&self.file("files.old")) {
            Some((_, owned)) => {
                tree::retire(&next, out, &owned).at("clear", &next)?;
                remove_file(&self.file("files.old"))
            }
            None => tree::remove(&next).at("clear", &next),
        }
    }

    /// Writes down, beside the present state, the one that holds once `tree` stands in the output folder's place.
    pub fn announce(&self, memo: &Memo, owned: &Owned, tree: TreeId) -> Result<(), WriteError> {
        self.put("memo.tmp", "memo.next", &memo.to_bytes())?;
        step();
        self.put("files.tmp", "files.next", owned_text(owned, tree).as_bytes())?;
        step();
        Ok(())
    }

    /// Takes an announcement back.
    pub fn withdraw(&self) {
        // if it stays, the next run sees that the tree it names is not there, and removes it
        let _ = remove_file(&self.file("files.next"));
    }

    /// Whether a commit began and did not end.
    pub fn is_announced(&self) -> bool {
        self.file("files.next").exists() || self.journal().exists()
    }

    /// Makes the announced state the present one. Can be repeated after a kill at any point.
    pub fn finish(&self) -> Result<(), WriteError> {
        let (files, old) = (self.file("files"), self.file("files.old"));
        if !old.exists() {
            if files.exists() {
                rename(&files, &old)?;
            } else {
                self.put("files.tmp", "files.old", owned_text(&Owned::new(), 0).as_bytes())?;
            }
            step();
        }
        self.promote()
    }

    /// The same after writing in place, where the old tree is no more.
    pub fn finish_in_place(&self) -> Result<(), WriteError> {
        self.promote()?;
        step();
        remove_file(&self.journal())?;
        step();
        tree::remove(&self.next()).at("clear", &self.next())
    }

    fn promote(&self) -> Result<(), WriteError> {
        for (from, to) in [("memo.next", "memo"), ("files.next", "files")] {
            if self.file(from).exists() {
                rename(&self.file(from), &self.file(to))?;
            }
            step();
        }
        Ok(())
    }

    /// Writes a small file whole or not at all.
    pub fn put(&self, temporary: &str, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let (temporary, path) = (self.file(temporary), self.file(name));
        fs::write(&temporary, bytes).at("write", &temporary)?;
        rename(&temporary, &path)
    }

    pub fn memo(&self) -> Option<Memo> {
        Memo::from_bytes(&fs::read(self.file("memo")).ok()?)
    }

    /// What an earlier build left to be recalled; nothing where it cannot be read.
    pub fn recall(&self) -> Vec<u8> {
        fs::read(self.file("recall")).unwrap_or_default()
    }

    /// What agon wrote, also where the memo is that of another version. Without a list, the memo's pages.
    pub fn owned(&self, memo: Option<&Memo>) -> Owned {
        match read_owned(&self.file("files")) {
            Some((_, owned)) => owned,
            None => memo.map(|m| m.pages.keys().cloned().collect()).unwrap_or_default(),
        }
    }
}

/// What agon wrote, by the folder for state alone; `None` where there is no list.
pub(super) fn listed(dir: &Path) -> Option<Owned> {
    read_owned(&dir.join("files")).map(|(_, owned)| owned)
}

const HEAD: &str = "agon files 1";

fn owned_text(owned: &Owned, tree: TreeId) -> String {
    let mut paths: Vec<&str> = owned.iter().map(String::as_str).collect();
    paths.sort_unstable();
    let mut text = format!("{HEAD}\ntree {tree}\n");
    for path in &paths {
        text += path;
        text.push('\n');
    }
    text + &format!("end {}\n", paths.len())
}

/// `None` where there is no list or not the whole of one.
fn read_owned(path: &Path) -> Option<(TreeId, Owned)> {
    let text = fs::read_to_string(path).ok()?;
    let (body, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let mut lines = body.lines();
    if lines.next()? != HEAD {
        return None;
    }
    let tree = lines.next()?.strip_prefix("tree ")?.parse().ok()?;
    let owned: Owned = lines.map(String::from).collect();
    (end == format!("end {}", owned.len())).then_some((tree, owned))
}

pub(super) fn rename(from: &Path, to: &Path) -> Result<(), WriteError> {
    fs::rename(from, to).at("write", to)
}

pub(super) fn remove_file(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e).at("remove", path),
        _ => Ok(()),
    }
}
