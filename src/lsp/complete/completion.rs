//! The answer to a completion request.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::{items, keys, names};
use crate::content::parse::FileKind;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto::WorkspaceSnapshot;
use crate::model::{DocId, Site};
use gen_lsp_types::*;

/// The limit of choices in one answer; with more, the editor requests them again as the word grows.
const MAX_CHOICES: usize = 250;

pub(crate) fn complete(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Option<CompletionResponse> {
    let text = snapshot.workspace.text(path)?;
    let lines = LineIndex::new(text, snapshot.capabilities.columns);
    let CompletionChoices { replace, mut list } = choices(snapshot, path, text, lines.byte(at))?;
    let is_incomplete = list.len() > MAX_CHOICES;
    if is_incomplete {
        let typed = normalize(text[replace.clone()].trim_start_matches('^'));
        list.retain(|choice| matches(choice, &typed));
        list.truncate(MAX_CHOICES);
    }
    let range = lines.range(replace);
    let mut items = Vec::new();
    for (n, choice) in list.into_iter().enumerate() {
        let word = choice.insert.trim_end_matches([']', ' ', ':']);
        let edit = TextEdit { range, new_text: choice.insert.clone() };
        items.push(CompletionItem {
            filter_text: Some(format!("{word} {}", choice.also).trim().to_string()),
            label: choice.label,
            kind: Some(choice.kind),
            detail: Some(choice.detail).filter(|detail| !detail.is_empty()),
            sort_text: Some(format!("{n:05}")),
            text_edit: Some(CompletionItemTextEdit::TextEdit(edit)),
            ..CompletionItem::default()
        });
    }
    let list = CompletionList { is_incomplete, items, ..CompletionList::default() };
    Some(CompletionResponse::CompletionList(list))
}

/// What can be written at a byte of a text.
fn choices(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    text: &str,
    byte: usize,
) -> Option<CompletionChoices> {
    let linked = snapshot.workspace.last_readable();
    let kind = FileKind::of(path)?;
    let from = document(&linked.site, path);
    let here = CursorContext { site: &linked.site, files: &linked.files, kind, from, text, byte };
    match keys::region(&here) {
        Some(region) => names::link(&here).or_else(|| keys::choices(&here, region)),
        None => names::cite(&here).or_else(|| names::link(&here)).or_else(|| items::choices(&here)),
    }
}

/// The document of a path, or that of the topic whose folder it is in.
fn document(site: &Site, path: &str) -> Option<DocId> {
    if let Some(own) = site.names.by_path.get(path) {
        return Some(*own);
    }
    let slug = path.strip_prefix("content/topics/")?.split('/').next()?;
    let topic = site.topics.iter().find(|topic| topic.slug == slug)?;
    Some(topic.doc)
}

/// Whether the typed text is part of a choice.
fn matches(choice: &CompletionChoice, typed: &str) -> bool {
    [&choice.label, &choice.insert, &choice.also]
        .iter()
        .any(|words| normalize(words).contains(typed))
}

/// Lower case, with hyphens for spaces.
fn normalize(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '_'], "-")
}
