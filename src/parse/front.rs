//! Where the front matter ends and the body starts.

use super::yaml::{self, Node};
use crate::diag::{Diagnostic, Report, codes};
use crate::files::{FileId, Span, Text};

/// Splits a Markdown file: the tree of its front matter and the byte at which its body starts.
/// A byte order mark and Windows line ends are accepted; a missing or open front matter is reported.
pub fn split(file: FileId, text: &Text, report: &mut Report) -> (Option<Node>, usize) {
    let body = &text.body;
    let start = if body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = body[start..].split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    let nothing = Span::new(file, start..start + first.trim_end().len());
    if first.trim_end() != "---" {
        report.push(
            Diagnostic::at(&codes::NO_FRONT_MATTER, nothing, "the file has no front matter")
                .help("start it with a line `---`, the title and other keys, and a line `---`"),
        );
        return (None, start);
    }
    let yaml_start = start + first.len();
    let mut at = yaml_start;
    for line in lines {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            return (yaml::read(file, body, yaml_start..at, report), at + line.len());
        }
        at += line.len();
    }
    report.push(
        Diagnostic::at(&codes::NO_FRONT_MATTER, nothing, "the front matter has no end")
            .help("write a line `---` below its last key"),
    );
    (None, body.len())
}
