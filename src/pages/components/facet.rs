//! Values that a list can be narrowed to.

use serde::Serialize;
use std::collections::BTreeMap;

/// A value with its words and the number of entries that have it.
#[derive(Serialize)]
pub(crate) struct Facet {
    pub value: String,
    pub text: String,
    pub count: usize,
}

/// Each value with its words once, ordered by value.
pub(crate) fn facets(values: Vec<(String, String)>) -> Vec<Facet> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().map(|((value, text), count)| Facet { value, text, count }).collect()
}
