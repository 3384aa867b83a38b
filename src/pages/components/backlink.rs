//! Who cites or links to something, with the sentence that does.
//!
//! Takes the indices of references to one target (newest citing document first), gives them grouped by document.

use crate::model::*;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::text::Page;
use crate::records::document_kind;
use serde::Serialize;

/// One document that cites.
#[derive(Serialize)]
pub(crate) struct Mentions {
    pub doc: Link,
    pub kind: &'static str,
    pub date: Option<When>,
    /// The topic that the document belongs to.
    pub topic: Option<Link>,
    pub sentences: Vec<Sentence>,
}

/// One citing sentence, linking to its block.
#[derive(Serialize)]
pub(crate) struct Sentence {
    pub href: String,
    pub text: String,
    /// The marks of its passage, such as "corrected", which are not part of the sentence.
    pub marks: Vec<String>,
    /// The day of its passage where it is not that of the page.
    pub date: Option<When>,
}

/// The most references of one block that are looked at: the block is linked already.
const MOST_OF_BLOCK: usize = 50;

/// The mentions of one page of the list; `refs` are indices into the site's references. A block that cites twice in
/// one sentence is shown once.
pub(crate) fn mentions(page: &Page, refs: &[RefId]) -> Vec<Mentions> {
    let site = page.site();
    let mut out: Vec<Mentions> = Vec::new();
    let mut last: Option<DocId> = None;
    let (mut block, mut count) = (None, 0);
    for r in refs.iter().map(|i| site.reference(*i)) {
        let doc = site.block(r.block).doc;
        if !site.is_visible(Target::Block(r.block)) {
            continue;
        }
        if last != Some(doc) {
            last = Some(doc);
            out.push(mentions_of(page, doc));
        }
        count = if block == Some(r.block) { count + 1 } else { 1 };
        block = Some(r.block);
        if count > MOST_OF_BLOCK {
            continue;
        }
        let sentence = Sentence {
            href: page.href(Target::Block(r.block)),
            text: page.records().bare_sentence_at(r.block, r.at),
            marks: page.records().marks(r.block),
            date: site.own_day(r.block).map(When::from),
        };
        // the references of one block follow each other
        if let Some(group) = out.last_mut() {
            let mut of_block = group.sentences.iter().rev().take_while(|s| s.href == sentence.href);
            if !of_block.any(|s| s.text == sentence.text) {
                group.sentences.push(sentence);
            }
        }
    }
    out
}

fn mentions_of(page: &Page, id: DocId) -> Mentions {
    let doc = page.site().doc(id);
    Mentions {
        doc: link(page, page.site().target_of(id)),
        kind: document_kind(doc),
        date: doc.recorded().map(When::from),
        topic: doc
            .topic
            .filter(|_| doc.kind != DocKind::Topic)
            .map(|t| link(page, Target::Topic(t))),
        sentences: Vec::new(),
    }
}
