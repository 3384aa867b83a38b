//! Where the front matter ends and the body starts.

use super::yaml::{self, Node};
use super::yaml_line::YamlLine;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::source::{FileId, SourceFile, Span};
use std::ops::Range;

/// The parts of a Markdown file, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The line that opens the front matter, without its line break.
    pub opening: Range<usize>,
    pub yaml: Range<usize>,
    /// Where the body starts.
    pub body: usize,
}

/// Finds the front matter; `Err` with where it should start, or `Ok(None)` where it starts and does not end.
pub fn parts(body: &str) -> Result<Option<Parts>, Range<usize>> {
    let start = if body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = body[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let opening = start..start + first.trim_end().len();
    if first.trim_end() != "---" {
        return Err(opening);
    }
    let yaml_start = start + first.len();
    let mut at = yaml_start;
    for line in lines {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return Ok(Some(Parts { opening, yaml: yaml_start..at, body: at + line.len() }));
        }
        at += line.len();
    }
    Ok(None)
}

/// Where a body starts below a front matter in another form, whose first and last lines are made of one character.
fn body_below(text: &str) -> usize {
    let mut at = text.len() - text.trim_start().len();
    if text.contains('\r') && !text.contains('\n') {
        return text.len();
    }
    let first = text[at..].lines().next().unwrap_or_default().trim_end();
    if !is_rule(first) {
        return 0;
    }
    let mut lines = text[at..].split_inclusive('\n');
    at += lines.next().map_or(0, str::len);
    for line in lines {
        at += line.len();
        let is_end = is_rule(line.trim_end()) && line.starts_with(&first[..1]);
        if is_end || line.trim_end() == "---" {
            return at;
        }
    }
    0
}

/// Whether a line has at least three signs of one kind and nothing else.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let Some(mark) = line.chars().next().filter(|mark| "-*=_+;".contains(*mark)) else {
        return false;
    };
    line.len() > 2 && line.chars().all(|c| c == mark)
}

/// What is wrong with a file that does not start with `---`, and what to write.
fn missing(body: &str) -> (&'static str, &'static str) {
    let first = body.lines().next().unwrap_or_default();
    if body.contains('\r') && !body.contains('\n') {
        return (
            "the file has no line breaks that agon reads",
            "save it with the line ends LF or CRLF",
        );
    }
    if first.trim_end() == "+++" {
        return (
            "the front matter is TOML",
            "write it as YAML, `title: …`, between two lines `---`",
        );
    }
    if body.trim_start().starts_with("---") && !first.starts_with("---") {
        return (
            "the front matter does not start at the first character of the file",
            "remove the spaces and empty lines before the first `---`",
        );
    }
    if is_rule(first) {
        return (
            "the line before the front matter is not `---`",
            "write exactly three hyphens, before the keys and after them",
        );
    }
    (
        "the file has no front matter",
        "start it with a line `---`, the title and other keys, and a line `---`",
    )
}

/// The first heading of Markdown in what should be YAML; to YAML it is a comment.
fn heading_in(text: &str, yaml: Range<usize>) -> Option<Range<usize>> {
    let mut at = yaml.start;
    for line in text[yaml].split_inclusive('\n') {
        if line.starts_with("## ") {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// Where the body starts: below a second front matter, which is reported.
fn below_second(file: FileId, text: &SourceFile, body: usize, report: &mut Report) -> usize {
    let rest = &text.body[body..];
    let start = body + rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    let Ok(Some(second)) = parts(&text.body[start..]) else { return body };
    let yaml = &text.body[start..][second.yaml];
    let is_key_line =
        |line: &str| YamlLine::new(0, line).key.is_some() || line.starts_with([' ', '-']);
    if yaml.trim().is_empty() || !yaml.lines().all(is_key_line) {
        return body;
    }
    let opening = start + second.opening.start..start + second.opening.end;
    let message = "this is a second front matter, which is not read";
    let help = "move its keys into the first, and remove it";
    report.add(&codes::NO_FRONT_MATTER, Span::new(file, opening), message, help);
    start + second.body
}

/// Splits a Markdown file: the tree of its front matter and the byte at which its body starts.
/// A byte order mark and Windows line ends are accepted; a missing or open front matter is reported.
pub fn split(file: FileId, text: &SourceFile, report: &mut Report) -> (Option<Node>, usize) {
    let mut lacks = |at: Range<usize>, message: &str, help: &str| {
        report.add(&codes::NO_FRONT_MATTER, Span::new(file, at), message, help);
    };
    let start = if text.body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match parts(&text.body) {
        Ok(Some(parts)) => {
            let mut own = Report::default();
            let front = yaml::read(file, &text.body, parts.yaml.clone(), &mut own);
            if front.is_none()
                && let Some(heading) = heading_in(&text.body, parts.yaml)
            {
                let message = "the front matter has no end before this heading";
                let span = Span::new(file, heading.clone());
                let lacking = Diagnostic::at(&codes::NO_FRONT_MATTER, span, message);
                let place = Span::new(file, heading.start..heading.start);
                report.push(lacking.fix(place, "---\n"));
                return (None, heading.start);
            }
            report.extend(own);
            (front, below_second(file, text, parts.body, report))
        }
        Ok(None) => {
            let opening = start..start + "---".len();
            lacks(opening, "the front matter has no end", "write a line `---` below its last key");
            (None, text.body.len())
        }
        Err(at) => {
            let (message, help) = missing(&text.body[start..]);
            lacks(at, message, help);
            (None, start + body_below(&text.body[start..]))
        }
    }
}
