//! Markdown documents as written: front matter and body.

use super::body::RawBody;
use super::body_reader::NoteForms;
use super::entity::{self, RawEntity};
use super::fields::{Fields, schema_of};
use super::file_kind::FileKind;
use super::front_matter;
use super::provenance;
use super::schema::RecordSchema;
use super::sections;
use super::validate::{address_problem, is_lasting, short_slug};
use super::yaml::{Node, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
use crate::model::locale::Headings;
use crate::model::*;
use crate::source::{FileId, SourceFile, Span};

#[derive(Debug)]
pub struct RawDoc {
    pub kind: RawDocKind,
    pub file: FileId,
    /// From the file's name; for a topic its folder's.
    pub slug: String,
    /// The folder of its topic.
    pub topic: Option<String>,
    pub title: Option<Str>,
    pub aliases: Vec<Str>,
    pub summary: Option<String>,
    /// The oldest first.
    pub history: Vec<EarlierSummary>,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    /// Of a gather that was put together later than its date: the day of that.
    pub compiled: Option<Date>,
    pub author: Option<String>,
    pub related: Vec<Str>,
    pub tags: Vec<Str>,
    /// `None` where the document does not say, so that the site's default counts.
    pub provenance: Option<Provenance>,
    /// Whether it is not to be published yet.
    pub draft: bool,
    /// Data for the site's own templates.
    pub extra: Option<serde_json::Value>,
    pub body: RawBody,
}

#[derive(Debug, PartialEq)]
pub enum RawDocKind {
    Topic(RawTopic),
    Gather(GatherKind),
    Thread { status: ThreadStatus, trend: Option<Trend>, opened: Option<Date> },
    Article(ArticleKind),
    Page,
    Entity(Box<RawEntity>),
}

#[derive(Debug, PartialEq)]
pub struct RawTopic {
    pub question: String,
    pub status: TopicStatus,
    pub cadence: Option<u32>,
    pub order: i64,
    pub snapshots: Vec<TopicSnapshot>,
    /// The metric whose chart opens the topic's page.
    pub key_chart: Option<Str>,
}

impl RawDoc {
    fn empty(file: FileId, slug: &str, topic: Option<&str>) -> RawDoc {
        RawDoc {
            kind: RawDocKind::Page,
            file,
            slug: slug.to_string(),
            topic: topic.map(str::to_string),
            title: None,
            aliases: Vec::new(),
            summary: None,
            history: Vec::new(),
            date: None,
            updated: None,
            compiled: None,
            author: None,
            related: Vec::new(),
            tags: Vec::new(),
            provenance: None,
            draft: false,
            extra: None,
            body: RawBody::default(),
        }
    }
}

/// Reads a document: its kind's place says what its slug and topic are.
pub(super) fn read(
    kind: FileKind,
    file: FileId,
    text: &SourceFile,
    headings: &Headings,
    report: &mut Report,
) -> RawDoc {
    let mut parts = text.path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let folder = text.path.split('/').nth(2).unwrap_or_default();
    let (slug, topic) = match kind {
        FileKind::Topic => (folder, None),
        FileKind::Gather | FileKind::Thread | FileKind::Article => (stem, Some(folder)),
        _ => (stem, None),
    };
    let is_misnamed = kind == FileKind::Gather && !gather_name(stem).well_made;
    if is_misnamed {
        let message = format!("\"{stem}\" does not start with a day");
        let help = match day_of_name(stem) {
            Some(day) => {
                format!("rename it to {day}.md, or to {day}-update.md if that day has a gather")
            }
            None => "name the file after its day, such as 2026-06-11.md or 2026-06-11-update.md"
                .to_string(),
        };
        report.push(Diagnostic::in_file(&codes::BAD_FILE_NAME, &text.path, message).help(help));
    } else if let Some(problem) = address_problem(slug) {
        let message = format!("the file's name \"{slug}\" {problem}");
        let help = match short_slug(slug) {
            made if made.is_empty() => {
                "rename it with lower-case letters, digits and hyphens".to_string()
            }
            made => format!("rename it to \"{made}\""),
        };
        report.push(Diagnostic::in_file(&codes::BAD_ID, &text.path, message).help(help));
    }
    let (front, start) = front_matter::split(file, text, report);
    let mut doc = RawDoc::empty(file, slug, topic);
    let unread = front.is_none();
    let mut own = Report::default();
    let nothing = Node { span: Span::new(file, 0..0), value: Value::Null };
    let mut f = Fields::new(front.unwrap_or(nothing), kind.noun(), &mut own);
    front_matter(kind, &mut f, &mut doc, &text.path);
    f.done();
    // What cannot be read at all is reported once, not once for each key that is missing for that reason.
    if !unread {
        report.extend(own);
    }
    let notes = match kind {
        FileKind::Gather => NoteForms::All,
        _ => NoteForms::KeysOnly,
    };
    doc.body = sections::read(file, &text.body, start, notes, headings, report);
    doc
}

/// What the front matter of a kind of document is asked for.
pub(super) fn shape(kind: FileKind) -> RecordSchema {
    schema_of(kind.noun(), |mut f| {
        front_matter(kind, &mut f, &mut RawDoc::empty(FileId(0), "", None), "")
    })
}

/// The keys of a kind of document, then those that all kinds share.
fn front_matter(kind: FileKind, f: &mut Fields<'_>, doc: &mut RawDoc, path: &str) {
    doc.kind = match kind {
        FileKind::Topic => topic_keys(f, doc),
        FileKind::Gather => gather_keys(f, doc, path),
        FileKind::Thread => thread_keys(f, doc),
        FileKind::Article => article_keys(f, doc),
        FileKind::Entity => entity_keys(f, doc),
        _ => page_keys(f, doc),
    };
    // A kind may have taken some of these in an order of its own.
    if !f.was_asked("summary") {
        doc.summary = f.plain("summary").map(|s| s.text);
    }
    if !f.was_asked("related") {
        doc.related = f.strs("related");
    }
    if !f.was_asked("aliases") {
        doc.aliases = f.strs("aliases");
    }
    doc.tags = f.terms("tags", VocabularyList::Tags);
    doc.provenance = provenance::read(f);
    if kind != FileKind::Entity {
        doc.draft = f.flag("draft");
    }
    doc.extra = f.data("extra");
    if let Some(title) = &doc.title {
        f.check_plain("title", title);
    }
}

fn topic_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let question = f.need("question").text;
    doc.summary = f.plain("summary").map(|s| s.text);
    let status = f.word("status").unwrap_or(TopicStatus::Active);
    let cadence = f.count("cadence");
    doc.related = f.strs("related");
    let order = f.number("order").map_or(i64::MAX, |n| n as i64);
    doc.updated = f.date("updated");
    doc.history = history(f);
    let snapshots =
        f.dates("snapshots").into_iter().map(|(day, span)| TopicSnapshot { day, span }).collect();
    let key_chart = f.str("key_chart");
    RawDocKind::Topic(RawTopic { question, status, cadence, order, snapshots, key_chart })
}

/// Earlier summaries: `[{until, summary}]`.
fn history(f: &mut Fields<'_>) -> Vec<EarlierSummary> {
    let read = f.each("history", "an entry of `history`", |mut entry| {
        let until = entry.date("until");
        entry.require("until", "`until:` with the last day on which the summary held");
        let summary = entry.plain("summary");
        entry.require("summary", "`summary:` with the summary of that time");
        entry.done();
        until.zip(summary).map(|(until, summary)| EarlierSummary { until, text: summary.text })
    });
    let mut history: Vec<EarlierSummary> = read.into_iter().flatten().collect();
    history.sort_by_key(|earlier| earlier.until);
    history
}

fn thread_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let status = f.word("status").unwrap_or(ThreadStatus::Active);
    let trend = f.word("trend");
    let opened = f.date("opened");
    doc.date = opened;
    doc.updated = f.date("updated");
    f.check_order(("opened", opened), ("updated", doc.updated));
    doc.history = history(f);
    RawDocKind::Thread { status, trend, opened }
}

fn article_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let kind = f.word("kind").unwrap_or(ArticleKind::Essay);
    doc.date = f.date("date");
    doc.updated = f.date("updated");
    f.check_order(("date", doc.date), ("updated", doc.updated));
    doc.author = f.text("author");
    RawDocKind::Article(kind)
}

fn page_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    doc.updated = f.date("updated");
    RawDocKind::Page
}

fn entity_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("name"));
    let kind = entity::kind(f);
    doc.updated = f.date("updated");
    doc.aliases = f.strs("aliases");
    RawDocKind::Entity(Box::new(entity::read(f, kind)))
}

/// The day in a name that is nearly one: `2026_05_20`, `2026-05-20 (1)`, `20 May 2026`.
fn day_of_name(stem: &str) -> Option<Date> {
    let words = stem.split([' ', '(']).next().unwrap_or(stem).replace('_', "-");
    let date = dates::read(&words).or_else(|| dates::read(&stem.replace(['_', '-'], " ")));
    date.filter(|date| date.day > 0)
}

/// What the name of a gather's file says.
struct GatherName<'a> {
    date: Option<Date>,
    /// What follows the day and its hyphen.
    suffix: &'a str,
    kind: Option<GatherKind>,
    well_made: bool,
}

fn is_suffix(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('-') && is_lasting(rest)
}

fn gather_name(stem: &str) -> GatherName<'_> {
    let date = stem.get(..10).and_then(Date::parse).filter(|d| d.day > 0);
    let rest = stem.get(10..).unwrap_or("");
    let suffix = rest.strip_prefix('-').unwrap_or(rest);
    let kind = if suffix.is_empty() { Some(GatherKind::Gather) } else { GatherKind::parse(suffix) };
    GatherName { date, suffix, kind, well_made: date.is_some() && is_suffix(rest) }
}

/// A gather's day and kind come from its file's name (`2026-06-11-update`) and may be in the front matter too.
fn gather_keys(f: &mut Fields<'_>, doc: &mut RawDoc, path: &str) -> RawDocKind {
    let slug = doc.slug.clone();
    let GatherName { date, suffix, kind: named, well_made } = gather_name(&slug);
    doc.title = f.str("title");
    if well_made && named.is_none() && !f.has("kind") {
        let hint = suggest::did_you_mean(suffix, GatherKind::words());
        let message = format!("\"{suffix}\" is not a kind of gather{hint}");
        let help = format!(
            "end the name with one of {}, or write `kind:`",
            GatherKind::words().join(", ")
        );
        f.report.push(Diagnostic::in_file(&codes::BAD_FILE_NAME, path, message).help(help));
    }
    let kind_at = f.peek_span("kind");
    let kind = f.word::<GatherKind>("kind");
    if let (Some(kind), Some(named), Some(span)) =
        (kind, named.filter(|_| !suffix.is_empty()), kind_at)
        && kind != named
    {
        let message =
            format!("the front matter says {}, the file's name {}", kind.word(), named.word());
        let help = format!("write `kind: {}`, or rename the file", named.word());
        f.report.push(
            Diagnostic::at(&codes::NAME_MISMATCH, span, message).help(help).fix(span, named.word()),
        );
    }
    let said_at = f.peek_span("date");
    let said = f.date("date");
    if let (Some(said), Some(named), Some(span)) = (said, date, said_at)
        && said != named
    {
        let message = format!("the front matter says {said}, the file's name {named}");
        let help = format!("write `date: {named}`, or rename the file");
        f.report.push(
            Diagnostic::at(&codes::NAME_MISMATCH, span, message)
                .help(help)
                .fix(span, named.to_string()),
        );
    }
    doc.date = date.or(said);
    doc.compiled = compiled(f, doc.date);
    RawDocKind::Gather(kind.or(named).unwrap_or(GatherKind::Gather))
}

/// The day on which a gather was put together, where that is not its date.
fn compiled(f: &mut Fields<'_>, covered: Option<Date>) -> Option<Date> {
    let span = f.peek_span("compiled");
    let compiled = f.date("compiled")?;
    if let (Some(covered), Some(span)) = (covered, span)
        && compiled.last() < covered.first()
    {
        let message = format!("the gather of {covered} was compiled before its day, on {compiled}");
        let help = "write the day on which it was put together, or remove the key";
        f.report.add(&codes::COMPILED_EARLY, span, message, help);
    }
    Some(compiled)
}
