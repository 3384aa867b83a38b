//! What the blocks of a body cite and link to, in their own words and in the footnotes that they mark.

use super::body::{RawRef, Reader, RefKind};
use super::yaml::Str;
use crate::markdown::{self, Inline, InlineKind, Node};
use crate::source::Span;
use std::ops::Range;

impl Reader<'_> {
    pub fn take_refs(&mut self, whole: &Range<usize>, cuts: &[Range<u32>]) -> Range<u32> {
        let start = self.out.refs.len() as u32;
        let outline = self.outline;
        while let Some(inline) = outline.inlines.get(self.next_inline) {
            if inline.range.start >= whole.end {
                break;
            }
            self.next_inline += 1;
            let at = inline.range.start as u32;
            // A link in a section's heading counts for the first block below it.
            if inline.range.start < whole.start && self.in_heading(inline) {
                self.take_ref(inline, Some(whole.start));
            }
            if inline.range.start < whole.start || cuts.iter().any(|c| c.contains(&at)) {
                continue;
            }
            self.take_ref(inline, None);
        }
        self.take_footnotes(whole);
        start..self.out.refs.len() as u32
    }

    fn in_heading(&self, inline: &Inline) -> bool {
        let range = &inline.range;
        let holds = |node: &Node| matches!(node, Node::Heading { range: h, .. } if h.start <= range.start && range.end <= h.end);
        self.outline.nodes.iter().any(holds)
    }

    /// Adds what one inline cites or links to; `mark` is where the footnote that it stands in is marked.
    fn take_ref(&mut self, inline: &Inline, mark: Option<usize>) {
        let mut add = |kind, said: Str| {
            let at = mark.map_or(said.span.start, |mark| (self.base + mark) as u32);
            self.out.refs.push(RawRef { kind, said, at });
        };
        let span = |range: &Range<usize>| {
            Span::new(self.file, self.base + range.start..self.base + range.end)
        };
        let str = |range: &Range<usize>| Str {
            text: self.body[range.clone()].to_string(),
            span: span(range),
        };
        match &inline.kind {
            InlineKind::Cite(keys) => keys.iter().for_each(|key| add(RefKind::Cite, str(&key.key))),
            InlineKind::Wiki { target } => add(RefKind::Wiki, str(target)),
            InlineKind::Link { address, .. } | InlineKind::Image { address }
                if markdown::is_file(address) =>
            {
                add(RefKind::File, Str { text: address.clone(), span: span(&inline.range) });
            }
            _ => {}
        }
    }

    /// What a footnote cites belongs to the first block that has its mark.
    fn take_footnotes(&mut self, whole: &Range<usize>) {
        let outline = self.outline;
        let text = self.slice(whole);
        let new = (0..outline.footnotes.len()).filter(|n| !self.footnotes_taken.contains(n));
        let mut marked: Vec<_> = new
            .filter_map(|n| Some((text.find(&format!("[^{}]", outline.footnotes[n].0))?, n)))
            .collect();
        marked.sort();
        for (at, n) in marked {
            self.footnotes_taken.push(n);
            self.inlines(&outline.footnotes[n].1)
                .for_each(|inline| self.take_ref(inline, Some(whole.start + at)));
        }
    }

    /// What a footnote without a mark cites belongs to the last block, so that it is looked up too.
    pub fn take_unmarked_footnotes(&mut self) {
        let Some(at) = self.out.blocks.last().map(|b| b.content.start as usize - self.base) else {
            return;
        };
        let outline = self.outline;
        for (n, (_, range)) in outline.footnotes.iter().enumerate() {
            if !self.footnotes_taken.contains(&n) {
                self.inlines(range).for_each(|inline| self.take_ref(inline, Some(at)));
            }
        }
        if let Some(last) = self.out.blocks.last_mut() {
            last.refs.end = self.out.refs.len() as u32;
        }
    }

    /// The footnotes in the order of their first marks; those without a mark come last.
    pub fn footnotes(&self) -> Vec<(String, Range<u32>)> {
        let unmarked =
            (0..self.outline.footnotes.len()).filter(|n| !self.footnotes_taken.contains(n));
        let order = self.footnotes_taken.iter().copied().chain(unmarked);
        let text = |n: usize| &self.outline.footnotes[n];
        order
            .map(text)
            .map(|(label, range)| (label.clone(), self.footnote_text(label, range)))
            .collect()
    }

    fn footnote_text(&self, label: &str, range: &Range<usize>) -> Range<u32> {
        let lead = label.len() + "[^]:".len();
        let slice = self.slice(range);
        let rest = slice.get(lead..).unwrap_or("");
        let start = range.start + slice.len() - rest.trim_start().len();
        let end = range.start + slice.trim_end().len();
        (self.base + start) as u32..(self.base + end.max(start)) as u32
    }
}
