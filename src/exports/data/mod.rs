//! The same facts for other tools: every page's as JSON under one schema, and lists in the formats that tools read:
//! sources as CSL-JSON, BibTeX and RIS, timelines for TimelineJS, tensions as Argdown, figures as CSV, days as a calendar.
//!
//! Takes the site, gives files. Words are plain, ids are those of the content, addresses are relative to the file that
//! has them. Never looks at how a page shows something; which files there are and where is for `view/download.rs`.

mod argdown;
mod bibliography;
mod calendar;
mod entry;
mod export;
mod facts;
mod kinds;
mod table;
mod timelinejs;

pub use bibliography::BibliographyEntries;
pub use export::{Wanted, What, export};

use crate::model::*;
use crate::pages::{Citing, Ctx, Download, Format, Job, Kind, Page, href, words_of};
use crate::records::{IsoDate, UriReference};
use crate::source::Artifact;
use kinds::Facts;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use serde_with::skip_serializing_none;

/// The version of the schema: the second number counts additions, the first one everything else.
pub const VERSION: &str = "1.1";

/// The facts of one page of the site.
///
/// What is not known is left out. Words are plain text, without Markdown or HTML. Ids are those of the editors' files
/// and last; addresses are relative to the file that has them.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
struct File<'a> {
    /// This schema.
    #[serde(rename = "$schema")]
    pub schema: UriReference,
    /// The version of this schema that the file is made for.
    pub version: &'static str,
    /// The page that has the same facts for readers.
    pub page: UriReference,
    /// The whole address of that page, where the site knows its own.
    pub address: Option<String>,
    /// What the page is about; the site for lists that run through all of it.
    pub title: String,
    /// The title of the site.
    pub site: &'a str,
    pub home: UriReference,
    /// The id of the topic that the page belongs to.
    pub topic: Option<&'a str>,
    /// The day that the site is made for: all of this is as it was known then.
    pub as_of: Option<IsoDate>,
    /// The licence of these data.
    pub licence: Option<&'a str>,
    /// The other files of a list that is cut into several.
    pub parts: Option<Parts>,
    #[serde(flatten)]
    pub facts: Facts<'a>,
}

/// The place of a file in a list that is cut into several.
#[skip_serializing_none]
#[derive(Serialize, JsonSchema)]
pub(crate) struct Parts {
    /// How many entries the whole list has.
    pub total: usize,
    pub files: u32,
    /// The file with the entries before these.
    pub previous: Option<UriReference>,
    /// The file with the entries after these.
    pub next: Option<UriReference>,
}

/// The data of one page; `None` for pages that hold no facts, such as the search.
pub fn page(ctx: &Ctx, job: &Job) -> Option<Artifact> {
    let html = job.path(ctx);
    let path = href::data(&html);
    let page = Page::new(ctx, path.clone(), Citing::Straight);
    let facts = facts::facts(&page, job)?;
    let site = ctx.site;
    let file = File {
        schema: UriReference(page.to(href::SCHEMA)),
        version: VERSION,
        page: UriReference(page.to(&html)),
        address: ctx.origin().map(|o| format!("{o}/{html}")),
        title: title(&page, job.kind),
        site: &site.config.title,
        home: UriReference(page.to("index.html")),
        topic: topic(site, job.kind).map(|t| site.topic(t).slug.as_str()),
        as_of: site.as_of.map(IsoDate),
        licence: site.config.licence.as_deref(),
        parts: facts::neighbours(&page, job),
        facts,
    };
    let mut bytes = serde_json::to_vec(&file).expect("texts and numbers are JSON");
    bytes.push(b'\n');
    Some(Artifact { path, bytes })
}

/// One download; `entries` has its sources.
pub fn download(ctx: &Ctx, entries: &BibliographyEntries, what: &Download) -> Artifact {
    let text = match what.format {
        Format::Csl | Format::Bibtex | Format::Ris => entries.file(ctx, what.scope, what.format),
        Format::TimelineJs => timelinejs::timeline(ctx, what),
        Format::Argdown => argdown::tensions(ctx, what),
        Format::Csv => table::figures(ctx, what),
        Format::Calendar => calendar::calendar(ctx, what),
    };
    Artifact { path: what.path(ctx), bytes: text.into_bytes() }
}

/// The schema of every page's data.
pub fn schema() -> Artifact {
    // what is written, not what could be read: a key that may be missing is left out and never null
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    schema.insert("$id".into(), href::SCHEMA.rsplit('/').next().unwrap_or_default().into());
    schema.insert("version".into(), VERSION.into());
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    Artifact { path: href::SCHEMA.into(), bytes: (text + "\n").into_bytes() }
}

fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|t| t != "null");
        if let [one] = &types[..] {
            let one = one.clone();
            schema.insert("type".into(), one);
        }
    }
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.retain(|s| s["type"] != "null");
        if let [Value::Object(one)] = &any[..] {
            let one = one.clone();
            schema.remove("anyOf");
            one.into_iter().for_each(|(key, value)| drop(schema.insert(key, value)));
        }
    }
}

fn title(page: &Page, kind: Kind) -> String {
    let ctx = page.ctx;
    let target = match kind {
        Kind::Gather(d) | Kind::Thread(d) | Kind::Article(d) | Kind::Page(d) => Target::Doc(d),
        Kind::Source(s) => Target::Source(s),
        Kind::Publisher(p) => Target::Publisher(p),
        Kind::Entity(e) => Target::Entity(e),
        Kind::Elsewhere(e) => Target::Elsewhere(e),
        Kind::Question(b) => return words_of(page, b),
        other => match topic(ctx.site, other) {
            Some(t) => Target::Topic(t),
            None => return ctx.site.config.title.clone(),
        },
    };
    ctx.name(target)
}

fn topic(site: &Site, kind: Kind) -> Option<TopicId> {
    match kind {
        Kind::Topic(t)
        | Kind::Gathers(t)
        | Kind::GatherYear(t, _)
        | Kind::Timeline(t)
        | Kind::Perspectives(t) => Some(t),
        Kind::TopicTensions(t) | Kind::TopicQuestions(t) => Some(t),
        Kind::TopicSources(t) | Kind::Watch(t) | Kind::Figures(t) | Kind::Compare(t, _) => Some(t),
        Kind::Gather(d) | Kind::Thread(d) | Kind::Article(d) | Kind::Page(d) => site.doc(d).topic,
        Kind::Question(b) => site.doc(site.block(b).doc).topic,
        _ => None,
    }
}

/// "Title, licence, as known on DAY", for formats that have a line for it.
fn credit(ctx: &Ctx) -> String {
    let config = &ctx.site.config;
    let licence = config.licence.as_ref().map(|l| format!("licence: {l}"));
    let day = ctx.site.as_of.map(|d| format!("as known on {d}"));
    let parts: Vec<String> =
        [Some(config.title.clone()), licence, day].into_iter().flatten().collect();
    parts.join("; ").split_whitespace().collect::<Vec<_>>().join(" ")
}
