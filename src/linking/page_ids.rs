//! The ids that pages have by themselves: links to a passage with one of them would lead elsewhere.

use super::places::alias_spans;
use crate::content::parse::body::RawKind;
use crate::content::parse::doc::RawDoc;
use crate::diagnostics::{Report, codes};
use crate::model::DocKind;
use crate::source::{Files, Span};

/// On the page of every text.
const OF_ALL: [&str; 10] = [
    "announce",
    "cite-card",
    "footnotes",
    "history",
    "main",
    "mentioned",
    "since-words",
    "site-q",
    "source-rows",
    "sources",
];

/// With a hyphen and a number after them, on the page of every text: citations, notes, days, notices.
const NUMBERED: [&str; 6] = ["cite", "fn", "fnref", "history", "notice", "src"];

/// On the page of a text of one kind.
fn of_kind(kind: &DocKind) -> &'static [&'static str] {
    match kind {
        DocKind::Topic => &[
            "articles",
            "gathers",
            "kept",
            "related",
            "since",
            "threads",
            "unsettled",
            "what-changed",
            "what-follows",
            "what-is-open",
            "where-it-stands",
            "where-they-part",
            "who-holds-what",
        ],
        DocKind::Gather(_) => &["overtook", "since"],
        DocKind::Thread { .. } => &["related", "since"],
        DocKind::Article(_) => &["related"],
        DocKind::Entity(_) => &["figures", "perspectives", "stands", "tensions"],
        DocKind::Page => &[],
    }
}

/// On the pages that list what is of one kind.
fn of_lists(kind: &RawKind) -> &'static [&'static str] {
    match kind {
        RawKind::Question => &["answer", "closed", "open", "others", "settles"],
        RawKind::Forecast => &["own", "records"],
        RawKind::Event => &["timeline"],
        _ => &[],
    }
}

fn is_numbered(id: &str) -> bool {
    let Some((word, number)) = id.rsplit_once('-') else { return false };
    NUMBERED.contains(&word) && number.bytes().all(|b| b.is_ascii_digit())
}

/// Reports the ids of a text that its page has already.
pub(super) fn check(found: &RawDoc, kind: &DocKind, files: &Files, report: &mut Report) {
    let mut ids: Vec<(Span, &[&str])> = Vec::new();
    for block in &found.body.blocks {
        let lists = of_lists(&block.kind);
        ids.extend(block.id.map(|id| (id, lists)));
        ids.extend(alias_spans(block, files).map(|alias| (alias, lists)));
    }
    ids.extend(found.body.sections.iter().filter_map(|s| s.anchor).map(|id| (id, &[][..])));
    for (span, of_lists) in ids {
        let id = files.slice(span);
        let is_taken = OF_ALL.contains(&id)
            || is_numbered(id)
            || of_kind(kind).contains(&id)
            || of_lists.contains(&id);
        if is_taken {
            report_taken(span, files, report);
        }
    }
}

/// Reports an id that its page has already.
pub(super) fn report_taken(span: Span, files: &Files, report: &mut Report) {
    let id = files.slice(span);
    let message = format!("the page has \"#{id}\" as an address of its own");
    let help = format!("choose another id, such as ^on-{id}, here and where it is linked");
    report.add(&codes::PAGE_ID, span, message, help);
}
