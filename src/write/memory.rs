//! A site in memory, for `agon serve`: the same pages as in an output folder, and no file is written.
//!
//! Takes artifacts, gives a [`Tree`] that can be shared while the next one is made. Refuses the same paths as a folder.

use super::paths::{self, Paths};
use super::target::{Staging, Target};
use super::{Summary, WriteError};
use crate::diag::Report;
use crate::files::Artifact;
use crate::memo::Hash;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The files of a site by path from its root.
pub type Tree = BTreeMap<String, Arc<File>>;

/// One file and what it was made of.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    view: Hash,
    pub bytes: Vec<u8>,
}

/// The last site that was whole; empty before the first.
#[derive(Debug, Default)]
pub struct Memory {
    tree: Arc<Tree>,
    /// What the last build left to be recalled.
    recall: Mutex<Vec<u8>>,
}

impl Memory {
    pub fn tree(&self) -> Arc<Tree> {
        Arc::clone(&self.tree)
    }
}

/// A site in memory while it is being put together.
#[derive(Debug)]
pub struct Next<'m> {
    memory: &'m mut Memory,
    made: Mutex<(Paths, Tree)>,
}

impl Target for Memory {
    type Next<'t> = Next<'t>;
    fn begin(&mut self) -> Result<Next<'_>, WriteError> {
        Ok(Next { memory: self, made: Mutex::default() })
    }
}

impl Next<'_> {
    fn made(&self) -> MutexGuard<'_, (Paths, Tree)> {
        // a panic elsewhere is reported there; the tree itself is whole after each step
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Staging for Next<'_> {
    fn keep(&self, path: &str, view: &Hash) -> bool {
        let Some(file) = self.memory.tree.get(path).filter(|f| f.view == *view) else { return false };
        let mut made = self.made();
        // a path that is taken is put's to report
        let fits = made.0.add(path).is_ok();
        if fits {
            made.1.insert(path.to_string(), Arc::clone(file));
        }
        fits
    }

    fn put(&self, artifact: Artifact, view: Hash) -> Result<(), WriteError> {
        let Artifact { path, bytes } = artifact;
        paths::check(&path)?;
        let mut made = self.made();
        made.0.add(&path)?;
        made.1.insert(path, Arc::new(File { view, bytes }));
        Ok(())
    }

    fn recall(&self) -> Vec<u8> {
        self.memory.recall.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn remember(&self, bytes: Vec<u8>) -> Result<(), WriteError> {
        *self.memory.recall.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
        Ok(())
    }

    fn commit(self, _: Hash, _: &Report) -> Result<Summary, WriteError> {
        let tree = self.made.into_inner().unwrap_or_else(PoisonError::into_inner).1;
        let old = &self.memory.tree;
        let new = tree.iter().filter(|(path, file)| old.get(*path).is_none_or(|o| o.bytes != file.bytes));
        let (written, bytes) = new.fold((0, 0), |(n, bytes), (_, file)| (n + 1, bytes + file.bytes.len() as u64));
        let removed = old.keys().filter(|path| !tree.contains_key(*path)).count();
        let summary = Summary { written, kept: tree.len() - written, removed, bytes };
        self.memory.tree = Arc::new(tree);
        Ok(summary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(next: &Next, path: &str, text: &str) -> Result<(), WriteError> {
        next.put(Artifact { path: path.into(), bytes: text.into() }, [text.len() as u8; 32])
    }

    #[test]
    fn a_site_is_replaced_whole_and_says_what_is_new_in_it() {
        let mut memory = Memory::default();
        let first = memory.begin().unwrap();
        ["a", "b", "c"].iter().for_each(|path| put(&first, path, "one").unwrap());
        first.commit([0; 32], &Report::default()).unwrap();
        let next = memory.begin().unwrap();
        assert_eq!([next.keep("a", &[3; 32]), next.keep("b", &[5; 32])], [true, false]);
        put(&next, "b", "three").unwrap();
        let summary = next.commit([0; 32], &Report::default()).unwrap();
        assert_eq!(summary, Summary { written: 1, kept: 1, removed: 1, bytes: 5 });
        let texts: Vec<_> = memory.tree().iter().map(|(path, file)| (path.clone(), file.bytes.clone())).collect();
        assert_eq!(texts, [("a".into(), b"one".to_vec()), ("b".into(), b"three".to_vec())]);
    }

    #[test]
    fn what_is_not_committed_leaves_the_last_site_and_bad_paths_are_refused() {
        let mut memory = Memory::default();
        let next = memory.begin().unwrap();
        put(&next, "a", "one").unwrap();
        assert!(put(&next, "a", "two").is_err() && put(&next, "../a", "two").is_err());
        drop(next);
        assert_eq!(*memory.tree(), Tree::new());
    }
}
