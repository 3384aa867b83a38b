//! The state of an import, and what every section is written with.

use super::entities::EntityIndex;
use super::error::ImportError;
use super::escape::{KnownNames, escape};
use super::imprint::Imprint;
use super::input::{InputBlock, InputBlockKind};
use super::report::{CountedItem, ImportReport};
use super::source_index::SourceIndex;
use super::source_note::{self, SourceNote};
use super::text::{consists_of, excerpt, first_free, flat};
use super::work::Work;
use super::writer::ContentWriter;
use super::yaml;
use crate::content::parse::is_lasting;
use crate::model::locale::Headings;
use crate::model::{Author, IssueDate, Site, SourceType};
use crate::source::Files;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A topic that cross-links lead to and that the site does not follow.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DeclaredTopic {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A file of records that an import writes.
#[derive(Debug, Default)]
pub(super) struct RecordFile {
    pub path: String,
    /// The comment at its start.
    pub head: String,
    /// Its works among all new ones.
    pub works: Range<usize>,
    /// What is no work, as comments at its end.
    pub remarks: String,
}

pub(super) struct Importer<'s> {
    pub site: &'s Site,
    site_files: &'s Files,
    pub sources: SourceIndex<'s>,
    pub entities: EntityIndex<'s>,
    /// The topic that was requested.
    pub topic: Option<String>,
    /// Topics that this import adds to.
    pub topics: BTreeSet<String>,
    pub declared: Vec<DeclaredTopic>,
    pub record_files: Vec<RecordFile>,
    /// New files by their paths from the site's root.
    pub files: BTreeMap<String, String>,
    /// New files of other kinds, copied as they are.
    pub attachments: BTreeMap<String, Vec<u8>>,
    /// The report of the open input.
    pub report: ImportReport,
    /// The open file.
    pub file: ContentWriter,
    /// Keys by citation mark of the open input.
    pub marks: HashMap<String, String>,
    /// Footnotes of the open input, and the labels of those that were written.
    pub footnotes: BTreeMap<String, InputBlock>,
    pub written_footnotes: BTreeSet<String>,
    /// Keys that the open input cites.
    pub cited: BTreeSet<String>,
    /// Whether line breaks of the open input are those of Markdown.
    pub is_markdown: bool,
    /// The name of the open input without its extension, as a slug.
    pub stem: String,
}

impl<'s> Importer<'s> {
    pub(super) fn new(site: &'s Site, site_files: &'s Files, topic: Option<String>) -> Self {
        Importer {
            site,
            site_files,
            sources: SourceIndex::new(site),
            entities: EntityIndex::new(site),
            topic,
            topics: BTreeSet::new(),
            declared: Vec::new(),
            record_files: Vec::new(),
            files: BTreeMap::new(),
            attachments: BTreeMap::new(),
            report: ImportReport::default(),
            file: ContentWriter::default(),
            marks: HashMap::new(),
            footnotes: BTreeMap::new(),
            written_footnotes: BTreeSet::new(),
            cited: BTreeSet::new(),
            is_markdown: false,
            stem: String::new(),
        }
    }

    /// The headings of the site's language.
    pub(super) fn headings(&self) -> &'s Headings {
        self.site.locale.headings()
    }

    /// The slug of a topic, known or new; a new one must not have the slug of something else.
    ///
    /// # Errors
    /// Where no topic is named, or the slug is taken.
    pub(super) fn claim_topic(&mut self, slug: Option<String>) -> Result<String, ImportError> {
        let Some(slug) = slug.filter(|slug| is_lasting(slug)) else {
            let known: Vec<&str> = self.site.topics.iter().map(|t| t.slug.as_str()).collect();
            let mut topics = String::new();
            if !known.is_empty() {
                topics = format!("; the topics are: {}", known.join(", "));
            }
            return Err(ImportError::NoTopic { path: self.report.path.clone(), known: topics });
        };
        let is_known =
            self.site.topics.iter().any(|t| t.slug == slug) || self.topics.contains(&slug);
        if !is_known && self.entities.is_taken(&slug) {
            return Err(ImportError::TakenTopic(slug));
        }
        self.entities.reserve(&slug);
        self.topics.insert(slug.clone());
        Ok(slug)
    }

    /// Whether the site has the file already.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.site_files.find(path).is_some()
    }

    /// Whether a file of the site has this text already, as after an earlier import.
    /// The texts of the site's files.
    pub(super) fn site_texts(&self) -> impl Iterator<Item = &str> {
        self.site_files.iter().map(|(_, file)| file.body.as_ref())
    }

    pub(super) fn has_text(&self, text: &str) -> bool {
        self.site_files.iter().any(|(_, file)| file.body.contains(text))
    }

    /// Adds a YAML file under the name of the open input, and returns its path.
    pub(super) fn add_yaml(&mut self, folder: &str, text: String) -> String {
        let stem = format!("{folder}/{}", self.stem);
        let stem = first_free(&stem, |stem| {
            let path = format!("{stem}.yaml");
            self.exists(&path) || self.files.contains_key(&path)
        });
        let path = format!("{stem}.yaml");
        self.files.insert(path.clone(), text);
        path
    }

    /// Starts a topic's file, before its question is written.
    pub(super) fn start_topic_file(&mut self, title: &str) {
        self.file.front += &yaml::field("title", yaml::one_line(title));
        self.file.front += "# write the question that the debate asks\n";
        self.file.front += &yaml::field("question", yaml::one_line(title));
        self.file.front += &yaml::field("status", "active");
    }

    /// The provenance of the open input for a front matter.
    pub(super) fn provenance(&self) -> String {
        let note = yaml::one_line(&format!("Imported from {}", self.report.name));
        let provenance = BTreeMap::from([("by", "unknown"), ("note", &note)]);
        yaml::field("provenance", serde_yaml::FlowMap(provenance))
    }

    /// The text of a block, escaped for agon's Markdown.
    pub(super) fn escaped(&mut self, line: usize, text: &str) -> String {
        let site = self.site;
        let names = KnownNames {
            marks: &self.marks,
            is_footnote: &|label| self.footnotes.contains_key(label),
            is_key: &|key| self.sources.has_key(key),
            is_target: &|target| is_unique_name(site, target),
        };
        let text = if self.is_markdown { text.to_string() } else { flat(text) };
        let escaped = escape(&text, &names);
        for words in &escaped.consumed {
            self.report.mark_consumed(words);
        }
        for mark in escaped.unresolved {
            let reason = if mark.starts_with("[^") {
                "a mark without a source or text; kept as it is"
            } else {
                "has no target in this site; kept as text"
            };
            self.report.unsorted(line, format!("{mark}: {reason}"));
        }
        escaped.text
    }

    /// Moves a block to the end of the file and reports why.
    pub(super) fn leave_unsorted(&mut self, block: &InputBlock, reason: &str) {
        let text = block.flat();
        self.report.unsorted(block.line, format!("{}: {reason}", excerpt(&text)));
        let text = self.escaped(block.line, &text);
        self.file.unsorted.push(text);
    }

    /// Writes a paragraph, a row or code into the open section.
    pub(super) fn write_block(&mut self, block: &InputBlock) {
        match &block.kind {
            InputBlockKind::Row => self.write_row(block),
            InputBlockKind::Footnote(_) => {
                unreachable!("footnotes are removed from a document before its sections")
            }
            InputBlockKind::Verbatim if !block.text.starts_with(['<', '>']) => {
                self.file.section.block(&fenced(&block.text))
            }
            InputBlockKind::Heading(_) => {
                self.leave_unsorted(block, "a heading inside a section of items")
            }
            InputBlockKind::ItemPart { depth } if self.file.section.ends_with_item() => {
                let text = self.escaped(block.line, &block.text);
                self.file.section.item_part(*depth, &text);
            }
            // HTML is shown as words
            InputBlockKind::Verbatim if block.text.starts_with('<') => {
                let text = self.escaped(block.line, &block.flat());
                self.file.section.block(&text);
            }
            _ => {
                let text = self.escaped(block.line, block.text.trim_start_matches('\n'));
                self.file.section.block(&text);
            }
        }
    }

    fn write_row(&mut self, block: &InputBlock) {
        let is_separator = is_separator(&block.text);
        let mut text = block.text.clone();
        if !is_separator {
            text = self.escaped(block.line, &block.text).replacen("\\|", "|", 1);
        }
        self.file.section.row(&text, is_separator);
    }

    /// `[@key] What the source says.`; `None` for an item that is not a source note.
    pub(super) fn source_note(&mut self, block: &InputBlock) -> Option<String> {
        let text = block.flat();
        let note = source_note::read(&text, &|name| self.sources.has_publisher(name))?;
        Some(self.write_note(block, note))
    }

    /// The item of a source note.
    pub(super) fn write_note(&mut self, block: &InputBlock, note: SourceNote) -> String {
        let text = block.flat();
        if let Some(other) = &note.alternative {
            let message =
                format!("the title of {} could also end before \"{other}\"", excerpt(&text));
            self.report.guessed(block.line, message);
        }
        let mut work = self.new_work(block.line, note.title, note.imprint);
        work.put("URL", note.url);
        work.authors.extend(note.author.map(Author::Literal));
        let key = self.sources.add(work, &mut self.report);
        self.report.count(CountedItem::SourceNote, 1);
        self.cited.insert(key.clone());
        let text = self.escaped(block.line, &note.text);
        format!("[@{key}] {text}").trim_end().to_string()
    }

    /// A work of a title and its imprint.
    pub(super) fn new_work(&mut self, line: usize, title: String, imprint: Imprint) -> Work {
        self.report.mark_consumed(&imprint.date_text);
        let mut work = Work::new(line, title);
        work.issued = imprint.date.map(IssueDate::from);
        work.put("DOI", imprint.doi);
        work.put("URL", imprint.url);
        if imprint.number.is_some() {
            work.put("number", imprint.number);
            work.kind = Some(SourceType::Preprint);
            self.report.mark_consumed("arxiv");
        }
        let Some(mut name) = imprint.publisher else { return work };
        if let Some(publisher) = name.strip_suffix(", same page") {
            work.notes.push("same page".to_string());
            name = publisher.to_string();
        }
        // `stream:some-topic` names the collection that contained the work, not a publisher
        match name.split_once(':') {
            Some((a, b)) if is_lasting(a) && is_lasting(b) => {
                work.notes.push(format!("Collected under {name}."))
            }
            _ => work.put("publisher", Some(name)),
        }
        work
    }
}

/// Whether a wiki link to this name would resolve.
fn is_unique_name(site: &Site, target: &str) -> bool {
    let name = target.split('#').next().unwrap_or(target).trim().to_lowercase();
    let targets = site.names.by_name.get(name.as_str());
    !target.contains("#^") && matches!(targets, Some(targets) if targets.len() == 1)
}

/// Whether a row separates a table's head from the other rows.
pub(super) fn is_separator(row: &str) -> bool {
    consists_of(row, "|-: ")
}

/// Code between fences that are closed; indented code could become a part of the list above it.
fn fenced(code: &str) -> String {
    let mark = if code.starts_with("~~~") { '~' } else { '`' };
    let run = |line: &str| line.trim().len() - line.trim().trim_start_matches(mark).len();
    if code.starts_with("```") || mark == '~' {
        let length = run(code.lines().next().unwrap_or_default());
        let last = code.lines().skip(1).last().unwrap_or_default().trim();
        if run(last) >= length && last.chars().all(|c| c == mark) {
            return code.to_string();
        }
        return format!("{}\n{}", code.trim_end(), mark.to_string().repeat(length));
    }
    let longest = code.lines().map(run).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let mut out = format!("{fence}\n");
    for line in code.lines() {
        let bare = line.strip_prefix("    ").or_else(|| line.strip_prefix('\t')).unwrap_or(line);
        out += bare;
        out.push('\n');
    }
    out + &fence
}
