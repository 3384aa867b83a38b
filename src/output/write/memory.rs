//! Files that are kept in memory, for `agon serve`: the same as in an output folder, and nothing is written.

use super::{Staging, WriteError};
use crate::output::cache::Hash;
use crate::source::Artifact;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The bytes of a file.
pub type Bytes = Arc<[u8]>;

/// Files by path; takes every file and remembers none of an earlier time.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Bytes>>);

impl Memory {
    pub fn files(self) -> BTreeMap<String, Bytes> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Staging for Memory {
    fn keep(&self, _: &str, _: &Hash) -> bool {
        false
    }

    fn put(&self, Artifact { path, bytes }: Artifact, _: Hash) -> Result<(), WriteError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, bytes.into());
        Ok(())
    }

    fn recall(&self) -> Vec<u8> {
        Vec::new()
    }

    fn remember(&self, _: Vec<u8>) -> Result<(), WriteError> {
        Ok(())
    }
}

/// Takes every file and keeps none, to find what cannot be made.
#[derive(Debug)]
pub struct Nowhere;

impl Staging for Nowhere {
    fn keep(&self, _: &str, _: &Hash) -> bool {
        false
    }

    fn put(&self, _: Artifact, _: Hash) -> Result<(), WriteError> {
        Ok(())
    }

    fn recall(&self) -> Vec<u8> {
        Vec::new()
    }

    fn remember(&self, _: Vec<u8>) -> Result<(), WriteError> {
        Ok(())
    }
}
