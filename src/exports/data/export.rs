//! One file by name, as `agon export` asks for it.
//!
//! The words of the command line lead to the file that a build would write, or to a message that explains why not.

use super::bibliography::BibliographyEntries;
use super::download::download;
use super::page_file::{page, schema};
use crate::diagnostics::suggest::did_you_mean;
use crate::exports::topic_name::topic_named;
use crate::model::*;
use crate::pages::{Ctx, Download, Format, PageKind, PageRoute, Scope, Subject, plan};
use crate::source::OutputFile;

/// ExportKind can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    List(Subject),
    Page,
    Schema,
}

impl Word for ExportKind {
    const NAME: &'static str = "Export";
    const ALL: &'static [ExportKind] = &[
        ExportKind::List(Subject::Sources),
        ExportKind::List(Subject::Timeline),
        ExportKind::List(Subject::Tensions),
        ExportKind::List(Subject::Figures),
        ExportKind::List(Subject::Questions),
        ExportKind::List(Subject::Evidence),
        ExportKind::List(Subject::Forecasts),
        ExportKind::List(Subject::HalfLife),
        ExportKind::List(Subject::Contradictions),
        ExportKind::List(Subject::Definitions),
        ExportKind::Page,
        ExportKind::Schema,
    ];
    fn word(self) -> &'static str {
        match self {
            ExportKind::List(subject) => subject.name(),
            ExportKind::Page => "page",
            ExportKind::Schema => "schema",
        }
    }
}

impl Word for Format {
    const NAME: &'static str = "Format";
    const ALL: &'static [Format] = Format::EACH;
    fn word(self) -> &'static str {
        self.name()
    }
}

/// Which file to export.
#[derive(Clone, Copy, Debug)]
pub struct ExportRequest<'a> {
    pub what: ExportKind,
    pub topic: Option<&'a str>,
    pub source: Option<&'a str>,
    pub thread: Option<&'a str>,
    pub page: Option<&'a str>,
    pub format: Option<Format>,
}

/// Returns the file, or a message what is wrong with the request.
pub fn export(ctx: &Ctx, request: &ExportRequest) -> Result<OutputFile, String> {
    let named = [request.topic, request.source, request.thread, request.page];
    if named.iter().flatten().count()
        > usize::from(request.topic.is_some() && request.thread.is_some()) + 1
    {
        return Err("--topic, --source, --thread and --page exclude each other; name one".into());
    }
    let subject = match request.what {
        ExportKind::Schema => return Ok(schema()),
        ExportKind::Page => return one_page(ctx, request),
        ExportKind::List(subject) => subject,
    };
    if request.page.is_some() {
        return Err(format!(
            "--page goes with `page`; {} are of the site, of a --topic …",
            subject.name()
        ));
    }
    let format = match request.format {
        None => subject.formats().next().expect("every subject has a format"),
        Some(format) if format.subjects().contains(&subject) => format,
        Some(format) => {
            let own: Vec<&str> = subject.formats().map(Format::name).collect();
            return Err(format!(
                "{} are not written as {}; they are as {}",
                subject.name(),
                format.name(),
                own.join(", ")
            ));
        }
    };
    let scope = scope(ctx, request)?;
    if !ctx.has(subject, scope) {
        return Err(match scope {
            Scope::Site => format!("the site has no {}", subject.name()),
            Scope::Topic(t) => {
                format!("the topic \"{}\" has no {}", ctx.site.topic(t).slug, subject.name())
            }
            Scope::Thread(d) => format!(
                "the thread \"{}\" has no {} of its own",
                ctx.site.doc(d).slug,
                subject.name()
            ),
            Scope::Source(s) => {
                format!("the source \"{}\" has no {}", ctx.site.source(s).id, subject.name())
            }
        });
    }
    let entries = BibliographyEntries::new(ctx, scope);
    Ok(download(ctx, &entries, &Download { scope, subject, format }))
}

fn scope(ctx: &Ctx, request: &ExportRequest) -> Result<Scope, String> {
    let topic = request.topic.map(|t| topic_named(ctx.site, t)).transpose()?;
    match (request.source, request.thread, topic) {
        (Some(id), ..) => source(ctx, id).map(Scope::Source),
        (_, Some(slug), topic) => thread(ctx, topic, slug).map(Scope::Thread),
        (.., Some(topic)) => Ok(Scope::Topic(topic)),
        _ => Ok(Scope::Site),
    }
}

fn source(ctx: &Ctx, id: &str) -> Result<SourceId, String> {
    let site = ctx.site;
    let found = site.names.keys.get(id).copied().filter(|s| site.is_visible(Target::Source(*s)));
    let sources = &ctx.tables.indexes.sources;
    let known = sources.iter().map(|s| site.source(*s).id.as_str());
    found
        .or_else(|| sources.iter().copied().find(|s| site.source(*s).id == id))
        .ok_or_else(|| format!("there is no source \"{id}\"{}", did_you_mean(id, known)))
}

fn thread(ctx: &Ctx, topic: Option<TopicId>, slug: &str) -> Result<DocId, String> {
    let site = ctx.site;
    let (topic, name) = match slug.split_once('/') {
        Some((topic, name)) => (Some(topic_named(ctx.site, topic)?), name),
        None => (topic, slug),
    };
    let topics = match topic {
        Some(topic) => vec![topic],
        None => ctx.tables.indexes.shown.clone(),
    };
    let threads = topics.into_iter().flat_map(|t| &ctx.tables.indexes.topic(t).threads);
    let all: Vec<DocId> = threads.copied().collect();
    let found: Vec<DocId> = all.iter().copied().filter(|d| site.doc(*d).slug == name).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let known = all.iter().map(|d| site.doc(*d).slug.as_str());
            Err(format!("there is no thread \"{name}\"{}", did_you_mean(name, known)))
        }
        _ => Err(format!("several topics have a thread \"{name}\"; name its --topic")),
    }
}

fn one_page(ctx: &Ctx, request: &ExportRequest) -> Result<OutputFile, String> {
    if request.format.is_some() {
        return Err("a page is written as JSON; leave --format out".into());
    }
    let route = match request.page {
        Some(path) => by_path(ctx, path)?,
        None => {
            let kind = match scope(ctx, request)? {
                Scope::Site => PageKind::Home,
                Scope::Topic(t) => PageKind::Topic(t),
                Scope::Thread(d) => {
                    let thread = ctx.site.thread(d);
                    PageKind::Thread(
                        thread.ok_or_else(|| format!("{} is not a thread", ctx.doc_name(d)))?,
                    )
                }
                Scope::Source(s) => PageKind::Source(s),
            };
            PageRoute { kind, page_number: 0 }
        }
    };
    page(ctx, &route).ok_or_else(|| format!("{} holds no facts of its own", route.path(ctx)))
}

fn page_stem(path: &str) -> &str {
    let path = path.trim_start_matches("./").trim_start_matches('/');
    path.strip_suffix(".html").or(path.strip_suffix(".json")).unwrap_or(path)
}

/// The page of a path, with `.html`, `.json` or neither.
fn by_path(ctx: &Ctx, path: &str) -> Result<PageRoute, String> {
    let wanted = page_stem(path);
    let routes = plan(ctx);
    let route = routes.iter().find(|r| page_stem(&r.path(ctx)) == wanted);
    route.cloned().ok_or_else(|| {
        let paths: Vec<String> = routes.iter().map(|j| j.path(ctx)).collect();
        format!(
            "there is no page \"{path}\"{}",
            did_you_mean(&format!("{wanted}.html"), paths.iter().map(String::as_str))
        )
    })
}
