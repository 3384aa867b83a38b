//! Evidence that goes round in a circle, comes after what reports it, or is the same twice.

use crate::analysis::reasoning::{ClaimId, Evidence};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Span;
use std::collections::HashMap;

/// Sources that report each other.
pub(super) fn loops(site: &Site, evidence: &Evidence, report: &mut Report) {
    for members in evidence.loops() {
        let names: Vec<String> =
            members.iter().map(|source| format!("\"{}\"", site.source(*source).id)).collect();
        let message =
            format!("{} report each other, so neither leads to evidence", names.join(" and "));
        let first = site.source(members[0]);
        let mut diagnostic = Diagnostic::at(&codes::EVIDENCE_LOOP, first.span, message)
            .help("remove one of the `reports`, or name the evidence behind them");
        for other in &members[1..] {
            diagnostic = diagnostic.related(site.source(*other).span, "the other source");
        }
        report.push(diagnostic);
    }
}

/// Confirmations that rest on the evidence of what they confirm.
pub(super) fn repetitions(site: &Site, evidence: &Evidence, report: &mut Report) {
    for relation in site.relations().filter(|r| r.kind == RelationKind::Confirms) {
        if !evidence.is_repetition(relation.from, relation.to) {
            continue;
        }
        let confirming = site.block(relation.from);
        let sources = match evidence.of(ClaimId::Block(relation.from)) {
            Some(summary) => summary.grounds(),
            None => Vec::new(),
        };
        let ids: Vec<&str> =
            sources.iter().map(|source| site.source(*source).id.as_str()).collect();
        let message = format!(
            "both rest on {}, so this repeats the earlier passage and does not confirm it",
            ids.join(", ")
        );
        report.push(
            Diagnostic::at(&codes::REPEATS, confirming.content, message)
                .related(site.block(relation.to).content, "the earlier passage")
                .help("remove the `confirms` field, or cite evidence of another origin"),
        );
    }
}

/// Claims that rest on one origin alone, whose own statement was corrected.
pub(super) fn corrected_origins(site: &Site, evidence: &Evidence, report: &mut Report) {
    for topic in site.topic_ids() {
        for of_origin in &evidence.topic(topic).origins {
            let Some(correction) = of_origin.correction else { continue };
            for claim in &of_origin.only_here {
                let Some(span) = uncorrected_span(site, *claim) else { continue };
                let message = format!(
                    "this rests only on \"{}\", of which a statement was corrected",
                    site.source(of_origin.origin).id
                );
                let help = "check whether the correction reaches it; then correct it too, or cite another origin";
                report.push(
                    Diagnostic::at(&codes::CORRECTED_ORIGIN, span, message)
                        .related(site.block(correction).content, "the correction")
                        .help(help),
                );
            }
        }
    }
}

/// The position of a claim, unless it was corrected or overtaken, or corrects something itself.
fn uncorrected_span(site: &Site, claim: ClaimId) -> Option<Span> {
    match claim {
        ClaimId::Block(block) => {
            let is_settled = site.relations_to(block).any(|r| r.kind.is_revision())
                || site.relations_from(block).any(|r| r.kind.is_revision());
            if is_settled { None } else { Some(site.block(block).content) }
        }
        ClaimId::Figure(figure) => {
            let figure = site.figure(figure);
            let is_stated = matches!(figure.status, FigureStatus::Stated | FigureStatus::Confirmed);
            if is_stated { Some(figure.span) } else { None }
        }
    }
}

/// Sources that report what was issued after them.
pub(super) fn later_reports(site: &Site, report: &mut Report) {
    for source in &site.sources {
        for reported in &source.reports {
            let reported = site.source(*reported);
            if let (Some(own), Some(later)) = (source.issued, reported.issued)
                && own.last() < later.first()
            {
                let message = format!(
                    "\"{}\" of {own} reports \"{}\", which was issued later, on {later}",
                    source.id, reported.id
                );
                report.push(
                    Diagnostic::at(&codes::LATER_EVIDENCE, source.span, message)
                        .related(reported.span, "what it reports")
                        .help("correct one of the dates, or remove it from `reports`"),
                );
            }
        }
    }
}

/// Figures that share a measurement and measure different things.
pub(super) fn mixed_measurements(site: &Site, report: &mut Report) {
    let mut first_of: HashMap<&str, &Figure> = HashMap::new();
    for figure in site.figures.iter().filter(|figure| figure.visible) {
        let Some(measurement) = &figure.measurement else { continue };
        let first = *first_of.entry(measurement).or_insert(figure);
        let is_one = figure.metric == first.metric
            && figure.subject == first.subject
            && figure.unit == first.unit;
        if !is_one {
            let message = format!(
                "\"{}\" and \"{}\" report the measurement \"{measurement}\" of different things",
                figure.id, first.id
            );
            report.push(
                Diagnostic::at(&codes::MIXED_MEASUREMENT, figure.span, message)
                    .related(first.span, "the first one")
                    .help("give them one metric, subject and unit, or remove `measurement`"),
            );
        }
    }
}
