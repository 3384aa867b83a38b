//! From one text to one raw document: what the author wrote, with places. Never fails: what cannot be read is reported.
//!
//! Takes [`Files`], gives [`Raw`]. Names stay names; the link stage looks them up. Each noun has a file of the same stem.

pub mod yaml;
pub mod shape;
mod unfit;
mod fields;
pub mod front;
pub mod identity;
pub mod body;
mod body_reader;
mod note;
pub mod items;
mod body_checks;
mod body_refs;
mod sections;
pub mod entity;
pub mod doc;
pub mod public;
pub mod publisher;
pub mod figure;
pub mod site;
pub mod source;
pub mod watch;
mod place;

use crate::content::load::ADDRESSES;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::PublicAddress;
use crate::source::{FileId, Files, SourceFile, Span};
pub use body_checks::UNSORTED;
use doc::RawDoc;
pub use place::FileKind;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
pub use unfit::is_lasting;
pub use yaml::Str;

/// Everything that was written, file by file in the order of the paths.
#[derive(Debug, Default)]
pub struct Raw {
    pub site: Arc<site::RawSite>,
    pub sources: Vec<Arc<Vec<source::RawSource>>>,
    pub publishers: Vec<Arc<Vec<publisher::RawPublisher>>>,
    pub docs: Vec<Arc<RawDoc>>,
    /// Watch lists by topic folder.
    pub watches: Vec<(String, Arc<watch::RawWatch>)>,
    /// Figures by topic folder.
    pub figures: Vec<(String, Arc<Vec<figure::RawFigure>>)>,
    /// The list of published addresses; `None` where there is none.
    pub public: Option<Arc<Vec<PublicAddress>>>,
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
pub enum Part {
    Site(Arc<site::RawSite>),
    Elsewhere(Arc<Vec<site::RawElsewhere>>),
    Sources(Arc<Vec<source::RawSource>>),
    Publishers(Arc<Vec<publisher::RawPublisher>>),
    Doc(Arc<RawDoc>),
    Watch(String, Arc<watch::RawWatch>),
    Figures(String, Arc<Vec<figure::RawFigure>>),
    Public(Arc<Vec<PublicAddress>>),
    #[default]
    Nothing,
}

/// One file as it was read: what it holds and what is wrong in it.
#[derive(Debug, Default)]
pub struct Read {
    pub part: Part,
    pub report: Report,
}

/// Reads every text, over all cores.
pub fn parse(files: &Files, report: &mut Report) -> Raw {
    let list: Vec<(FileId, &SourceFile)> = files.iter().collect();
    let read: Vec<Read> =
        list.par_iter().with_min_len(16).map(|(id, text)| one(*id, text)).collect();
    let mut parts = Vec::with_capacity(read.len());
    for Read { part, report: found } in read {
        report.extend(found);
        parts.push(part);
    }
    join(parts, files, report)
}

/// Reads one text.
pub fn one(id: FileId, text: &SourceFile) -> Read {
    let mut report = Report::default();
    let part = part(id, text, &mut report);
    Read { part, report }
}

/// Puts together what the files hold, given in the order of their paths.
pub fn join(parts: impl IntoIterator<Item = Part>, files: &Files, report: &mut Report) -> Raw {
    let mut raw = Raw::default();
    let mut elsewhere = Vec::new();
    for part in parts {
        match part {
            Part::Site(site) => raw.site = site,
            Part::Elsewhere(list) => elsewhere.extend(list.iter().cloned()),
            Part::Sources(list) => raw.sources.push(list),
            Part::Publishers(list) => raw.publishers.push(list),
            Part::Doc(doc) => raw.docs.push(doc),
            Part::Watch(topic, list) => raw.watches.push((topic, list)),
            Part::Figures(topic, list) => raw.figures.push((topic, list)),
            Part::Public(list) => raw.public = Some(list),
            Part::Nothing => {}
        }
    }
    if !elsewhere.is_empty() {
        Arc::make_mut(&mut raw.site).elsewhere.extend(elsewhere);
    }
    missing_topic_files(&raw, files, report);
    raw
}

/// Reads what a file holds, by its place in the content folder.
fn part(id: FileId, text: &SourceFile, report: &mut Report) -> Part {
    if text.path == ADDRESSES {
        return Part::Public(Arc::new(public::read(id, text, report)));
    }
    let Some(kind) = FileKind::of(&text.path) else {
        let message = "no place of a site has this path, so the file is not read";
        let help = "move it to its place: sources/*.yaml, elsewhere/*.yaml, entities/*.md, pages/*.md or topics/<topic>/{gathers,threads,articles}/*.md";
        report.push(Diagnostic::in_file(&codes::UNKNOWN_FILE, &text.path, message).help(help));
        return Part::Nothing;
    };
    let path: Vec<&str> = text.path.split('/').skip(1).collect();
    let stem = path.last().map_or("", |name| name.rsplit_once('.').map_or(*name, |(s, _)| s));
    let topic = path.get(1).copied().unwrap_or_default();
    match kind {
        FileKind::Site => Part::Site(Arc::new(site::read(id, text, report))),
        FileKind::Publishers => Part::Publishers(Arc::new(publisher::read(id, text, report))),
        FileKind::Elsewhere => Part::Elsewhere(Arc::new(site::elsewhere(id, text, report))),
        FileKind::Sources => Part::Sources(Arc::new(source::read(id, text, report))),
        FileKind::Entity => Part::Doc(Arc::new(doc::entity(id, text, stem, report))),
        FileKind::Page => Part::Doc(Arc::new(doc::page(id, text, stem, report))),
        FileKind::Topic => Part::Doc(Arc::new(doc::topic(id, text, topic, report))),
        FileKind::Watch => Part::Watch(topic.to_string(), Arc::new(watch::read(id, text, report))),
        FileKind::Figures => {
            Part::Figures(topic.to_string(), Arc::new(figure::read(id, text, report)))
        }
        FileKind::Gather => Part::Doc(Arc::new(doc::gather(id, text, topic, stem, report))),
        FileKind::Thread => Part::Doc(Arc::new(doc::thread(id, text, topic, stem, report))),
        FileKind::Article => Part::Doc(Arc::new(doc::article(id, text, topic, stem, report))),
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

/// A file that is one YAML list of records.
fn records<T>(
    id: FileId,
    text: &SourceFile,
    what: &'static str,
    report: &mut Report,
    read: impl Fn(fields::Fields<'_>) -> T,
) -> Vec<T> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(tree) = yaml::read(id, &text.body, start..text.body.len(), report) else {
        return Vec::new();
    };
    match tree.value {
        yaml::Value::List(items) => {
            items.into_iter().map(|node| read(fields::Fields::new(node, what, report))).collect()
        }
        yaml::Value::Null => Vec::new(),
        other => {
            let span = Span { end: tree.span.start, ..tree.span };
            let message = format!(
                "this file is a list of records, each starting with `- `, and here stands {}",
                other.kind()
            );
            let help = "start each record with `- ` and indent its keys by two spaces";
            report.push(Diagnostic::at(&codes::WRONG_TYPE, span, message).help(help));
            Vec::new()
        }
    }
}

/// A file that is one YAML mapping.
fn mapping<'r>(
    id: FileId,
    text: &SourceFile,
    what: &'static str,
    report: &'r mut Report,
) -> fields::Fields<'r> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    match yaml::read(id, &text.body, start..text.body.len(), report) {
        Some(tree) => fields::Fields::new(tree, what, report),
        None => fields::Fields::unread(Span::new(id, start..start), what, report),
    }
}
