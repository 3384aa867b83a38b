//! What can be written at a place of a text.
//!
//! Takes the text as it stands in the editor, to the byte, and what was known of the site a moment ago; gives
//! [`Choices`]. What is known comes from the same tables as everywhere: names from the site, keys and words from the
//! readers of the files. Looks at the text before the cursor only, since what is being written cannot be parsed yet.

mod items;
mod keys;
mod names;

use super::answer::Shown;
use super::lines::Lines;
use crate::content::parse::FileKind;
use crate::model::{DocId, Site};
use crate::source::Files;
use gen_lsp_types::*;
use std::ops::Range;

/// After these an editor asks by itself.
pub const TRIGGERS: [&str; 6] = ["[", "@", "#", "^", "(", "*"];

/// How many choices an editor is sent; with more it is told to ask again as the words grow.
const MOST: usize = 250;

/// A place where something is being written.
pub struct Here<'a> {
    pub site: &'a Site,
    pub files: &'a Files,
    pub kind: FileKind,
    /// The document, or for a file of records its topic's; `None` where names are not seen from a topic.
    pub from: Option<DocId>,
    pub text: &'a str,
    /// The cursor.
    pub byte: usize,
}

impl<'a> Here<'a> {
    pub fn line_start(&self) -> usize {
        self.text[..self.byte].rfind('\n').map_or(0, |n| n + 1)
    }
    /// The line up to the cursor.
    pub fn before(&self) -> &'a str {
        &self.text[self.line_start()..self.byte]
    }
    /// The line from the cursor on.
    pub fn after(&self) -> &'a str {
        self.text[self.byte..].lines().next().unwrap_or("")
    }
    /// The words between a byte of the line and the cursor are to be replaced.
    pub fn typed_from(&self, in_line: usize) -> Range<usize> {
        self.line_start() + in_line..self.byte
    }
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub insert: String,
    /// What it is, in a few words.
    pub detail: String,
    /// Further words that it is found by.
    pub also: String,
    pub kind: CompletionItemKind,
}

impl Choice {
    pub fn word(word: &str, insert: String, detail: &str) -> Choice {
        let kind = CompletionItemKind::EnumMember;
        Choice {
            label: word.to_string(),
            insert,
            detail: detail.to_string(),
            also: String::new(),
            kind,
        }
    }
}

/// All that can be written at a place, the most likely first.
#[derive(Debug, PartialEq, Eq)]
pub struct Choices {
    pub replace: Range<usize>,
    pub list: Vec<Choice>,
}

pub fn complete(shown: &Shown<'_>, path: &str, at: Position) -> Option<CompletionResponse> {
    let text = shown.desk.text(path)?;
    let lines = Lines::new(text, shown.can.columns);
    let found = choices(shown, path, text, lines.byte(at))?;
    let typed = &text[found.replace.clone()];
    let all = found.list.len();
    let list: Vec<Choice> = match all > MOST {
        true => found.list.into_iter().filter(|c| is_like(c, typed)).take(MOST).collect(),
        false => found.list,
    };
    let range = lines.range(found.replace.clone());
    let item = |(n, choice): (usize, Choice)| CompletionItem {
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
fn choices(shown: &Shown<'_>, path: &str, text: &str, byte: usize) -> Option<Choices> {
    let known = shown.desk.names();
    let site = &known.site;
    let own = site.names.by_path.get(path).copied();
    let of_topic = || {
        let slug = path.strip_prefix("content/topics/")?.split('/').next()?;
        site.topics.iter().find(|t| t.slug == slug).map(|t| t.doc)
    };
    let kind = FileKind::of(path)?;
    let here = Here { site, files: &known.files, kind, from: own.or_else(of_topic), text, byte };
    match keys::region(&here) {
        Some(region) => names::link(&here).or_else(|| keys::choices(&here, region)),
        None => names::cite(&here).or_else(|| names::link(&here)).or_else(|| items::choices(&here)),
    }
}

/// Whether what was typed is found in a choice, hyphens and spaces being the same.
fn is_like(choice: &Choice, typed: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace([' ', '_'], "-");
    let typed = plain(typed.trim_start_matches('^'));
    [&choice.label, &choice.insert, &choice.also].iter().any(|words| plain(words).contains(&typed))
}
