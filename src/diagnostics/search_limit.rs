//! How many wrong names are compared with the known ones.
//!
//! A search for the nearest name takes time in proportion to the known names. One for each of as many wrong names would take
//! quadratic time, and nobody corrects thousands of them one by one.

use crate::source::FileId;
use std::sync::atomic::{AtomicU32, Ordering};

/// For how many names of a site the nearest one is looked for.
const MOST_SEARCHES: u32 = 1000;
/// For how many of one file.
const MOST_OF_FILE: u32 = 100;

/// What to do where the nearest name was not looked for.
pub(crate) const NOT_SEARCHED: &str =
    "the nearest name was not looked for, since many names are wrong: correct the first ones";

/// Allows a limited number of searches.
#[derive(Debug)]
pub(crate) struct SearchLimit {
    left: AtomicU32,
    /// Where files are read on several threads: by file, so that the same names are left out in each run.
    files: Vec<FileSearches>,
}

#[derive(Debug, Default)]
struct FileSearches {
    wanted: AtomicU32,
    granted: AtomicU32,
}

impl SearchLimit {
    /// For searches that are made in one order.
    pub(crate) fn in_order() -> SearchLimit {
        SearchLimit { left: AtomicU32::new(MOST_SEARCHES), files: Vec::new() }
    }

    /// For files that are read in any order. Nothing is granted before [`SearchLimit::grant`].
    pub(crate) fn by_file(files: usize) -> SearchLimit {
        let mut limit = SearchLimit::in_order();
        limit.files.resize_with(files, FileSearches::default);
        limit
    }

    /// Whether one more name of a file may be looked for.
    pub(crate) fn take(&self, file: FileId) -> bool {
        match self.files.get(file.0 as usize) {
            Some(file) => {
                let granted = file.granted.load(Ordering::Relaxed);
                file.wanted.fetch_add(1, Ordering::Relaxed) < granted
            }
            None => {
                let take = |left: u32| left.checked_sub(1);
                self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
            }
        }
    }

    /// Grants the files, in order, what they asked for. Returns whether each has to be read again.
    pub(crate) fn grant(&self, files: impl IntoIterator<Item = FileId>) -> Vec<bool> {
        let mut is_granted = Vec::new();
        for file in files {
            let file = &self.files[file.0 as usize];
            let wanted = file.wanted.swap(0, Ordering::Relaxed);
            let granted = wanted.min(MOST_OF_FILE).min(self.left.load(Ordering::Relaxed));
            self.left.fetch_sub(granted, Ordering::Relaxed);
            file.granted.store(granted, Ordering::Relaxed);
            is_granted.push(granted > 0);
        }
        is_granted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(limit: &SearchLimit, file: u32, times: usize) -> usize {
        (0..times).filter(|_| limit.take(FileId(file))).count()
    }

    #[test]
    fn searches_in_one_order_end_at_the_limit() {
        let limit = SearchLimit::in_order();
        let most = MOST_SEARCHES as usize;
        assert_eq!((taken(&limit, 0, most - 1), taken(&limit, 1, 9)), (most - 1, 1));
    }

    #[test]
    fn files_get_what_they_asked_for_in_their_order() {
        let limit = SearchLimit::by_file(3);
        assert_eq!([0, 1, 2].map(|file| taken(&limit, file, file as usize * 150)), [0, 0, 0]);
        assert_eq!(limit.grant([0, 1, 2].map(FileId)), [false, true, true]);
        assert_eq!([0, 1, 2].map(|file| taken(&limit, file, 300)), [0, 100, 100]);
    }

    #[test]
    fn the_last_files_of_many_get_nothing() {
        let limit = SearchLimit::by_file(3000);
        for file in 0..3000 {
            taken(&limit, file, 1);
        }
        let granted = limit.grant((0..3000).map(FileId));
        assert_eq!(granted.iter().filter(|is_granted| **is_granted).count(), 1000);
        assert!(granted[..1000].iter().all(|is_granted| *is_granted));
    }
}
