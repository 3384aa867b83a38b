//! What records are called on pages.

use crate::model::*;
use crate::pages::context::feed_channel::FeedSubject;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::records;

impl Ctx<'_> {
    /// What a target is called.
    pub fn name(&self, target: Target) -> String {
        records::target_name(self.site, target)
    }

    /// A document's title; a gather without one is called by its day.
    pub fn doc_name(&self, id: DocId) -> String {
        records::document_name(self.site, id)
    }

    /// What the subject of a feed is called; `None` for the whole site.
    pub(crate) fn feed_name(&self, subject: FeedSubject) -> Option<String> {
        match subject {
            FeedSubject::Site => None,
            FeedSubject::Target(target) => Some(self.name(target)),
            FeedSubject::Tag(tag) => {
                Some(self.site.vocabulary.tag_label(tag).typeset(self.site.quotation_marks()))
            }
        }
    }
}
