//! All files of a site: each is read by its kind, then joined.

use super::characters::check_characters;
use super::doc::RawDoc;
use super::file_kind::FileKind;
use super::headings::headings_of;
use super::records::records;
use super::{
    contradiction, definition, doc, fact, figure, locale, picture, publications, published_urls,
    publisher, site, source, theme, vocabulary, watch,
};
use crate::content::load::{ADDRESSES, PUBLICATIONS};
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::locale::{Headings, LocaleFile};
use crate::model::{Drafts, PublicAddress, PublicationRecord};
use crate::source::{FileId, Files, SourceFile};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Everything that was written, file by file in the order of the paths.
#[derive(Debug, Default)]
pub struct Raw {
    pub site: Arc<site::RawSite>,
    /// `None` where the site has no words of its own.
    pub vocabulary: Option<Arc<vocabulary::RawVocabulary>>,
    pub sources: Vec<Arc<Vec<source::RawSource>>>,
    pub publishers: Vec<Arc<Vec<publisher::RawPublisher>>>,
    pub docs: Vec<Arc<RawDoc>>,
    /// Watch lists by topic folder.
    pub watches: Vec<(String, Arc<watch::RawWatch>)>,
    /// Figures by topic folder.
    pub figures: Vec<(String, Arc<Vec<figure::RawFigure>>)>,
    /// Contradictions by topic folder.
    pub contradictions: Vec<(String, Arc<Vec<contradiction::RawContradiction>>)>,
    /// Definitions by topic folder; those of content/definitions/ have none.
    pub definitions: Vec<(Option<String>, Arc<Vec<definition::RawDefinition>>)>,
    /// Facts and stated verdicts by topic folder.
    pub facts: Vec<(String, Arc<fact::RawFacts>)>,
    /// The list of published addresses; `None` where there is none.
    pub public: Option<Arc<Vec<PublicAddress>>>,
    /// What becomes of drafts; who links the site decides.
    pub drafts: Drafts,
    /// Themes by their folders.
    pub themes: Vec<(String, Arc<theme::RawTheme>)>,
    /// The site's own words.
    pub locales: Vec<Arc<LocaleFile>>,
    /// When pages and passages were published first; `None` where there is no record of it.
    pub publications: Option<Arc<PublicationRecord>>,
    /// The descriptions of pictures.
    pub pictures: Vec<Arc<picture::RawPicture>>,
}

impl Raw {
    pub fn sources(&self) -> impl Iterator<Item = &source::RawSource> {
        self.sources.iter().flat_map(|list| list.iter())
    }
    pub fn publishers(&self) -> impl Iterator<Item = &publisher::RawPublisher> {
        self.publishers.iter().flat_map(|list| list.iter())
    }
}

/// What one file holds. A copy shares it.
#[derive(Clone, Debug, Default)]
pub enum FileContent {
    Site(Arc<site::RawSite>),
    Vocabulary(Arc<vocabulary::RawVocabulary>),
    Theme(String, Arc<theme::RawTheme>),
    Elsewhere(Arc<Vec<site::RawElsewhere>>),
    Sources(Arc<Vec<source::RawSource>>),
    Publishers(Arc<Vec<publisher::RawPublisher>>),
    Doc(Arc<RawDoc>),
    Watch(String, Arc<watch::RawWatch>),
    Figures(String, Arc<Vec<figure::RawFigure>>),
    Contradictions(String, Arc<Vec<contradiction::RawContradiction>>),
    Definitions(Option<String>, Arc<Vec<definition::RawDefinition>>),
    Facts(String, Arc<fact::RawFacts>),
    Public(Arc<Vec<PublicAddress>>),
    Locale(Arc<LocaleFile>),
    Publications(Arc<PublicationRecord>),
    Picture(Arc<picture::RawPicture>),
    #[default]
    Nothing,
}

/// One file as it was read: what it holds and what is wrong in it.
#[derive(Debug, Default)]
pub struct ParsedFile {
    pub part: FileContent,
    pub report: Report,
}

/// Reads every text, over all cores.
pub fn parse(files: &Files, report: &mut Report) -> Raw {
    let list: Vec<(FileId, &SourceFile)> = files.iter().collect();
    let headings = headings_of(files);
    let parse_one = |(id, text): &(FileId, &SourceFile)| parse_file(*id, text, &headings);
    let read: Vec<ParsedFile> = list.par_iter().with_min_len(16).map(parse_one).collect();
    let mut parts = Vec::with_capacity(read.len());
    for ParsedFile { part, report: found } in read {
        report.extend(found);
        parts.push(part);
    }
    join_files(parts, files, report)
}

/// Reads one text. `headings` are those of the site's language.
pub fn parse_file(id: FileId, text: &SourceFile, headings: &Headings) -> ParsedFile {
    let mut report = Report::default();
    check_characters(id, &text.body, &mut report);
    let part = part(id, text, headings, &mut report);
    ParsedFile { part, report }
}

/// Puts together what the files hold, given in the order of their paths.
pub fn join_files(
    parts: impl IntoIterator<Item = FileContent>,
    files: &Files,
    report: &mut Report,
) -> Raw {
    let mut raw = Raw::default();
    let mut elsewhere = Vec::new();
    for part in parts {
        match part {
            FileContent::Site(site) => raw.site = site,
            FileContent::Vocabulary(words) => raw.vocabulary = Some(words),
            FileContent::Theme(name, theme) => raw.themes.push((name, theme)),
            FileContent::Elsewhere(list) => elsewhere.extend(list.iter().cloned()),
            FileContent::Sources(list) => raw.sources.push(list),
            FileContent::Publishers(list) => raw.publishers.push(list),
            FileContent::Doc(doc) => raw.docs.push(doc),
            FileContent::Watch(topic, list) => raw.watches.push((topic, list)),
            FileContent::Figures(topic, list) => raw.figures.push((topic, list)),
            FileContent::Contradictions(topic, list) => raw.contradictions.push((topic, list)),
            FileContent::Definitions(topic, list) => raw.definitions.push((topic, list)),
            FileContent::Facts(topic, list) => raw.facts.push((topic, list)),
            FileContent::Public(list) => raw.public = Some(list),
            FileContent::Locale(file) => raw.locales.push(file),
            FileContent::Publications(record) => raw.publications = Some(record),
            FileContent::Picture(picture) => raw.pictures.push(picture),
            FileContent::Nothing => {}
        }
    }
    if !elsewhere.is_empty() {
        Arc::make_mut(&mut raw.site).elsewhere.extend(elsewhere);
    }
    missing_topic_files(&raw, files, report);
    raw
}

/// Reads what a file holds, by its place in the content folder.
fn part(id: FileId, text: &SourceFile, headings: &Headings, report: &mut Report) -> FileContent {
    if text.path == ADDRESSES {
        return FileContent::Public(Arc::new(published_urls::read(id, text, report)));
    }
    if text.path.starts_with(locale::FOLDER) {
        return FileContent::Locale(Arc::new(locale::read(id, text, report)));
    }
    if text.path == PUBLICATIONS {
        return FileContent::Publications(Arc::new(publications::read(id, text, report)));
    }
    let Some(kind) = FileKind::of(&text.path) else {
        report.push(match FileKind::meant(&text.path) {
            Some(path) => {
                let message = format!("the file is not read; did you mean {path}?");
                Diagnostic::in_file(&codes::MISPLACED_FILE, &text.path, message)
                    .help(format!("move it to {path}"))
            }
            None => {
                let message = "the file is not read: nothing of a site has this path";
                let help = "move it to its place: sources/*.yaml, elsewhere/*.yaml, entities/*.md, pages/*.md or topics/<topic>/{gathers,threads,articles}/*.md";
                Diagnostic::in_file(&codes::UNKNOWN_FILE, &text.path, message).help(help)
            }
        });
        return FileContent::Nothing;
    };
    let topic = text.path.split('/').nth(2).unwrap_or_default().to_string();
    match kind {
        FileKind::Site => FileContent::Site(Arc::new(site::read(id, text, report))),
        FileKind::Vocabulary => {
            FileContent::Vocabulary(Arc::new(vocabulary::read(id, text, report)))
        }
        FileKind::Theme => {
            let name = text.path.split('/').nth(1).unwrap_or_default().to_string();
            FileContent::Theme(name, Arc::new(theme::read(id, text, report)))
        }
        FileKind::Publishers => {
            FileContent::Publishers(Arc::new(records(kind, id, text, report, publisher::record)))
        }
        FileKind::Elsewhere => {
            FileContent::Elsewhere(Arc::new(records(kind, id, text, report, site::declared)))
        }
        FileKind::Sources => {
            FileContent::Sources(Arc::new(records(kind, id, text, report, source::record)))
        }
        FileKind::Watch => FileContent::Watch(topic, Arc::new(watch::read(id, text, report))),
        FileKind::Figures => {
            FileContent::Figures(topic, Arc::new(records(kind, id, text, report, figure::record)))
        }
        FileKind::Contradictions => {
            let list = records(kind, id, text, report, contradiction::record);
            FileContent::Contradictions(topic, Arc::new(list))
        }
        FileKind::Definitions | FileKind::SharedDefinitions => {
            let topic = (kind == FileKind::Definitions).then_some(topic);
            let list = records(kind, id, text, report, definition::record);
            FileContent::Definitions(topic, Arc::new(list))
        }
        FileKind::Facts => FileContent::Facts(topic, Arc::new(fact::read(id, text, report))),
        FileKind::Picture => FileContent::Picture(Arc::new(picture::read(id, text, report))),
        document => FileContent::Doc(Arc::new(doc::read(document, id, text, headings, report))),
    }
}

fn missing_topic_files(raw: &Raw, files: &Files, report: &mut Report) {
    let topics = raw.docs.iter().filter(|d| matches!(d.kind, doc::RawDocKind::Topic(_)));
    let known: HashSet<&str> = topics.map(|d| d.slug.as_str()).collect();
    let mut reported: Vec<&str> = Vec::new();
    for (_, text) in files.iter() {
        let Some(rest) = text.path.strip_prefix("content/topics/") else { continue };
        let Some((slug, _)) = rest.split_once('/') else { continue };
        if reported.last() != Some(&slug) && !known.contains(slug) {
            reported.push(slug);
            let message = format!("the topic \"{slug}\" has no topic.md");
            let path = format!("content/topics/{slug}/topic.md");
            let help = "write it with at least a title and a question";
            report.push(Diagnostic::in_file(&codes::NO_TOPIC_FILE, path, message).help(help));
        }
    }
}
