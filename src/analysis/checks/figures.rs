//! Figures that contradict each other without saying so.

use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::*;
use std::collections::HashMap;

/// Two unmarked values of one metric, subject and day.
pub(super) fn conflicting(site: &Site, report: &mut Report) {
    let mut seen: HashMap<(&str, EntityId, Option<Date>, &str), &Figure> = HashMap::new();
    for figure in site.figures.iter().filter(|f| f.status == FigureStatus::Stated) {
        let key = (figure.metric.as_str(), figure.subject, figure.as_of, figure.unit.as_str());
        let Some(first) = seen.get(&key) else {
            seen.insert(key, figure);
            continue;
        };
        if (first.value, first.upper) != (figure.value, figure.upper) {
            let subject = &site.entity(figure.subject).name;
            let message = format!(
                "{} of {subject} is {} here and {} elsewhere, for the same day",
                figure.metric, figure.value, first.value
            );
            let found = Diagnostic::at(&codes::CONFLICTING_FIGURES, figure.span, message)
                .related(first.span, "the other value");
            report.push(
                found.help("set `status: disputed` or `corrected` on one of them, with a `reason`"),
            );
        }
    }
}
