//! What the things of a site are called.

use crate::markdown::typographic;
use crate::model::*;

/// The name of a target, with typographic quotes and dashes.
pub(crate) fn target_name(site: &Site, target: Target) -> String {
    let name = match target {
        Target::Topic(t) => &site.topic(t).title,
        Target::Doc(d) => return document_name(site, d),
        Target::Block(b) => return document_name(site, site.block(b).doc),
        Target::Entity(e) => &site.entity(e).name,
        Target::Source(s) => {
            let marks = site.source_quotation_marks(s);
            return typographic(&site.source(s).title, marks).into_owned();
        }
        Target::Publisher(p) => &site.publisher(p).name,
        Target::Elsewhere(e) => &site.elsewhere[e.index()].title,
    };
    typographic(name, site.quotation_marks()).into_owned()
}

/// A document's title; a gather without one is called by its date.
pub(crate) fn document_name(site: &Site, id: DocId) -> String {
    let doc = site.doc(id);
    match (&doc.kind, doc.date, doc.topic) {
        (DocKind::Gather(kind), Some(date), _) if !doc.titled => {
            gather_name(&site.locale, *kind, date, doc.compiled)
        }
        (DocKind::Entity(e), ..) => target_name(site, Target::Entity(*e)),
        (DocKind::Topic, _, Some(t)) => target_name(site, Target::Topic(t)),
        _ => typographic(&doc.title, site.quotation_marks()).into_owned(),
    }
}

/// `11 June 2026`, `11 June 2026 (update)`, `4 May 2026, compiled 20 November 2026`.
fn gather_name(locale: &Locale, kind: GatherKind, date: Date, compiled: Option<Date>) -> String {
    let mut name = locale.date(date);
    if kind != GatherKind::Gather {
        let values = [("date", name.into()), ("kind", locale.label(kind).into())];
        name = locale.format(MessageId::GatherNameKind, &values);
    }
    if let Some(compiled) = compiled {
        let values = [("name", name.into()), ("date", compiled.into())];
        name = locale.format(MessageId::GatherNameCompiled, &values);
    }
    name
}

/// The kind of a document as readers call it.
pub(crate) fn document_label<'l>(locale: &'l Locale, doc: &Doc) -> &'l str {
    match doc.kind {
        DocKind::Topic => locale.text(MessageId::DocumentTopic),
        DocKind::Gather(kind) => locale.label(kind),
        DocKind::Thread { .. } => locale.text(MessageId::DocumentThread),
        DocKind::Article(kind) => locale.label(kind),
        DocKind::Page => locale.text(MessageId::DocumentPage),
        DocKind::Entity(_) => locale.text(MessageId::DocumentEntity),
    }
}

/// The kind of a document in one word: topic, a kind of gather or article, thread, page or entity.
pub(crate) fn document_kind(doc: &Doc) -> &'static str {
    match doc.kind {
        DocKind::Topic => "topic",
        DocKind::Gather(kind) => kind.word(),
        DocKind::Thread { .. } => "thread",
        DocKind::Article(kind) => kind.word(),
        DocKind::Page => "page",
        DocKind::Entity(_) => "entity",
    }
}
