//! The layout of an index: the number of shards, and the shard of each page.
//!
//! Numbers of shards grow by steps: between two of them a page stays in its shard, and a new page
//! renumbers only the later ones of its shard. Nothing depends on the order of the pages.

use super::page::IndexedPage;
use super::varint::hash;

/// Bytes of text with which a shard is filled before there are more shards; about 25 kB compressed.
const SHARD_BYTES: usize = 64 * 1024;
/// With the shards of facets and the index an index has at most 300 files, and one more for each shard
/// of passages that is cut.
const MAX_FRAGMENTS: usize = 166;
const MAX_WORDS: usize = 118;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct IndexLayout {
    /// Shards of passages.
    pub fragments: u32,
    /// Shards of words, at most.
    pub words: u32,
    /// Shards of each group of facets with many values.
    pub facets: u32,
    /// Numbers of pages in a shard: page `n` of shard `s` has the number `s * stride + n`.
    pub stride: u32,
}

impl IndexLayout {
    pub(super) fn new(pages: &[IndexedPage]) -> IndexLayout {
        let size: usize = pages.iter().map(|p| p.size + 60).sum();
        let fragments = size.div_ceil(SHARD_BYTES).max(1).next_power_of_two().min(MAX_FRAGMENTS);
        let mut layout = IndexLayout {
            fragments: fragments as u32,
            words: fragments.min(MAX_WORDS) as u32,
            facets: (fragments as u32 / 16).clamp(1, 4),
            stride: 1,
        };
        let mut counts = vec![0u32; fragments];
        for page in pages {
            counts[layout.shard(&page.path) as usize] += 1;
        }
        layout.stride = counts.into_iter().max().unwrap_or_default().next_power_of_two();
        layout
    }

    /// The shard of a page's passages.
    fn shard(&self, path: &str) -> u32 {
        hash(path) % self.fragments
    }

    /// Pages by shard, each shard in the order of its numbers: by kind, the newest last.
    pub(super) fn order(&self, pages: Vec<IndexedPage>) -> Vec<Vec<IndexedPage>> {
        let mut shards: Vec<Vec<IndexedPage>> = vec![Vec::new(); self.fragments as usize];
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
    use super::super::facet::SearchPageKind;
    use super::super::page::PageSubject;
    use super::*;
    use crate::model::{Date, TopicId};

    fn pages(count: usize, size: usize) -> Vec<IndexedPage> {
        let page = |n: usize| IndexedPage {
            path: format!("topics/a/gathers/{n}.html"),
            subject: PageSubject::Watch(TopicId(0)),
            kind: SearchPageKind::Gather,
            date: Some(Date::day(2026, 1 + (n / 28 % 12) as u8, 1 + (n % 28) as u8)),
            size,
        };
        (0..count).map(page).collect()
    }

    #[test]
    fn new_limits_the_number_of_shards() {
        assert_eq!(
            IndexLayout::new(&[]),
            IndexLayout { fragments: 1, words: 1, facets: 1, stride: 1 }
        );
        assert_eq!(
            IndexLayout::new(&pages(2_000, 1_000)),
            IndexLayout { fragments: 64, words: 64, facets: 4, stride: 64 }
        );
        assert_eq!(
            IndexLayout::new(&pages(20_000, 2_000)),
            IndexLayout { fragments: 166, words: 118, facets: 4, stride: 256 }
        );
    }

    #[test]
    fn order_keeps_pages_of_other_shards() {
        let layout = IndexLayout::new(&pages(400, 1_000));
        let (before, after) = (layout.order(pages(400, 1_000)), layout.order(pages(401, 1_000)));
        let changed = before.iter().zip(&after).filter(|(a, b)| a.len() != b.len()).count();
        let paths = |s: &Vec<IndexedPage>| s.iter().map(|p| p.path.clone()).collect::<Vec<_>>();
        let moved = before
            .iter()
            .zip(&after)
            .filter(|(a, b)| a.len() == b.len() && paths(a) != paths(b))
            .count();
        assert_eq!((changed, moved), (1, 0));
    }
}
