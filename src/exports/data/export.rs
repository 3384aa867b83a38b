//! One file by name, as `agon export` asks for it.
//!
//! Takes what is wanted in the words of the command line, gives the file that a build would write, or why there is none.

use super::{BibliographyEntries, download, page, schema};
use crate::diagnostics::suggest::did_you_mean;
use crate::model::*;
use crate::pages::{Ctx, Download, Format, Job, Kind, Scope, Subject, plan};
use crate::source::Artifact;

/// What can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    List(Subject),
    Page,
    Schema,
}

impl Word for What {
    const NAME: &'static str = "Export";
    const ALL: &'static [What] = &[
        What::List(Subject::Sources),
        What::List(Subject::Timeline),
        What::List(Subject::Tensions),
        What::List(Subject::Figures),
        What::List(Subject::Questions),
        What::Page,
        What::Schema,
    ];
    fn word(self) -> &'static str {
        match self {
            What::List(subject) => subject.name(),
            What::Page => "page",
            What::Schema => "schema",
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

/// A file as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub what: What,
    pub topic: Option<&'a str>,
    pub source: Option<&'a str>,
    pub thread: Option<&'a str>,
    pub page: Option<&'a str>,
    pub format: Option<Format>,
}

/// The file, or in words what is wrong with the wish.
pub fn export(ctx: &Ctx, wanted: &Wanted) -> Result<Artifact, String> {
    let named = [wanted.topic, wanted.source, wanted.thread, wanted.page];
    if named.iter().flatten().count()
        > usize::from(wanted.topic.is_some() && wanted.thread.is_some()) + 1
    {
        return Err("--topic, --source, --thread and --page exclude each other; name one".into());
    }
    let subject = match wanted.what {
        What::Schema => return Ok(schema()),
        What::Page => return one_page(ctx, wanted),
        What::List(subject) => subject,
    };
    if wanted.page.is_some() {
        return Err(format!(
            "--page goes with `page`; {} are of the site, of a --topic …",
            subject.name()
        ));
    }
    let format = match wanted.format {
        None => subject.formats().next().expect("every subject has a format"),
        Some(format) if format.subject() == subject => format,
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
    let scope = scope(ctx, wanted)?;
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
    Ok(download(ctx, &entries, &Download { scope, format }))
}

fn scope(ctx: &Ctx, wanted: &Wanted) -> Result<Scope, String> {
    let topic = wanted.topic.map(|t| topic(ctx, t)).transpose()?;
    match (wanted.source, wanted.thread, topic) {
        (Some(id), ..) => source(ctx, id).map(Scope::Source),
        (_, Some(slug), topic) => thread(ctx, topic, slug).map(Scope::Thread),
        (.., Some(topic)) => Ok(Scope::Topic(topic)),
        _ => Ok(Scope::Site),
    }
}

fn topic(ctx: &Ctx, slug: &str) -> Result<TopicId, String> {
    let known = || ctx.indexes.shown.iter().map(|t| ctx.site.topic(*t).slug.as_str());
    let found = ctx.indexes.shown.iter().find(|t| ctx.site.topic(**t).slug == slug);
    found.copied().ok_or_else(|| match did_you_mean(slug, known()) {
        near if near.is_empty() => {
            format!(
                "there is no topic \"{slug}\"; the topics are: {}",
                known().collect::<Vec<_>>().join(", ")
            )
        }
        near => format!("there is no topic \"{slug}\"{near}"),
    })
}

fn source(ctx: &Ctx, id: &str) -> Result<SourceId, String> {
    let site = ctx.site;
    let found = site.names.keys.get(id).copied().filter(|s| site.is_visible(Target::Source(*s)));
    let made = || ctx.indexes.sources.iter().copied().find(|s| site.source(*s).id == id);
    let known = ctx.indexes.sources.iter().map(|s| site.source(*s).id.as_str());
    found
        .or_else(made)
        .ok_or_else(|| format!("there is no source \"{id}\"{}", did_you_mean(id, known)))
}

fn thread(ctx: &Ctx, topic: Option<TopicId>, slug: &str) -> Result<DocId, String> {
    let site = ctx.site;
    let (of_topic, name) =
        slug.split_once('/').map_or((None, slug), |(topic, name)| (Some(topic), name));
    let topic = of_topic.map(|t| self::topic(ctx, t)).transpose()?.or(topic);
    let topics = ctx.indexes.shown.iter().filter(|t| topic.is_none_or(|only| only == **t));
    let all: Vec<DocId> =
        topics.flat_map(|t| ctx.indexes.topic(*t).threads.iter().copied()).collect();
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

fn one_page(ctx: &Ctx, wanted: &Wanted) -> Result<Artifact, String> {
    if wanted.format.is_some() {
        return Err("a page is written as JSON; leave --format out".into());
    }
    let job = match wanted.page {
        Some(path) => by_path(ctx, path)?,
        None => {
            let kind = match scope(ctx, wanted)? {
                Scope::Site => Kind::Home,
                Scope::Topic(t) => Kind::Topic(t),
                Scope::Thread(d) => Kind::Thread(d),
                Scope::Source(s) => Kind::Source(s),
            };
            Job { kind, part: 0 }
        }
    };
    page(ctx, &job).ok_or_else(|| format!("{} holds no facts of its own", job.path(ctx)))
}

/// The page of a path, with `.html`, `.json` or neither.
fn by_path(ctx: &Ctx, path: &str) -> Result<Job, String> {
    let stem = |p: &str| {
        let p = p.trim_start_matches("./").trim_start_matches('/');
        p.strip_suffix(".html").or(p.strip_suffix(".json")).unwrap_or(p).to_string()
    };
    let wanted = stem(path);
    let jobs = plan(ctx);
    let found = jobs.iter().find(|j| stem(&j.path(ctx)) == wanted);
    found.copied().ok_or_else(|| {
        let paths: Vec<String> = jobs.iter().map(|j| j.path(ctx)).collect();
        format!(
            "there is no page \"{path}\"{}",
            did_you_mean(&format!("{wanted}.html"), paths.iter().map(String::as_str))
        )
    })
}
