//! White space: none at line ends, no two blank lines together, one blank line before a heading, one
//! break at the end. Code, raw HTML and YAML's texts of several lines stay as they are.

use super::edit::Replacement;
use crate::markdown::{NodeKind, parse};
use crate::source::line_start;
use std::collections::BTreeSet;
use std::ops::Range;

/// The edits of a Markdown body.
pub(super) fn body_edits(text: &str) -> Vec<Replacement> {
    let tree = parse(text);
    let mut lines = Lines { text, frozen: Vec::new(), ..Lines::default() };
    for node in &tree.nodes {
        match node.kind {
            NodeKind::CodeSpan | NodeKind::Code | NodeKind::Html | NodeKind::InlineHtml => {
                lines.frozen.push(node.range())
            }
            NodeKind::HardBreak => {
                lines.breaks.insert(node.range().start);
            }
            _ => {}
        }
    }
    for root in tree.roots().map(|index| tree.node(index)) {
        if root.kind == NodeKind::Heading {
            lines.headings.insert(line_start(text, root.range().start));
        }
    }
    lines.edits()
}

/// The edits of a YAML text; `frozen` are its texts of several lines.
pub(super) fn yaml_edits(text: &str, frozen: Vec<Range<usize>>) -> Vec<Replacement> {
    Lines { text, frozen, ..Lines::default() }.edits()
}

#[derive(Default)]
struct Lines<'a> {
    text: &'a str,
    frozen: Vec<Range<usize>>,
    /// Bytes at which the lines of headings start.
    headings: BTreeSet<usize>,
    /// Bytes of line breaks that are shown.
    breaks: BTreeSet<usize>,
}

/// What the line before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineBefore {
    Start,
    Heading,
    Words,
}

impl Lines<'_> {
    fn edits(&self) -> Vec<Replacement> {
        let mut edits = Vec::new();
        let mut before = LineBefore::Start;
        let mut at = 0;
        // blank lines up to here
        let mut blank = 0..0;
        for line in self.text.split_inclusive('\n') {
            let whole = at..at + line.len();
            at = whole.end;
            let words = line.trim_end_matches(['\n', ' ', '\t']);
            let is_frozen = self.is_frozen(&whole);
            if words.is_empty() && !is_frozen {
                blank.end = whole.end;
                continue;
            }
            // blank lines between two others become one, at the start none
            let gap = if before == LineBefore::Start || blank.is_empty() { "" } else { "\n" };
            if self.text[blank.clone()] != *gap {
                edits.push((blank.clone(), gap.to_string()));
            }
            let has_blank = !blank.is_empty();
            blank = whole.end..whole.end;
            let is_heading = !is_frozen && self.headings.contains(&whole.start);
            if is_heading && !has_blank && before == LineBefore::Words {
                edits.push((whole.start..whole.start, "\n".into()));
            }
            before = if is_heading { LineBefore::Heading } else { LineBefore::Words };
            if is_frozen {
                continue;
            }
            let end = whole.start + words.len();
            let is_broken = self.breaks.range(end..whole.end).next().is_some();
            let line_end = if is_broken { "  \n" } else { "\n" };
            if self.text[end..whole.end] != *line_end {
                edits.push((end..whole.end, line_end.to_string()));
            }
        }
        if !blank.is_empty() {
            edits.push((blank, String::new()));
        }
        edits
    }

    /// Whether a line's break, or its start, is inside of a frozen range; a line of indented code has
    /// only its words in one.
    fn is_frozen(&self, line: &Range<usize>) -> bool {
        for range in &self.frozen {
            let has_start = range.start < line.start && line.start < range.end;
            let has_break = range.start < line.end && line.end < range.end;
            let is_indented = line.contains(&range.start)
                && self.text[line.start..range.start].trim().is_empty()
                && !self.text[range.start..].starts_with('`');
            if has_start || has_break || is_indented {
                return true;
            }
        }
        false
    }
}
