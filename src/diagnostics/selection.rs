//! The diagnostics that a person is shown: a few of each line and of each file, and how many were left out.

use super::codes::Severity;
use super::diagnostic::Diagnostic;
use super::report::Report;
use crate::source::Files;
use std::collections::BTreeMap;

/// How many diagnostics of one line are shown.
const SHOWN_PER_LINE: usize = 3;
/// How many diagnostics of one file are shown.
const SHOWN_PER_FILE: usize = 20;

/// Part of what a person is shown.
#[derive(Debug, PartialEq, Eq)]
pub enum SelectedItem<'a> {
    Diagnostic(&'a Diagnostic),
    /// Further ones of a line.
    MoreOnLine {
        path: &'a str,
        line: usize,
        count: usize,
    },
    /// Further ones on other lines of a file.
    MoreInFile {
        path: &'a str,
        count: usize,
    },
}

impl SelectedItem<'_> {
    /// What was left out, in words; `None` for a diagnostic.
    pub fn message(&self) -> Option<String> {
        match self {
            SelectedItem::Diagnostic(_) => None,
            SelectedItem::MoreOnLine { line, count, .. } => {
                Some(format!("and {count} more on line {line}"))
            }
            SelectedItem::MoreInFile { count, .. } => {
                Some(format!("and {count} more in this file"))
            }
        }
    }
}

/// The diagnostics of these severities, in the order of the report. Of a line and of a file that have too many the most
/// severe are shown.
pub fn select<'a>(
    report: &'a Report,
    files: &'a Files,
    severities: &[Severity],
) -> Vec<SelectedItem<'a>> {
    let mut by_file: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in report.iter().filter(|d| severities.contains(&d.severity())) {
        let path = diagnostic.file(files);
        let place = *index.entry(path).or_insert(by_file.len());
        if place == by_file.len() {
            by_file.push((path, Vec::new()));
        }
        by_file[place].1.push(diagnostic);
    }
    let mut items = Vec::new();
    for (path, diagnostics) in by_file {
        select_of_file(path, &diagnostics, files, &mut items);
    }
    items
}

fn select_of_file<'a>(
    path: &'a str,
    diagnostics: &[&'a Diagnostic],
    files: &Files,
    items: &mut Vec<SelectedItem<'a>>,
) {
    let lines: Vec<Option<usize>> = diagnostics.iter().map(|d| line(d, files)).collect();
    let mut order: Vec<usize> = (0..diagnostics.len()).collect();
    order.sort_by_key(|n| (diagnostics[*n].severity(), *n));
    let mut is_shown = vec![false; diagnostics.len()];
    let mut shown_on: BTreeMap<usize, usize> = BTreeMap::new();
    let mut shown = 0;
    for n in order {
        let on_line = lines[n].map(|line| shown_on.entry(line).or_default());
        if shown == SHOWN_PER_FILE || on_line.as_deref() == Some(&SHOWN_PER_LINE) {
            continue;
        }
        shown += 1;
        is_shown[n] = true;
        if let Some(count) = on_line {
            *count += 1;
        }
    }
    let mut more_on: BTreeMap<usize, usize> = BTreeMap::new();
    let mut more_in_file = 0;
    for n in (0..diagnostics.len()).filter(|n| !is_shown[*n]) {
        match lines[n] {
            Some(line) if shown_on[&line] == SHOWN_PER_LINE => {
                *more_on.entry(line).or_default() += 1
            }
            _ => more_in_file += 1,
        }
    }
    for n in (0..diagnostics.len()).filter(|n| is_shown[*n]) {
        items.push(SelectedItem::Diagnostic(diagnostics[n]));
        let next = (n + 1..diagnostics.len()).find(|m| is_shown[*m]);
        let Some(line) = lines[n] else { continue };
        if next.and_then(|m| lines[m]) == Some(line) {
            continue;
        }
        if let Some(count) = more_on.remove(&line) {
            items.push(SelectedItem::MoreOnLine { path, line, count });
        }
    }
    if more_in_file > 0 {
        items.push(SelectedItem::MoreInFile { path, count: more_in_file });
    }
}

fn line(diagnostic: &Diagnostic, files: &Files) -> Option<usize> {
    diagnostic.span.map(|span| files.position(span.file, span.start).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes::{self, Code};
    use crate::source::{FileId, SourceFile, Span};

    const ALL: [Severity; 2] = [Severity::Error, Severity::Warning];

    fn files() -> Files {
        let text = |path: &str| SourceFile { path: path.into(), body: "abcdefgh\n".repeat(30) };
        Files::new(vec![text("a.md"), text("b.md")])
    }

    fn at(code: &'static Code, file: u32, line: usize, column: usize) -> Diagnostic {
        let start = (line - 1) * 9 + column - 1;
        Diagnostic::at(code, Span::new(FileId(file), start..start + 1), format!("{line}:{column}"))
    }

    fn shown(report: &Report, files: &Files) -> Vec<String> {
        let items = select(report, files, &ALL);
        let words = items.iter().map(|item| match item {
            SelectedItem::Diagnostic(d) => format!("{} {}", d.code, d.message),
            more => more.message().unwrap(),
        });
        words.collect()
    }

    #[test]
    fn a_line_has_at_most_three_and_its_errors_come_before_its_warnings() {
        let files = files();
        let list = [
            at(&codes::RAW_HTML, 0, 1, 1),
            at(&codes::RAW_HTML, 0, 1, 2),
            at(&codes::UNKNOWN_TARGET, 0, 1, 3),
            at(&codes::UNKNOWN_TARGET, 0, 1, 4),
            at(&codes::RAW_HTML, 0, 1, 5),
            at(&codes::UNKNOWN_TARGET, 0, 2, 1),
            at(&codes::OVERDUE_TOPIC, 0, 2, 2),
        ];
        assert_eq!(
            shown(&Report::from_iter(list), &files),
            ["A214 1:1", "A201 1:3", "A201 1:4", "and 2 more on line 1", "A201 2:1"]
        );
    }

    #[test]
    fn a_file_has_at_most_twenty_and_says_how_many_more() {
        let files = files();
        let warnings = (1..=30).map(|line| at(&codes::RAW_HTML, 0, line, 1));
        let others = [at(&codes::UNKNOWN_TARGET, 0, 30, 2), at(&codes::RAW_HTML, 1, 1, 1)];
        let report = Report::from_iter(warnings.chain(others));
        let mut expected: Vec<String> = (1..=19).map(|line| format!("A214 {line}:1")).collect();
        expected.extend(["A201 30:2", "and 11 more in this file", "A214 1:1"].map(String::from));
        assert_eq!(shown(&report, &files), expected);
    }
}
