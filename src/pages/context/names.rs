//! What records are called on pages.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
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
}
