//! White space: none at line ends, no two blank lines together, one blank line before a heading, one break at the end.
//!
//! What stands in code, in raw HTML and in YAML's texts of several lines is left as it is.

use super::edit::{Replacement, line_start};
use crate::markdown::{self, Outline, OutlineNode};
use std::collections::BTreeSet;
use std::ops::Range;

/// The edits of a Markdown body.
pub(super) fn body_edits(text: &str) -> Vec<Replacement> {
    let outline = markdown::outline(text);
    let frozen: Vec<Range<usize>> = outline.code.iter().chain(&outline.html).cloned().collect();
    let breaks: BTreeSet<usize> = outline.hard_breaks.iter().map(|r| r.start).collect();
    let lines = Lines { text, frozen: &frozen, headings: headings(text, &outline), breaks };
    lines.edits()
}

/// The edits of a YAML text whose texts of several lines stand at `frozen`.
pub(super) fn yaml_edits(text: &str, frozen: &[Range<usize>]) -> Vec<Replacement> {
    Lines { text, frozen, headings: BTreeSet::new(), breaks: BTreeSet::new() }.edits()
}

/// The bytes at which the lines of headings start.
fn headings(text: &str, outline: &Outline) -> BTreeSet<usize> {
    let of = |node: &OutlineNode| match node {
        OutlineNode::Heading { range, .. } => Some(line_start(text, range.start)),
        _ => None,
    };
    outline.nodes.iter().filter_map(of).collect()
}

struct Lines<'a> {
    text: &'a str,
    frozen: &'a [Range<usize>],
    headings: BTreeSet<usize>,
    breaks: BTreeSet<usize>,
}

/// What the line before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Start,
    Heading,
    Words,
}

impl Lines<'_> {
    fn edits(&self) -> Vec<Replacement> {
        let mut edits = Vec::new();
        let mut before = Before::Start;
        let mut at = 0;
        // blank lines that wait for what follows them
        let mut blank: Option<Range<usize>> = None;
        for line in self.text.split_inclusive('\n') {
            let whole = at..at + line.len();
            at = whole.end;
            let words = line.trim_end_matches(['\n', ' ', '\t']);
            if self.is_frozen(&whole) {
                self.close(&mut blank, before, &mut edits);
                before = Before::Words;
                continue;
            }
            if words.is_empty() {
                blank = Some(blank.map_or(whole.start, |b| b.start)..whole.end);
                continue;
            }
            let is_heading = self.headings.contains(&whole.start);
            let had_blank = blank.is_some();
            self.close(&mut blank, before, &mut edits);
            if is_heading && !had_blank && before == Before::Words {
                edits.push((whole.start..whole.start, "\n".into()));
            }
            let end = whole.start + words.len();
            let spaces = if self.breaks.range(end..whole.end).next().is_some() { "  " } else { "" };
            let made = format!("{spaces}\n");
            if self.text[end..whole.end] != made {
                edits.push((end..whole.end, made));
            }
            before = if is_heading { Before::Heading } else { Before::Words };
        }
        // blank lines at the end
        if let Some(blank) = blank.filter(|b| !b.is_empty()) {
            edits.push((blank, String::new()));
        }
        edits
    }

    /// Blank lines between two others become one, at the start none.
    fn close(
        &self,
        blank: &mut Option<Range<usize>>,
        before: Before,
        edits: &mut Vec<Replacement>,
    ) {
        let Some(range) = blank.take() else { return };
        let made = if before == Before::Start { "" } else { "\n" };
        if self.text[range.clone()] != *made {
            edits.push((range, made.into()));
        }
    }

    /// Whether a line's break, or its start, stands inside what is left alone; a line of indented code has only its words.
    fn is_frozen(&self, line: &Range<usize>) -> bool {
        let goes_on = |f: &Range<usize>| {
            (f.start < line.start && line.start < f.end) || (f.start < line.end && line.end < f.end)
        };
        let indented = |f: &Range<usize>| {
            f.start >= line.start
                && f.start < line.end
                && self.text[line.start..f.start].trim().is_empty()
                && !self.text[f.start..].starts_with('`')
        };
        self.frozen.iter().any(|f| goes_on(f) || indented(f))
    }
}
