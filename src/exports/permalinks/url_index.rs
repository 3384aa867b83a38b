//! The URLs of the site as it is now.

use crate::model::*;
use crate::pages::{Address, Ctx, addresses};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The URLs of the site, by path and by document.
pub(super) struct UrlIndex {
    pub all: Vec<Address>,
    pub paths: HashSet<String>,
    pub by_doc: BTreeMap<DocId, usize>,
}

impl UrlIndex {
    pub(super) fn new(ctx: &Ctx) -> UrlIndex {
        let all = addresses(ctx);
        let paths = all.iter().map(|a| a.path.clone()).collect();
        let mut by_doc: BTreeMap<DocId, usize> = BTreeMap::new();
        for (n, address) in all.iter().enumerate().filter(|(_, address)| !address.old) {
            let Some(doc) = address.doc else { continue };
            let known = by_doc.entry(doc).or_insert(n);
            // Of the pages of a topic the one with its text has the ids.
            if all[*known].anchors.is_empty() {
                *known = n;
            }
        }
        UrlIndex { paths, by_doc, all }
    }

    /// The first page of a document with each id.
    pub(super) fn by_anchor(&self) -> HashMap<&str, &Address> {
        let mut found = HashMap::new();
        for address in self.all.iter().filter(|address| address.doc.is_some()) {
            for anchor in &address.anchors {
                found.entry(anchor.as_str()).or_insert(address);
            }
        }
        found
    }

    pub(super) fn by_path(&self, path: &str) -> Option<&Address> {
        self.all.binary_search_by(|a| a.path.as_str().cmp(path)).ok().map(|n| &self.all[n])
    }
}
