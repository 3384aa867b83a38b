//! What changed lately, in a few lines: how much of each kind, then what moved.

use crate::model::*;
use crate::pages::components::event_line::{EventLine, latest};
use crate::pages::components::link::{Link, When};
use crate::pages::components::text::Page;
use serde::Serialize;
use std::cmp::Reverse;

/// How many events of the debate the newest month with any has.
#[derive(Serialize)]
pub(crate) struct MonthDigest {
    /// The topic, where the digest is shown away from it.
    pub topic: Option<Link>,
    pub month: When,
    /// The most frequent first.
    pub counts: Vec<KindCount>,
}

#[derive(Serialize)]
pub(crate) struct KindCount {
    kind: &'static str,
    count: usize,
}

/// Counts the debate's part of a list of changes, the oldest first; `None` where nothing moved. Housekeeping is left out.
pub(crate) fn digest(changes: &[Event], topic: Option<Link>) -> Option<MonthDigest> {
    let moves = || changes.iter().rev().filter(|event| event.kind.is_in(EventList::Digest));
    let newest = moves().next()?.date;
    let month = (newest.year, newest.month);
    let counts =
        kind_counts(moves().take_while(|event| (event.date.year, event.date.month) == month));
    Some(MonthDigest { topic, month: When::from(Date { day: 0, ..newest }), counts })
}

/// How many events there are of each kind, the most frequent first.
pub(crate) fn kind_counts<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<KindCount> {
    let mut counts: Vec<KindCount> = Vec::new();
    for event in events {
        let kind = event.kind.word();
        match counts.iter_mut().find(|counted| counted.kind == kind) {
            Some(counted) => counted.count += 1,
            None => counts.push(KindCount { kind, count: 1 }),
        }
    }
    counts.sort_by_key(|counted| (Reverse(counted.count), counted.kind));
    counts
}

/// The newest of what moved in the debate.
pub(crate) fn moves(page: &Page, changes: &[Event], count: usize) -> Vec<EventLine> {
    let moves = changes.iter().rev().filter(|event| event.kind.is_in(EventList::Moves));
    // Enough to count what a line summarises, without the rest of a long list.
    latest(page, moves.take(count * 20).copied(), count)
}
