//! Hashes of the words of what is published, which show what was changed since.

use super::publication_item::PublicationItem;
use crate::model::*;
use crate::records::plain_words;
use crate::source::Files;
use rayon::prelude::*;
use std::collections::HashMap;

/// Hashes of the words that readers see.
pub(super) struct WordHashes {
    blocks: HashMap<BlockId, blake3::Hash>,
}

impl WordHashes {
    pub(super) fn new(site: &Site, files: &Files) -> WordHashes {
        let docs: Vec<DocId> = site.doc_ids().filter(|doc| site.doc(*doc).visible).collect();
        let hashes = docs.par_iter().flat_map_iter(|doc| block_hashes(site, files, *doc));
        WordHashes { blocks: hashes.collect() }
    }

    /// The hash of an item's words, as short as the record needs it.
    pub(super) fn of(&self, site: &Site, item: PublicationItem) -> Box<str> {
        let mut hasher = blake3::Hasher::new();
        match item {
            PublicationItem::Rewriting(_, day) => {
                hasher.update(day.iso().as_bytes());
            }
            PublicationItem::Document(doc) => {
                hasher.update(site.doc(doc).title.as_bytes());
                hasher.update(site.doc(doc).summary.as_deref().unwrap_or_default().as_bytes());
                for block in site.blocks_of(doc) {
                    self.add(&mut hasher, block);
                }
            }
            PublicationItem::Passage(block)
            | PublicationItem::Settlement(block, _)
            | PublicationItem::Relation { from: block, .. } => {
                self.add(&mut hasher, block);
                for child in site.children(block) {
                    self.add(&mut hasher, *child);
                }
            }
            PublicationItem::WatchListChange(topic, index) => {
                let change = &site.topic(topic).watch.changelog[index as usize].change;
                hasher.update(change.as_bytes());
            }
            PublicationItem::Source(source) => {
                hasher.update(site.source(source).title.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..8].into()
    }

    fn add(&self, hasher: &mut blake3::Hasher, block: BlockId) {
        if let Some(hash) = self.blocks.get(&block) {
            hasher.update(hash.as_bytes());
        }
    }
}

fn block_hashes(site: &Site, files: &Files, doc: DocId) -> Vec<(BlockId, blake3::Hash)> {
    let mut hashes = Vec::new();
    for block in site.blocks_of(doc) {
        let words = plain_words(site, doc, &site.slice(files, block));
        hashes.push((block, blake3::hash(words.as_bytes())));
    }
    hashes
}
