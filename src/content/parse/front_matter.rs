//! Where the front matter ends and the body starts.

use super::yaml::{self, Node};
use crate::diagnostics::{Report, codes};
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

/// What is wrong with a file that does not start with `---`, and what to write.
fn missing(body: &str) -> (&'static str, &'static str) {
    let first = body.lines().next().unwrap_or_default();
    let is_rule = first.trim().len() > 2
        && ["-", "*", "=", "_"].iter().any(|mark| first.trim().replace(mark, "").is_empty());
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
    if is_rule {
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

/// Splits a Markdown file: the tree of its front matter and the byte at which its body starts.
/// A byte order mark and Windows line ends are accepted; a missing or open front matter is reported.
pub fn split(file: FileId, text: &SourceFile, report: &mut Report) -> (Option<Node>, usize) {
    let mut lacks = |at: Range<usize>, message: &str, help: &str| {
        report.add(&codes::NO_FRONT_MATTER, Span::new(file, at), message, help);
    };
    let start = if text.body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match parts(&text.body) {
        Ok(Some(parts)) => (yaml::read(file, &text.body, parts.yaml, report), parts.body),
        Ok(None) => {
            let opening = start..start + "---".len();
            lacks(opening, "the front matter has no end", "write a line `---` below its last key");
            (None, text.body.len())
        }
        Err(at) => {
            let (message, help) = missing(&text.body[start..]);
            lacks(at, message, help);
            (None, start)
        }
    }
}
