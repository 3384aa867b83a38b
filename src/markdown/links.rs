//! What a page answers when a text names something: where citations, wiki links, files and footnotes lead.
//!
//! Holds the questions only; views answer them. Never looks anything up itself.

use super::CiteKey;
use std::ops::Range;

/// What the names in a text lead to, seen from one page. Everything that is returned is put into the page as it is.
pub trait Links {
    /// The HTML of one citation. Ranges are those of `text`.
    fn cite(&self, text: &str, keys: &[CiteKey], out: &mut String);
    /// A wiki link; `None` where it leads nowhere (then only its words are shown).
    fn wiki(&self, target: &str) -> Option<Wiki>;
    /// A relative link; `None` where it leads nowhere.
    fn file(&self, address: &str) -> Option<String>;
    /// A Markdown link reference definition of the document: address and title.
    fn definition(&self, label: &str) -> Option<(String, String)>;
    /// The labels of the document's footnotes.
    fn footnotes(&self) -> &[(String, Range<u32>)];
    /// The number of a footnote on this page, and whether this is the mark that its text leads back to.
    fn footnote_number(&self, label: &str) -> (usize, First);
}

/// Whether a mark is the first of its number on the page; only that one can carry the id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Yes,
    No,
}

/// Where a wiki link leads and what it is called when the author gives no label.
pub struct Wiki {
    pub href: String,
    pub label: String,
    /// `class` of the link, such as `entity`.
    pub class: &'static str,
}

/// Answers nothing: for texts that are read by CommonMark alone.
pub(super) struct NoLinks;
impl Links for NoLinks {
    fn cite(&self, _: &str, _: &[CiteKey], _: &mut String) {}
    fn wiki(&self, _: &str) -> Option<Wiki> {
        None
    }
    fn file(&self, address: &str) -> Option<String> {
        Some(address.to_string())
    }
    fn definition(&self, _: &str) -> Option<(String, String)> {
        None
    }
    fn footnotes(&self) -> &[(String, Range<u32>)] {
        &[]
    }
    fn footnote_number(&self, _: &str) -> (usize, First) {
        (0, First::No)
    }
}
