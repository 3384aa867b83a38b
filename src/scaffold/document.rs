//! `agon new`: the path and the text of a new file with the known fields. Hints are comments in the front matter.

use super::error::NewError;
use super::fields::{quoted, slug};
use super::source;
use crate::analysis::report::open_suggestions;
use crate::content::load::embedded;
use crate::diagnostics::suggest::did_you_mean;
use crate::model::*;
use crate::source::Files;
use std::fmt::Write;
use std::path::PathBuf;

/// A document to create.
#[derive(Clone, Debug)]
pub enum NewDocument {
    Topic {
        title: String,
    },
    Gather {
        topic: String,
        kind: Option<GatherKind>,
    },
    Thread {
        topic: String,
        title: String,
    },
    Article {
        topic: String,
        title: String,
        kind: ArticleKind,
    },
    Entity {
        name: String,
        /// A word of the site's vocabulary.
        kind: String,
    },
    Source {
        id: String,
    },
    /// A built-in template, to be changed.
    Template {
        name: String,
    },
}

/// The path from the site's root and the text of the new file.
pub(super) fn render(
    site: &Site,
    files: &Files,
    day: Date,
    document: &NewDocument,
) -> Result<(String, String), NewError> {
    Ok(match document {
        NewDocument::Topic { title } => {
            let front = format!(
                "title: {}\nquestion: {}\nstatus: active\ncadence: 28\n# summary: the state of the debate, in a sentence\n# related: []",
                quoted(title),
                quoted(title)
            );
            let slug = free_slug(site, files, title)?;
            (format!("content/topics/{slug}/topic.md"), with_front_matter(&front))
        }
        NewDocument::Gather { topic, kind } => {
            let topic = topic_of(site, topic)?;
            let same_day = topic.gathers.iter().find(|d| site.doc(**d).date == Some(day));
            if let (Some(doc), None) = (same_day, kind) {
                let path = &files.get(site.doc(*doc).file).path;
                return Err(NewError::Exists(PathBuf::from(path)));
            }
            gather(site, files, day, topic, *kind)
        }
        NewDocument::Thread { topic, title } => {
            let topic = &topic_of(site, topic)?.slug;
            let mut front = format!(
                "title: {}\nstatus: emerging\nopened: {day}\n# summary: what the clash is, in a sentence\n# sections:",
                quoted(title)
            );
            if site.locale.headings().is_english() {
                front += "\n#   ## What\n#   ## Why it matters";
            }
            front += &sections(site, &THREAD_SECTIONS);
            (
                format!("content/topics/{topic}/threads/{}.md", slug(title)?),
                with_front_matter(&front),
            )
        }
        NewDocument::Article { topic, title, kind } => {
            let topic = &topic_of(site, topic)?.slug;
            let sections = match kind {
                ArticleKind::Explainer => {
                    format!("\n# sections:{}", sections(site, &EXPLAINER_SECTIONS))
                }
                _ => String::new(),
            };
            let front = format!(
                "title: {}\nkind: {}\ndate: {day}\n# author:\n# summary: what it says, in a sentence{sections}",
                quoted(title),
                kind.word()
            );
            (
                format!("content/topics/{topic}/articles/{}.md", slug(title)?),
                with_front_matter(&front),
            )
        }
        NewDocument::Entity { name, kind } => {
            let kinds = &site.vocabulary.entities;
            let Some(term) = kinds.parse(kind) else {
                let mut hint = did_you_mean(kind, kinds.words());
                if hint.is_empty() {
                    hint = format!("; the kinds are {}", kinds.words().join(", "));
                }
                return Err(NewError::NoKind { name: kind.clone(), hint });
            };
            let kind = kinds.word(term);
            let front = format!("name: {}\nkind: {kind}\n# aliases: []\n# url:", quoted(name));
            let slug = free_slug(site, files, name)?;
            (format!("content/entities/{slug}.md"), with_front_matter(&front))
        }
        NewDocument::Source { id } => source::render(site, day, id)?,
        NewDocument::Template { name } => template(name)?,
    })
}

/// The sections of a new thread that have a meaning.
const THREAD_SECTIONS: [SectionRole; 4] = [
    SectionRole::Questions,
    SectionRole::Timeline,
    SectionRole::Perspectives,
    SectionRole::Tensions,
];

/// The sections of a new explainer.
const EXPLAINER_SECTIONS: [SectionRole; 2] = [SectionRole::Summary, SectionRole::Faq];

/// Headings in the language of the site, as comments.
fn sections(site: &Site, roles: &[SectionRole]) -> String {
    let headings = site.locale.headings();
    roles.iter().map(|role| format!("\n#   ## {}", headings.usual(*role))).collect()
}

/// A copy that names its original, so that `agon doctor` can report when the built-in one has changed.
fn template(name: &str) -> Result<(String, String), NewError> {
    let all = embedded::templates();
    let name = name.strip_prefix("templates/").unwrap_or(name);
    if let Some(template) = all.iter().find(|t| t.path == name) {
        return Ok((format!("templates/{}", template.path), embedded::copy(template)));
    }
    let statics = embedded::statics();
    let styles = statics.iter().filter(|file| file.path.ends_with(".css"));
    let style_name = name.strip_prefix("static/").unwrap_or(name);
    if let Some(style) = styles.clone().find(|style| style.path == style_name)
        && let Ok(body) = std::str::from_utf8(&style.bytes)
    {
        return Ok((format!("static/{}", style.path), embedded::style_copy(body)));
    }
    let mut names: Vec<&str> = all.iter().map(|t| t.path.as_str()).collect();
    names.extend(styles.map(|style| style.path.as_str()));
    let mut hint = did_you_mean(name, names.iter().copied());
    if hint.is_empty() {
        hint = format!("; there are:\n  {}", names.join("\n  "));
    }
    Err(NewError::NoTemplate { name: name.into(), hint })
}

fn gather(
    site: &Site,
    files: &Files,
    day: Date,
    topic: &Topic,
    kind: Option<GatherKind>,
) -> (String, String) {
    let first = if topic.gathers.is_empty() { GatherKind::Initial } else { GatherKind::Gather };
    let kind = kind.unwrap_or(first);
    let name =
        if kind == GatherKind::Gather { day.to_string() } else { format!("{day}-{}", kind.word()) };
    let mut front =
        format!("kind: {}\ndate: {day}\n# summary: what is new, in a sentence", kind.word());
    let _ = write!(front, "\n# what to look for: agon brief {}", topic.slug);
    if let Some(last) = topic.gathers.last().map(|d| site.doc(*d)) {
        let _ = write!(front, "\n# sections of {}:", last.slug);
        for heading in last.sections.iter().filter_map(|s| s.heading) {
            let _ = write!(front, "\n#   ## {}", one_line(files.slice(heading)));
        }
    }
    let open = open_suggestions(site, topic);
    if !open.is_empty() {
        front += "\n# open suggestions; record the outcome of each in watch.yaml:";
        for id in open {
            let block = site.block(id);
            let BlockKind::Observation { kind } = block.kind else { continue };
            let (doc, words) = (&site.doc(block.doc).slug, one_line(site.raw(files, id)));
            let _ = write!(
                front,
                "\n#   [ ] {doc}, {}: {words}",
                site.vocabulary.observations.word(kind)
            );
        }
    }
    (format!("content/topics/{}/gathers/{name}.md", topic.slug), with_front_matter(&front))
}

/// The slug of a new topic or entity, which share one space of names with pages and topics elsewhere.
fn free_slug(site: &Site, files: &Files, title: &str) -> Result<String, NewError> {
    let slug = slug(title)?;
    for doc in &site.docs {
        let is_global = matches!(doc.kind, DocKind::Topic | DocKind::Entity(_) | DocKind::Page);
        if is_global && doc.slug == slug {
            let path = files.get(doc.file).path.clone();
            return Err(NewError::Taken { slug, path });
        }
    }
    match site.elsewhere.iter().any(|topic| topic.slug == slug) {
        true => Err(NewError::Taken { slug, path: "a topic followed elsewhere".into() }),
        false => Ok(slug),
    }
}

fn topic_of<'s>(site: &'s Site, name: &str) -> Result<&'s Topic, NewError> {
    let found = site.topics.iter().find(|t| t.slug == name || t.title == name);
    found.ok_or_else(|| {
        let known: Vec<&str> = site.topics.iter().map(|t| t.slug.as_str()).collect();
        let mut hint = did_you_mean(name, known.iter().copied());
        if hint.is_empty() {
            hint = match known.is_empty() {
                true => "; the site has none, or `agon check` says why it cannot be read".into(),
                false => format!("; the topics are {}", known.join(", ")),
            };
        }
        NewError::NoTopic { name: name.into(), hint }
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_front_matter(front: &str) -> String {
    format!("---\n{front}\n---\n")
}
