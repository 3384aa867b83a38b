//! Tera's errors as diagnostics.
//!
//! Takes an error, gives one diagnostic for each place that its report names. Tera's reports read
//! `error: MESSAGE`, ` --> FILE:LINE:COLUMN`, then the quoted line and marks under it.

use crate::diag::{Code, Diagnostic, codes};

/// What is wrong with the templates.
pub fn diagnostics(error: &tera::Error) -> Vec<Diagnostic> {
    let text = error.to_string();
    let found = read(&codes::TEMPLATE_SYNTAX, &text);
    if found.is_empty() { vec![unplaced(&codes::TEMPLATE_SYNTAX, "templates", &text)] } else { found }
}

/// What went wrong while `template` made a page.
pub fn while_rendering(error: &tera::Error, template: &str) -> Diagnostic {
    let text = error.to_string();
    let first = read(&codes::TEMPLATE_RENDER, &text).into_iter().next();
    first.unwrap_or_else(|| unplaced(&codes::TEMPLATE_RENDER, &format!("templates/{template}"), &text))
}

fn unplaced(code: &'static Code, path: &str, text: &str) -> Diagnostic {
    Diagnostic::in_file(code, path, text)
}

fn read(code: &'static Code, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let Some(place) = lines.peek().and_then(|l| l.trim_start().strip_prefix("--> ")) else { continue };
        let mut parts = place.rsplitn(3, ':');
        let (column, row, file) = (parts.next(), parts.next(), parts.next());
        let (Some(column), Some(row), Some(file)) = (column, row, file) else { continue };
        let quoted = lines.clone().find_map(|l| l.strip_prefix(row)?.strip_prefix(" | "));
        let message = format!("line {row}, column {column}: {message}");
        let diagnostic = Diagnostic::in_file(code, format!("templates/{file}"), message);
        found.push(match quoted {
            Some(quoted) => diagnostic.help(format!("the line reads: {}", quoted.trim())),
            None => diagnostic,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_several_mistakes_becomes_several_diagnostics() {
        let text = "error: Unknown filter `x`\n --> a/b.html:12:7\n  |\n12 | {{ a | x }}\n  |  ^\n\nerror: Bad\n --> c.html:1:2\n  |\n1 | {%\n  | ^";
        let found = read(&codes::TEMPLATE_SYNTAX, text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].path.as_deref(), Some("templates/a/b.html"));
        assert_eq!(found[0].message, "line 12, column 7: Unknown filter `x`");
        assert_eq!(found[0].help.as_deref(), Some("the line reads: {{ a | x }}"));
        assert_eq!(found[1].message, "line 1, column 2: Bad");
    }
}
