//! What a page writes for the references of a text.

use super::escape::escape;
use super::quotation_marks::{ENGLISH, QuotationMarks};
use super::tree::{NodeIndex, Reference};
use crate::source::ImageSize;

/// What a page writes for the references of a text. Everything that is returned is put into the page as it is, except
/// addresses.
pub trait ReferenceRenderer {
    /// The HTML of a citation with the references from `first`, one for each key.
    fn citation(&self, first: u32, keys: &[Reference], out: &mut String);
    /// Whether the page is written from right to left; `None` where directions do not matter.
    fn is_right_to_left(&self) -> Option<bool> {
        None
    }
    /// The quotation marks of the text's language.
    fn quotation_marks(&self) -> &QuotationMarks {
        &ENGLISH
    }
    /// The HTML of a callout's title: what the author wrote behind its kind, else the name of the kind.
    fn callout_title(&self, kind: &str, written: &str, out: &mut String) {
        if written.is_empty() {
            escape(&kind.replace(['-', '_'], " "), out);
        } else {
            escape(written, out);
        }
    }
    /// The HTML of `@key` among words.
    fn text_citation(&self, reference: u32, key: &Reference, out: &mut String) {
        self.citation(reference, std::slice::from_ref(key), out);
    }
    /// A wiki link, link or image; `None` where it leads nowhere (then only its words are shown).
    fn link(&self, reference: u32) -> Option<LinkTag>;
    /// A picture or another file that is shown; `None` where there is none (then only its words are shown).
    fn image(&self, reference: u32) -> Option<ImageTag>;
    /// The HTML of a footnote's mark.
    fn footnote_mark(&self, reference: u32, out: &mut String);
    /// The address of an item on the page, if it has one.
    fn item_id(&self, _: NodeIndex) -> Option<&str> {
        None
    }
}

/// A file that a text shows: a picture, or a link to what browsers show on a page of its own.
pub struct ImageTag {
    pub href: String,
    /// The same picture for dark pages.
    pub dark: Option<String>,
    pub is_picture: bool,
    /// The picture's own size.
    pub size: Option<ImageSize>,
    /// What a text without words of its own says of the picture to those who cannot see it.
    pub alt: String,
    /// The caption of a figure without one of its own.
    pub caption: String,
    /// The same for its credit; HTML.
    pub credit: String,
}

/// Where a link leads, and what it is called when the author gives no label.
pub struct LinkTag {
    pub href: String,
    pub label: String,
    /// `class` of the link, such as `entity`; empty for none.
    pub class: &'static str,
}
