//! The sections of a journal or thread in agon's forms.
//!
//! An item that has not the form of its section goes to the end of the file as text; nothing is
//! omitted.

use super::headings::{meaning, section_heading};
use super::importer::Importer;
use super::input::{InputBlock, InputBlockKind};
use super::items::ItemResult;
use super::report::CountedItem;
use super::text::excerpt;
use super::{note_title, source_note, source_table};
use crate::content::parse::item_parts::{FORECAST_PARTS, TENSION_PARTS};
use crate::model::SectionRole;

/// A heading and the blocks under it.
#[derive(Clone, Debug, Default)]
pub(super) struct InputSection {
    pub heading: String,
    pub line: usize,
    pub blocks: Vec<InputBlock>,
}

impl InputSection {
    pub(super) fn new(heading: impl Into<String>, line: usize) -> InputSection {
        InputSection { heading: heading.into(), line, blocks: Vec::new() }
    }

    /// All words, for the report.
    pub(super) fn words(&self) -> String {
        let mut words: Vec<String> = self.blocks.iter().map(InputBlock::flat).collect();
        words.push(self.heading.clone());
        words.join(" ")
    }
}

/// The kind of file that sections are written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TargetFile {
    /// Items can be source notes.
    Gather,
    Topic,
    Thread,
}

impl Importer<'_> {
    /// Writes the sections of a file; those of one role become one.
    pub(super) fn write_sections(&mut self, sections: Vec<InputSection>, target: TargetFile) {
        let mut joined: Vec<(SectionRole, InputSection)> = Vec::new();
        for mut section in sections {
            if meaning(&section.heading, self.headings()).is_some() {
                self.report.mark_consumed(&section.heading);
            }
            let (mut heading, role) = section_heading(&section.heading, self.headings());
            if heading.is_empty() && target == TargetFile::Topic {
                heading = "What we are tracking".into();
            }
            section.heading = heading;
            let known = joined.iter_mut().find(|(r, _)| *r == role && role != SectionRole::Prose);
            match known {
                Some((_, known)) => known.blocks.extend(section.blocks),
                None => joined.push((role, section)),
            }
        }
        for (role, section) in joined {
            self.write_section(role, section, target);
        }
    }

    /// Writes one section. A heading with nothing under it goes to the unsorted text.
    fn write_section(&mut self, role: SectionRole, section: InputSection, target: TargetFile) {
        let InputSection { heading, line, blocks } = section;
        match role {
            SectionRole::Perspectives => self.write_perspectives(&blocks),
            SectionRole::Questions => self.write_questions(&blocks),
            SectionRole::CrossLinks => self.write_items(role, &blocks, Self::cross_link),
            SectionRole::Observations => self.write_items(role, &blocks, Self::observation),
            SectionRole::Timeline | SectionRole::Corrections | SectionRole::Forecasts => {
                self.write_items(role, &blocks, Self::event)
            }
            SectionRole::Tensions => self.write_items(role, &blocks, Self::tension),
            SectionRole::Prose | SectionRole::Summary | SectionRole::Faq => {
                let mark = if heading.is_empty() { "##" } else { "###" };
                self.write_prose(&blocks, target, mark);
            }
        }
        let is_prose = role == SectionRole::Prose;
        let line = if let Some(first) = blocks.first() { first.line } else { line };
        let heading = if is_prose { self.escaped(line, &heading) } else { heading };
        let text = std::mem::take(&mut self.file.section).text;
        if text.is_empty() {
            if !heading.is_empty() {
                let message = format!("{}: a heading with nothing under it", excerpt(&heading));
                self.report.unsorted(line, message);
                self.file.unsorted.push(heading);
            }
            return;
        }
        if !heading.is_empty() {
            self.file.body.block(&format!("## {heading}"));
            let is_counted = is_prose && target != TargetFile::Topic;
            self.report.count(CountedItem::Section, usize::from(is_counted));
        }
        self.file.body.block(&text);
    }

    /// Writes a section whose items have a form of their own.
    fn write_items(
        &mut self,
        role: SectionRole,
        blocks: &[InputBlock],
        read: fn(&mut Self, &InputBlock) -> ItemResult,
    ) {
        for block in blocks {
            match block.kind {
                InputBlockKind::Item { depth: 0, .. } => match read(self, block) {
                    Ok(text) => self.file.section.item(0, "- ", &text),
                    Err(reason) => self.leave_unsorted(block, reason),
                },
                InputBlockKind::Item { .. } if self.file.section.ends_with_item() => {
                    let text = match role {
                        SectionRole::Tensions => self.labelled_item(block, &TENSION_PARTS),
                        SectionRole::Forecasts => self.labelled_item(block, &FORECAST_PARTS),
                        _ => Ok(self.escaped(block.line, &block.text)),
                    };
                    match text {
                        Ok(text) => self.file.section.item(1, "- ", &text),
                        Err(reason) => self.leave_unsorted(block, reason),
                    }
                }
                InputBlockKind::Item { .. } => self.leave_unsorted(block, "an item below no other"),
                // a list that lost its dashes
                InputBlockKind::Paragraph => match read(self, block) {
                    Ok(text) => self.file.section.item(0, "- ", &text),
                    Err(_) => self.write_block(block),
                },
                _ => self.write_block(block),
            }
        }
    }

    /// Writes a section of prose; `mark` is that of headings inside of it.
    fn write_prose(&mut self, blocks: &[InputBlock], target: TargetFile, mark: &str) {
        let mut heading: Option<&InputBlock> = None;
        let mut list = ProseList::default();
        let mut next = 0;
        while let Some(block) = blocks.get(next) {
            next += 1;
            if target == TargetFile::Gather {
                let read = self.write_news(&blocks[next - 1..]);
                if read > 0 {
                    next += read - 1;
                    continue;
                }
            }
            if let InputBlockKind::Heading(_) = block.kind {
                if let Some(empty) = heading.replace(block) {
                    self.write_empty_heading(empty);
                }
                continue;
            }
            if let Some(heading) = heading.take() {
                let text = self.escaped(heading.line, &heading.flat());
                self.file.section.block(&format!("{mark} {text}"));
            }
            if let InputBlockKind::Item { depth, number } = block.kind {
                self.write_prose_item(block, target, &mut list, (depth, number));
            } else {
                self.write_block(block);
            }
        }
        if let Some(empty) = heading {
            self.leave_unsorted(empty, "a heading with nothing under it");
        }
    }

    /// Writes a heading above another one, for which agon has no form, as a paragraph in bold.
    fn write_empty_heading(&mut self, block: &InputBlock) {
        let message = format!("{}, above another heading, is in bold", excerpt(&block.text));
        self.report.changed(block.line, message);
        let text = self.escaped(block.line, &block.flat());
        let is_bold = text.contains("**");
        self.file.section.block(&if is_bold { text } else { format!("**{text}**") });
    }

    /// Writes news items at the start of `blocks` that are not a list: a heading that is a link with its
    /// paragraph, or a table. Returns how many blocks they take.
    fn write_news(&mut self, blocks: &[InputBlock]) -> usize {
        let block = &blocks[0];
        if matches!(block.kind, InputBlockKind::Heading(_)) {
            if !note_title::is_linked_title(&block.text) {
                return 0;
            }
            let Some(mut note) = source_note::read(&block.flat(), &|_| false) else { return 0 };
            let mut taken = 1;
            if let Some(next) = blocks.get(1).filter(|b| b.kind == InputBlockKind::Paragraph) {
                note.text = next.flat();
                taken = 2;
            }
            let text = self.write_note(block, note);
            self.file.section.item(0, "- ", &text);
            return taken;
        }
        let is_row = |b: &&InputBlock| b.kind == InputBlockKind::Row;
        let rows: Vec<&str> = blocks.iter().take_while(is_row).map(|b| b.text.as_str()).collect();
        let Some(notes) = source_table::read_table(&rows) else { return 0 };
        self.report.mark_consumed(rows[0]);
        for note in notes {
            let text = self.write_note(block, note);
            self.file.section.item(0, "- ", &text);
        }
        rows.len()
    }

    fn write_prose_item(
        &mut self,
        block: &InputBlock,
        target: TargetFile,
        list: &mut ProseList,
        (depth, number): (u8, Option<u64>),
    ) {
        let is_top = depth == 0;
        let mut note = None;
        if target == TargetFile::Gather && (is_top || !list.after_note) {
            note = self.source_note(block);
        }
        if is_top {
            if !self.file.section.ends_with_item() {
                list.has_notes = false;
            }
            list.after_note = note.is_some();
            list.has_notes |= list.after_note;
        }
        // the notes of a gather have no numbers
        let number = number.filter(|_| !list.has_notes);
        let mark = if let Some(n) = number { format!("{n}. ") } else { "- ".into() };
        let text = match note {
            Some(note) => note,
            None => {
                if target == TargetFile::Gather && is_top {
                    self.report.count(CountedItem::OtherItem, 1);
                }
                self.escaped(block.line, &block.text)
            }
        };
        // a list has one kind of mark; another one starts a new list
        if is_top && self.file.section.ends_with_item() && list.is_numbered != number.is_some() {
            self.file.section.end_list();
        }
        self.file.section.item(depth, &mark, &text);
        if is_top {
            list.is_numbered = number.is_some();
        }
    }
}

/// The state of a list in prose.
#[derive(Default)]
struct ProseList {
    /// Whether the last item of the first level is a source note.
    after_note: bool,
    /// Whether any item of the list is one.
    has_notes: bool,
    is_numbered: bool,
}
