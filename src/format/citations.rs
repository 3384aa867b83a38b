//! `[@a; @b]`: one space after each semicolon, none at the brackets.

use super::edit::Replacement;
use crate::markdown::{InlineKind, outline};

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let cites = outline(text).inlines.into_iter().filter(|i| matches!(i.kind, InlineKind::Cite(_)));
    let edit = |range: std::ops::Range<usize>| {
        let inside = text[range.clone()].strip_prefix('[')?.strip_suffix(']')?;
        if inside.contains(['[', ']', '\n', '\\', '`', '|']) {
            return None;
        }
        let parts: Vec<&str> = inside.split(';').map(str::trim).collect();
        let made = format!("[{}]", parts.join("; "));
        (text[range.clone()] != made).then_some((range, made))
    };
    cites.filter_map(|i| edit(i.range)).collect()
}
