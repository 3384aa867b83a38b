//! Callouts in the tree: quotations that start with `[!NOTE]`.

use super::tree::{Callout, NodeIndex};
use super::tree_builder::TreeBuilder;
use std::ops::Range;

impl TreeBuilder<'_> {
    /// The number of the callout that a quotation is, or 0.
    pub(super) fn callout(&mut self, range: &Range<usize>) -> u32 {
        let line = self.source[range.clone()].lines().next().unwrap_or_default();
        let words = line.trim_start_matches(['>', ' ']);
        let start = range.start + line.len() - words.len();
        let Some(inside) = words.strip_prefix("[!") else { return 0 };
        let Some(len) = inside.find(']') else { return 0 };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !self.is_content || len == 0 || !inside[..len].chars().all(is_word) {
            return 0;
        }
        let kind = start + 2..start + 2 + len;
        let rest = &inside[len + 1..];
        let title = rest.trim_start_matches(['+', '-']).trim();
        // A title with marks of its own stays the first line of the words.
        let is_plain = !title.contains(['[', '*', '`', '_', '@', '<', '^']);
        let title_start = title.as_ptr() as usize - self.source.as_ptr() as usize;
        let (title, end) = match is_plain {
            true => (title_start..title_start + title.len(), range.start + line.len()),
            false => (title_start..title_start, title_start),
        };
        let end = end + usize::from(is_plain && self.source[end..].starts_with('\n'));
        let node = self.nodes.len() as NodeIndex;
        self.callouts.push(Callout { node, kind, title, header: start..end });
        self.callouts.len() as u32
    }

    /// A paragraph that is a callout's first line and nothing else is not shown.
    pub(super) fn end_header(&mut self, paragraph: &Range<usize>) {
        let Some(callout) = self.callouts.last_mut() else { return };
        let header = &mut callout.header;
        if header.start == paragraph.start
            && header.end <= paragraph.end
            && self.source[header.end..paragraph.end].trim().is_empty()
        {
            header.end = paragraph.end;
        }
    }
}
