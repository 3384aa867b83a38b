//! Where the pages of a build go: the output folder, or the [`Memory`](super::Memory) of `agon serve`. The pipeline knows
//! no more of either, so both get the same bytes.

use super::{Output, Stage, Summary, WriteError};
use crate::diag::Report;
use crate::files::Artifact;
use crate::memo::Hash;

/// Remembers what the last build made and takes the next one.
pub trait Target {
    type Next<'t>: Staging
    where
        Self: 't;

    /// Begins a new output.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn begin(&mut self) -> Result<Self::Next<'_>, WriteError>;
}

/// A new output while it is being put together, from many threads. Until it is committed the last one stays.
pub trait Staging: Sync + Sized {
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

    /// Makes it the output.
    ///
    /// # Errors
    /// Where the disk refuses; the last output is then as it was.
    fn commit(self, inputs: Hash, report: &Report) -> Result<Summary, WriteError>;
}

impl Target for Output {
    type Next<'t> = Stage<'t>;
    fn begin(&mut self) -> Result<Stage<'_>, WriteError> {
        self.stage()
    }
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
    fn commit(self, inputs: Hash, report: &Report) -> Result<Summary, WriteError> {
        Stage::commit(self, inputs, report)
    }
}
