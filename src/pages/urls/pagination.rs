//! Cuts long lists into pages, so that no page grows with the site.
//!
//! Takes how many entries a list has, returns which of them are on which page. Never sees the entries.

use crate::pages::urls::href;
use serde::Serialize;
use std::ops::Range;

/// Entries on a full page.
pub(crate) const PAGE_SIZE: usize = 200;
/// A last page with fewer joins the one before it: the base page of a list by date is what most readers see, and a busy
/// day must not be all that is on it.
const MIN_LAST_PAGE: usize = 100;

/// How a list is ordered, and so which end of it the base page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Oldest first: the base page has the newest, and full pages never change.
    ByDate,
    /// By name: the base page has the first.
    ByName,
}

/// The number of pages of a list of `len` entries; at least 1.
pub(crate) fn page_count(len: usize) -> u32 {
    let full = len / PAGE_SIZE;
    let rest = len % PAGE_SIZE;
    (if full > 0 && rest < MIN_LAST_PAGE { full } else { full + 1 }) as u32
}

/// The entries of page `part`, counted from the list's first entry.
pub(crate) fn range(len: usize, part: u32, order: Order) -> Range<usize> {
    let count = page_count(len);
    let index = match (order, part) {
        (Order::ByDate, 0) => count - 1,
        (Order::ByDate, n) => n - 1,
        (Order::ByName, n) => n,
    } as usize;
    let end = if index + 1 == count as usize { len } else { (index + 1) * PAGE_SIZE };
    index * PAGE_SIZE..end
}

/// The page of a list by name that contains an entry.
pub(crate) fn page_of(len: usize, entry: usize) -> u32 {
    ((entry / PAGE_SIZE) as u32).min(page_count(len) - 1)
}

/// The same entries in a list that has the newest first.
pub(crate) fn range_newest_first(len: usize, part: u32) -> Range<usize> {
    let oldest_first = range(len, part, Order::ByDate);
    len - oldest_first.end..len - oldest_first.start
}

/// Links between the pages of one list: its ends and the neighbours of this page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Pager {
    pub total: usize,
    pub steps: Vec<PageLink>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PageLink {
    pub href: String,
    /// Which entries, counted from 1 in the list's own order.
    pub from: usize,
    pub to: usize,
    pub current: bool,
    /// Whether pages are left out before this one.
    pub gap: bool,
}

/// The place of a part of a list in reading order, and the part at a place: a list by date starts with its newest part,
/// which has the number 0, and is read from the others to it.
pub(crate) fn in_reading_order(n: u32, count: u32, order: Order) -> u32 {
    match order {
        Order::ByDate => (count - n) % count,
        Order::ByName => n,
    }
}

/// The pager of page `part`; `None` for a list that has one page.
pub(crate) fn pager(base: &str, len: usize, part: u32, order: Order) -> Option<Pager> {
    let count = page_count(len);
    if count == 1 {
        return None;
    }
    let here = in_reading_order(part, count, order);
    let here_path = href::part(base, part);
    let mut steps = Vec::new();
    let mut last = None;
    for at in (0..count).filter(|at| *at == 0 || *at == count - 1 || at.abs_diff(here) <= 2) {
        let part = in_reading_order(at, count, order);
        let entries = range(len, part, order);
        steps.push(PageLink {
            href: href::relative(&here_path, &href::part(base, part)),
            from: entries.start + 1,
            to: entries.end,
            current: at == here,
            gap: last.is_some_and(|l| at > l + 1),
        });
        last = Some(at);
    }
    Some(Pager { total: len, steps })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_on_one_page() {
        for len in [0, 1, 199, 200, 201, 224, 225, 399, 400, 401, 1000, 10_007] {
            for order in [Order::ByDate, Order::ByName] {
                let mut all: Vec<usize> =
                    (0..page_count(len)).flat_map(|p| range(len, p, order)).collect();
                all.sort();
                assert_eq!(all, (0..len).collect::<Vec<_>>(), "{len}");
            }
        }
    }

    #[test]
    fn a_full_page_never_changes_as_the_list_grows() {
        assert_eq!(range(1000, 2, Order::ByDate), range(5000, 2, Order::ByDate));
        assert_eq!(range(500, 0, Order::ByDate), 400..500);
        assert_eq!(range(410, 0, Order::ByDate), 200..410);
        assert_eq!(range_newest_first(500, 0), 0..100);
        assert_eq!(range_newest_first(500, 1), 300..500);
    }

    #[test]
    fn a_pager_shows_the_ends_and_the_neighbours() {
        assert_eq!(pager("a/x.html", 200, 0, Order::ByDate), None);
        let pager = pager("a/x.html", 4000, 10, Order::ByDate).unwrap();
        let hrefs: Vec<_> = pager.steps.iter().map(|s| s.href.as_str()).collect();
        assert_eq!(
            hrefs,
            ["x.html", "x.12.html", "x.11.html", "x.10.html", "x.9.html", "x.8.html", "x.1.html"]
        );
        assert!(pager.steps[3].current && pager.steps[1].gap && pager.steps[6].gap);
    }
}
