//! Who cites or links to something, one row for each sentence that does.
//!
//! Takes indices of references, gives rows in their order. The sentences are those of the page's "cited by".

use super::passage::document;
use super::words::{Day, Place};
use crate::model::*;
use crate::pages::view::{Page, sentence_at};
use schemars::JsonSchema;
use serde::Serialize;

/// One sentence that cites or links.
#[derive(Serialize, JsonSchema)]
pub struct Mention<'a> {
    /// The passage that the sentence stands in.
    pub place: Place,
    /// The title of its document.
    pub title: String,
    /// topic, a kind of gather or article, thread, page or entity.
    pub kind: &'static str,
    /// The day of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<&'a str>,
    pub sentence: String,
}

/// The mentions among some references; a sentence that names its target twice is one row.
pub fn mentions<'a>(page: &Page<'a>, refs: &[RefId]) -> Vec<Mention<'a>> {
    let site = page.site();
    let mut out: Vec<Mention> = Vec::new();
    let mut last = None;
    for r in
        refs.iter().map(|i| site.reference(*i)).filter(|r| site.is_visible(Target::Block(r.block)))
    {
        let sentence = sentence_at(page, r.block, r.at);
        if last.replace(r.block) == Some(r.block)
            && out.last().is_some_and(|m| m.sentence == sentence)
        {
            continue;
        }
        let doc = site.block(r.block).doc;
        let about = document(page, doc);
        out.push(Mention {
            place: Place(page.href(Target::Block(r.block))),
            title: about.title,
            kind: about.kind,
            date: site.doc(doc).date.map(Day),
            topic: about.topic,
            sentence,
        });
    }
    out
}
