//! A report for people: the quoted line with its mark, related places, the next step as a patch, a summary.
//!
//! Takes a report and the texts, gives a text for a terminal. Never writes it anywhere and never decides on colours.

mod excerpt;

use super::{Diagnostic, Fix, Report, Severity};
use crate::source::{Files, Span};
use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet, normalize_untrusted_str,
};
use excerpt::{Excerpt, cut};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Whether the text carries colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// How much of the advice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// The first few of each code, then how many more there are.
    Folded,
    All,
}

/// So many pieces of advice of one code are printed in full when advice is folded.
const SHOWN_PER_CODE: usize = 3;

/// Gives the whole report as text, ended by a line that counts; the empty report gives the empty text.
pub fn print(report: &Report, files: &Files, style: Style, advice: Advice) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    // Lines come here already cut, so the renderer never has a reason to cut them itself.
    let renderer = renderer.term_width(2 * DEFAULT_TERM_WIDTH);
    let mut out = String::new();
    let mut folded: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &report.list {
        if diagnostic.severity() == Severity::Advice && advice == Advice::Folded {
            let seen = folded.entry(&diagnostic.code).or_default();
            *seen += 1;
            if *seen > SHOWN_PER_CODE {
                continue;
            }
        }
        out += &one(diagnostic, files, &renderer);
        out += "\n\n";
    }
    for (code, seen) in folded {
        if let more @ 1.. = seen.saturating_sub(SHOWN_PER_CODE) {
            let _ = writeln!(out, "… and {more} more {code} (agon check --all shows them)");
        }
    }
    out + &summary(report)
}

/// `2 errors, 1 warning, 3 pieces of advice` and a line break; nothing for an empty report.
pub fn summary(report: &Report) -> String {
    let counted = |severity, one: &str, many: &str| match report.count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts: Vec<_> = [
        counted(Severity::Error, "error", "errors"),
        counted(Severity::Warning, "warning", "warnings"),
        counted(Severity::Advice, "piece of advice", "pieces of advice"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
}

fn one(diagnostic: &Diagnostic, files: &Files, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE.with_name("advice"),
    };
    let mut places = Places { files, list: Vec::new() };
    let mut group =
        Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.as_str()));
    match diagnostic.span {
        Some(span) => {
            group = group.element(places.quote(span, &diagnostic.label, AnnotationKind::Primary))
        }
        None => group = group.element(Origin::path(diagnostic.file(files))),
    }
    for (span, label) in &diagnostic.related {
        group = group.element(places.quote(*span, label, AnnotationKind::Context));
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
    places.fill_in(renderer.render(&groups))
}

/// The places that were quoted. The renderer counts columns in the cut line that it is given, so it gets a stand-in
/// for the path, and the place in the real file is put there afterwards.
struct Places<'a> {
    files: &'a Files,
    /// What the renderer writes, and what a reader should see.
    list: Vec<(String, String)>,
}

impl Places<'_> {
    fn quote(
        &mut self,
        span: Span,
        label: &str,
        kind: AnnotationKind,
    ) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
        let (line, column) = self.files.position(span.file, span.start);
        let (text, mark) = line_of(self.files, span);
        let Excerpt { text, mark } = cut(text, mark);
        // from the area for private use, which no path and hardly a message has
        let stand_in = format!("\u{e000}{}\u{e001}", self.list.len());
        let cut_column = text[..mark.start].chars().count() + 1;
        let path = normalize_untrusted_str(&self.files.get(span.file).path);
        self.list
            .push((format!("{stand_in}:{line}:{cut_column}"), format!("{path}:{line}:{column}")));
        let mut annotation = kind.span(mark);
        if !label.is_empty() {
            annotation = annotation.label(label.to_string());
        }
        Snippet::source(text).path(stand_in).line_start(line).annotation(annotation)
    }

    fn fill_in(self, text: String) -> String {
        self.list.iter().fold(text, |text, (from, to)| text.replacen(from, to, 1))
    }
}

/// The line in which a span starts and the part of the span in it; at least one character wide where there is one.
fn line_of(files: &Files, span: Span) -> (&str, std::ops::Range<usize>) {
    let line = files.line_at(span.file, span.start);
    let before = &files.get(span.file).body[..span.start as usize];
    let start = (before.len() - before.rfind('\n').map_or(0, |n| n + 1)).min(line.len());
    let end = (start + (span.end - span.start) as usize).clamp(start, line.len());
    (line, start..end)
}

/// A fix as a patch of the (cut) line; a fix over several lines shows them whole.
fn patch(fix: &Fix, files: &Files) -> Snippet<'static, Patch<'static>> {
    let (line, _) = files.position(fix.span.file, fix.span.start);
    let body = &files.get(fix.span.file).body;
    let (text, mark) = if files.slice(fix.span).contains('\n') {
        let start = body[..fix.span.start as usize].rfind('\n').map_or(0, |n| n + 1);
        let end = body[fix.span.end as usize..]
            .find('\n')
            .map_or(body.len(), |n| fix.span.end as usize + n);
        (
            body[start..end].to_string(),
            fix.span.start as usize - start..fix.span.end as usize - start,
        )
    } else {
        let (text, mark) = line_of(files, fix.span);
        let whole = mark.clone();
        let excerpt = cut(text, mark);
        // a mark that is too long to show cannot be shown as replaced either
        match excerpt.mark.len() == whole.len() {
            true => (excerpt.text, excerpt.mark),
            false => (text.to_string(), whole),
        }
    };
    Snippet::source(text).line_start(line).patch(Patch::new(mark, fix.text.clone()))
}

#[cfg(test)]
mod tests;
