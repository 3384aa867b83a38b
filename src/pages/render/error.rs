//! Tera's errors as diagnostics.
//!
//! Takes an error, gives one diagnostic for each place that its report names. Tera's reports read
//! `error: MESSAGE`, ` --> FILE:LINE:COLUMN`, then the quoted line and marks under it.

use super::built_in::{BUILT_IN, find};
use crate::diagnostics::{Code, Diagnostic, codes, suggest};
use crate::source::{FileId, SourceFile, Span};

/// What is wrong with the templates.
pub(super) fn diagnostics(error: &tera::Error, templates: &[SourceFile]) -> Vec<Diagnostic> {
    let text = error.to_string();
    let found = read(&codes::TEMPLATE_SYNTAX, &text, templates);
    match found.is_empty() {
        true => vec![
            missing_parent(&text, templates)
                .unwrap_or_else(|| unplaced(&codes::TEMPLATE_SYNTAX, "templates", &text)),
        ],
        false => found.into_iter().map(|d| with_nearest_template(d, templates)).collect(),
    }
}

/// `Template 'a.html' is inheriting from 'b.html', which doesn't exist`: at the name in the template.
fn missing_parent(text: &str, templates: &[SourceFile]) -> Option<Diagnostic> {
    let mut names = text.split('\'').skip(1).step_by(2);
    let (child, parent) = (names.next()?, names.next()?);
    let number = find(templates, child)?;
    let start = templates[number].body.find(parent)?;
    let span = Span::new(FileId::template(number), start..start + parent.len());
    let message = format!("Unknown template `{parent}`");
    let found = Diagnostic::at(&codes::TEMPLATE_SYNTAX, span, message).help(NEXT);
    Some(with_nearest_template(found, templates))
}

/// The name of a template that does not exist gets the nearest one.
fn with_nearest_template(found: Diagnostic, templates: &[SourceFile]) -> Diagnostic {
    let name = found.message.strip_prefix("Unknown template `").and_then(|m| m.strip_suffix('`'));
    let (Some(name), Some(span)) = (name, found.span) else { return found };
    let names = templates.iter().map(|template| template.path.as_str());
    let near = match name.strip_prefix(BUILT_IN) {
        Some(path) => suggest::nearest_path(path, names).map(|near| format!("{BUILT_IN}{near}")),
        None => suggest::nearest_path(name, names).map(str::to_string),
    };
    let Some(near) = near else { return found };
    let message = format!("{}; did you mean \"{near}\"?", found.message);
    let template = templates.iter().enumerate().find(|(n, _)| FileId::template(*n) == span.file);
    let written = template.and_then(|(_, t)| t.body.get(span.range())).unwrap_or_default();
    let replaced = written.replacen(name, &near, 1);
    Diagnostic { message, ..found }.fix(span, replaced)
}

/// What went wrong while `template` made a page.
pub(super) fn while_rendering(
    error: &tera::Error,
    template: &str,
    templates: &[SourceFile],
) -> Diagnostic {
    let text = error.to_string();
    let first = read(&codes::TEMPLATE_RENDER, &text, templates).into_iter().next();
    first.unwrap_or_else(|| {
        unplaced(&codes::TEMPLATE_RENDER, &format!("templates/{template}"), &text)
    })
}

const NEXT: &str = "fix the template, or remove it from templates/ to get the built-in one back";

pub(super) fn unplaced(code: &'static Code, path: &str, text: &str) -> Diagnostic {
    Diagnostic::in_file(code, path, text).help(NEXT)
}

fn read(code: &'static Code, text: &str, templates: &[SourceFile]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some(place) = lines.peek().and_then(|l| l.trim_start().strip_prefix("--> ")) else {
            continue;
        };
        let mut parts = place.rsplitn(3, ':');
        let (column, row, file) = (parts.next(), parts.next(), parts.next());
        let (Some(column), Some(row), Some(file)) = (column, row, file) else { continue };
        let marks =
            lines.clone().take(4).find(|l| l.contains('^')).map_or(0, |l| l.matches('^').count());
        found.push(match span(templates, file, row, column, marks) {
            Some(span) => Diagnostic::at(code, span, message).help(NEXT),
            None => unplaced(
                code,
                &format!("templates/{file}"),
                &format!("line {row}, column {column}: {message}"),
            ),
        });
    }
    found
}

/// The span of `marks` characters from a row and column, both counted from one.
fn span(
    templates: &[SourceFile],
    file: &str,
    row: &str,
    column: &str,
    marks: usize,
) -> Option<Span> {
    let number = find(templates, file)?;
    let (row, column): (usize, usize) = (row.parse().ok()?, column.parse().ok()?);
    let body = &templates[number].body;
    let line = body.split_inclusive('\n').nth(row.checked_sub(1)?)?;
    let before: usize = body.split_inclusive('\n').take(row - 1).map(str::len).sum();
    let words = line.trim_end();
    let byte = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(i, _)| i);
    let start = column.checked_sub(1)?;
    Some(Span::new(FileId::template(number), before + byte(start)..before + byte(start + marks)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    #[test]
    fn a_report_of_several_mistakes_becomes_several_diagnostics_with_their_places() {
        let text = "error: Unknown filter `x`\n --> a/b.html:2:8\n  |\n2 | {{ a | x }}\n  |        ^\n\nerror: Bad\n --> c.html:1:2\n  |\n1 | {%\n  | ^";
        let templates = [SourceFile { path: "a/b.html".into(), body: "<p>\n{{ a | x }}\n".into() }];
        let found = read(&codes::TEMPLATE_SYNTAX, text, &templates);
        let files = Files::default().with_templates(&templates);
        let shown: Vec<_> = found
            .iter()
            .map(|d| {
                (
                    d.file(&files),
                    d.span.map(|s| (files.position(s.file, s.start), files.slice(s))),
                    &*d.message,
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("templates/a/b.html", Some(((2, 8), "x")), "Unknown filter `x`"),
                ("templates/c.html", None, "line 1, column 2: Bad"),
            ]
        );
    }
}
