//! Files that are YAML only: one list of records or one mapping.

use super::fields::Fields;
use super::file_kind::FileKind;
use super::yaml;
use crate::diagnostics::{Report, codes};
use crate::source::{FileId, SourceFile, Span};

/// A file that is one YAML list of records.
pub(super) fn records<T>(
    kind: FileKind,
    id: FileId,
    text: &SourceFile,
    report: &mut Report,
    read: impl Fn(Fields<'_>) -> T,
) -> Vec<T> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(tree) = yaml::read(id, &text.body, start..text.body.len(), report) else {
        return Vec::new();
    };
    match tree.value {
        yaml::Value::List(items) => {
            items.into_iter().map(|node| read(Fields::new(node, kind.noun(), report))).collect()
        }
        yaml::Value::Null => Vec::new(),
        other => {
            let span = Span { end: tree.span.start, ..tree.span };
            let message = format!(
                "this file is a list of records, each starting with `- `, but found {}",
                other.kind()
            );
            let help = "start each record with `- ` and indent its keys by two spaces";
            report.add(&codes::WRONG_TYPE, span, message, help);
            Vec::new()
        }
    }
}

/// A file that is one YAML mapping.
pub(super) fn mapping<'r>(
    kind: FileKind,
    id: FileId,
    text: &SourceFile,
    report: &'r mut Report,
) -> Fields<'r> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    match yaml::read(id, &text.body, start..text.body.len(), report) {
        Some(tree) => Fields::new(tree, kind.noun(), report),
        None => Fields::unread(Span::new(id, start..start), kind.noun(), report),
    }
}
