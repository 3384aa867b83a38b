//! Diagnostics as the overlay shows them: position, message, quoted line, help, link to the editor.
//!
//! All of it is plain text, which the script sets as text, so that nothing in a file of the site can become markup.

use crate::diagnostics::{Diagnostic, Report, SelectedItem, Severity, select};
use crate::source::Files;
use serde::Serialize;
use std::path::Path;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: String,
    pub severity: &'static str,
    pub message: String,
    /// From the site's folder; empty if no file has the problem.
    pub file: String,
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// The line: before, within and after the span.
    pub quote: Option<[String; 3]>,
    pub help: Option<String>,
    /// Opens the file in the editor.
    pub edit: Option<String>,
}

/// The diagnostics of these severities, in the report's order; of a line and a file with many, the first and how many more. `editor` is a URL with `{path}`, `{line}`, `{column}`.
pub fn problems(
    report: &Report,
    files: &Files,
    counted: &[Severity],
    root: &Path,
    editor: &str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for item in select(report, files, counted) {
        match item {
            SelectedItem::Diagnostic(d) => problems.push(problem(d, files, root, editor)),
            SelectedItem::MoreOnLine { path, .. } | SelectedItem::MoreInFile { path, .. } => {
                problems.push(Problem {
                    message: item.message().unwrap_or_default(),
                    file: path.to_string(),
                    help: Some("agon check --all shows all of them".into()),
                    ..Problem::default()
                })
            }
        }
    }
    problems
}

/// A problem outside of the content.
impl From<&anyhow::Error> for Problem {
    fn from(error: &anyhow::Error) -> Problem {
        Problem {
            severity: Severity::Error.word(),
            message: format!("{error:#}"),
            ..Problem::default()
        }
    }
}

fn problem(d: &Diagnostic, files: &Files, root: &Path, editor: &str) -> Problem {
    let mut position = d.span.map(|span| files.position(span.file, span.start));
    let mut message = d.message.as_str();
    if let (None, Some((from_message, rest))) = (position, split_position(message)) {
        (position, message) = (Some(from_message), rest);
    }
    let file = d.file(files).to_string();
    let (line, column) = position.unzip();
    let mut edit = None;
    if let Ok(url) = url::Url::from_file_path(root.join(&file))
        && !file.is_empty()
    {
        let link = editor
            .replace("{path}", url.path())
            .replace("{line}", &line.unwrap_or(1).to_string())
            .replace("{column}", &column.unwrap_or(1).to_string());
        edit = Some(link);
    }
    let help = match &d.fix {
        Some(fix) => {
            Some(format!("{} {}", d.help.as_deref().unwrap_or("write this instead:"), fix.text))
        }
        None => d.help.clone(),
    };
    Problem {
        code: d.code.id.to_string(),
        severity: d.severity().word(),
        message: message.to_string(),
        line,
        column,
        quote: quote(d, files),
        help,
        edit,
        file,
    }
}

/// The position at the start of a message about a template or a stylesheet, which has no span.
fn split_position(message: &str) -> Option<((usize, usize), &str)> {
    let (line, rest) = message.strip_prefix("line ")?.split_once(", column ")?;
    let (column, rest) = rest.split_once(": ")?;
    Some(((line.parse().ok()?, column.parse().ok()?), rest))
}

fn quote(d: &Diagnostic, files: &Files) -> Option<[String; 3]> {
    let span = d.span?;
    let line = files.line_at(span.file, span.start);
    let before = &files.get(span.file).body[..span.start as usize];
    let start = (before.len() - before.rfind('\n').map_or(0, |n| n + 1)).min(line.len());
    let end = (start + (span.end - span.start) as usize).clamp(start, line.len());
    Some([&line[..start], &line[start..end], &line[end..]].map(String::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes;
    use crate::source::{FileId, SourceFile, Span};

    const EDITOR: &str = "edit:{path}#{line}:{column}";

    #[test]
    fn problem_has_quote_help_and_editor_link() {
        let files = Files::new(vec![SourceFile {
            path: "content/ä b.md".into(),
            body: "eins\nzwölf [[x]] <drei>\n".into(),
        }]);
        let at = files.get(FileId(0)).body.find("[[x]]").unwrap();
        let span = Span::new(FileId(0), at..at + 5);
        let template = "line 12, column 7: Unknown filter";
        let report = Report::from_iter([
            Diagnostic::at(&codes::UNKNOWN_TARGET, span, "no \"x\"")
                .help("did you mean")
                .fix(span, "[[y]]"),
            Diagnostic::in_file(&codes::TEMPLATE_SYNTAX, "templates/a.html", template),
            Diagnostic::at(&codes::RAW_HTML, span, "a warning"),
        ]);
        let found = problems(&report, &files, &[Severity::Error], Path::new("/my site"), EDITOR);
        let expected = [
            Problem {
                code: "A201".into(),
                severity: "error",
                message: "no \"x\"".into(),
                file: "content/ä b.md".into(),
                line: Some(2),
                column: Some(7),
                quote: Some(["zwölf ".into(), "[[x]]".into(), " <drei>".into()]),
                help: Some("did you mean [[y]]".into()),
                edit: Some("edit:/my%20site/content/%C3%A4%20b.md#2:7".into()),
            },
            Problem {
                code: "A601".into(),
                severity: "error",
                message: "Unknown filter".into(),
                file: "templates/a.html".into(),
                line: Some(12),
                column: Some(7),
                edit: Some("edit:/my%20site/templates/a.html#12:7".into()),
                ..Problem::default()
            },
        ];
        assert_eq!(found, expected);
    }
}
