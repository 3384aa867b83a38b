//! Markdown documents as written: front matter and body.

use super::body::RawBody;
use super::body_reader::NoteForms;
use super::entity::{self, RawEntity};
use super::fields::{Fields, schema_of};
use super::file_kind::FileKind;
use super::front_matter;
use super::schema::RecordSchema;
use super::sections;
use super::validate::is_lasting;
use super::yaml::{Node, Str, Value};
use crate::diagnostics::{Diagnostic, Report, codes, suggest};
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
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub author: Option<String>,
    pub related: Vec<Str>,
    pub provenance: Provenance,
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
            date: None,
            updated: None,
            author: None,
            related: Vec::new(),
            provenance: Provenance::default(),
            body: RawBody::default(),
        }
    }
}

pub fn topic(file: FileId, text: &SourceFile, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "topic.md", NoteForms::KeysOnly, report, topic_keys)
}

pub fn thread(
    file: FileId,
    text: &SourceFile,
    topic: &str,
    slug: &str,
    report: &mut Report,
) -> RawDoc {
    document(file, text, slug, Some(topic), "a thread", NoteForms::KeysOnly, report, thread_keys)
}

pub fn article(
    file: FileId,
    text: &SourceFile,
    topic: &str,
    slug: &str,
    report: &mut Report,
) -> RawDoc {
    document(file, text, slug, Some(topic), "an article", NoteForms::KeysOnly, report, article_keys)
}

pub fn page(file: FileId, text: &SourceFile, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "a page", NoteForms::KeysOnly, report, page_keys)
}

pub fn entity(file: FileId, text: &SourceFile, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "an entity", NoteForms::KeysOnly, report, entity_keys)
}

/// A gather's day and kind come from its file's name (`2026-06-11-update`) and may stand in the front matter too.
pub fn gather(
    file: FileId,
    text: &SourceFile,
    topic: &str,
    stem: &str,
    report: &mut Report,
) -> RawDoc {
    let named = gather_name(stem);
    if !named.well_made {
        let message = format!("\"{stem}\" does not start with a day");
        let help = "name the file after its day, such as 2026-06-11.md or 2026-06-11-update.md";
        report.push(Diagnostic::in_file(&codes::BAD_FILE_NAME, &text.path, message).help(help));
    }
    document(file, text, stem, Some(topic), "a gather", NoteForms::All, report, |f, doc| {
        gather_keys(f, doc, &named, &text.path)
    })
}

/// What the front matter of a kind of document is asked for; `None` for files that are YAML alone.
pub(super) fn shape(kind: FileKind) -> Option<RecordSchema> {
    let of = |what, keys: &dyn Fn(&mut Fields<'_>, &mut RawDoc) -> RawDocKind| {
        Some(schema_of(what, |mut f| {
            front_matter(&mut f, &mut RawDoc::empty(FileId(0), "", None), keys)
        }))
    };
    match kind {
        FileKind::Topic => of("topic.md", &topic_keys),
        FileKind::Gather => of("a gather", &|f, doc| gather_keys(f, doc, &gather_name(""), "")),
        FileKind::Thread => of("a thread", &thread_keys),
        FileKind::Article => of("an article", &article_keys),
        FileKind::Page => of("a page", &page_keys),
        FileKind::Entity => of("an entity", &entity_keys),
        FileKind::Site
        | FileKind::Elsewhere
        | FileKind::Sources
        | FileKind::Publishers
        | FileKind::Watch
        | FileKind::Figures => None,
    }
}

fn topic_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let question = f.need("question").text;
    doc.summary = f.text("summary");
    let status = f.word("status").unwrap_or(TopicStatus::Active);
    let cadence = f.count("cadence");
    doc.related = f.strs("related");
    let order = f.number("order").map_or(i64::MAX, |n| n as i64);
    let snapshots =
        f.dates("snapshots").into_iter().map(|(day, span)| TopicSnapshot { day, span }).collect();
    RawDocKind::Topic(RawTopic { question, status, cadence, order, snapshots })
}

fn thread_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let status = f.word("status").unwrap_or(ThreadStatus::Active);
    let trend = f.word("trend");
    let opened = f.date("opened");
    doc.date = opened;
    doc.updated = f.date("updated");
    RawDocKind::Thread { status, trend, opened }
}

fn article_keys(f: &mut Fields<'_>, doc: &mut RawDoc) -> RawDocKind {
    doc.title = Some(f.need("title"));
    let kind = f.word("kind").unwrap_or(ArticleKind::Essay);
    doc.date = f.date("date");
    doc.updated = f.date("updated");
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
    doc.aliases = f.strs("aliases");
    RawDocKind::Entity(Box::new(entity::read(f, kind)))
}

/// What the name of a gather's file says.
struct GatherName<'a> {
    date: Option<Date>,
    /// What follows the day and its hyphen.
    suffix: &'a str,
    kind: Option<GatherKind>,
    well_made: bool,
}

fn gather_name(stem: &str) -> GatherName<'_> {
    let date = stem.get(..10).and_then(Date::parse).filter(|d| d.day > 0);
    let rest = stem.get(10..).unwrap_or("");
    let suffix = rest.strip_prefix('-').unwrap_or(rest);
    let kind = if suffix.is_empty() { Some(GatherKind::Gather) } else { GatherKind::parse(suffix) };
    GatherName {
        date,
        suffix,
        kind,
        well_made: date.is_some() && (rest.is_empty() || rest.starts_with('-')),
    }
}

fn gather_keys(
    f: &mut Fields<'_>,
    doc: &mut RawDoc,
    named: &GatherName<'_>,
    path: &str,
) -> RawDocKind {
    let GatherName { date, suffix, kind: named, .. } = *named;
    doc.title = f.str("title");
    if date.is_some() && named.is_none() && !f.has("kind") {
        let hint = suggest::did_you_mean(suffix, GatherKind::words());
        let message = format!("\"{suffix}\" is no kind of gather{hint}");
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
    RawDocKind::Gather(kind.or(named).unwrap_or(GatherKind::Gather))
}

/// The keys of a kind of document, then those that all kinds share.
fn front_matter(
    f: &mut Fields<'_>,
    doc: &mut RawDoc,
    keys: impl Fn(&mut Fields<'_>, &mut RawDoc) -> RawDocKind,
) {
    doc.kind = keys(f, doc);
    // A kind may have taken some of these in an order of its own.
    if !f.was_asked("summary") {
        doc.summary = f.text("summary");
    }
    if !f.was_asked("related") {
        doc.related = f.strs("related");
    }
    if !f.was_asked("aliases") {
        doc.aliases = f.strs("aliases");
    }
    doc.provenance = provenance(f);
}

#[allow(
    clippy::too_many_arguments,
    reason = "one reader for six kinds; each argument is what differs between them"
)]
fn document(
    file: FileId,
    text: &SourceFile,
    slug: &str,
    topic: Option<&str>,
    what: &'static str,
    notes: NoteForms,
    report: &mut Report,
    kind: impl Fn(&mut Fields<'_>, &mut RawDoc) -> RawDocKind,
) -> RawDoc {
    if !is_lasting(slug) {
        let message = format!("the file's name \"{slug}\" will not last in an address");
        let help = match slug::slugify(slug) {
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
    let mut f = Fields::new(front.unwrap_or(nothing), what, &mut own);
    front_matter(&mut f, &mut doc, kind);
    f.done();
    // What cannot be read at all is reported once, not once for each key that is missing for that reason.
    if !unread {
        report.extend(own);
    }
    doc.body = sections::read(file, &text.body, start, notes, report);
    doc
}

fn provenance(f: &mut Fields<'_>) -> Provenance {
    let read = |mut p: Fields<'_>| {
        let found = Provenance {
            by: p.word("by").unwrap_or(Writer::Unknown),
            model: p.text("model"),
            reviewed_by: p.text("reviewed_by"),
            date: p.date("date"),
            note: p.text("note"),
            given: true,
        };
        p.done();
        found
    };
    f.each("provenance", "`provenance`", read).into_iter().next().unwrap_or_default()
}
