//! The length to which the passages of a shard are cut, so that a first result costs little on the
//! largest sites too. The whole of each passage is indexed.
//!
//! Each shard has a budget of its own, so that an edit never cuts the passages of other shards.

use super::entry::IndexEntry;

/// Bytes of a shard before compression; about 29 kB with gzip.
const SHARD_BYTES: usize = 72_000;
/// Bytes of a page's path, title, date and facets, and of a passage's facets.
const PAGE_BYTES: usize = 100;
const PASSAGE_BYTES: usize = 5;
/// Lengths of passages in bytes, then numbers of passages of a page.
const LENGTHS: [usize; 12] =
    [usize::MAX, 1200, 800, 600, 480, 360, 280, 220, 160, 120, 90, MIN_LENGTH];
const MIN_LENGTH: usize = 60;
const COUNTS: [usize; 7] = [24, 16, 12, 8, 5, 3, 2];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PassageBudget {
    /// Bytes of each passage.
    pub length: usize,
    /// Passages of each page.
    pub count: usize,
}

impl PassageBudget {
    /// The largest budget with which a shard of these pages fits.
    pub(super) fn new<'e>(entries: impl Iterator<Item = &'e IndexEntry> + Clone) -> PassageBudget {
        let shorter = LENGTHS.map(|length| PassageBudget { length, count: usize::MAX });
        let fewer = COUNTS.map(|count| PassageBudget { length: MIN_LENGTH, count });
        for budget in shorter.into_iter().chain(fewer) {
            let bytes: usize = entries.clone().map(|entry| budget.bytes(entry)).sum();
            if bytes <= SHARD_BYTES {
                return budget;
            }
        }
        fewer[fewer.len() - 1]
    }

    fn bytes(self, entry: &IndexEntry) -> usize {
        let mut bytes = PAGE_BYTES;
        for passage in entry.passages.iter().take(self.count) {
            // anchors resemble each other and compress twice as well as text
            bytes += passage.text.len().min(self.length) + passage.anchor.len() / 2 + PASSAGE_BYTES;
        }
        bytes
    }

    /// A text up to the last space within the budget.
    pub(super) fn shorten(self, text: &str) -> &str {
        if text.len() <= self.length {
            return text;
        }
        let text = &text[..text.floor_char_boundary(self.length)];
        text.rsplit_once(' ').unwrap_or((text, "")).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(pages: usize, passages: usize, length: usize) -> PassageBudget {
        let mut entry = IndexEntry::new("A page".into(), Vec::new());
        for n in 0..passages {
            entry.add(&format!("n-{n}"), "x".repeat(length), Vec::new());
        }
        PassageBudget::new(std::iter::repeat_n(&entry, pages))
    }

    #[test]
    fn new_cuts_passages_first_and_omits_them_last() {
        let whole = PassageBudget { length: usize::MAX, count: usize::MAX };
        assert_eq!(budget(0, 0, 0), whole);
        assert_eq!(budget(10, 5, 300), whole);
        assert_eq!(budget(60, 10, 400), PassageBudget { length: 90, count: usize::MAX });
        assert_eq!(budget(150, 16, 400), PassageBudget { length: 60, count: 5 });
    }

    #[test]
    fn shorten_cuts_between_words() {
        let shorten = |text, length| PassageBudget { length, count: 1 }.shorten(text);
        assert_eq!(shorten("one two three", 9), "one two");
        assert_eq!(shorten("one two", 7), "one two");
        assert_eq!(shorten("ééééé", 5), "éé");
    }
}
