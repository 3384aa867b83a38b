//! From one text to one raw document: what the author wrote, with places. Never fails: what cannot be read is reported.
//!
//! Takes [`Files`], gives [`Raw`]. Names stay names; the link stage looks them up. Each noun has a file of the same stem.

pub mod body;
mod body_checks;
mod body_refs;
pub mod doc;
pub mod entity;
mod fields;
pub mod figure;
pub mod front;
pub mod items;
pub mod note;
mod place;
pub mod public;
pub mod publisher;
pub mod shape;
pub mod site;
pub mod source;
mod unfit;
pub mod watch;
pub mod yaml;

use crate::diag::{Diagnostic, Report, codes};
use crate::files::{FileId, Files, Span, Text};
use crate::load::ADDRESSES;
use crate::model::Public;
pub use body_checks::{UNSORTED, is_lasting};
use doc::RawDoc;
pub use place::FileKind;
use rayon::prelude::*;
use std::collections::HashSet;
pub use yaml::Str;

/// Everything that was written, file by file in the order of the paths.
#[derive(Debug, Default)]
pub struct Raw {
    pub site: site::RawSite,
    pub sources: Vec<source::RawSource>,
    pub publishers: Vec<publisher::RawPublisher>,
    pub docs: Vec<RawDoc>,
    /// Watch lists by topic folder.
    pub watches: Vec<(String, watch::RawWatch)>,
    /// Figures by topic folder.
    pub figures: Vec<(String, Vec<figure::RawFigure>)>,
    /// The list of published addresses; `None` where there is none.
    pub public: Option<Vec<Public>>,
}

/// What one file holds.
enum Part {
    Site(Box<site::RawSite>),
    Elsewhere(Vec<site::RawElsewhere>),
    Sources(Vec<source::RawSource>),
    Publishers(Vec<publisher::RawPublisher>),
    Doc(Box<RawDoc>),
    Watch(String, Box<watch::RawWatch>),
    Figures(String, Vec<figure::RawFigure>),
    Public(Vec<Public>),
    Nothing,
}

/// Reads every text, over all cores.
pub fn parse(files: &Files, report: &mut Report) -> Raw {
    let list: Vec<(FileId, &Text)> = files.iter().collect();
    let parts: Vec<(Part, Report)> = list
        .par_iter()
        .with_min_len(16)
        .map(|(id, text)| {
            let mut found = Report::default();
            let part = part(*id, text, &mut found);
            (part, found)
        })
        .collect();
    let mut raw = Raw::default();
    let mut elsewhere = Vec::new();
    for (part, found) in parts {
        report.extend(found);
        match part {
            Part::Site(site) => raw.site = *site,
            Part::Elsewhere(list) => elsewhere.extend(list),
            Part::Sources(list) => raw.sources.extend(list),
            Part::Publishers(list) => raw.publishers.extend(list),
            Part::Doc(doc) => raw.docs.push(*doc),
            Part::Watch(topic, list) => raw.watches.push((topic, *list)),
            Part::Figures(topic, list) => raw.figures.push((topic, list)),
            Part::Public(list) => raw.public = Some(list),
            Part::Nothing => {}
        }
    }
    raw.site.elsewhere.extend(elsewhere);
    missing_topic_files(&raw, files, report);
    raw
}

/// Reads what a file holds, by its place in the content folder.
fn part(id: FileId, text: &Text, report: &mut Report) -> Part {
    if text.path == ADDRESSES {
        return Part::Public(public::read(id, text, report));
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
        FileKind::Site => Part::Site(Box::new(site::read(id, text, report))),
        FileKind::Publishers => Part::Publishers(publisher::read(id, text, report)),
        FileKind::Elsewhere => Part::Elsewhere(site::elsewhere(id, text, report)),
        FileKind::Sources => Part::Sources(source::read(id, text, report)),
        FileKind::Entity => Part::Doc(Box::new(doc::entity(id, text, stem, report))),
        FileKind::Page => Part::Doc(Box::new(doc::page(id, text, stem, report))),
        FileKind::Topic => Part::Doc(Box::new(doc::topic(id, text, topic, report))),
        FileKind::Watch => Part::Watch(topic.to_string(), Box::new(watch::read(id, text, report))),
        FileKind::Figures => Part::Figures(topic.to_string(), figure::read(id, text, report)),
        FileKind::Gather => Part::Doc(Box::new(doc::gather(id, text, topic, stem, report))),
        FileKind::Thread => Part::Doc(Box::new(doc::thread(id, text, topic, stem, report))),
        FileKind::Article => Part::Doc(Box::new(doc::article(id, text, topic, stem, report))),
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
    text: &Text,
    what: &'static str,
    report: &mut Report,
    read: impl Fn(fields::Fields<'_>) -> T,
) -> Vec<T> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    let Some(tree) = yaml::read(id, &text.body, start..text.body.len(), report) else { return Vec::new() };
    match tree.value {
        yaml::Value::List(items) => {
            items.into_iter().map(|node| read(fields::Fields::new(node, what, report))).collect()
        }
        yaml::Value::Null => Vec::new(),
        other => {
            let span = Span { end: tree.span.start, ..tree.span };
            let message =
                format!("this file is a list of records, each starting with `- `, and here stands {}", other.kind());
            let help = "start each record with `- ` and indent its keys by two spaces";
            report.push(Diagnostic::at(&codes::WRONG_TYPE, span, message).help(help));
            Vec::new()
        }
    }
}

/// A file that is one YAML mapping.
fn mapping<'r>(id: FileId, text: &Text, what: &'static str, report: &'r mut Report) -> fields::Fields<'r> {
    let start = if text.body.starts_with('\u{feff}') { 3 } else { 0 };
    match yaml::read(id, &text.body, start..text.body.len(), report) {
        Some(tree) => fields::Fields::new(tree, what, report),
        None => fields::Fields::unread(Span::new(id, start..start), what, report),
    }
}
