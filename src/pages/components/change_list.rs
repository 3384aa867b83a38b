//! The passages of a text that were corrected or judged, in a list above it.

use crate::model::*;
use crate::pages::components::notice::{Notice, all_notices, bare_passage};
use crate::pages::components::text::Page;
use serde::Serialize;

/// A passage of a document with the relations to it and from it: corrections first.
#[derive(Serialize)]
pub struct ChangeNotice {
    pub href: String,
    /// The source that a note is about, else the passage's first sentence.
    pub passage: String,
    pub notices: Vec<Notice>,
}

/// The passages of a document that others speak of, or that speak of others: what is wrong first, then what is overtaken.
#[derive(Serialize)]
pub struct ChangeList {
    /// How many passages were corrected, disputed … by the gravest notice of each.
    pub counts: Vec<VerdictCount>,
    pub shown: Vec<ChangeNotice>,
    /// Those that are folded.
    pub more: Vec<ChangeNotice>,
    pub more_count: usize,
}

/// How many passages of a list are not folded.
const SHOWN: usize = 6;

impl ChangeList {
    fn new(mut passages: Vec<ChangeNotice>) -> Option<ChangeList> {
        if passages.is_empty() {
            return None;
        }
        for passage in &mut passages {
            passage.notices.sort_by_key(|notice| notice.relation.gravity());
            passage.notices.dedup_by(|a, b| (a.verb, &a.href) == (b.verb, &b.href));
        }
        passages.sort_by_key(|passage| passage.notices.iter().map(Notice::severity).min());
        let counts = verdict_counts(&passages);
        let more = passages.split_off(passages.len().min(SHOWN));
        Some(ChangeList { counts, shown: passages, more_count: more.len(), more })
    }
}

/// How many passages have a notice of one kind as their gravest.
#[derive(Serialize)]
pub struct VerdictCount {
    kind: &'static str,
    count: usize,
}

/// Counts passages by their first notice; those without a verdict are counted together.
fn verdict_counts(passages: &[ChangeNotice]) -> Vec<VerdictCount> {
    let mut counts: Vec<VerdictCount> = Vec::new();
    for passage in passages {
        let gravest = passage.notices.iter().min_by_key(|notice| notice.severity());
        let kind = match gravest {
            Some(notice) if notice.severity() < 2 => notice.kind,
            _ => "other",
        };
        match counts.iter_mut().find(|count| count.kind == kind) {
            Some(count) => count.count += 1,
            None => counts.push(VerdictCount { kind, count: 1 }),
        }
    }
    counts
}

/// The passages of a document that later texts speak of, and those that speak of earlier texts.
pub(crate) fn changes(page: &Page, id: DocId) -> (Option<ChangeList>, Option<ChangeList>) {
    let (mut later, mut earlier) = (Vec::new(), Vec::new());
    for block in page.site().blocks_of(id) {
        let (forward, backward): (Vec<_>, Vec<_>) =
            all_notices(page, block).into_iter().partition(|n| n.forward);
        for (list, notices) in [(&mut later, forward), (&mut earlier, backward)] {
            if !notices.is_empty() {
                let href = page.href(Target::Block(block));
                list.push(ChangeNotice { href, passage: bare_passage(page, block), notices });
            }
        }
    }
    (ChangeList::new(later), ChangeList::new(earlier))
}
