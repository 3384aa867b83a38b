//! A thread page: prose, open questions, a timeline, perspectives, tensions, a status line and a list
//! of sources.

use super::dates;
use super::error::ImportError;
use super::headings::{HeadingMeaning, meaning, status_label};
use super::importer::Importer;
use super::imprint::Imprint;
use super::input::{InputBlock, InputBlockKind, InputDocument};
use super::note_title;
use super::report::{CountedItem, LineOutcome};
use super::sections::{InputSection, TargetFile};
use super::text::{excerpt, flat, is_digits, slug_of, words};
use super::work::Work;
use super::writer::ContentWriter;
use super::yaml;
use crate::markdown;
use crate::model::{Date, SectionRole, ThreadStatus, Trend, Word};

/// The blocks of a thread by their use.
struct ThreadOutline {
    status: ThreadFront,
    sections: Vec<InputSection>,
    sources: Vec<InputBlock>,
}

impl Importer<'_> {
    /// # Errors
    /// Where the thread's topic is unknown or its slug is taken, or the thread has no title.
    pub(super) fn import_thread(&mut self, document: InputDocument) -> Result<(), ImportError> {
        if self.report.format.is_empty() {
            self.report.format = "a thread";
        }
        let topic = self.thread_topic()?;
        let mut blocks = self.take_footnotes(document.blocks, is_source);
        let (mut line, mut title) = (1, self.stem.clone());
        let heading = blocks.iter().position(|b| b.kind == InputBlockKind::Heading(1));
        if let Some(at) = heading.filter(|at| meaning(&blocks[*at].text, self.headings()).is_none())
        {
            (line, title) = (blocks[at].line, blocks[at].flat());
            blocks.remove(at);
        } else if let Some(first) = blocks.first()
            && matches!(first.kind, InputBlockKind::Heading(_) | InputBlockKind::Paragraph)
            && meaning(&first.text, self.headings()).is_none()
        {
            (line, title) = (first.line, first.flat());
            blocks.remove(0);
        }
        let mut slug = slug_of(&title);
        if slug.is_empty() {
            return Err(ImportError::NoTitle(self.report.path.clone()));
        }
        let folder = format!("content/topics/{topic}/threads");
        if self.exists(&format!("{folder}/{slug}.md")) {
            let mut words: Vec<String> = blocks.iter().map(InputBlock::flat).collect();
            words.push(title);
            let message = format!("{folder}/{slug}.md: the whole thread");
            self.report.skipped(line, &words.join(" "), message);
            return Ok(());
        }
        slug = self.entities.reserve(&slug);
        let outline = self.thread_outline(line, blocks);
        self.write_sources(&outline.sources);
        self.learn_actors(&outline.sections);
        self.file = ContentWriter::default();
        self.file.front += &yaml::field("title", yaml::one_line(&title));
        self.file.front += &outline.status.to_yaml();
        self.file.front += &self.provenance();
        self.write_sections(outline.sections, TargetFile::Thread);
        self.write_footnotes();
        self.leave_unmarked_footnotes();
        let text = std::mem::take(&mut self.file).text();
        self.files.insert(format!("{folder}/{slug}.md"), text);
        Ok(())
    }

    /// The topic of a thread: the requested one, or the site's only one. A new one gets its file.
    fn thread_topic(&mut self) -> Result<String, ImportError> {
        let requested = match (&self.topic, &self.site.topics[..]) {
            (None, [only]) => Some(only.slug.clone()),
            (topic, _) => topic.clone(),
        };
        let is_new = !matches!(&requested, Some(slug) if self.topics.contains(slug));
        let slug = self.claim_topic(requested)?;
        let path = format!("content/topics/{slug}/topic.md");
        if !self.exists(&path) && is_new {
            let message =
                format!("the topic \"{slug}\" is new; write its title and question in {path}");
            self.report.guessed(1, message);
            self.file = ContentWriter::default();
            self.start_topic_file(&slug);
            self.files.insert(path, std::mem::take(&mut self.file).text());
        }
        Ok(slug)
    }

    fn thread_outline(&mut self, line: usize, blocks: Vec<InputBlock>) -> ThreadOutline {
        let mut status = ThreadFront::default();
        let mut sections: Vec<InputSection> = Vec::new();
        let mut open = InputSection::new("", line);
        let mut sources: Vec<InputBlock> = Vec::new();
        let mut in_sources = false;
        let mut level = 0;
        for block in blocks {
            let known = meaning(&block.text, self.headings());
            match block.kind {
                InputBlockKind::Heading(_) if known == Some(HeadingMeaning::Sources) => {
                    in_sources = true;
                    self.report.mark_consumed(&block.text);
                }
                InputBlockKind::Heading(n) if known.is_none() && n > level && level > 0 => {
                    open.blocks.push(block)
                }
                InputBlockKind::Heading(n) => {
                    in_sources = false;
                    level = n;
                    let section = InputSection::new(block.flat(), block.line);
                    sections.push(std::mem::replace(&mut open, section));
                }
                InputBlockKind::Paragraph
                    if block.text.lines().all(|l| status_label(l).is_some()) =>
                {
                    for (n, text) in block.text.lines().enumerate() {
                        let line = block.line + n;
                        if status.read(text) {
                            self.report.mark_consumed(text);
                            continue;
                        }
                        let message = format!("{}: not a thread's state", excerpt(text));
                        self.report.unsorted(line, message);
                        open.blocks.push(InputBlock::new(line, InputBlockKind::Paragraph, text));
                    }
                }
                InputBlockKind::Footnote(_) => sources.push(block),
                InputBlockKind::Item { .. } | InputBlockKind::Paragraph if in_sources => {
                    sources.push(block)
                }
                _ => open.blocks.push(block),
            }
        }
        sections.push(open);
        ThreadOutline { status, sections, sources }
    }

    /// Tensions can name actors of perspectives that follow later.
    fn learn_actors(&mut self, sections: &[InputSection]) {
        for section in sections {
            let perspectives = Some(HeadingMeaning::Role(SectionRole::Perspectives));
            if meaning(&section.heading, self.headings()) != perspectives {
                continue;
            }
            let mut report = self.report.clone();
            self.write_perspectives(&section.blocks);
            self.file = ContentWriter::default();
            // guesses occur only once; the other lines are reported again with the section
            for line in &self.report.lines {
                if line.outcome == LineOutcome::Guessed {
                    report.guessed(line.line, line.text.clone());
                }
            }
            self.report = report;
        }
    }

    /// Adds the listed sources. The number or label of each is the mark that cites it.
    fn write_sources(&mut self, blocks: &[InputBlock]) {
        for (n, block) in blocks.iter().enumerate() {
            let text = block.flat();
            let (label, text) = match (&block.kind, bracketed_number(&text)) {
                (InputBlockKind::Footnote(label), _) => (label.clone(), text.as_str()),
                (_, Some((label, rest))) => (label.to_string(), rest),
                (InputBlockKind::Item { number: Some(number), .. }, _) => {
                    (number.to_string(), text.as_str())
                }
                _ => ((n + 1).to_string(), text.as_str()),
            };
            if text.is_empty() {
                continue;
            }
            let work = self.listed_work(block.line, text);
            let key = self.sources.add(work, &mut self.report);
            self.report.mark_consumed(&label);
            self.report.count(CountedItem::ListedSource, 1);
            self.marks.insert(label, key);
        }
    }

    /// A work of a list: `[Title](address) — Publisher (2026-06-04)`.
    fn listed_work(&mut self, line: usize, text: &str) -> Work {
        let mut rest = text.trim().trim_end_matches('.');
        let mut url = None;
        if let Some((before, last)) = rest.rsplit_once(' ') {
            let address = last.trim_matches(['<', '>']);
            if markdown::is_web(address) {
                url = Some(address.to_string());
                rest = before.trim_end_matches([' ', ',', '.', '—', '–']);
            }
        }
        let mut imprint = Imprint::default();
        if let Some((before, inside)) = parenthesised_end(rest) {
            let inside = Imprint::read(inside);
            if inside.is_specific() {
                (imprint, rest) = (inside, before);
            }
        }
        let link = note_title::leading_link(rest.trim_start_matches(['"', '“', '*']));
        let title = if let Some((address, words, after)) = link {
            url = Some(address);
            let after = after.trim_matches(|c: char| " ,—–-.:*_\"”".contains(c));
            if !after.is_empty() {
                imprint = Imprint::read(after).or(imprint);
            }
            words
        } else {
            let split = rest.rsplit_once(" — ").or_else(|| rest.rsplit_once(" – "));
            match split.filter(|_| imprint.publisher.is_none()) {
                Some((title, after)) => {
                    imprint = Imprint::read(after.trim()).or(imprint);
                    title
                }
                None => rest,
            }
        };
        let title = markdown::title(title);
        let has_one_quote = title.matches(['"', '“']).count() == 1;
        let title =
            if has_one_quote { &title } else { title.trim_matches([' ', ',', '"', '“', '”']) };
        let mut work = self.new_work(line, flat(title), imprint);
        work.put("URL", url);
        work
    }
}

/// `[3] rest`.
fn bracketed_number(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let number = label.trim_start_matches('^');
    let is_number = number.len() <= 3 && (number.is_empty() || is_digits(number));
    if !is_number || rest.starts_with('(') {
        return None;
    }
    Some((number, rest.trim_start_matches([':', ' '])))
}

/// The text before and inside of parentheses at the end.
fn parenthesised_end(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix(')')?.rsplit_once(" (")
}

/// Whether a footnote names a work: it has an address, or ends with a date in parentheses.
fn is_source(text: &str) -> bool {
    if text.contains("https://") || text.contains("http://") {
        return true;
    }
    match parenthesised_end(text.trim_end_matches('.')) {
        Some((_, inside)) => Imprint::read(inside).date.is_some(),
        None => false,
    }
}

/// What the status lines of a thread say.
#[derive(Default)]
struct ThreadFront {
    status: Option<ThreadStatus>,
    trend: Option<Trend>,
    opened: Option<Date>,
    updated: Option<Date>,
}

impl ThreadFront {
    /// Reads a line and returns whether all of its words are known.
    fn read(&mut self, line: &str) -> bool {
        let Some((label, text)) = status_label(line) else { return false };
        match label {
            "Opened" => {
                self.opened = dates::read(text);
                self.opened.is_some()
            }
            "Updated" | "Last updated" => {
                self.updated = dates::read(text);
                self.updated.is_some()
            }
            _ => {
                for word in words(text).filter(|w| w != "and") {
                    let (status, trend) = (ThreadStatus::parse(&word), Trend::parse(&word));
                    if status.is_none() && trend.is_none() {
                        return false;
                    }
                    self.status = status.or(self.status);
                    self.trend = trend.or(self.trend);
                }
                self.status.is_some() || self.trend.is_some()
            }
        }
    }

    fn to_yaml(&self) -> String {
        let status = self.status.unwrap_or(ThreadStatus::Active);
        let mut lines = yaml::field("status", status.word());
        if let Some(trend) = self.trend {
            lines += &yaml::field("trend", trend.word());
        }
        for (name, date) in [("opened", self.opened), ("updated", self.updated)] {
            if let Some(date) = date {
                lines += &yaml::date_field(name, date);
            }
        }
        lines
    }
}
