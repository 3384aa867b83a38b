//! A journal in one long page: what it tracks, dated gathers with their sections, the changes of its
//! search.

use super::dates;
use super::error::ImportError;
use super::headings::{HeadingMeaning, meaning};
use super::importer::{Importer, is_separator};
use super::input::{InputBlock, InputBlockKind, InputDocument};
use super::outline::{JournalGather, JournalOutline, has_entries, with_dated_headings};
use super::report::CountedItem;
use super::sections::{InputSection, TargetFile};
use super::text::{excerpt, slug_of};
use super::writer::ContentWriter;
use super::{source_note, yaml};
use crate::markdown;
use crate::model::{Date, GatherKind, Word};
use serde::Serialize;
use serde_yaml::FlowMap;

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
        let headings = self.headings();
        let journal = match document.day.clone().filter(|_| !has_entries(&document.blocks)) {
            Some(day) => {
                self.report.mark_consumed(&day.text);
                let blocks = self.take_footnotes(document.blocks, |_| false);
                JournalOutline::of_one_entry(day.day, document.front_lines, blocks, headings)
            }
            None => {
                let blocks = with_dated_headings(document.blocks);
                let blocks = self.take_footnotes(blocks, |_| false);
                JournalOutline::new(blocks, headings)
            }
        };
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
        for kind in [kind, GatherKind::Gather] {
            let path = format!("{folder}/{day}-{}.md", kind.word());
            let is_new = !written.contains(&path);
            choice = (path, kind);
            if is_new {
                let message =
                    format!("{day} has another entry already, so this one became {}", choice.0);
                self.report.guessed(gather.section.line, message);
                return choice;
            }
        }
        let message =
            format!("{day} has two entries already, so this one is a part of {}", choice.0);
        self.report.guessed(gather.section.line, message);
        choice
    }

    fn write_gather(&mut self, path: String, kind: GatherKind, mut gather: JournalGather) {
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
            let plain = yaml::one_line(&markdown::title(title));
            self.file.front += &yaml::field("title", plain);
            let is_part = self.files.contains_key(&path);
            if is_part || title.contains("](") {
                gather.sections = with_title(gather.sections, *line, title, is_part);
            }
        }
        self.file.front += &self.provenance();
        for text in gather.front {
            let name = text.split([':', '=']).next().unwrap_or_default();
            self.report.count_comment(name.trim());
            self.file.front += &format!("# {}\n", yaml::one_line(&text));
        }
        self.write_sections(gather.sections, TargetFile::Gather);
        self.write_footnotes();
        let file = std::mem::take(&mut self.file);
        match self.files.get_mut(&path) {
            // a third entry of one day continues the second
            Some(text) => {
                text.push('\n');
                text.push_str(&file.body());
            }
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
        if self.files.contains_key(&path) {
            // an input before this one began the topic
            self.report.dropped(line, &title, "the topic has a title already");
            self.file = ContentWriter::default();
            self.write_sections(rest, TargetFile::Topic);
            self.write_footnotes();
            self.leave_unmarked_footnotes();
            let body = std::mem::take(&mut self.file).body();
            if let Some(text) = self.files.get_mut(&path).filter(|_| !body.is_empty()) {
                text.push('\n');
                text.push_str(&body);
            }
            return;
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

/// The sections with the title of their entry above them: as a heading where the entry is a part of a
/// file, and where prose follows; else as a paragraph, which keeps the address that a title cannot have.
fn with_title(
    mut sections: Vec<InputSection>,
    line: usize,
    title: &str,
    is_heading: bool,
) -> Vec<InputSection> {
    let starts_with_prose = sections.first().is_some_and(|s| s.heading.is_empty());
    if !starts_with_prose {
        sections.insert(0, InputSection::new("", line));
    }
    if is_heading && starts_with_prose {
        sections[0].heading = title.to_string();
    } else {
        let text = if title.contains("](") { title.into() } else { format!("**{title}**") };
        sections[0].blocks.insert(0, InputBlock::new(line, InputBlockKind::Paragraph, text));
    }
    sections
}
