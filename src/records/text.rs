//! The plain words of blocks and sentences.

use super::builder::RecordBuilder;
use super::callout::callout_title;
use super::name::{document_name, target_name};
use crate::markdown::{self, PlainText, QuotationMarks, ReferenceNames, Slice};
use crate::model::*;

/// The names of what a document's references lead to.
pub(crate) struct TargetNames<'a> {
    pub site: &'a Site,
    pub doc: DocId,
}

impl ReferenceNames for TargetNames<'_> {
    fn quotation_marks(&self) -> &QuotationMarks {
        self.site.quotation_marks()
    }

    fn name(&self, reference: u32) -> Option<String> {
        match self.site.doc(self.doc).targets[reference as usize] {
            LinkTarget::Site(target) => Some(target_name(self.site, target)),
            LinkTarget::Section(doc, _) => Some(document_name(self.site, doc)),
            _ => None,
        }
    }
}

/// The same with the titles of callouts, for whole passages.
struct PassageNames<'a>(TargetNames<'a>);

impl ReferenceNames for PassageNames<'_> {
    fn quotation_marks(&self) -> &QuotationMarks {
        self.0.quotation_marks()
    }

    fn name(&self, reference: u32) -> Option<String> {
        self.0.name(reference)
    }

    fn callout_title(&self, kind: &str, written: &str) -> Option<String> {
        // a dated note of the editors has a mark that says so
        if kind == "editor" && Date::parse(written).is_some() {
            return None;
        }
        let title = callout_title(self.0.site, kind, written);
        let colon = self.0.site.locale.text(MessageId::ListColon);
        let is_sentence = title.ends_with(['.', '!', '?', '…', ':', '؟']);
        Some(if is_sentence { title } else { title + colon })
    }
}

/// A text up to the last whole word within so many characters, with an ellipsis where it is cut.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_string() };
    let whole_words = text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':', '.', '…', ' ']))
}

/// A part of a document's text as plain words, wiki links without a label by the name of their target.
pub(crate) fn plain_words(site: &Site, doc: DocId, slice: &Slice<'_>) -> String {
    PlainText::new(slice, &PassageNames(TargetNames { site, doc }), None).into_line()
}

impl RecordBuilder<'_, '_> {
    /// A whole block as plain words, with its marks.
    pub(crate) fn words_of(&self, id: BlockId) -> String {
        self.marked(id, self.bare_words(id))
    }

    /// A whole block as plain words, for outputs with fields of their own for its marks.
    pub(crate) fn bare_words(&self, id: BlockId) -> String {
        self.words(id.doc, &self.site.slice(self.files, id))
    }

    /// The first sentence of a block as plain words, with the block's marks.
    pub(crate) fn first_sentence(&self, block: BlockId) -> String {
        self.marked(block, self.bare_first_sentence(block))
    }

    /// The first sentence of a block as plain words, for outputs that show its marks separately.
    pub(crate) fn bare_first_sentence(&self, block: BlockId) -> String {
        let start = self.site.block(block).content.start;
        self.reasoning.sentences.of(block, || self.bare_sentence_at(block, start))
    }

    /// The sentence that holds the byte `at` of the block's file, as plain words with the block's marks; the first one for
    /// a place outside of its words, such as the source of a note.
    pub(crate) fn sentence_at(&self, id: BlockId, at: u32) -> String {
        self.marked(id, self.bare_sentence_at(id, at))
    }

    /// The same for outputs that show the block's marks separately.
    pub(crate) fn bare_sentence_at(&self, id: BlockId, at: u32) -> String {
        let slice = self.site.slice(self.files, id);
        let at = (at as usize).saturating_sub(self.site.doc(id.doc).body as usize);
        markdown::sentence(&slice, at, &TargetNames { site: self.site, doc: id.doc })
    }

    /// A part of a document's text as plain words.
    pub(crate) fn words(&self, doc: DocId, slice: &Slice<'_>) -> String {
        plain_words(self.site, doc, slice)
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_title_is_called_by_its_first_words() {
        assert_eq!(shortened("Short, and whole", 40), "Short, and whole");
        assert_eq!(
            shortened("Context: In a Big Technology Podcast: an interview", 40),
            "Context: In a Big Technology Podcast…"
        );
        assert_eq!(shortened(&"ö".repeat(50), 40), format!("{}…", "ö".repeat(40)));
    }
}
