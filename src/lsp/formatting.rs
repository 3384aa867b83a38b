//! The canonical form of a text, as an edit of what differs.

use super::line_index::LineIndex;
use super::to_proto::WorkspaceSnapshot;
use crate::content::parse::{self, FileKind};
use crate::diagnostics::Severity;
use crate::format::format_text;
use crate::model::locale::Headings;
use crate::source::{FileId, SourceFile};
use gen_lsp_types::TextEdit;

/// The edits that `agon fmt` would make; none for a text with errors, which it leaves alone.
pub(super) fn format(snapshot: &WorkspaceSnapshot<'_>, path: &str) -> Vec<TextEdit> {
    let files = &snapshot.workspace.linked().files;
    let (Some(kind), Some(file)) = (FileKind::of(path), files.find(path)) else {
        return Vec::new();
    };
    let text = &files.get(file).body;
    let headings = snapshot.workspace.linked().site.locale.headings();
    if has_errors(path, text, headings) {
        return Vec::new();
    }
    let formatted = format_text(kind, text, headings);
    edit(text, &formatted, &snapshot.lines(file)).into_iter().collect()
}

fn has_errors(path: &str, text: &str, headings: &Headings) -> bool {
    let file = SourceFile { path: path.to_string(), body: text.to_string() };
    let read = parse::parse_file(FileId(0), &file, headings);
    read.report.iter().any(|d| d.severity() == Severity::Error)
}

/// The lines between the first and the last that differ.
fn edit(old: &str, new: &str, lines: &LineIndex<'_>) -> Option<TextEdit> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(&str, &str)| a == b;
    let length = |lines: &mut dyn Iterator<Item = (&str, &str)>| -> usize {
        lines.take_while(same).map(|(line, _)| line.len()).sum()
    };
    let start = length(&mut old.split_inclusive('\n').zip(new.split_inclusive('\n')));
    let (rest, new_rest) = (&old[start..], &new[start..]);
    let end =
        length(&mut rest.split_inclusive('\n').rev().zip(new_rest.split_inclusive('\n').rev()));
    let range = lines.range(start..old.len() - end);
    Some(TextEdit { range, new_text: new_rest[..new_rest.len() - end].to_string() })
}
