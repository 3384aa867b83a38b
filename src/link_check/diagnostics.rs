//! Diagnostics of links that are dead, that moved or that failed so far, one for each place.

use super::external_links::ExternalLink;
use super::history::{DAYS, LinkHistory, LinkRecord};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::Span;

/// Reports what the history knows of the links, in their order. Sends no request.
pub fn link_diagnostics(links: &[ExternalLink], history: &LinkHistory) -> Report {
    let mut report = Report::default();
    for link in links {
        if let Some(record) = history.get(&link.address) {
            report.extend(link.places.iter().filter_map(|span| finding(link, record, *span)));
        }
    }
    report
}

fn finding(link: &ExternalLink, record: &LinkRecord, span: Span) -> Option<Diagnostic> {
    let (address, said, days) = (&link.address, &record.said, record.failed.len());
    let first = record.failed.first().map(String::as_str).unwrap_or_default();
    if record.is_dead() {
        let message = format!(
            "{address} is dead: it failed on {days} different days, the first time on {first} ({said})"
        );
        let help = match &link.archive {
            Some(archive) => format!("an archived copy is recorded: {archive}; lead readers there"),
            None => {
                "look for its new address, or record a copy as `archive:` in the source's record"
                    .to_string()
            }
        };
        return Some(Diagnostic::at(&codes::DEAD_LINK, span, message).help(help));
    }
    if let Some(moved) = &record.moved {
        let message = format!("{address} says that it moved to {moved} for good");
        return Some(Diagnostic::at(&codes::MOVED_LINK, span, message).fix(span, moved.clone()));
    }
    if days == 0 {
        return None;
    }
    let message =
        format!("{address} failed on {days} of {DAYS} days, the first time on {first} ({said})");
    let help = "nothing needs to be done yet; it is asked again on the next day that agon checks";
    Some(Diagnostic::at(&codes::FAILING_LINK, span, message).help(help))
}
