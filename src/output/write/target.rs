//! Where finished files go: the staged output folder, or the [`Memory`](super::Memory) of `agon serve`. Who makes them
//! knows no more of either, so both get the same bytes.

use super::{Stage, WriteError};
use crate::output::cache::Hash;
use crate::source::Artifact;

/// Takes files, from many threads.
pub trait Staging: Sync {
    /// Carries a page over that was made of the same view. `false` means: make it and [`put`](Staging::put) it.
    fn keep(&self, path: &str, view: &Hash) -> bool;

    /// Takes a finished file.
    ///
    /// # Errors
    /// Where the path is no good or taken, or the disk refuses.
    fn put(&self, artifact: Artifact, view: Hash) -> Result<(), WriteError>;

    /// What an earlier build left to be recalled: any bytes, or none.
    fn recall(&self) -> Vec<u8>;

    /// Leaves bytes for a later build to recall. They may be lost, and may outlive an output that is not committed.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn remember(&self, bytes: Vec<u8>) -> Result<(), WriteError>;
}

impl Staging for Stage<'_> {
    fn keep(&self, path: &str, view: &Hash) -> bool {
        Stage::keep(self, path, view)
    }
    fn put(&self, artifact: Artifact, view: Hash) -> Result<(), WriteError> {
        Stage::put(self, artifact, view)
    }
    fn recall(&self) -> Vec<u8> {
        self.output.state.recall()
    }
    fn remember(&self, bytes: Vec<u8>) -> Result<(), WriteError> {
        self.output.state.put("recall.tmp", "recall", &bytes)
    }
}
