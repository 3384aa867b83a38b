//! The outline of a journal: which blocks belong to which dated entry.

use super::dates::{self, DatedHeading};
use super::headings::{HeadingMeaning, meaning};
use super::input::{InputBlock, InputBlockKind};
use super::note_title;
use super::sections::InputSection;
use crate::model::Date;
use crate::model::locale::Headings;

pub(super) struct JournalGather {
    pub heading: DatedHeading,
    pub section: InputSection,
    pub level: u8,
    pub sections: Vec<InputSection>,
    /// Lines of a front matter that agon does not read.
    pub front: Vec<String>,
}

#[derive(Default)]
pub(super) struct JournalOutline {
    pub title: Option<(usize, String)>,
    /// Sections outside of the gathers.
    pub sections: Vec<InputSection>,
    pub gathers: Vec<JournalGather>,
    in_gather: bool,
    /// Whether all of the document is one entry.
    is_one_entry: bool,
}

impl JournalGather {
    fn new(heading: DatedHeading, section: InputSection, level: u8) -> JournalGather {
        JournalGather { heading, section, level, sections: Vec::new(), front: Vec::new() }
    }
}

/// Whether a document has several dated entries.
pub(super) fn has_entries(blocks: &[InputBlock]) -> bool {
    let (mut dated, mut leads) = (0, 0);
    for block in blocks {
        if matches!(block.kind, InputBlockKind::Heading(_)) {
            dated += usize::from(dates::gather_heading(&block.text).is_some());
        } else {
            leads += usize::from(dated_lead(&block.text).is_some());
        }
    }
    dated > 1 || leads > 1
}

fn heading_level(block: &InputBlock) -> Option<u8> {
    match block.kind {
        InputBlockKind::Heading(level) => Some(level),
        _ => None,
    }
}

fn is_dated_heading(block: &InputBlock) -> bool {
    heading_level(block).is_some() && dates::gather_heading(&block.text).is_some()
}

/// Headings for entries that start with a day in bold or alone, `**2018-12-30** text`, where the
/// document has no dated headings.
pub(super) fn with_dated_headings(blocks: Vec<InputBlock>) -> Vec<InputBlock> {
    if blocks.iter().any(is_dated_heading) {
        return blocks;
    }
    let mut out: Vec<InputBlock> = Vec::new();
    let mut is_in_item = false;
    for mut block in blocks {
        let is_item = matches!(block.kind, InputBlockKind::Item { depth: 0, .. });
        if let InputBlockKind::Item { depth, .. } | InputBlockKind::ItemPart { depth } =
            &mut block.kind
            && is_in_item
            && *depth > 0
        {
            *depth -= 1;
        }
        let can_start = is_item || block.kind == InputBlockKind::Paragraph;
        let Some((day, rest)) = dated_lead(&block.text).filter(|_| can_start) else {
            out.push(block);
            continue;
        };
        is_in_item = is_item;
        out.push(InputBlock::new(block.line, InputBlockKind::Heading(2), day));
        if !rest.is_empty() {
            out.push(InputBlock::new(block.line, InputBlockKind::Paragraph, rest));
        }
    }
    out
}

/// The day in bold at the start of a text, or the day that is all of it, and the rest.
pub(super) fn dated_lead(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let (day, rest) = match text.strip_prefix("**").and_then(|t| t.split_once("**")) {
        Some((day, rest)) => (day.trim_end_matches([':', '.']), rest),
        None => (text, ""),
    };
    let heading = dates::gather_heading(day).filter(|h| h.title.is_none())?;
    let rest = rest.trim_start_matches([' ', ':', '—', '–', '-', '\n']);
    Some((heading.day.to_string(), rest.to_string()))
}

impl JournalOutline {
    /// Sorts the blocks of a journal under its gathers.
    pub(super) fn new(blocks: Vec<InputBlock>, headings: &Headings) -> JournalOutline {
        let mut journal = JournalOutline::default();
        let starts_with_title = match &blocks[..] {
            [first, second, ..] => {
                first.kind == InputBlockKind::Paragraph
                    && second.kind != InputBlockKind::Paragraph
                    && first.flat().chars().count() <= 120
            }
            _ => false,
        };
        for (n, block) in blocks.into_iter().enumerate() {
            if n == 0 && starts_with_title {
                journal.title = Some((block.line, block.flat()));
            } else {
                journal.add(block, headings);
            }
        }
        journal
    }

    /// A document whose front matter of `front_lines` lines, or whose name, says its day: one entry.
    pub(super) fn of_one_entry(
        day: Date,
        front_lines: usize,
        blocks: Vec<InputBlock>,
        headings: &Headings,
    ) -> JournalOutline {
        let mut journal = JournalOutline { is_one_entry: true, ..JournalOutline::default() };
        let mut front = Vec::new();
        let mut body = Vec::new();
        for block in blocks {
            let is_front = block.line <= front_lines;
            match block.kind {
                InputBlockKind::Paragraph if is_front => front.push(block.text),
                InputBlockKind::Heading(_) if is_front => {
                    journal.title = Some((block.line, block.flat()));
                }
                _ => body.push(block),
            }
        }
        if let [first, rest @ ..] = &body[..]
            && let Some(own) = heading_level(first)
            && match &journal.title {
                Some((_, title)) => first.flat() == *title,
                None => rest.iter().filter_map(heading_level).all(|other| other > own),
            }
        {
            journal.title = Some((first.line, first.flat()));
            body.remove(0);
        }
        let top = body.iter().find_map(heading_level).unwrap_or(1);
        let (line, title) = journal.title.clone().unwrap_or((1, String::new()));
        let section = InputSection::new(title.as_str(), line);
        let title = Some(title).filter(|title| !title.is_empty());
        let heading = title.as_deref().and_then(dates::gather_heading).filter(|h| h.day == day);
        let heading = heading.unwrap_or(DatedHeading { day, kind: None, title });
        let mut gather = JournalGather::new(heading, section, top.saturating_sub(1));
        gather.front = front;
        journal.gathers.push(gather);
        journal.in_gather = true;
        for block in body {
            journal.add(block, headings);
        }
        journal
    }

    fn add(&mut self, block: InputBlock, headings: &Headings) {
        if let InputBlockKind::Heading(level) = block.kind {
            return self.add_heading(level, block, headings);
        }
        let line = block.line;
        let sections = self.open_sections();
        if sections.is_empty() {
            sections.push(InputSection::new("", line));
        }
        sections.last_mut().expect("there is a section").blocks.push(block);
    }

    fn deepest_gather(&self) -> u8 {
        self.gathers.iter().map(|gather| gather.level).max().unwrap_or_default()
    }

    /// The sections of the open gather, or those outside of the gathers.
    fn open_sections(&mut self) -> &mut Vec<InputSection> {
        match self.gathers.last_mut() {
            Some(gather) if self.in_gather => &mut gather.sections,
            _ => &mut self.sections,
        }
    }

    fn add_heading(&mut self, level: u8, block: InputBlock, headings: &Headings) {
        let words = block.flat();
        let section = InputSection::new(words.as_str(), block.line);
        let known = meaning(&words, headings);
        let gather_level = self.gathers.last().map(|g| g.level);
        let has_gather_level = match gather_level {
            _ if self.is_one_entry => false,
            // a release changelog has larger headings for larger releases
            Some(known) => level <= self.deepest_gather() || known == 0 || level == 0,
            None => true,
        };
        let is_inside = self.is_one_entry || level == 0 || gather_level < Some(level);
        if let Some(heading) = dates::gather_heading(&words).filter(|_| has_gather_level) {
            self.gathers.push(JournalGather::new(heading, section, level));
            self.in_gather = true;
        } else if !self.is_one_entry
            && matches!(
                known,
                Some(HeadingMeaning::Tracking | HeadingMeaning::Index | HeadingMeaning::Changelog)
            )
        {
            self.in_gather = false;
            self.sections.push(section);
        } else if self.in_gather && is_inside && note_title::is_linked_title(&words) {
            // a news item with its text below
            let sections = self.open_sections();
            if sections.is_empty() {
                sections.push(InputSection::new("", block.line));
            }
            sections.last_mut().expect("there is a section").blocks.push(block);
        } else if self.in_gather && is_inside {
            let sections = self.open_sections();
            let is_part = known.is_none()
                && gather_level.map(|l| l + 1) < Some(level)
                && sections.iter().any(|s| !s.heading.is_empty());
            match sections.last_mut() {
                Some(open) if is_part => open.blocks.push(block),
                _ => sections.push(section),
            }
        } else if self.title.is_none()
            && self.gathers.is_empty()
            && self.sections.is_empty()
            && known.is_none()
        {
            self.title = Some((block.line, words));
        } else {
            self.in_gather = false;
            self.sections.push(section);
        }
    }
}
