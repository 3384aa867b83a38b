//! Contradictions without a judgement, and judgements that do not fit what they judge.

use crate::analysis::reasoning::{Contradiction, Contradictions, Reasoning};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use crate::source::Span;

/// Open contradictions that a rule found and no ledger entry records.
pub(super) fn open(site: &Site, reasoning: &Reasoning, report: &mut Report) {
    for topic in site.topic_ids() {
        for contradiction in reasoning.contradictions.topic(topic) {
            let is_open = contradiction.state == ContradictionState::Open;
            let Some(finding) = contradiction.finding.as_ref().filter(|_| is_open) else {
                continue;
            };
            if contradiction.record.is_some() {
                continue;
            }
            let code = match contradiction.kind {
                ContradictionKind::First
                | ContradictionKind::Attribution
                | ContradictionKind::Quotation => &codes::POSSIBLE_CONTRADICTION,
                ContradictionKind::Verdict if is_on_a_definition(contradiction) => {
                    &codes::VERDICT_AT_ODDS
                }
                _ => &codes::CONTRADICTION,
            };
            // The latest statement is the one that is being written; what the facts give is written nowhere.
            let (facts, written): (Vec<StatementId>, Vec<StatementId>) = contradiction
                .sides
                .iter()
                .partition(|side| matches!(side, StatementId::Reading(..)));
            let Some((latest, others)) = written.split_last() else { continue };
            let finding = finding.shown(site, &Locale::english());
            let mut diagnostic = Diagnostic::at(code, span(site, *latest), finding);
            for other in others {
                diagnostic = diagnostic.related(span(site, *other), "the other statement");
            }
            for reading in facts {
                for fact in deciding_facts(reasoning, reading) {
                    diagnostic = diagnostic.related(site.fact(fact).span, "a fact that decides");
                }
            }
            report.push(diagnostic.help(advice(site, contradiction)));
        }
    }
}

fn is_on_a_definition(contradiction: &Contradiction) -> bool {
    contradiction.sides.iter().any(|side| matches!(side, StatementId::Verdict(_)))
}

/// The facts on which the verdict of a subject under a definition hangs.
fn deciding_facts(reasoning: &Reasoning, reading: StatementId) -> Vec<FactId> {
    let StatementId::Reading(subject, definition) = reading else { return Vec::new() };
    let Some(reading) = reasoning.definitions.reading(subject, definition) else {
        return Vec::new();
    };
    reading.deciding.iter().filter_map(|item| item.fact).collect()
}

fn advice(site: &Site, contradiction: &Contradiction) -> String {
    let topic = &site.topic(contradiction.topic).slug;
    let record = format!(
        "record the outcome in content/topics/{topic}/contradictions.yaml (kind: {})",
        contradiction.kind.word()
    );
    let origins = &contradiction.shared_origins;
    match origins.first().map(|origin| &site.source(*origin).id) {
        Some(id) => {
            let which = if contradiction.sides.len() == 2 { "both" } else { "several of them" };
            format!("{which} rest on \"{id}\", so one may repeat it wrongly; {record}")
        }
        None => record,
    }
}

/// Judgements of statements that changed, that cannot notice a change, and that a figure goes against.
pub(super) fn judgements(site: &Site, contradictions: &Contradictions, report: &mut Report) {
    for topic in site.topic_ids() {
        for contradiction in contradictions.topic(topic) {
            let judgement = &contradiction.judgement;
            let Some(record) = contradiction.record else { continue };
            if judgement.state == ContradictionState::Open {
                continue;
            }
            if let Some(reopening) = contradiction.reopening {
                let message = format!(
                    "it was judged \"{}\": {}",
                    judgement.state.word(),
                    reopening.explain()
                );
                let span = judgement.hash.as_ref().map_or(record, |(_, span)| *span);
                let diagnostic = Diagnostic::at(&codes::JUDGEMENT_CHANGED, span, message);
                report.push(diagnostic.help(format!(
                    "look at the statements again; then write `hash: {}`",
                    contradiction.hash
                )));
            } else if judgement.hash.is_none() {
                let help = format!("add `hash: {}`", contradiction.hash);
                let message = "nothing notices when one of the statements changes";
                report.add(&codes::NO_JUDGEMENT_HASH, record, message, help);
            }
            if judgement.state == ContradictionState::Resolved && contradiction.reopening.is_none()
            {
                against(site, contradiction, report);
            }
        }
    }
}

/// Figures that a judgement went against and that do not say so.
fn against(site: &Site, contradiction: &Contradiction, report: &mut Report) {
    let holds = contradiction.judgement.holds;
    for side in contradiction.sides.iter().filter(|side| holds.is_some_and(|h| h != **side)) {
        let StatementId::Figure(id) = side else { continue };
        let figure = site.figure(*id);
        if matches!(figure.status, FigureStatus::Stated | FigureStatus::Confirmed) {
            let message = format!(
                "\"{}\" is {}, and \"{}\" was judged against it",
                figure.id,
                figure.status.word(),
                contradiction.id
            );
            let mut diagnostic =
                Diagnostic::at(&codes::FIGURE_AGAINST_LEDGER, figure.span, message);
            if let Some(record) = contradiction.record {
                diagnostic = diagnostic.related(record, "the judgement");
            }
            report.push(diagnostic.help("set `status: corrected` with a `reason`"));
        }
    }
}

fn span(site: &Site, side: StatementId) -> Span {
    match side {
        StatementId::Block(block) => site.block(block).content,
        StatementId::Figure(figure) => site.figure(figure).span,
        StatementId::Source(source) => site.source(source).span,
        StatementId::Verdict(verdict) => site.stated_verdict(verdict).span,
        StatementId::Reading(_, definition) => site.definition(definition).span,
    }
}
