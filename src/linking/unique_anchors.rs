//! Names of anchors on one page, each given once.

use std::collections::HashMap;

/// The names that are taken, each with the last number that was put behind it.
///
/// The number makes the search for a free name short: with the names alone, `n` equal headings would cost `n²` look-ups.
#[derive(Debug, Default)]
pub(crate) struct UniqueAnchors {
    taken: HashMap<String, u32>,
}

impl UniqueAnchors {
    pub(super) fn new<'a>(taken: impl Iterator<Item = &'a str>) -> Self {
        UniqueAnchors { taken: taken.map(|name| (name.to_string(), 1)).collect() }
    }

    /// Returns the name, with the first free number from 2 on behind it where it is taken.
    pub(crate) fn insert(&mut self, name: String) -> UniqueAnchor {
        let Some(mut number) = self.taken.get(&name).copied() else {
            self.taken.insert(name.clone(), 1);
            return UniqueAnchor { name, is_numbered: false };
        };
        let free = loop {
            number += 1;
            let numbered = format!("{name}-{number}");
            if !self.taken.contains_key(&numbered) {
                break numbered;
            }
        };
        self.taken.insert(name, number);
        self.taken.insert(free.clone(), 1);
        UniqueAnchor { name: free, is_numbered: true }
    }
}

/// A name that is given once.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UniqueAnchor {
    pub name: String,
    /// Whether the name was taken and has a number.
    pub is_numbered: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_has_the_first_free_number() {
        let mut anchors = UniqueAnchors::new(["a", "a-3"].into_iter());
        let names = ["a", "a", "b", "a-2", "a"].map(|name| anchors.insert(name.to_string()).name);
        assert_eq!(names, ["a-2", "a-4", "b", "a-2-2", "a-5"]);
    }

    #[test]
    fn the_last_number_of_a_name_is_kept() {
        let mut anchors = UniqueAnchors::new(std::iter::empty());
        for _ in 0..1000 {
            anchors.insert("same".to_string());
        }
        assert_eq!((anchors.taken["same"], anchors.taken.len()), (1000, 1000));
    }
}
