//! What one block says about another, shown at both ends.
//!
//! Takes a block, gives its notices: forward ones (a later block overtakes, corrects … this one) first, then those
//! about the earlier blocks that it speaks of itself.

use crate::model::*;
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::link::When;
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use serde::Serialize;

/// A relation seen from one of its ends.
#[derive(Serialize)]
pub struct Notice {
    /// `overtakes`, `corrects` …
    pub kind: &'static str,
    /// The verb as it reads from this end: `overtakes` or `overtaken by`.
    pub verb: &'static str,
    /// Whether the other block came later and speaks of this one.
    pub forward: bool,
    /// What a later block did to this one.
    pub change_kind: Option<ChangeKind>,
    pub href: String,
    /// The document where the other block stands.
    pub title: String,
    pub date: Option<When>,
    /// The first sentence of a later block; an earlier one speaks for itself where it stands.
    pub sentence: Option<String>,
}

/// A passage of a document with what is said of it, or what it says of others.
#[derive(Serialize)]
pub struct ChangeNotice {
    pub href: String,
    /// The source that a note is about, else the passage's first sentence.
    pub passage: String,
    pub notices: Vec<Notice>,
}

/// The passages of a document that later texts speak of, and those that speak of earlier texts.
pub(crate) fn changes(page: &Page, id: DocId) -> (Vec<ChangeNotice>, Vec<ChangeNotice>) {
    let site = page.site();
    let (mut later, mut earlier) = (Vec::new(), Vec::new());
    for block in site.blocks_of(id) {
        let (forward, backward): (Vec<_>, Vec<_>) =
            notices(page, block).into_iter().partition(|n| n.forward);
        for (list, notices) in [(&mut later, forward), (&mut earlier, backward)] {
            if !notices.is_empty() {
                list.push(ChangeNotice {
                    href: page.href(Target::Block(block)),
                    passage: passage(page, block),
                    notices,
                });
            }
        }
    }
    (later, earlier)
}

/// What a block is called: a note by its source, anything else by its first sentence.
pub(crate) fn passage(page: &Page, block: BlockId) -> String {
    match page.site().block(block).kind {
        BlockKind::Note { source } => page.site().source(source).title.typeset(),
        _ => first_sentence(page, block),
    }
}

pub(crate) fn notices(page: &Page, block: BlockId) -> Vec<Notice> {
    let site = page.site();
    let later = site.relations_to(block).map(|r| (r.kind, r.kind.passive(), true, r.from));
    let earlier = site.relations_from(block).map(|r| (r.kind, r.kind.word(), false, r.to));
    let shown = later.chain(earlier).filter(|(.., other)| site.is_visible(Target::Block(*other)));
    shown.map(|(kind, verb, forward, other)| notice(page, kind, verb, forward, other)).collect()
}

fn notice(
    page: &Page,
    kind: RelationKind,
    verb: &'static str,
    forward: bool,
    other: BlockId,
) -> Notice {
    let block = page.site().block(other);
    Notice {
        kind: kind.word(),
        verb,
        forward,
        change_kind: forward.then(|| kind.into()),
        href: page.href(Target::Block(other)),
        title: page.ctx.doc_name(block.doc),
        date: block.date.map(When::from),
        sentence: forward.then(|| first_sentence(page, other)),
    }
}

/// A whole block as plain words.
pub(crate) fn words_of(page: &Page, id: BlockId) -> String {
    page.records().words_of(id)
}

/// The first sentence of a block as plain words.
pub(crate) fn first_sentence(page: &Page, block: BlockId) -> String {
    page.records().first_sentence(block)
}
