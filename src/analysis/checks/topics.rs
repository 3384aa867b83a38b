//! Topics not gathered in time, questions whose day has come, undecided suggestions, snapshots of days without content.

use crate::analysis::reasoning::Forecasts;
use crate::diagnostics::{Diagnostic, Report, Severity, codes};
use crate::model::*;
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// A topic whose last gather is older than its cadence.
pub(super) fn overdue(site: &Site, report: &mut Report) {
    let Some(today) = site.as_of else { return };
    for topic in site.topics.iter().filter(|t| t.status == TopicStatus::Active) {
        let last = topic
            .gathers
            .iter()
            .rev()
            .map(|d| site.doc(*d))
            .find(|d| d.visible)
            .and_then(|d| d.date);
        if let (Some(cadence), Some(last)) = (topic.cadence, last) {
            let days = last.days_until(today);
            if days > i64::from(cadence) {
                let message = format!(
                    "the last gather of \"{}\" is {days} days old, and its cadence is {cadence}",
                    topic.slug
                );
                let span = Span::new(site.doc(topic.doc).file, 0..0);
                report.add(
                    &codes::OVERDUE_TOPIC,
                    span,
                    message,
                    "write a gather, or raise the cadence in topic.md",
                );
            }
        }
    }
}

/// Two topics with one title.
pub(super) fn titles(site: &Site, report: &mut Report) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for topic in &site.topics {
        let doc = site.doc(topic.doc);
        let span = Span::new(doc.file, 0..0);
        if let Some(first) = seen.insert(doc.title.trim().to_lowercase(), span) {
            let message = format!("two topics have the title \"{}\"", doc.title.trim());
            let found =
                Diagnostic::at(&codes::SAME_TITLE, span, message).related(first, "the other");
            report.push(found.help("give one of them another title"));
        }
    }
}

/// Open questions and forecasts past their day, and questions without a lasting address.
pub(super) fn questions(site: &Site, forecasts: &Forecasts, report: &mut Report) {
    for id in site.block_ids().filter(|b| site.block(*b).visible) {
        let block = site.block(id);
        // Of a revised forecast the revision is what can be judged.
        let is_revised = forecasts.of(id).is_some_and(|forecast| forecast.revised_by.is_some());
        let due = site.waits_for(id).filter(|_| !is_revised);
        let past = due.zip(site.as_of).filter(|(due, today)| due.last() < today.first());
        if let Some((due, _)) = past {
            let (message, help) = match block.kind {
                // A day on anything else is reported where it is read.
                BlockKind::Prose | BlockKind::Item(_) | BlockKind::Part(_) | BlockKind::Event => {
                    continue;
                }
                BlockKind::Question { status, .. } => (
                    format!("the question was due on {due} and is still {}", status.word()),
                    "answer it, change its status, or move the day",
                ),
                _ => (
                    format!("the forecast was for {due}, and its outcome is not recorded"),
                    "judge it: (judges:: [[page#^id]]) (outcome:: came true), did not, partly, undecidable or void",
                ),
            };
            report.add(&codes::OVERDUE_QUESTION, block.content, message, help);
        }
        if matches!(block.kind, BlockKind::Question { .. }) && !block.anchor.lasting {
            let message = "the question has no lasting address";
            let help = "add ^q-some-words at the end of the line";
            report.add(&codes::NO_LASTING_ID, block.content, message, help);
        }
    }
}

/// Questions that are answered without an answer, and those that are due before they were asked.
pub(super) fn answers(site: &Site, report: &mut Report) {
    for id in site.block_ids().filter(|b| site.block(*b).visible) {
        let block = site.block(id);
        let BlockKind::Question { status, asked, due, .. } = block.kind else { continue };
        if let (Some(asked), Some(due)) = (asked, due)
            && due.last() < asked.first()
        {
            let message = format!("`due` is {due}, before `asked`, {asked}");
            let help = "correct one of the two dates";
            report.add(&codes::DATES_OUT_OF_ORDER, block.content, message, help);
        }
        let has_answer = site
            .children(id)
            .iter()
            .any(|child| site.block(*child).kind == BlockKind::Part(BlockPart::Answer))
            || site.relations_to(id).any(|r| r.kind == RelationKind::Answers);
        if status == QuestionStatus::Answered && !has_answer {
            let message = "the question is answered, but its answer is not recorded";
            let help =
                "write `- Answer: text [@key]` below it, or `(answers:: …)` where it is answered";
            report.add(&codes::NO_ANSWER, block.content, message, help);
        }
    }
}

/// Gathers, threads, articles and pages of a front matter alone.
pub(super) fn empty_texts(site: &Site, report: &mut Report) {
    for doc in &site.docs {
        let is_text = matches!(
            doc.kind,
            DocKind::Gather(_) | DocKind::Thread { .. } | DocKind::Article(_) | DocKind::Page
        );
        // What could not be read may be the text.
        let has_error = report.iter().any(|d| {
            d.severity() == Severity::Error && d.span.is_some_and(|span| span.file == doc.file)
        });
        if is_text
            && !has_error
            && doc.blocks.is_empty()
            && doc.sections.iter().all(|s| s.heading.is_none())
        {
            let message = format!("\"{}\" has no words after its front matter", doc.title);
            let help = "write the text, or leave the file out until there is one";
            report.add(&codes::EMPTY_TEXT, Span::new(doc.file, 0..0), message, help);
        }
    }
}

/// Suggestions of gathers that the watch list does not mention.
pub(super) fn suggestions(site: &Site, report: &mut Report) {
    for topic in &site.topics {
        let decided: HashSet<BlockId> = topic.watch.suggestions.iter().map(|s| s.from).collect();
        for doc in &topic.gathers {
            for id in site.blocks_of(*doc) {
                let BlockKind::Observation { kind } = site.block(id).kind else { continue };
                if kind.base.is_suggestion() && !decided.contains(&id) {
                    let message = format!(
                        "the outcome of this {} is not recorded",
                        site.vocabulary.observations.word(kind)
                    );
                    let help = "add it to `suggestions:` in the topic's watch.yaml with an outcome";
                    report.add(
                        &codes::UNANSWERED_SUGGESTION,
                        site.block(id).content,
                        message,
                        help,
                    );
                }
            }
        }
    }
}

/// Days that are to be kept and have not come, or on which there was nothing of the topic.
pub(super) fn snapshots(site: &Site, report: &mut Report) {
    let Some(today) = site.as_of else { return };
    for topic in &site.topics {
        for kept in &topic.snapshots {
            if kept.day.last() > today.last() {
                let message = format!(
                    "the snapshot is of {}, and that day has not ended, so it is not made yet",
                    kept.day
                );
                let help = "it appears once that day has come";
                report.add(&codes::FUTURE_DATE, kept.span, message, help);
            } else if !site.has_begun(topic, kept.day) {
                let message = format!(
                    "on {} the topic \"{}\" had no gather, thread or article",
                    kept.day, topic.slug
                );
                let texts = topic.gathers.iter().chain(&topic.threads).chain(&topic.articles);
                let help = match texts.filter_map(|d| site.doc(*d).date).min() {
                    Some(first) => {
                        format!(
                            "its first text is of {first}; keep that day or a later one, or remove this one"
                        )
                    }
                    None => "write a gather first, or remove the day".to_string(),
                };
                report.add(&codes::BAD_SNAPSHOT, kept.span, message, help);
            }
        }
    }
}
