//! One import: reads the site and the inputs, writes the new files.

use super::bibliography::BibliographyFormat;
use super::encoding::{self, DecodedText};
use super::error::ImportError;
use super::headings::{HeadingMeaning, meaning};
use super::importer::{Importer, RecordFile};
use super::input::{InputBlockKind, InputDocument};
use super::outline::dated_lead;
use super::report::{CountedItem, ImportReport, addresses};
use super::text::{excerpt, slug_of};
use super::work::Work;
use super::{dates, identifiers, reader, yaml};
use crate::content::load;
use crate::content::parse::{self, is_lasting};
use crate::diagnostics::{Report, codes};
use crate::linking::{self, of_address, of_doi};
use crate::model::locale::Headings;
use crate::model::{Day, SectionRole};
use crate::scaffold;
use serde_yaml::FlowMap;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The most bytes of records that are written into one file: a quarter of what is read, so that there is room to add.
const LARGEST_RECORDS: usize = load::LARGEST_YAML as usize / 4;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputShape {
    Journal,
    Thread,
    Bibliography,
}

/// Whether files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteMode {
    Files,
    DryRun,
}

/// Which files are imported, and how.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// Files, or folders of notes, in the order in which they are read.
    pub files: Vec<PathBuf>,
    /// `None` detects the shape of each file.
    pub shape: Option<InputShape>,
    /// The topic's folder.
    pub topic: Option<String>,
    /// Whether files are written.
    pub mode: WriteMode,
}

/// What an import wrote, or would write.
#[derive(Debug)]
pub struct ImportResult {
    /// One report for each input.
    pub reports: Vec<ImportReport>,
    /// The new files by their paths from the site's root, sorted.
    pub files: BTreeMap<String, String>,
    /// Attachments of notes by their paths from the site's root, which are copied.
    pub attachments: BTreeMap<String, Vec<u8>>,
}

/// Imports files into the site at `root`. With an error nothing is written.
///
/// # Errors
/// Where a file cannot be read or has an unknown shape, or a file cannot be written.
pub fn import(root: &Path, day: Day, request: &ImportRequest) -> Result<ImportResult, ImportError> {
    if let Some(topic) = request.topic.as_ref().filter(|t| !is_lasting(t)) {
        return Err(ImportError::BadTopic(topic.clone()));
    }
    // the findings of the site are those of `agon check`
    let mut report = Report::default();
    let loaded = load::load(root, &mut report)?;
    if report.contains(&codes::NO_SITE) {
        return Err(ImportError::NoSite(root.into()));
    }
    let raw = parse::parse(&loaded.files, &mut report);
    let site = linking::link(raw, &loaded.files, Vec::new(), day, &mut report);
    let mut importer = Importer::new(&site, &loaded.files, request.topic.clone());
    let mut reports = Vec::new();
    for path in &request.files {
        reports.push(importer.import_file(path, request.shape)?);
    }
    let mut files = importer.files;
    for (path, text) in importer.entities.files() {
        if loaded.files.find(&path).is_none() {
            files.insert(path, text);
        }
    }
    let mut attachments = importer.attachments;
    attachments.retain(|path, _| !root.join(path).exists());
    if request.mode == WriteMode::Files {
        scaffold::add(root, &files)?;
        scaffold::add(root, &attachments)?;
    }
    Ok(ImportResult { reports, files, attachments })
}

impl ImportResult {
    /// The report for other programs.
    pub fn to_json(&self, mode: WriteMode) -> serde_json::Value {
        let reports: Vec<_> = self.reports.iter().map(ImportReport::to_json).collect();
        let files: Vec<&String> = self.files.keys().chain(self.attachments.keys()).collect();
        let is_written = mode == WriteMode::Files;
        serde_json::json!({ "inputs": reports, "files": files, "written": is_written })
    }

    /// The report for people: each input, then the files.
    pub fn print(&self, mode: WriteMode) -> String {
        let mut out = String::new();
        for report in &self.reports {
            report.print(&mut out);
            out.push('\n');
        }
        match (mode, self.files.len() + self.attachments.len()) {
            (_, 0) => out += "nothing new, so nothing to write\n",
            (WriteMode::Files, 1) => out += "1 file written:\n",
            (WriteMode::Files, n) => out += &format!("{n} files written:\n"),
            (WriteMode::DryRun, n) => {
                out += &format!("nothing was written; without --dry-run, {n} would be:\n")
            }
        }
        for path in self.files.keys().chain(self.attachments.keys()) {
            out += &format!("  {path}\n");
        }
        out
    }
}

impl Importer<'_> {
    fn import_file(
        &mut self,
        path: &Path,
        shape: Option<InputShape>,
    ) -> Result<ImportReport, ImportError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            self.open_input(path, &name);
            let files = load::read_folder(path)?;
            if !files.iter().any(|(path, _)| path.to_lowercase().ends_with(".md")) {
                return Err(ImportError::NoNotes(path.into()));
            }
            self.import_vault(files);
            return Ok(std::mem::take(&mut self.report));
        }
        let decoded = encoding::decode(load::read_outside(path)?);
        let DecodedText { text, encoding } =
            decoded.ok_or_else(|| ImportError::NotText(path.into()))?;
        let text = text.as_str();
        if text.trim().is_empty() {
            return Err(ImportError::Empty(path.into()));
        }
        self.open_input(path, &name);
        if let Some(encoding) = encoding {
            let (line, word) = encoding::first_special_word(text).unwrap_or((1, ""));
            let check = match word {
                "" => String::new(),
                word => format!("; check its letters, the first of them in {}", excerpt(word)),
            };
            self.report
                .changed(line, format!("the file is not UTF-8, and was read as {encoding}{check}"));
        }
        let old_files = self.files.clone();
        let old_works = self.sources.new_works().len();
        let old_entities = self.entities.new_count();
        let old_topics = self.declared.len();
        let mut lines = Vec::new();
        let mut remarks = String::new();
        let format = match shape {
            None | Some(InputShape::Bibliography) => BibliographyFormat::detect(&name, text),
            _ => None,
        };
        if let Some(format) = format {
            remarks = self.read_bibliography(format, text)?;
        } else {
            let mut document = reader::read(&name, text, self.headings(), &mut self.report);
            lines = std::mem::take(&mut document.lines);
            self.is_markdown = document.is_markdown;
            let is_argdown = self.report.format == "Argdown";
            let default = if is_argdown {
                Some(InputShape::Thread)
            } else {
                detect_shape(&document, self.headings())
            };
            match shape.or(default) {
                Some(InputShape::Journal) => self.import_journal(document)?,
                Some(InputShape::Thread) => self.import_thread(document)?,
                _ => return Err(ImportError::Unknown(path.into())),
            }
        }
        self.report.count(CountedItem::WorkCited, self.cited.len());
        self.write_records(old_works, &remarks);
        self.rewrite_records();
        self.write_declared_topics(old_topics);
        self.report.count(CountedItem::Entity, self.entities.new_count() - old_entities);
        let entities = self.entities.files();
        let is_new = |(path, text): &(&String, &String)| old_files.get(*path) != Some(text);
        let new = self.files.iter().filter(is_new).chain(&entities);
        let output: Vec<&str> = new.map(|(_, text)| text.as_str()).collect();
        match format {
            Some(format) => {
                let known = KnownAddresses::of(output.into_iter().chain(self.site_texts()));
                let lines = format.plain_lines(text);
                self.report.report_missing_addresses("", &lines, |address| known.contains(address));
            }
            None => self.report.report_missing(&lines, &output),
        }
        Ok(std::mem::take(&mut self.report))
    }

    fn open_input(&mut self, path: &Path, name: &str) {
        self.stem = slug_of(name.rsplit_once('.').unwrap_or((name, "")).0);
        if self.stem.is_empty() {
            self.stem = "imported".into();
        }
        self.report = ImportReport::new(path.display().to_string(), name.into());
        self.marks.clear();
        self.footnotes.clear();
        self.written_footnotes.clear();
        self.cited.clear();
    }

    /// Adds all works of a bibliography and returns what is not a work as comments.
    fn read_bibliography(
        &mut self,
        format: BibliographyFormat,
        text: &str,
    ) -> Result<String, ImportError> {
        self.report.format = format.name();
        let content = format
            .read(text)
            .map_err(|source| ImportError::Json { path: self.report.path.clone(), source })?;
        if content.works.is_empty() && content.dropped.is_empty() {
            return Err(ImportError::NoWork(self.report.path.clone(), format.name()));
        }
        self.report.count(CountedItem::Work, content.works.len());
        let old_works = self.sources.new_works().len();
        self.sources.reserve_keys(&content.works);
        for work in content.works {
            for (name, _) in &work.comments {
                self.report.count_comment(name);
            }
            self.sources.add(work, &mut self.report);
        }
        self.report.count(CountedItem::Abbreviation, content.abbreviations);
        for (line, change) in content.changes {
            self.report.changed(line, change);
        }
        let new_works = self.sources.new_works().len() - old_works;
        self.report.count(CountedItem::Record, new_works);
        for remark in content.dropped {
            self.report.dropped(remark.line, &remark.text, &remark.reason);
        }
        let mut comments = String::new();
        for remark in content.remarks {
            let text = format!("{}: {}", excerpt(&remark.text), remark.reason);
            self.report.unsorted(remark.line, text);
            let text = yaml::one_line(&remark.text);
            comments += &format!("# line {}, {}: {text}\n", remark.line, remark.reason);
        }
        Ok(comments)
    }

    /// Writes the new works of one input into a file of content/sources/.
    fn write_records(&mut self, old_works: usize, remarks: &str) {
        let works = &self.sources.new_works()[old_works..];
        let is_known = remarks.is_empty() || self.has_text(remarks);
        if works.is_empty() && is_known {
            return;
        }
        let head = format!("# imported from {}\n", yaml::one_line(&self.report.name));
        let mut files = vec![RecordFile { works: old_works..old_works, ..RecordFile::default() }];
        let mut len = 0;
        for (n, (key, work)) in works.iter().enumerate() {
            let record = work.to_yaml(key).len();
            if len > 0 && len + record > LARGEST_RECORDS {
                let start = old_works + n;
                files.push(RecordFile { works: start..start, ..RecordFile::default() });
                len = 0;
            }
            len += record;
            if let Some(file) = files.last_mut() {
                file.works.end += 1;
            }
        }
        if let Some(last) = files.last_mut() {
            last.remarks = remarks.to_string();
        }
        for mut file in files {
            file.head.clone_from(&head);
            file.path = self.add_yaml("content/sources", file.text(self.sources.new_works()));
            self.record_files.push(file);
        }
    }

    /// Writes all records again, since an input adds to the works of those before it.
    fn rewrite_records(&mut self) {
        for file in &self.record_files {
            self.files.insert(file.path.clone(), file.text(self.sources.new_works()));
        }
    }

    /// Declares the topics that cross-links of one input lead to and that the site does not follow.
    fn write_declared_topics(&mut self, old_topics: usize) {
        let mut text = String::new();
        for topic in &self.declared[old_topics..] {
            // a topic of a later input is not one elsewhere
            if !self.topics.contains(&topic.id) {
                text += &yaml::list_item(FlowMap(topic));
            }
        }
        if !text.is_empty() {
            self.add_yaml("content/elsewhere", text);
        }
    }
}

impl RecordFile {
    fn text(&self, works: &[(String, Work)]) -> String {
        let mut text = self.head.clone();
        for (key, work) in &works[self.works.clone()] {
            text += &work.to_yaml(key);
        }
        text + &self.remarks
    }
}

/// The addresses and DOIs of texts, in any spelling.
struct KnownAddresses {
    addresses: HashSet<String>,
    dois: HashSet<String>,
}

impl KnownAddresses {
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> KnownAddresses {
        let mut known = KnownAddresses { addresses: HashSet::new(), dois: HashSet::new() };
        for text in texts {
            known.addresses.extend(addresses(text).iter().filter_map(|a| of_address(a)));
            let dois = text.split_whitespace().filter_map(identifiers::doi);
            known.dois.extend(dois.map(|doi| of_doi(&doi)));
        }
        known
    }

    fn contains(&self, address: &str) -> bool {
        of_address(address).is_some_and(|address| self.addresses.contains(&address))
            || identifiers::doi(address).is_some_and(|doi| self.dois.contains(&of_doi(&doi)))
    }
}

/// The shape of a document by its headings: those of a journal are dated, those of a thread known.
fn detect_shape(document: &InputDocument, headings: &Headings) -> Option<InputShape> {
    let (mut dated, mut known) = (0, 0);
    let mut bold = 0;
    for block in &document.blocks {
        if !matches!(block.kind, InputBlockKind::Heading(_)) {
            bold += usize::from(dated_lead(&block.text).is_some());
            continue;
        }
        dated += usize::from(dates::gather_heading(&block.text).is_some());
        use SectionRole::{Perspectives, Questions, Tensions, Timeline};
        let is_known = matches!(
            meaning(&block.text, headings),
            Some(
                HeadingMeaning::Role(Perspectives | Questions | Tensions | Timeline)
                    | HeadingMeaning::Sources
            )
        );
        known += usize::from(is_known);
    }
    match (dated, known) {
        (1.., _) => Some(InputShape::Journal),
        (0, 2..) => Some(InputShape::Thread),
        _ if bold > 1 || document.day.is_some() => Some(InputShape::Journal),
        _ => None,
    }
}
