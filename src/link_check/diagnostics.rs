//! What is to be said of addresses: which are dead, which moved, which failed so far. One diagnostic for each place.

use super::external_links::ExternalLink;
use super::history::{DAYS, LinkHistory, LinkRecord};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::Span;

/// Gives what the history knows of the links, in the order of the links. Asks nobody.
pub fn link_diagnostics(links: &[ExternalLink], history: &LinkHistory) -> Report {
    let known =
        links.iter().filter_map(|link| history.get(&link.address).map(|record| (link, record)));
    let found = known.flat_map(|(link, record)| {
        link.places.iter().filter_map(move |span| say(link, record, *span))
    });
    found.collect()
}

fn say(link: &ExternalLink, record: &LinkRecord, span: Span) -> Option<Diagnostic> {
    let (address, said, days) = (&link.address, &record.said, record.failed.len());
    let first = record.failed.first().map_or("", String::as_str);
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
    (days > 0).then(|| {
        let message = format!(
            "{address} failed on {days} of {DAYS} days, the first time on {first} ({said})"
        );
        Diagnostic::at(&codes::FAILING_LINK, span, message).help(
            "nothing needs to be done yet; it is asked again on the next day that agon checks",
        )
    })
}
