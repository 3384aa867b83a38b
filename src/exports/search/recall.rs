//! What a build remembers of the words of pages, so that the next one takes apart only the pages that changed.
//!
//! Takes and gives bytes; `memo` seals them and `write` keeps them. A page is known again by its words ([`WordsKey`]),
//! not by its name or its day, so a recall can be old or another site's and is never wrong. Never decides what is found.

use super::entry::WordsKey;
use super::lexicon::{Fx, Said, Word};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The words of the pages of a build.
#[derive(Debug, Default)]
pub struct Recall {
    pub words: Vec<Word>,
    /// All pages' lists one after the other.
    said: Vec<Said>,
    /// Where each page's list stands in `said`.
    pages: HashMap<WordsKey, (u32, u32), BuildHasherDefault<Fx>>,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    words: Vec<(String, String)>,
    said: Vec<u32>,
    pages: Vec<(WordsKey, u32)>,
}

impl Recall {
    /// Takes words, and pages in their order with lists of them.
    pub fn new<'p>(words: &[Word], lists: impl Iterator<Item = (WordsKey, &'p [Said])>) -> Recall {
        let mut recall = Recall::default();
        // Words that no page has any more are forgotten.
        let mut places = vec![u32::MAX; words.len()];
        for (key, list) in lists {
            let start = recall.said.len() as u32;
            recall.said.extend(list.iter().map(|said| {
                let place = &mut places[said.word() as usize];
                if *place == u32::MAX {
                    *place = recall.words.len() as u32;
                    recall.words.push(words[said.word() as usize].clone());
                }
                Said::new(*place, said.level())
            }));
            recall.pages.insert(key, (start, list.len() as u32));
        }
        recall
    }

    /// How many pages are known. Two pages with the same words are one.
    pub fn known(&self) -> usize {
        self.pages.len()
    }

    /// The words of a page that is known, by their places in `words`.
    pub fn page(&self, key: &WordsKey) -> Option<&[Said]> {
        let (start, len) = *self.pages.get(key)?;
        self.said.get(start as usize..)?.get(..len as usize)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut order: Vec<_> = self.pages.iter().collect();
        order.sort_unstable_by_key(|(key, (start, _))| (*start, **key));
        let mut kept = Kept {
            words: Vec::new(),
            said: Vec::with_capacity(self.said.len()),
            pages: Vec::new(),
        };
        kept.words.extend(self.words.iter().map(|w| (w.word.to_string(), w.stem.to_string())));
        for (key, (start, len)) in order {
            kept.said.extend(self.said[*start as usize..][..*len as usize].iter().map(|s| s.0));
            kept.pages.push((*key, *len));
        }
        postcard::to_stdvec(&kept).expect("a recall has only lists of known length")
    }

    /// Reads what [`Recall::to_bytes`] gave; for anything else nothing is recalled.
    pub fn from_bytes(bytes: &[u8]) -> Recall {
        let Ok((kept, [])) = postcard::take_from_bytes::<Kept>(bytes) else {
            return Recall::default();
        };
        let words: Vec<_> =
            kept.words.into_iter().map(|(w, s)| Word { word: w.into(), stem: s.into() }).collect();
        let said: Vec<Said> = kept.said.into_iter().map(Said).collect();
        if said.iter().any(|s| s.word() as usize >= words.len()) {
            return Recall::default();
        }
        let mut start = 0;
        let pages = kept.pages.into_iter().map(|(key, len)| {
            let place = (start, len);
            start += len;
            (key, place)
        });
        let pages = pages.collect();
        Recall { words, said, pages }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recall_comes_back_as_it_was_and_anything_else_recalls_nothing() {
        let words = ["wage", "price"].map(|w| Word { word: w.into(), stem: w.into() });
        let lists: [(WordsKey, &[Said]); 2] =
            [([1; 16], &[Said::new(0, 4), Said::new(1, 0)]), ([2; 16], &[Said::new(1, 3)])];
        let bytes = Recall::new(&words, lists.into_iter()).to_bytes();
        let back = Recall::from_bytes(&bytes);
        assert_eq!(
            (&back.words[..], back.page(&[2; 16]), back.page(&[3; 16])),
            (&words[..], Some(lists[1].1), None)
        );
        assert_eq!(back.to_bytes(), bytes);
        for len in 0..bytes.len() {
            assert_eq!(Recall::from_bytes(&bytes[..len]).page(&[1; 16]), None, "cut at {len}");
        }
        let kept = Kept { words: Vec::new(), said: vec![0], pages: vec![([1; 16], 1)] };
        let stray = Recall::from_bytes(&postcard::to_stdvec(&kept).unwrap());
        assert_eq!(stray.page(&[1; 16]), None, "a word that is not there");
    }
}
