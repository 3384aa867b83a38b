//! content/publications.txt as written: a page a line, then a line for each of its passages.
//!
//! ```text
//! topics/wages/threads/prices.html 2026-06-04 1f3a9c0d
//! #rise 2026-06-04 9e10ab44 2026-06-20
//! ```
//!
//! Lines that start with `# ` are comments. What a merge left half done is reported, since a passage without its day would be
//! published as new.

use super::published_urls::{is_merge_mark, is_page, unfinished_merge};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{Date, Publication, PublicationDay, PublicationRecord, PublishedPage};
use crate::source::{FileId, SourceFile, Span};

/// Reads the record.
pub(super) fn read(file: FileId, text: &SourceFile, report: &mut Report) -> PublicationRecord {
    let mut record = PublicationRecord::new();
    let mut page: Option<String> = None;
    let mut at = 0;
    for line in text.body.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}');
        let start = at + (line.len() - words.len());
        at += line.len();
        let said = words.trim_end();
        if said.is_empty() || said == "#" || said.starts_with("# ") {
            continue;
        }
        let mut fields = said.split_whitespace();
        let name = fields.next().unwrap_or_default();
        let rest: Vec<&str> = fields.collect();
        let read = publication(&rest);
        let is_read = match (name.strip_prefix('#'), &page, read) {
            (Some(part), Some(page), Some(read)) => {
                of_page(&mut record, page).parts.insert(part.into(), read);
                true
            }
            (None, _, read) if is_page(name) && (read.is_some() || rest.is_empty()) => {
                let known = of_page(&mut record, name);
                known.page = read.or(known.page.take());
                page = Some(name.to_string());
                true
            }
            _ => false,
        };
        if !is_read {
            report.push(unreadable(said, Span::new(file, start..start + said.len())));
        }
    }
    record
}

fn of_page<'r>(record: &'r mut PublicationRecord, path: &str) -> &'r mut PublishedPage {
    record.entry(path.into()).or_default()
}

/// The days and the hash after a name.
fn publication(fields: &[&str]) -> Option<Publication> {
    let (first, words, changed) = match fields {
        [first, words] => (first, words, None),
        [first, words, changed] => (first, words, Some(Date::parse(changed)?)),
        _ => return None,
    };
    let is_hash = words.bytes().all(|byte| byte.is_ascii_hexdigit());
    let first = PublicationDay::parse(first).filter(|_| is_hash)?;
    Some(Publication { first, changed, words: (*words).into() })
}

fn unreadable(said: &str, span: Span) -> Diagnostic {
    if is_merge_mark(said) {
        return unfinished_merge(&codes::BAD_PUBLICATION_LINE, span);
    }
    let message = format!("\"{said}\" is no page or passage with its day of publication");
    Diagnostic::at(&codes::BAD_PUBLICATION_LINE, span, message)
        .help("write `topics/…/page.html 2026-06-04 1f3a9c0d`, or `#id 2026-06-04 1f3a9c0d` below the page; `agon addresses --accept` writes what is missing")
}
