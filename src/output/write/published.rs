//! Which addresses an output folder has, and how they differ from those of another build.
//!
//! Takes an output folder, gives the hash of every file in it that is agon's. Reads the bytes themselves, so that it holds
//! for a folder that another machine or another version of agon wrote. Never writes.

use super::error::{At, WriteError};
use super::memory::Bytes;
use super::state::{self, Owned};
use super::{place, tree};
use crate::output::cache::Hash;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files by path from the output folder.
pub type Published = BTreeMap<String, Hash>;

/// How one build differs from the one before. Sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

/// What stands in the output folder: agon's own files, or all of them where nothing says which those are.
///
/// # Errors
/// Where `out` cannot be an output folder or cannot be read.
pub fn published(root: &Path, out: &Path) -> Result<Published, WriteError> {
    let place = place::place(root, out)?;
    let paths: Vec<String> = match state::listed(&place.state) {
        Some(owned) => owned.into_iter().collect(),
        None => {
            let all = tree::foreign(&place.out, &Owned::new()).at("read", &place.out)?;
            all.files.iter().filter_map(|p| p.to_str().map(str::to_string)).collect()
        }
    };
    let hashed = paths.into_par_iter().filter_map(|path| {
        // what somebody removed is not there
        let bytes = fs::read(place.out.join(&path)).ok()?;
        Some((path, *blake3::hash(&bytes).as_bytes()))
    });
    Ok(hashed.collect())
}

/// The same of a site in memory.
pub fn made(files: &BTreeMap<String, Bytes>) -> Published {
    files.par_iter().map(|(path, bytes)| (path.clone(), *blake3::hash(bytes).as_bytes())).collect()
}

/// What a reader of the old site finds otherwise in the new one.
pub fn changes(old: &Published, new: &Published) -> Changes {
    let missing = |from: &Published, to: &Published| {
        from.keys().filter(|p| !to.contains_key(*p)).cloned().collect()
    };
    let differs = |(path, hash): &(&String, &Hash)| old.get(*path).is_some_and(|o| o != *hash);
    Changes {
        added: missing(new, old),
        changed: new.iter().filter(differs).map(|(path, _)| path.clone()).collect(),
        removed: missing(old, new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_an_address_that_came_or_went_or_says_something_else() {
        let site = |list: &[(&str, u8)]| {
            list.iter().map(|(p, n)| (p.to_string(), [*n; 32])).collect::<Published>()
        };
        let found =
            changes(&site(&[("a", 1), ("b", 1), ("c", 1)]), &site(&[("b", 1), ("c", 2), ("d", 1)]));
        let list = |path: &str| vec![path.to_string()];
        assert_eq!(found, Changes { added: list("d"), changed: list("c"), removed: list("a") });
    }
}
