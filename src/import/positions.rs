//! Sections in which actors hold positions and disagree: perspectives, tensions, questions.

use super::dates;
use super::entities::emphasised_name;
use super::importer::Importer;
use super::input::{InputBlock, InputBlockKind};
use super::items::ItemResult;
use super::report::CountedItem;
use super::text::{excerpt, first_free};
use crate::model::{ChangeWord, TensionKind, Word};

/// Longest line that is taken for a name above a paragraph, in characters.
const MAX_NAME: usize = 80;

impl Importer<'_> {
    /// A sub-item with one of the known labels: `Crux: …`, `Answer: …`, `Kind: factual`.
    pub(super) fn labelled_item(&mut self, block: &InputBlock, labels: &[&str]) -> ItemResult {
        let reason = "an item below another one without a label that agon knows here";
        let text = block.flat();
        let (name, rest) = text.split_once(':').ok_or(reason)?;
        let name = name.trim_matches(['*', '_', ' ']);
        let label = labels.iter().find(|l| l.eq_ignore_ascii_case(name)).ok_or(reason)?;
        let rest = rest.trim_matches(['*', ' ']);
        if *label == "Kind" && TensionKind::parse(rest).is_none() {
            return Err(reason);
        }
        Ok(format!("{label}: {}", self.escaped(block.line, rest)))
    }

    /// `[[a]] × [[b]]: text`
    pub(super) fn tension(&mut self, block: &InputBlock) -> ItemResult {
        let sides = self.entities.tension_sides(&block.flat(), block.line, &mut self.report);
        let (a, b, text) = sides.ok_or("a tension whose two sides are not recognised")?;
        let text = self.escaped(block.line, &text);
        self.report.count(CountedItem::Tension, 1);
        Ok(format!("{} × {}: {text}", wiki_links(&a, ", "), wiki_links(&b, ", ")))
    }

    pub(super) fn write_questions(&mut self, blocks: &[InputBlock]) {
        for block in blocks {
            match block.kind {
                InputBlockKind::Item { depth: 1.., .. } if self.file.section.ends_with_item() => {
                    match self.labelled_item(block, &["Would settle it", "Answer"]) {
                        Ok(text) => self.file.section.item(1, "- ", &text),
                        Err(reason) => self.leave_unsorted(block, reason),
                    }
                }
                InputBlockKind::Item { .. } | InputBlockKind::Paragraph
                    if block.text.contains('?') =>
                {
                    let text = block.flat();
                    // stable from now on, however the text changes
                    let hash = blake3::hash(text.as_bytes()).to_hex();
                    let section = format!("{}\n", self.file.section.text);
                    let id = first_free(&format!("q-{}", &hash[..8]), |id| {
                        section.contains(&format!(" ^{id}\n"))
                    });
                    let text = self.escaped(block.line, &text);
                    self.file.section.item(0, "- ", &format!("{text} (status:: open) ^{id}"));
                    self.report.count(CountedItem::Question, 1);
                }
                InputBlockKind::Item { .. } => {
                    self.leave_unsorted(block, "an item without a question mark")
                }
                _ => self.write_block(block),
            }
        }
    }

    pub(super) fn write_perspectives(&mut self, blocks: &[InputBlock]) {
        // the heading of the open perspective, until something is written under it
        let mut heading: Option<(&InputBlock, String)> = None;
        let mut has_actor = false;
        for (n, block) in blocks.iter().enumerate() {
            if let Some((name, text)) = perspective_name(block, blocks.get(n + 1)) {
                if let Some((block, _)) = heading.take() {
                    self.leave_unsorted(block, "a name with nothing under it");
                }
                let actors = self.entities.actors(&name, block.line, &mut self.report);
                if actors.is_empty() {
                    self.leave_unsorted(block, "a perspective without an actor");
                    continue;
                }
                heading = Some((block, format!("### {}", wiki_links(&actors, " and "))));
                has_actor = true;
                if text.is_empty() {
                    continue;
                }
                self.open_perspective(heading.take());
                let text = self.escaped(block.line, &text);
                self.file.section.block(&text);
                continue;
            }
            self.open_perspective(heading.take());
            if !matches!(block.kind, InputBlockKind::Item { depth: 0, .. }) {
                self.write_block(block);
                continue;
            }
            match self.position(block).filter(|_| has_actor) {
                Some(text) => self.file.section.item(0, "- ", &text),
                None => {
                    self.leave_unsorted(block, "not a position of an actor, nor a date that exists")
                }
            }
        }
        if let Some((block, _)) = heading {
            self.leave_unsorted(block, "a name with nothing under it");
        }
    }

    fn open_perspective(&mut self, heading: Option<(&InputBlock, String)>) {
        if let Some((_, heading)) = heading {
            self.file.section.block(&heading);
            self.report.count(CountedItem::Perspective, 1);
        }
    }

    /// `2026-06-28 restated: text`; a date without a change word stays in parentheses.
    fn position(&mut self, block: &InputBlock) -> Option<String> {
        let text = block.flat();
        let Some((date, rest)) = dates::leading(&text) else {
            let looks_dated = text.starts_with(|c: char| c.is_ascii_digit());
            return if looks_dated { None } else { Some(self.escaped(block.line, &text)) };
        };
        self.report.mark_consumed(&text[..text.len() - rest.len()]);
        let lower = rest.to_lowercase();
        if let Some(change) = ChangeWord::ALL.iter().find(|c| lower.starts_with(c.word())) {
            let text = rest[change.word().len()..].trim_start_matches([':', '—', '–', ' ', '*']);
            return Some(format!("{date} {}: {}", change.word(), self.escaped(block.line, text)));
        }
        let message = format!("{}: a position without a change word", excerpt(&text));
        self.report.unsorted(block.line, message);
        Some(format!("({date}) {}", self.escaped(block.line, rest)))
    }
}

fn wiki_links(slugs: &[String], separator: &str) -> String {
    slugs.iter().map(|s| format!("[[{s}]]")).collect::<Vec<_>>().join(separator)
}

/// The name that starts a perspective, and the text in the same block: of a heading, an emphasised
/// name or a short line above a paragraph.
fn perspective_name(block: &InputBlock, next: Option<&InputBlock>) -> Option<(String, String)> {
    let text = block.flat();
    let is_paragraph = block.kind == InputBlockKind::Paragraph;
    if is_paragraph || matches!(block.kind, InputBlockKind::Item { depth: 0, .. }) {
        let emphasised = emphasised_name(&text);
        if emphasised.is_some() {
            return emphasised;
        }
    }
    if matches!(block.kind, InputBlockKind::Heading(_)) {
        return Some((text, String::new()));
    }
    let next = next.filter(|next| next.kind == InputBlockKind::Paragraph)?;
    let length = text.chars().count();
    let is_short = length <= MAX_NAME && !text.ends_with(['.', ';', '?', '!', ')']);
    let has_alias = length <= MAX_NAME + 10 && text.ends_with(')') && text.contains(" (");
    let is_name = is_paragraph
        && (is_short || has_alias)
        && !text.contains(": ")
        && next.flat().chars().count() > MAX_NAME;
    if is_name { Some((text, String::new())) } else { None }
}
