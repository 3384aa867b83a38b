//! The answer to a completion request.

use super::choice::{CompletionChoice, CompletionChoices, CursorContext};
use super::{items, keys, names};
use crate::content::parse::FileKind;
use crate::lsp::line_index::LineIndex;
use crate::lsp::to_proto::WorkspaceSnapshot;
use gen_lsp_types::*;

/// How many choices an editor is sent; with more it is told to ask again as the words grow.
const MOST: usize = 250;

pub(crate) fn complete(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Option<CompletionResponse> {
    let text = shown.desk.text(path)?;
    let lines = LineIndex::new(text, shown.can.columns);
    let found = choices(shown, path, text, lines.byte(at))?;
    let typed = &text[found.replace.clone()];
    let all = found.list.len();
    let list: Vec<CompletionChoice> = match all > MOST {
        true => found.list.into_iter().filter(|c| is_like(c, typed)).take(MOST).collect(),
        false => found.list,
    };
    let range = lines.range(found.replace.clone());
    let item = |(n, choice): (usize, CompletionChoice)| CompletionItem {
        filter_text: Some(
            format!("{} {}", choice.insert.trim_end_matches([']', ' ', ':']), choice.also)
                .trim()
                .to_string(),
        ),
        label: choice.label,
        kind: Some(choice.kind),
        detail: (!choice.detail.is_empty()).then_some(choice.detail),
        sort_text: Some(format!("{n:05}")),
        text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit {
            range,
            new_text: choice.insert,
        })),
        ..CompletionItem::default()
    };
    let items = list.into_iter().enumerate().map(item).collect();
    Some(CompletionResponse::CompletionList(CompletionList {
        is_incomplete: all > MOST,
        items,
        ..CompletionList::default()
    }))
}

/// What can be written at a byte of a text.
fn choices(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    text: &str,
    byte: usize,
) -> Option<CompletionChoices> {
    let known = shown.desk.last_readable();
    let site = &known.site;
    let own = site.names.by_path.get(path).copied();
    let of_topic = || {
        let slug = path.strip_prefix("content/topics/")?.split('/').next()?;
        site.topics.iter().find(|t| t.slug == slug).map(|t| t.doc)
    };
    let kind = FileKind::of(path)?;
    let here =
        CursorContext { site, files: &known.files, kind, from: own.or_else(of_topic), text, byte };
    match keys::region(&here) {
        Some(region) => names::link(&here).or_else(|| keys::choices(&here, region)),
        None => names::cite(&here).or_else(|| names::link(&here)).or_else(|| items::choices(&here)),
    }
}

/// Whether what was typed is found in a choice, hyphens and spaces being the same.
fn is_like(choice: &CompletionChoice, typed: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace([' ', '_'], "-");
    let typed = plain(typed.trim_start_matches('^'));
    [&choice.label, &choice.insert, &choice.also].iter().any(|words| plain(words).contains(&typed))
}
