//! The plain words of blocks and sentences.

use super::builder::RecordBuilder;
use super::name::target_name;
use crate::markdown;
use crate::model::*;

impl RecordBuilder<'_, '_> {
    /// A whole block as plain words.
    pub(crate) fn words_of(&self, id: BlockId) -> String {
        let block = self.site.block(id);
        let body = self.files.get(block.content.file).body.as_str();
        self.words(block.doc, &markdown::block_text(body, block.content.range(), &block.cuts))
    }

    /// The first sentence of a block as plain words.
    pub(crate) fn first_sentence(&self, block: BlockId) -> String {
        self.sentence_at(block, self.site.block(block).content.start)
    }

    /// The sentence that holds the byte `at` of the block's file, as plain words; the first one for a place outside of its
    /// words, such as the source of a note.
    pub(crate) fn sentence_at(&self, id: BlockId, at: u32) -> String {
        let block = self.site.block(id);
        let body = self.files.get(block.content.file).body.as_str();
        let content = block.content.range();
        let cut = block.cuts.iter().any(|c| c.contains(&at));
        let inside = content.contains(&(at as usize)) && !cut;
        let at = if inside { at as usize - content.start } else { 0 };
        let whole = &body[content.clone()];
        let found = markdown::sentence(whole, at);
        let range = content.start + found.start..content.start + found.end;
        let words = self.words(block.doc, &markdown::block_text(body, range, &block.cuts));
        // A sentence that was cut says so.
        let before = if is_cut(at - found.start, &whole[..found.start]) { "… " } else { "" };
        let after = if is_cut(found.end - at, &whole[found.end..]) { " …" } else { "" };
        if before.is_empty() && after.is_empty() {
            words
        } else {
            format!("{before}{words}{after}")
        }
    }

    /// Markdown as plain words, wiki links without a label by the name of their target.
    pub(crate) fn words(&self, doc: DocId, text: &str) -> String {
        if markdown::is_plain(text) && markdown::is_tidy(text) {
            return text.trim().to_string();
        }
        let site = self.site;
        markdown::words(text, &|target| match site.resolve(doc, target)[..] {
            [found] => Some(target_name(site, found)),
            _ => None,
        })
    }
}

/// Whether a sentence was cut at the reach of [`markdown::sentence`]: it is that far away, and more words follow.
fn is_cut(distance: usize, rest: &str) -> bool {
    distance + 100 > markdown::REACH && !rest.trim().is_empty()
}
