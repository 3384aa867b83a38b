//! Footnotes of an input: taken out of the page, and written into each file that has their marks.

use super::Run;
use super::account::short;
use super::blocks::{Block, Kind};
use super::draft::Draft;

impl Run<'_> {
    /// Takes the footnotes out of a page: those with a text of their own are kept until a file needs them.
    pub(super) fn take_footnotes(
        &mut self,
        blocks: Vec<Block>,
        is_source: fn(&str) -> bool,
    ) -> Vec<Block> {
        let mut rest = Vec::with_capacity(blocks.len());
        for block in blocks {
            match &block.kind {
                // a second text for one mark: which of the two is meant is for the editor to say
                Kind::Footnote(label) if self.notes.contains_key(label) => {
                    let text = format!("[^{label}]: {}", block.text);
                    self.account.left(
                        block.line,
                        format!("{}: a second footnote of this label", short(&text)),
                    );
                    rest.push(Block { kind: Kind::Paragraph, text, ..block });
                }
                Kind::Footnote(label) if !is_source(&block.text) => {
                    self.notes.insert(label.clone(), block);
                }
                _ => rest.push(block),
            }
        }
        rest
    }

    /// Adds the footnotes whose marks stand in a draft.
    pub(super) fn footnotes(&mut self, draft: &mut Draft) {
        let meant = |label: &String| {
            let mark = format!("[^{label}]");
            draft.body.text.contains(&mark) || draft.unsorted.iter().any(|u| u.contains(&mark))
        };
        let labels: Vec<String> = self.notes.keys().filter(|l| meant(l)).cloned().collect();
        for label in labels {
            let block = self.notes[&label].clone();
            let text = self.tamed(block.line, &block.text);
            draft.body.apart(&format!("[^{label}]: {text}"));
            self.used.insert(label);
        }
    }

    /// Footnotes that no mark names stay as text.
    pub(super) fn footnotes_left(&mut self, draft: &mut Draft) {
        let left = self.notes.iter().filter(|(label, _)| !self.used.contains(*label));
        let left: Vec<Block> = left.map(|(_, block)| block.clone()).collect();
        for block in left {
            self.unfit(draft, &block, "a footnote that no mark names");
        }
    }
}
