//! How much of its passages a shard keeps to be shown, so that a first result costs little on the largest site too. All
//! of a passage is found, whatever is kept of it.
//!
//! Takes the pages of one shard, gives a [`Fit`]: everything as long as it packs well, else shorter passages, else fewer
//! of each page. A shard answers for itself, so that an edit never cuts the passages of other shards.

use super::entry::Entry;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// What a shard may weigh when it is packed, in bytes.
const PACKED: usize = 29_000;
/// Bytes that pack into so few in any language; a shard with less is not looked at.
const SMALL: usize = 60_000;
/// Bytes that are packed to see how well a shard packs.
const SAMPLE: usize = 16 * 1024;
/// Lengths of passages in bytes, and numbers of passages of a page.
const BYTES: [usize; 12] = [usize::MAX, 1200, 800, 600, 480, 360, 280, 220, 160, 120, 90, 60];
const PASSAGES: [usize; 8] = [usize::MAX, 24, 16, 12, 8, 5, 3, 2];
/// What the fastest packing makes of a text against what servers make of it.
const SLOWER: f64 = 0.85;
/// What an anchor packs to, of its length: most are a source's name with a hash at its end.
const ANCHOR: f64 = 0.2;
/// What a page's path, title, topics and values and a passage's places add, as far as they pack.
const PAGE: usize = 40;
const PASSAGE: usize = 2;

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Of each passage.
    pub bytes: usize,
    /// Of each page.
    pub passages: usize,
}

impl Fit {
    pub const WHOLE: Fit = Fit { bytes: usize::MAX, passages: usize::MAX };

    /// The most that fits.
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry> + Clone) -> Fit {
        let size = |fit: Fit| Size::of(entries.clone(), fit);
        let Size { texts, anchors, .. } = size(Fit::WHOLE);
        if texts + anchors < SMALL {
            return Fit::WHOLE;
        }
        let passages = || entries.clone().flat_map(|e| &e.passages);
        let text = SLOWER * packing(passages().map(|p| &*p.text));
        let packed = |fit: Fit| {
            let size = size(fit);
            let bytes = size.texts as f64 * text + size.anchors as f64 * ANCHOR;
            bytes as usize + size.pages * PAGE + size.passages * PASSAGE
        };
        let shorter = BYTES.into_iter().map(|bytes| Fit { bytes, ..Fit::WHOLE });
        let fewer = PASSAGES
            .into_iter()
            .skip(1)
            .map(|passages| Fit { bytes: BYTES[BYTES.len() - 1], passages });
        let all: Vec<Fit> = shorter.chain(fewer).collect();
        all.iter().copied().find(|fit| packed(*fit) <= PACKED).unwrap_or(all[all.len() - 1])
    }
}

/// What a shard has of what, when it is cut: in bytes, and how many.
struct Size {
    texts: usize,
    anchors: usize,
    passages: usize,
    pages: usize,
}

impl Size {
    fn of<'e>(entries: impl Iterator<Item = &'e Entry>, fit: Fit) -> Size {
        let mut size = Size { texts: 0, anchors: 0, passages: 0, pages: 0 };
        for entry in entries {
            size.pages += 1;
            let mut before = "";
            for passage in entry.passages.iter().take(fit.passages) {
                size.passages += 1;
                size.texts += passage.text.len().min(fit.bytes);
                size.anchors += if passage.anchor == before { 1 } else { passage.anchor.len() + 3 };
                before = &passage.anchor;
            }
        }
        size
    }
}

/// Packed bytes for a byte of such texts, by a sample from all over them.
fn packing<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> f64 {
    let all: usize = texts.clone().map(str::len).sum();
    let count = texts.clone().count();
    if all == 0 {
        return 0.0;
    }
    // Runs of neighbours, since what packs well is what stands beside its like.
    let run = 16;
    let every = (all / SAMPLE).max(1);
    let (mut packer, mut taken) = (DeflateEncoder::new(Vec::new(), Compression::fast()), 0);
    let chosen = texts
        .enumerate()
        .filter(|(n, _)| count < run || n / run % every == 0)
        .map(|(_, text)| text);
    for text in chosen {
        packer.write_all(text.as_bytes()).expect("memory takes what is written");
        taken += text.len();
    }
    let packed = packer.finish().expect("memory takes what is written").len();
    packed as f64 / taken.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(passages: usize, length: usize, seed: u32) -> Entry {
        let mut entry = Entry::new("A page".into(), Vec::new());
        let mut state = seed;
        for n in 0..passages {
            let mut text = String::new();
            while text.len() < length {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text.push_str(&format!("w{} ", state >> 20));
            }
            entry.add(&format!("n-{seed}-{n}"), text, Vec::new());
        }
        entry
    }

    fn of(entries: &[Entry]) -> Fit {
        Fit::of(entries.iter())
    }

    #[test]
    fn a_shard_keeps_everything_then_shorter_passages_then_fewer() {
        let pages = |count: u32, passages, length| {
            (0..count).map(|n| entry(passages, length, n)).collect::<Vec<_>>()
        };
        assert_eq!(of(&pages(10, 5, 300)), Fit::WHOLE);
        assert_eq!(of(&[]), Fit::WHOLE);
        let shorter = of(&pages(60, 10, 400));
        assert!(
            (60..400).contains(&shorter.bytes) && shorter.passages == usize::MAX,
            "{shorter:?}"
        );
        let fewer = of(&pages(150, 16, 400));
        assert!(fewer.bytes == 60 && (2..16).contains(&fewer.passages), "{fewer:?}");
    }

    #[test]
    fn texts_that_repeat_themselves_pack_well_and_are_kept_longer() {
        let same: Vec<Entry> = (0..60).map(|_| entry(10, 400, 1)).collect();
        let varied: Vec<Entry> = (0..60).map(|n| entry(10, 400, n)).collect();
        assert!(of(&same).bytes > of(&varied).bytes);
    }
}
