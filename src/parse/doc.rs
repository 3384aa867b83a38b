//! Markdown documents as written: front matter and body.

use super::body::{self, RawBody};
use super::entity::{self, RawEntity};
use super::fields::Fields;
use super::note::Notes;
use super::yaml::{Node, Str, Value};
use super::{front, is_lasting};
use crate::diag::{Diagnostic, Report, codes, suggest};
use crate::files::{FileId, Span, Text};
use crate::model::*;

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
}

pub fn topic(file: FileId, text: &Text, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "topic.md", Notes::KeysOnly, report, |f, doc| {
        doc.title = Some(f.need("title"));
        let cadence = f.count("cadence");
        RawDocKind::Topic(RawTopic {
            question: f.need("question").text,
            status: f.word("status").unwrap_or(TopicStatus::Active),
            cadence,
            order: f.number("order").map_or(i64::MAX, |n| n as i64),
        })
    })
}

pub fn thread(file: FileId, text: &Text, topic: &str, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, Some(topic), "a thread", Notes::KeysOnly, report, |f, doc| {
        doc.title = Some(f.need("title"));
        doc.updated = f.date("updated");
        let opened = f.date("opened");
        doc.date = opened;
        RawDocKind::Thread { status: f.word("status").unwrap_or(ThreadStatus::Active), trend: f.word("trend"), opened }
    })
}

pub fn article(file: FileId, text: &Text, topic: &str, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, Some(topic), "an article", Notes::KeysOnly, report, |f, doc| {
        doc.title = Some(f.need("title"));
        doc.date = f.date("date");
        doc.updated = f.date("updated");
        doc.author = f.text("author");
        RawDocKind::Article(f.word("kind").unwrap_or(ArticleKind::Essay))
    })
}

pub fn page(file: FileId, text: &Text, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "a page", Notes::KeysOnly, report, |f, doc| {
        doc.title = Some(f.need("title"));
        doc.updated = f.date("updated");
        RawDocKind::Page
    })
}

pub fn entity(file: FileId, text: &Text, slug: &str, report: &mut Report) -> RawDoc {
    document(file, text, slug, None, "an entity", Notes::KeysOnly, report, |f, doc| {
        doc.title = Some(f.need("name"));
        RawDocKind::Entity(Box::new(entity::read(f)))
    })
}

/// A gather's day and kind come from its file's name (`2026-06-11-update`) and may stand in the front matter too.
pub fn gather(file: FileId, text: &Text, topic: &str, stem: &str, report: &mut Report) -> RawDoc {
    let date = stem.get(..10).and_then(Date::parse).filter(|d| d.day > 0);
    let rest = stem.get(10..).unwrap_or("");
    let suffix = rest.strip_prefix('-').unwrap_or(rest);
    let named = if suffix.is_empty() { Some(GatherKind::Gather) } else { GatherKind::parse(suffix) };
    if date.is_none() || !(rest.is_empty() || rest.starts_with('-')) {
        let message = format!("\"{stem}\" does not start with a day");
        let help = "name the file after its day, such as 2026-06-11.md or 2026-06-11-update.md";
        report.push(Diagnostic::in_file(&codes::BAD_FILE_NAME, &text.path, message).help(help));
    }
    document(file, text, stem, Some(topic), "a gather", Notes::BothForms, report, |f, doc| {
        doc.title = f.str("title");
        let said_at = f.peek_span("date");
        let said = f.date("date");
        if let (Some(said), Some(named), Some(span)) = (said, date, said_at)
            && said != named
        {
            let message = format!("the front matter says {said}, the file's name {named}");
            let help = format!("write `date: {named}`, or rename the file");
            f.report.push(Diagnostic::at(&codes::NAME_MISMATCH, span, message).help(help).fix(span, named.to_string()));
        }
        doc.date = date.or(said);
        if date.is_some() && named.is_none() && !f.has("kind") {
            let hint = suggest::did_you_mean(suffix, GatherKind::words());
            let message = format!("\"{suffix}\" is no kind of gather{hint}");
            let help = format!("end the name with one of {}, or write `kind:`", GatherKind::words().join(", "));
            f.report.push(Diagnostic::in_file(&codes::BAD_FILE_NAME, &text.path, message).help(help));
        }
        let kind_at = f.peek_span("kind");
        let kind = f.word::<GatherKind>("kind");
        if let (Some(kind), Some(named), Some(span)) = (kind, named.filter(|_| !suffix.is_empty()), kind_at)
            && kind != named
        {
            let message = format!("the front matter says {}, the file's name {}", kind.word(), named.word());
            let help = format!("write `kind: {}`, or rename the file", named.word());
            f.report.push(Diagnostic::at(&codes::NAME_MISMATCH, span, message).help(help).fix(span, named.word()));
        }
        RawDocKind::Gather(kind.or(named).unwrap_or(GatherKind::Gather))
    })
}

#[allow(clippy::too_many_arguments, reason = "one reader for six kinds; each argument is what differs between them")]
fn document(
    file: FileId,
    text: &Text,
    slug: &str,
    topic: Option<&str>,
    what: &'static str,
    notes: Notes,
    report: &mut Report,
    kind: impl Fn(&mut Fields<'_>, &mut RawDoc) -> RawDocKind,
) -> RawDoc {
    if !is_lasting(slug) {
        let message = format!("the file's name \"{slug}\" will not last in an address");
        let help = match slug::slugify(slug) {
            made if made.is_empty() => "rename it with lower-case letters, digits and hyphens".to_string(),
            made => format!("rename it to \"{made}\""),
        };
        report.push(Diagnostic::in_file(&codes::BAD_ID, &text.path, message).help(help));
    }
    let (front, start) = front::split(file, text, report);
    let mut doc = RawDoc {
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
    };
    let unread = front.is_none();
    let mut own = Report::default();
    let nothing = Node { span: Span::new(file, 0..0), value: Value::Null };
    let mut f = Fields::new(front.unwrap_or(nothing), what, &mut own);
    doc.kind = kind(&mut f, &mut doc);
    doc.aliases = f.strs("aliases");
    doc.summary = f.text("summary");
    doc.related = f.strs("related");
    doc.provenance = provenance(&mut f);
    f.done();
    // What cannot be read at all is reported once, not once for each key that is missing for that reason.
    if !unread {
        report.extend(own);
    }
    doc.body = body::read(file, &text.body, start, notes, report);
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
