//! What changed lately, in a few lines: how much of each kind, then what moved.
//!
//! Takes the changes of a topic or of the site, the oldest first. A day on which an editor corrected forty lines is one
//! line of counts; it never pushes what people said and did out of sight.

use crate::model::Date;
use crate::pages::components::entry::{EntryLine, kind_of, latest};
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::{Dated, Entry};
use serde::Serialize;

/// What changed in the newest month that changed anything.
#[derive(Serialize)]
pub struct Digest {
    /// The topic, where the digest is shown away from it.
    pub topic: Option<Link>,
    pub month: When,
    /// The most frequent first.
    pub counts: Vec<Count>,
}

/// How many changes of one kind, by the names of [`EntryLine::kind`].
#[derive(Serialize)]
pub struct Count {
    kind: &'static str,
    count: usize,
}

pub fn digest(changes: &[Entry], topic: Option<Link>) -> Option<Digest> {
    let newest = changes.last()?.date;
    let of_month = |e: &&Entry| (e.date.year, e.date.month) == (newest.year, newest.month);
    let mut counts: Vec<Count> = Vec::new();
    for kind in changes.iter().rev().take_while(of_month).map(|e| kind_of(e.what)) {
        match counts.iter_mut().find(|c| c.kind == kind) {
            Some(counted) => counted.count += 1,
            None => counts.push(Count { kind, count: 1 }),
        }
    }
    counts.sort_by_key(|c| (std::cmp::Reverse(c.count), c.kind));
    let month = When::from(Date { day: 0, ..newest });
    Some(Digest { topic, month, counts })
}

/// The newest of what moved in the debate; what an editor did to the record stands in the digest.
pub fn moves(page: &Page, changes: &[Entry], count: usize) -> Vec<EntryLine> {
    let moved = |e: &&Entry| {
        !matches!(e.what, Dated::Correction(_) | Dated::Question(_) | Dated::Watch(..))
    };
    // Enough to choose from, and no more than that of a long list.
    let mut chosen: Vec<Entry> =
        changes.iter().rev().filter(moved).take(count * 20).copied().collect();
    chosen.reverse();
    latest(page, &chosen, count)
}
