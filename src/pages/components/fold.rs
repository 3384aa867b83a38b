//! Long runs of one kind on one day fold into one line: forty corrections of a day do not push a year out of sight.
//!
//! Takes dated things in their order and gives them all back in that order; a browser opens a fold where an address
//! leads into it, and a page without scripts or on paper loses nothing.

use crate::pages::components::entry::EntryLine;
use crate::pages::components::page_meta::When;
use serde::Serialize;

/// As many of one kind on one day, one after another, are a run.
const MANY: usize = 8;

/// Things that follow each other: one by one, or as a run.
#[derive(Serialize)]
pub struct Fold<T> {
    pub run: Option<Run>,
    pub items: Vec<T>,
}

/// What a folded run says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    pub kind: &'static str,
    pub count: usize,
    pub date: When,
}

/// Folds a list; `line` gives what an item shows.
pub fn folds<T>(items: Vec<T>, line: impl Fn(&T) -> &EntryLine) -> Vec<Fold<T>> {
    let same = |a: &T, b: &T| (line(a).kind, &line(a).date) == (line(b).kind, &line(b).date);
    let lengths: Vec<usize> = items.chunk_by(same).map(<[T]>::len).collect();
    let mut items = items.into_iter();
    let mut out: Vec<Fold<T>> = Vec::new();
    for length in lengths {
        let chunk: Vec<T> = items.by_ref().take(length).collect();
        let first = line(&chunk[0]);
        let run = (length >= MANY).then(|| Run {
            kind: first.kind,
            count: length,
            date: first.date.clone(),
        });
        match out.last_mut() {
            Some(single) if run.is_none() && single.run.is_none() => single.items.extend(chunk),
            _ => out.push(Fold { run, items: chunk }),
        }
    }
    out
}
