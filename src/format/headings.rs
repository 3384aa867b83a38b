//! `## Heading`: no underlined headings, one space after the marks, none closing.

use super::edit::{Replacement, line_start};
use crate::markdown::{OutlineNode, outline};

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let headings = outline(text).nodes.into_iter().filter_map(|node| match node {
        OutlineNode::Heading { level, range, text } => Some((level, range, text)),
        _ => None,
    });
    let edit = |(level, range, words): (u8, std::ops::Range<usize>, std::ops::Range<usize>)| {
        let whole =
            line_start(text, range.start)..range.start + text[range.clone()].trim_end().len();
        let words = text[words].trim();
        // a heading of several lines exists underlined only, one of none would lose its space
        let made = format!("{} {words}", "#".repeat(level.into()));
        (!words.is_empty() && !words.contains('\n') && text[whole.clone()] != made)
            .then_some((whole, made))
    };
    headings.filter_map(edit).collect()
}
