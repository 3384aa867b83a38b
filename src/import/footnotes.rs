//! Footnotes of an input: removed from the document, and written into each file with their marks.

use super::importer::Importer;
use super::input::{InputBlock, InputBlockKind};
use super::text::excerpt;

impl Importer<'_> {
    /// Removes the footnotes from a document, except for those that are sources.
    pub(super) fn take_footnotes(
        &mut self,
        blocks: Vec<InputBlock>,
        is_source: fn(&str) -> bool,
    ) -> Vec<InputBlock> {
        let mut rest = Vec::with_capacity(blocks.len());
        for block in blocks {
            match &block.kind {
                // the editor must decide which of two texts a mark means
                InputBlockKind::Footnote(label) if self.footnotes.contains_key(label) => {
                    let text = format!("[^{label}]: {}", block.text);
                    let message = format!("{}: a second footnote of this label", excerpt(&text));
                    self.report.unsorted(block.line, message);
                    rest.push(InputBlock::new(block.line, InputBlockKind::Paragraph, text));
                }
                InputBlockKind::Footnote(label) if !is_source(&block.text) => {
                    self.footnotes.insert(label.clone(), block);
                }
                _ => rest.push(block),
            }
        }
        rest
    }

    /// Writes the footnotes whose marks are in the open file.
    pub(super) fn write_footnotes(&mut self) {
        let footnotes: Vec<(String, InputBlock)> =
            self.footnotes.iter().map(|(label, block)| (label.clone(), block.clone())).collect();
        for (label, block) in footnotes {
            let mark = format!("[^{label}]");
            let is_marked = self.file.body.text.contains(&mark)
                || self.file.unsorted.iter().any(|text| text.contains(&mark));
            if is_marked {
                let text = self.escaped(block.line, &block.text);
                self.file.body.block(&format!("{mark}: {text}"));
                self.written_footnotes.insert(label);
            }
        }
    }

    /// Leaves footnotes without a mark as text.
    pub(super) fn leave_unmarked_footnotes(&mut self) {
        for (label, block) in self.footnotes.clone() {
            if !self.written_footnotes.contains(&label) {
                self.leave_unsorted(&block, "a footnote without a mark");
            }
        }
    }
}
