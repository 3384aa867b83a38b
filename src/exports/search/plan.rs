//! In which shard each page stands, and how many shards there are, so that an edit changes few of them.
//!
//! Takes the pages, gives the sizes of the index ([`Plan`]) and the place of every page. Sizes grow by steps: between
//! two of them a page stays in its shard, and a new one moves only its later neighbours there. Nothing depends on
//! the order in which pages came.

use super::code::hash;
use super::page::Page;

/// Bytes of words that a shard is filled with before there are more shards; about 25 kB when compressed.
const FILL: usize = 64 * 1024;
/// How many shards of passages there may be.
const TEXTS: [u32; 9] = [1, 2, 4, 8, 16, 32, 64, 128, MOST_TEXTS];
/// With those of words and of facets and the site's own files the index has at most 300.
const MOST_TEXTS: u32 = 166;
const MOST_WORDS: u32 = 118;

/// The sizes of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Shards of passages.
    pub texts: u32,
    /// Shards of words, at most.
    pub words: u32,
    /// Shards of each group of facets that has many values.
    pub facets: u32,
    /// Room for pages in a shard; page `n` of shard `s` has the number `s * stride + n`.
    pub stride: u32,
}

impl Plan {
    pub fn new(pages: &[Page]) -> Plan {
        let size: usize = pages.iter().map(|p| p.size + 60).sum();
        let texts = TEXTS.into_iter().find(|n| size <= *n as usize * FILL).unwrap_or(MOST_TEXTS);
        let mut plan = Plan {
            texts,
            words: texts.min(MOST_WORDS),
            facets: (texts / 16).clamp(1, 4),
            stride: 1,
        };
        let mut counts = vec![0u32; texts as usize];
        pages.iter().for_each(|p| counts[plan.shard(&p.path) as usize] += 1);
        plan.stride = counts.into_iter().max().unwrap_or_default().next_power_of_two();
        plan
    }

    /// The shard of a page's passages.
    pub fn shard(&self, path: &str) -> u32 {
        hash(path) % self.texts
    }

    /// Pages by shard, each shard in the order of its numbers: like with like, the newest last.
    pub fn order(&self, pages: Vec<Page>) -> Vec<Vec<Page>> {
        let mut shards: Vec<Vec<Page>> = vec![Vec::new(); self.texts as usize];
        for page in pages {
            shards[self.shard(&page.path) as usize].push(page);
        }
        for shard in &mut shards {
            shard
                .sort_unstable_by(|a, b| (a.kind, a.date, &a.path).cmp(&(b.kind, b.date, &b.path)));
        }
        shards
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::search::facet::PageKind;
    use crate::exports::search::page::About;
    use crate::model::{Date, TopicId};

    fn pages(count: usize, size: usize) -> Vec<Page> {
        let page = |n: usize| Page {
            path: format!("topics/a/gathers/{n}.html"),
            about: About::Watch(TopicId(0)),
            kind: PageKind::Gather,
            date: Some(Date::day(2026, 1 + (n / 28 % 12) as u8, 1 + (n % 28) as u8)),
            size,
        };
        (0..count).map(page).collect()
    }

    #[test]
    fn small_sites_have_few_shards_and_the_largest_no_more_than_may_be() {
        assert_eq!(Plan::new(&[]), Plan { texts: 1, words: 1, facets: 1, stride: 1 });
        assert_eq!(
            Plan::new(&pages(2_000, 1_000)),
            Plan { texts: 64, words: 64, facets: 4, stride: 64 }
        );
        assert_eq!(
            Plan::new(&pages(20_000, 2_000)),
            Plan { texts: 166, words: 118, facets: 4, stride: 256 }
        );
    }

    #[test]
    fn a_new_page_leaves_the_pages_of_other_shards_where_they_are() {
        let plan = Plan::new(&pages(400, 1_000));
        let (before, after) = (plan.order(pages(400, 1_000)), plan.order(pages(401, 1_000)));
        let changed = before.iter().zip(&after).filter(|(a, b)| a.len() != b.len()).count();
        let paths = |s: &Vec<Page>| s.iter().map(|p| p.path.clone()).collect::<Vec<_>>();
        let moved = before
            .iter()
            .zip(&after)
            .filter(|(a, b)| a.len() == b.len() && paths(a) != paths(b))
            .count();
        assert_eq!((changed, moved), (1, 0));
    }
}
