//! content/addresses.txt as written: one published page a line, `topics/wages/index.html #id #id`.
//!
//! Lines that start with `# ` are comments. What a merge left half done is reported, since half a list protects half a site.

use crate::diagnostics::{Code, Diagnostic, Report, codes};
use crate::model::PublicAddress;
use crate::source::{FileId, SourceFile, Span};

/// Reads the list.
pub(super) fn read(file: FileId, text: &SourceFile, report: &mut Report) -> Vec<PublicAddress> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.body.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_start_matches('\u{feff}');
        let start = start + (line.len() - words.len());
        let said = words.trim_end();
        if said.is_empty() || said == "#" || said.starts_with("# ") {
            continue;
        }
        let span =
            |range: std::ops::Range<usize>| Span::new(file, start + range.start..start + range.end);
        let mut parts = parts(said);
        let path = parts.next().unwrap_or(0..0);
        if !is_page(&said[path.clone()]) {
            report.push(unreadable(said, span(0..said.len())));
            continue;
        }
        let mut anchors = Vec::new();
        for part in parts {
            match said[part.clone()].strip_prefix('#').filter(|id| !id.is_empty()) {
                Some(id) => anchors.push((id.to_string(), span(part))),
                None => report.push(unreadable(&said[part.clone()], span(part))),
            }
        }
        found.push(PublicAddress {
            path: said[path.clone()].to_string(),
            anchors,
            span: span(path),
        });
    }
    found
}

/// The byte ranges of a line's words.
fn parts(line: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let start = line.as_ptr() as usize;
    line.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}

/// Whether a text is the path of a page from the site's root.
pub(super) fn is_page(path: &str) -> bool {
    path.ends_with(".html") && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// A mark that a merge left in a list which agon keeps.
pub(super) fn unfinished_merge(code: &'static Code, span: Span) -> Diagnostic {
    Diagnostic::at(code, span, "a merge was left half done here")
        .help("keep the lines of both sides and remove the marks")
}

/// Whether a line is one of those that a merge leaves where it needs a decision.
pub(super) fn is_merge_mark(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark))
}

fn unreadable(said: &str, span: Span) -> Diagnostic {
    if is_merge_mark(said) {
        return unfinished_merge(&codes::BAD_ADDRESS_LINE, span);
    }
    let message = format!("\"{said}\" is not the address of a page");
    Diagnostic::at(&codes::BAD_ADDRESS_LINE, span, message)
        .help("write a path from the site's root that ends with .html, then its block ids, each with # before it; `agon addresses --accept` writes the list")
}
