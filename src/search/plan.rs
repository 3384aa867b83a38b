//! In which shard each page and each word stands, so that an edit changes few of them.
//!
//! Takes the pages, gives the sizes of the index ([`Plan`]) and the place of every page. Sizes grow by steps: between
//! two of them a page stays in its shard, and a new one moves only its later neighbours there. Nothing depends on
//! the order in which pages came.

use super::code::hash;
use super::page::Page;

/// Bytes of words that a shard is filled with before there are more shards; about 25 kB when compressed.
const FILL: usize = 64 * 1024;
/// Bytes of words in a shard when there can be no more of them; what is longer is cut (see [`Plan::longest`]).
const FULL: usize = 104 * 1024;
/// What a passage's address and facets add, as if they packed like text.
const ADDRESS: usize = 30;
/// How many shards of passages there may be.
const TEXTS: [u32; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 152];
/// Lengths that passages are cut to, in bytes, while a site is too large.
const CUTS: [usize; 9] = [1200, 800, 600, 480, 360, 280, 220, 160, 120];

/// The sizes of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Shards of passages.
    pub texts: u32,
    /// Shards of words.
    pub words: u32,
    /// Shards of each group of facets that has many values.
    pub facets: u32,
    /// Room for pages in a shard; page `n` of shard `s` has the number `s * stride + n`.
    pub stride: u32,
    /// How much of a passage is kept to be shown. All of it is found.
    pub longest: usize,
}

impl Plan {
    /// Takes pages with the lengths of their passages, which are asked for only if the site is very large.
    pub fn new(pages: &[Page], lengths: impl FnOnce() -> Vec<usize>) -> Plan {
        let size: usize = pages.iter().map(|p| p.size + 60).sum();
        let texts = TEXTS.into_iter().find(|n| size <= *n as usize * FILL).unwrap_or(TEXTS[TEXTS.len() - 1]);
        let room = texts as usize * FULL;
        let longest = if size <= room { usize::MAX } else { cut(&lengths(), room) };
        let mut plan = Plan { texts, words: texts.min(128), facets: (texts / 16).clamp(1, 4), stride: 1, longest };
        let mut counts = vec![0u32; texts as usize];
        pages.iter().for_each(|p| counts[plan.shard(&p.path) as usize] += 1);
        plan.stride = counts.into_iter().max().unwrap_or_default().next_power_of_two();
        plan
    }

    /// The shard of a page's passages.
    pub fn shard(&self, path: &str) -> u32 {
        hash(path) % self.texts
    }

    /// The shard of a stem: by its first three characters, so that the words that begin with what a reader has typed so
    /// far are in one place.
    pub fn word_shard(&self, stem: &str) -> u32 {
        let end = stem.char_indices().nth(3).map_or(stem.len(), |(at, _)| at);
        hash(&stem[..end]) % self.words
    }

    /// Pages by shard, each shard in the order of its numbers: like with like, the newest last.
    pub fn order(&self, pages: Vec<Page>) -> Vec<Vec<Page>> {
        let mut shards: Vec<Vec<Page>> = vec![Vec::new(); self.texts as usize];
        for page in pages {
            shards[self.shard(&page.path) as usize].push(page);
        }
        for shard in &mut shards {
            shard.sort_unstable_by(|a, b| (a.kind, a.date, &a.path).cmp(&(b.kind, b.date, &b.path)));
        }
        shards
    }
}

fn cut(lengths: &[usize], room: usize) -> usize {
    let fits = |cut: &usize| lengths.iter().map(|l| l.min(cut) + ADDRESS).sum::<usize>() <= room;
    CUTS.into_iter().find(fits).unwrap_or(CUTS[CUTS.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, TopicId};
    use crate::search::facet::PageKind;
    use crate::search::page::About;

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
    fn small_sites_have_few_shards_and_large_ones_cut_their_passages() {
        let none = || panic!("lengths are not needed");
        let least = Plan { texts: 1, words: 1, facets: 1, stride: 1, longest: usize::MAX };
        assert_eq!(Plan::new(&[], none), least);
        let middle = Plan::new(&pages(2_000, 1_000), none);
        assert_eq!(middle, Plan { texts: 64, words: 64, facets: 4, stride: middle.stride, longest: usize::MAX });
        let large = Plan::new(&pages(20_000, 2_000), || vec![300; 60_000]);
        assert_eq!(large, Plan { texts: 152, words: 128, facets: 4, stride: large.stride, longest: 220 });
        assert_eq!((middle.stride, large.stride), (64, 256));
    }

    #[test]
    fn a_new_page_leaves_the_pages_of_other_shards_where_they_are() {
        let plan = Plan::new(&pages(400, 1_000), Vec::new);
        let (before, after) = (plan.order(pages(400, 1_000)), plan.order(pages(401, 1_000)));
        let changed = before.iter().zip(&after).filter(|(a, b)| a.len() != b.len()).count();
        let paths = |s: &Vec<Page>| s.iter().map(|p| p.path.clone()).collect::<Vec<_>>();
        let moved = before.iter().zip(&after).filter(|(a, b)| a.len() == b.len() && paths(a) != paths(b)).count();
        assert_eq!((changed, moved), (1, 0));
    }
}
