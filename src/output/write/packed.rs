//! An output that holds each text compressed as well, for hosts that send such files as they lie.
//!
//! Takes and keeps files as the output behind it does; a text's `.gz` and `.br` come and go with it.

use super::{Staging, WriteError};
use crate::model::Finish;
use crate::output::cache::Hash;
use crate::output::compress;
use crate::source::Artifact;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// An output with compressed files beside its texts, where they are asked for.
pub struct Packed<'a> {
    inner: &'a dyn Staging,
    asked: &'a [Finish],
    /// Compressed files that were carried over before it turned out that their text was not.
    kept: Mutex<HashSet<String>>,
}

impl<'a> Packed<'a> {
    pub fn new(inner: &'a dyn Staging, asked: &'a [Finish]) -> Self {
        Packed { inner, asked, kept: Mutex::default() }
    }
}

impl Staging for Packed<'_> {
    fn keep(&self, path: &str, view: &Hash) -> bool {
        for beside in compress::paths_beside(path, self.asked) {
            if !self.inner.keep(&beside, view) {
                return false;
            }
            self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(beside);
        }
        self.inner.keep(path, view)
    }

    fn put(&self, artifact: Artifact, view: Hash) -> Result<(), WriteError> {
        for beside in compress::beside(&artifact, self.asked) {
            if !self.kept.lock().unwrap_or_else(PoisonError::into_inner).contains(&beside.path) {
                self.inner.put(beside, view)?;
            }
        }
        self.inner.put(artifact, view)
    }

    fn recall(&self) -> Vec<u8> {
        self.inner.recall()
    }

    fn remember(&self, bytes: Vec<u8>) -> Result<(), WriteError> {
        self.inner.remember(bytes)
    }
}
