//! A journal in one long page: what it tracks, dated gathers with their sections, the changes of its
//! search.

use super::dates::{self, DatedHeading};
use super::error::ImportError;
use super::headings::{HeadingMeaning, meaning};
use super::importer::{Importer, is_separator};
use super::input::{InputBlock, InputBlockKind, InputDocument};
use super::report::CountedItem;
use super::sections::{InputSection, TargetFile};
use super::text::{excerpt, slug_of};
use super::writer::ContentWriter;
use super::{source_note, yaml};
use crate::model::locale::Headings;
use crate::model::{Date, GatherKind, Word};
use serde::Serialize;
use serde_yaml::FlowMap;

struct JournalGather {
    heading: DatedHeading,
    section: InputSection,
    level: u8,
    sections: Vec<InputSection>,
}

#[derive(Default)]
struct JournalOutline {
    title: Option<(usize, String)>,
    /// Sections outside of the gathers.
    sections: Vec<InputSection>,
    gathers: Vec<JournalGather>,
    in_gather: bool,
}

/// A change in watch.yaml.
#[derive(Serialize)]
struct SearchChange {
    date: String,
    change: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
}

impl Importer<'_> {
    /// # Errors
    /// Where the journal's topic is unknown or its slug is taken.
    pub(super) fn import_journal(&mut self, document: InputDocument) -> Result<(), ImportError> {
        self.report.format = "a journal";
        let blocks = with_dated_headings(document.blocks);
        let blocks = self.take_footnotes(blocks, |_| false);
        let headings = self.headings();
        let journal = JournalOutline::new(blocks, headings);
        let is_changelog =
            |s: &InputSection| meaning(&s.heading, headings) == Some(HeadingMeaning::Changelog);
        let has_changes = journal.sections.iter().any(is_changelog);
        if journal.gathers.is_empty() && !has_changes {
            return Err(ImportError::NoDay(self.report.path.clone()));
        }
        self.learn_publishers(&journal);
        let title_slug = journal.title.as_ref().map(|(_, title)| slug_of(title));
        let slug = self.claim_topic(self.topic.clone().or(title_slug))?;
        let mut written: Vec<String> = Vec::new();
        // oldest first, so that a work's record is that of its first mention
        for gather in journal.gathers.into_iter().rev() {
            let (path, kind) = self.gather_path(&slug, &gather, &written);
            self.report.count(CountedItem::Gather, 1);
            match kind {
                GatherKind::Initial => self.report.count(CountedItem::InitialGather, 1),
                GatherKind::Update => self.report.count(CountedItem::Update, 1),
                GatherKind::Gather => {}
            }
            written.push(path.clone());
            self.write_gather(path, kind, gather);
        }
        self.write_topic(&slug, journal.title, journal.sections);
        Ok(())
    }

    /// Publishers of unambiguous notes help with the others.
    fn learn_publishers(&mut self, journal: &JournalOutline) {
        for section in journal.gathers.iter().flat_map(|g| &g.sections) {
            for block in section.blocks.iter().filter(|b| b.is_item()) {
                let Some(note) = source_note::read(&block.flat(), &|_| false) else { continue };
                if let Some(publisher) = note.imprint.publisher
                    && note.alternative.is_none()
                    && note.imprint.date.is_some()
                {
                    self.sources.add_publisher(&publisher);
                }
            }
        }
    }

    /// A gather's file. The name of a second one on a day contains its kind.
    fn gather_path(
        &mut self,
        topic: &str,
        gather: &JournalGather,
        written: &[String],
    ) -> (String, GatherKind) {
        let day = gather.heading.day;
        let folder = format!("content/topics/{topic}/gathers");
        let kind = gather.heading.kind.unwrap_or(GatherKind::Gather);
        let first = match kind {
            GatherKind::Gather => format!("{folder}/{day}.md"),
            kind => format!("{folder}/{day}-{}.md", kind.word()),
        };
        if !written.contains(&first) {
            return (first, kind);
        }
        let mut choice = (first, kind);
        for kind in [kind, GatherKind::Gather, GatherKind::Update, GatherKind::Initial] {
            let path = format!("{folder}/{day}-{}.md", kind.word());
            if !written.contains(&path) {
                choice = (path, kind);
                break;
            }
        }
        let message = format!("{day} has another entry already, so this one became {}", choice.0);
        self.report.guessed(gather.section.line, message);
        choice
    }

    fn write_gather(&mut self, path: String, kind: GatherKind, gather: JournalGather) {
        let InputSection { heading, line, .. } = &gather.section;
        if self.exists(&path) {
            let sections: Vec<String> = gather.sections.iter().map(InputSection::words).collect();
            let words = format!("{heading} {}", sections.join(" "));
            return self.report.skipped(*line, &words, format!("{path}: {heading}"));
        }
        self.report.mark_consumed(heading);
        self.file = ContentWriter::default();
        self.file.front += &yaml::field("kind", kind.word());
        self.file.front += &yaml::date_field("date", gather.heading.day);
        if let Some(title) = &gather.heading.title {
            self.file.front += &yaml::field("title", yaml::one_line(title));
        }
        self.file.front += &self.provenance();
        self.write_sections(gather.sections, TargetFile::Gather);
        self.write_footnotes();
        let file = std::mem::take(&mut self.file);
        match self.files.get_mut(&path) {
            // a fifth entry of one day continues the fourth
            Some(text) => text.push_str(&file.body()),
            None => {
                self.files.insert(path, file.text());
            }
        }
    }

    fn write_topic(
        &mut self,
        slug: &str,
        title: Option<(usize, String)>,
        sections: Vec<InputSection>,
    ) {
        let path = format!("content/topics/{slug}/topic.md");
        let (line, title) = title.unwrap_or((1, slug.to_string()));
        let headings: Vec<String> = sections.iter().map(|s| s.heading.clone()).collect();
        let mut rest: Vec<InputSection> = Vec::new();
        for mut section in sections {
            match meaning(&section.heading, self.headings()) {
                Some(HeadingMeaning::Index) => rest.extend(self.drop_index(section, &headings)),
                Some(HeadingMeaning::Changelog) => rest.extend(self.write_changes(slug, section)),
                // the text above the first heading has the same subject
                Some(HeadingMeaning::Tracking) if rest.len() == 1 && rest[0].heading.is_empty() => {
                    let lead = std::mem::take(&mut rest[0].blocks);
                    section.blocks.splice(..0, lead);
                    rest[0] = section;
                }
                _ => rest.push(section),
            }
        }
        if self.exists(&path) {
            for section in rest {
                let words = section.words();
                let message = format!("{path}: {}", excerpt(&words));
                self.report.skipped(section.line, &words, message);
            }
            return self.report.mark_consumed(&title);
        }
        let message = format!(
            "the topic's question is its title, in {path}: write the question that the debate asks"
        );
        self.report.guessed(line, message);
        self.file = ContentWriter::default();
        self.start_topic_file(&title);
        self.write_sections(rest, TargetFile::Topic);
        self.write_footnotes();
        self.leave_unmarked_footnotes();
        self.files.insert(path, std::mem::take(&mut self.file).text());
    }

    /// Drops the names of other parts, since agon generates such lists; returns the rest.
    fn drop_index(&mut self, mut index: InputSection, headings: &[String]) -> Option<InputSection> {
        let mut rest = InputSection::new(index.heading.clone(), index.line);
        for block in std::mem::take(&mut index.blocks) {
            let text = block.flat();
            let link = text.strip_prefix('[').and_then(|t| t.split_once("]("));
            let label = if let Some((label, _)) = link { label } else { &text };
            if dates::gather_heading(label).is_some() || headings.iter().any(|h| h == label) {
                index.blocks.push(block);
            } else {
                rest.blocks.push(block);
            }
        }
        self.report.dropped(index.line, &index.words(), "agon generates the index");
        // it has no meaning any more
        Some(rest).filter(|rest| !rest.blocks.is_empty())
    }

    /// Writes rows or items of date, change and reason to watch.yaml; returns the rest.
    fn write_changes(&mut self, slug: &str, section: InputSection) -> Option<InputSection> {
        let path = format!("content/topics/{slug}/watch.yaml");
        let exists = self.exists(&path);
        let mut rest = InputSection::new(section.heading.clone(), section.line);
        let mut changes: Vec<FlowMap<SearchChange>> = Vec::new();
        for block in section.blocks {
            let text = block.flat();
            if is_separator(&text) || block.kind == InputBlockKind::Row && is_changelog_head(&text)
            {
                self.report.mark_consumed(&text);
                continue;
            }
            let Some((date, change, reason)) = search_change(&block) else {
                self.report.unsorted(block.line, format!("{}: no dated change", excerpt(&text)));
                rest.blocks.push(block);
                continue;
            };
            if exists {
                self.report.skipped(block.line, &text, format!("{path}: {}", excerpt(&text)));
            }
            self.report.mark_consumed(&text);
            let (change, reason) = (yaml::one_line(&change), yaml::one_line(&reason));
            changes.push(FlowMap(SearchChange { date: date.to_string(), change, reason }));
        }
        self.report.mark_consumed(&section.heading);
        self.report.count(CountedItem::Change, changes.len());
        if !changes.is_empty() && !exists {
            let list = yaml::field("changelog", changes);
            match self.files.get_mut(&path) {
                // a page can have several such sections
                Some(text) => text.push_str(list.trim_start_matches("changelog:\n")),
                None => {
                    self.files.insert(path, list);
                }
            }
        }
        Some(rest).filter(|rest| !rest.blocks.is_empty())
    }
}

/// Headings for entries that start with a day in bold or alone, `**2018-12-30** text`, where the
/// document has no dated headings.
fn with_dated_headings(blocks: Vec<InputBlock>) -> Vec<InputBlock> {
    let is_dated_heading = |block: &InputBlock| {
        matches!(block.kind, InputBlockKind::Heading(_))
            && dates::gather_heading(&block.text).is_some()
    };
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

fn table_cells(row: &str) -> Vec<String> {
    let cells = row.trim().trim_matches('|').split('|');
    cells.map(|cell| crate::markdown::title(cell.trim())).collect()
}

fn is_changelog_head(row: &str) -> bool {
    table_cells(row)[0].eq_ignore_ascii_case("date")
}

/// The date, the change and its reason.
fn search_change(block: &InputBlock) -> Option<(Date, String, String)> {
    let (date, change, reason) = match block.kind {
        InputBlockKind::Row => {
            let cells = table_cells(&block.text);
            (dates::read(&cells[0])?, cells.get(1)?.clone(), cells[2..].join(", "))
        }
        InputBlockKind::Item { .. } => {
            let text = block.flat();
            let (date, change) = dates::leading(&text)?;
            (date, change.to_string(), String::new())
        }
        _ => return None,
    };
    if change.is_empty() { None } else { Some((date, change, reason)) }
}

impl JournalOutline {
    /// Sorts the blocks of a journal under its gathers.
    fn new(blocks: Vec<InputBlock>, headings: &Headings) -> JournalOutline {
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
            if let InputBlockKind::Heading(level) = block.kind {
                journal.add_heading(level, block, headings);
            } else if n == 0 && starts_with_title {
                journal.title = Some((block.line, block.flat()));
            } else {
                let line = block.line;
                let sections = journal.open_sections();
                if sections.is_empty() {
                    sections.push(InputSection::new("", line));
                }
                sections.last_mut().expect("there is a section").blocks.push(block);
            }
        }
        journal
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
            Some(known) => known == level || known == 0 || level == 0,
            None => true,
        };
        let is_inside = level == 0 || gather_level < Some(level);
        if let Some(heading) = dates::gather_heading(&words).filter(|_| has_gather_level) {
            self.gathers.push(JournalGather { heading, section, level, sections: Vec::new() });
            self.in_gather = true;
        } else if matches!(
            known,
            Some(HeadingMeaning::Tracking | HeadingMeaning::Index | HeadingMeaning::Changelog)
        ) {
            self.in_gather = false;
            self.sections.push(section);
        } else if self.in_gather && is_inside && source_note::is_linked_title(&words) {
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
