//! `## Heading`: no underlined headings, one space after the marks, none closing.

use super::edit::Replacement;
use crate::markdown::{NodeKind, parse};
use crate::source::line_start;

pub(super) fn edits(text: &str) -> Vec<Replacement> {
    let tree = parse(text);
    let mut edits = Vec::new();
    for index in tree.roots() {
        let node = tree.node(index);
        if node.kind != NodeKind::Heading {
            continue;
        }
        // a heading without words would lose its space
        let Some(words) = tree.inline_range(index) else { continue };
        let words = text[words].trim();
        let range = node.range();
        let end = range.start + text[range.clone()].trim_end().len();
        let whole = line_start(text, range.start)..end;
        let heading = format!("{} {words}", "#".repeat(tree.level(index).into()));
        // a heading of several lines exists underlined only
        if !words.is_empty() && !words.contains('\n') && text[whole.clone()] != heading {
            edits.push((whole, heading));
        }
    }
    edits
}
