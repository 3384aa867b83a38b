//! A report for people: the quoted line with its mark, related positions, the next step as a patch, a summary.

use super::codes::Severity;
use super::diagnostic::{Diagnostic, SuggestedFix};
use super::excerpt::{LineExcerpt, cut};
use super::report::Report;
use super::selection::{SelectedItem, select};
use crate::source::{Files, Span};
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet, normalize_untrusted_str,
};
use std::ops::Range;

/// Whether the text carries colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageStyle {
    Plain,
    Colour,
}

/// How much of a report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportDetail {
    /// Some errors and warnings of each line and file with the number of further ones, and how much advice there is.
    Selection,
    All,
}

/// The report as text, with a summary as its last line; empty for an empty report.
pub fn print(report: &Report, files: &Files, style: MessageStyle, detail: ReportDetail) -> String {
    let renderer = match style {
        MessageStyle::Plain => Renderer::plain(),
        MessageStyle::Colour => Renderer::styled(),
    };
    // lines are cut before they are rendered, so the renderer must not cut them again
    let renderer = renderer.term_width(2 * DEFAULT_TERM_WIDTH);
    let items = match detail {
        ReportDetail::All => report.iter().map(SelectedItem::Diagnostic).collect(),
        ReportDetail::Selection => select(report, files, &[Severity::Error, Severity::Warning]),
    };
    let mut out = String::new();
    let mut has_more = false;
    for item in items {
        match item {
            SelectedItem::Diagnostic(diagnostic) => out += &one(diagnostic, files, &renderer),
            SelectedItem::MoreOnLine { path, .. } | SelectedItem::MoreInFile { path, .. } => {
                let path = normalize_untrusted_str(path);
                out += &format!("{path}: {}", item.message().unwrap_or_default());
                has_more = true;
            }
        }
        out += "\n\n";
    }
    if has_more {
        out += "agon check --all shows all of them\n";
    }
    if detail == ReportDetail::Selection && report.count(Severity::Advice) > 0 {
        return out + summary(report).trim_end() + " (agon doctor lists it)\n";
    }
    out + &summary(report)
}

/// `2 errors, 1 warning, 3 pieces of advice` and a line break; empty for an empty report.
pub fn summary(report: &Report) -> String {
    let mut parts = Vec::new();
    for (severity, one, many) in [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Advice, "piece of advice", "pieces of advice"),
    ] {
        match report.count(severity) {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            count => parts.push(format!("{count} {many}")),
        }
    }
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}

fn one(diagnostic: &Diagnostic, files: &Files, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut positions = QuotedPositions { files, list: Vec::new() };
    let mut group =
        Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.id));
    match diagnostic.span {
        Some(span) => {
            group = group.element(positions.quote(span, &diagnostic.label, AnnotationKind::Primary))
        }
        None => {
            let path = normalize_untrusted_str(diagnostic.file(files));
            group = group.element(Origin::path(path));
        }
    }
    for (span, label) in &diagnostic.related {
        group = group.element(positions.quote(*span, label, AnnotationKind::Context));
    }
    let help = diagnostic.help.as_deref().map(normalize_untrusted_str);
    let groups = match &diagnostic.fix {
        Some(fix) => {
            let title =
                Level::HELP.secondary_title(help.unwrap_or_else(|| "write this instead".into()));
            vec![group, Group::with_title(title).element(patch(fix, files))]
        }
        None => match help {
            Some(help) => vec![group.element(Level::HELP.message(help))],
            None => vec![group],
        },
    };
    positions.fill_in(renderer.render(&groups))
}

/// The positions that were quoted. The renderer counts columns in the cut line, so it gets a placeholder for the path,
/// which is replaced by the position in the file afterwards.
struct QuotedPositions<'a> {
    files: &'a Files,
    /// What the renderer writes, and its replacement.
    list: Vec<(String, String)>,
}

impl QuotedPositions<'_> {
    fn quote(
        &mut self,
        span: Span,
        label: &str,
        kind: AnnotationKind,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let (line, column) = self.files.position(span.file, span.start);
        let (text, mark) = line_of(self.files, span);
        let LineExcerpt { text, mark } = cut(text, mark);
        // private use characters, which no path and hardly a message has
        let placeholder = format!("\u{e000}{}\u{e001}", self.list.len());
        let cut_column = text[..mark.start].chars().count() + 1;
        let path = normalize_untrusted_str(&self.files.get(span.file).path);
        self.list.push((
            format!("{placeholder}:{line}:{cut_column}"),
            format!("{path}:{line}:{column}"),
        ));
        let mut annotation = kind.span(mark);
        if !label.is_empty() {
            annotation = annotation.label(label.to_string());
        }
        Snippet::source(text).path(placeholder).line_start(line).annotation(annotation)
    }

    fn fill_in(self, text: String) -> String {
        self.list.iter().fold(text, |text, (from, to)| text.replacen(from, to, 1))
    }
}

/// The line in which a span starts and the part of the span in it; at least one character wide where possible.
fn line_of(files: &Files, span: Span) -> (&str, Range<usize>) {
    let line = files.line_at(span.file, span.start);
    let line_start = files.lines(span).start;
    let start = (span.start as usize - line_start).min(line.len());
    let end = (span.end as usize - line_start).clamp(start, line.len());
    (line, start..end)
}

/// A fix as a patch of the (cut) line; a fix over several lines quotes them whole.
fn patch(fix: &SuggestedFix, files: &Files) -> Snippet<'static, Patch<'static>> {
    let (line, _) = files.position(fix.span.file, fix.span.start);
    let (text, mark) = if files.slice(fix.span).contains('\n') {
        let lines = files.lines(fix.span);
        let mark = fix.span.range();
        let mark = mark.start - lines.start..mark.end - lines.start;
        (files.get(fix.span.file).body[lines].to_string(), mark)
    } else {
        let (text, mark) = line_of(files, fix.span);
        let excerpt = cut(text, mark.clone());
        // a mark that is too long to quote cannot be shown as replaced
        match excerpt.mark.len() == mark.len() {
            true => (excerpt.text, excerpt.mark),
            false => (text.to_string(), mark),
        }
    };
    Snippet::source(text).line_start(line).patch(Patch::new(mark, fix.text.clone()))
}

#[cfg(test)]
mod tests;
