//! Sources that nothing cites, and sources whose publisher was already warned about when they were cited.

use crate::diagnostics::{Report, codes};
use crate::model::*;
use crate::source::Span;

/// A record that no text, figure, term or other record names.
pub(super) fn unused(site: &Site, report: &mut Report) {
    let mut named = vec![false; site.sources.len()];
    let cited = site.refs().filter_map(|r| match r.target {
        Target::Source(s) => Some(s),
        _ => None,
    });
    let figures = site.figures.iter().filter_map(|f| f.source);
    let terms = site.entities.iter().flat_map(|e| &e.used_by).filter_map(|u| u.source);
    let reported = site.sources.iter().flat_map(|s| s.reports.iter().copied());
    let used = site.sources.iter().flat_map(|s| s.uses.iter().copied());
    let origins = site.blocks().filter_map(|b| b.claim.as_ref()).flat_map(|c| c.named_sources());
    let mut judged: Vec<SourceId> = Vec::new();
    for entry in &site.ledger {
        judged.extend(entry.judgement.source);
        for side in &entry.sides {
            if let StatementId::Source(source) = side {
                judged.push(*source);
            }
        }
    }
    let recorded = figures.chain(terms).chain(reported).chain(used).chain(judged);
    for source in cited.chain(origins).chain(recorded) {
        named[source.index()] = true;
    }
    for (source, _) in site.sources.iter().zip(named).filter(|(s, named)| s.recorded && !named) {
        let message = format!("nothing cites \"{}\"", source.id);
        report.add(&codes::UNUSED_SOURCE, source.span, message, "cite it, or remove the record");
    }
}

/// A source note whose publisher carried a warning on that day.
pub(super) fn flagged(site: &Site, report: &mut Report) {
    for id in site.block_ids() {
        let block = site.block(id);
        let BlockKind::Note { source } = block.kind else { continue };
        let Some(publisher) = site.source(source).publisher.map(|p| site.publisher(p)) else {
            continue;
        };
        let warned = publisher.warnings.iter().find(|w| match (w.since, block.date) {
            (Some(since), Some(date)) => since.first() <= date.last(),
            _ => true,
        });
        if let Some(warning) = warned.filter(|_| block.visible) {
            let since = warning.since.map(|d| format!(" since {d}")).unwrap_or_default();
            let message = format!(
                "the publisher of \"{}\", {}, is marked as {}{since}",
                site.source(source).id,
                publisher.name,
                warning.kind
            );
            let span = Span { end: block.content.start, ..block.content };
            let span = Span { start: span.start.saturating_sub(1), ..span };
            report.add(
                &codes::FLAGGED_PUBLISHER,
                span,
                message,
                "the page shows the warning; look for a better source",
            );
        }
    }
}
