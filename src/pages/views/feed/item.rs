//! One entry of a feed: its lasting id, its days, its whole text.

use super::moment::{Moment, What};
use super::stamp;
use crate::model::*;
use crate::pages::components::block::{Ids, Text, text};
use crate::pages::components::notice::{Change, changes, first_sentence, passage, words_of};
use crate::pages::components::page_meta::Link;
use crate::pages::components::page_meta::{ProvenanceLine, actors, link};
use crate::pages::components::question::{Question, question};
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::components::typeset::Typeset;
use crate::pages::context::page_context::Ctx;
use serde::Serialize;

/// `kind` is one of text, position, correction, asked, settled, relation. Ids are made of addresses, which last.
#[derive(Serialize)]
pub struct Item {
    pub id: String,
    pub url: String,
    pub kind: &'static str,
    /// The kind of a text, a change word, the state of a question, the verb of a relation.
    pub word: &'static str,
    /// The name of the document where it stands.
    pub name: String,
    /// What it says in one sentence, or the passage that a relation is about.
    pub says: String,
    pub who: Vec<Link>,
    pub topic: Option<Link>,
    pub published: Option<String>,
    pub updated: String,
    pub author: Option<String>,
    pub summary: Option<String>,
    /// The passage; of a relation the later one.
    pub passage: Option<Text>,
    /// The earlier passage of a relation.
    pub about: Option<About>,
    pub question: Option<Question>,
    /// The whole text of a document, and what later texts say of it.
    pub body: Option<Body>,
    pub since: Vec<Change>,
    pub provenance: ProvenanceLine,
}

#[derive(Serialize)]
pub struct About {
    pub place: Link,
    pub html: String,
}

pub fn item(ctx: &Ctx, origin: &str, moment: &Moment) -> Item {
    match moment.what {
        What::Text(id) => of_text(ctx, origin, moment.date, id),
        What::Position(id) => of_position(ctx, origin, moment.date, id),
        What::Relation(relation) => of_relation(ctx, origin, moment.date, &relation),
        What::Correction(id) => of_block(ctx, origin, moment.date, id, "correction").1,
        What::Asked(id) => of_question(ctx, origin, moment.date, id, "asked"),
        What::Settled(id) => of_question(ctx, origin, moment.date, id, "settled"),
    }
}

/// What all entries of a document have.
fn blank(page: &Page, date: Date, doc: DocId, kind: &'static str) -> Item {
    let (site, record) = (page.site(), page.site().doc(doc));
    let url = page.href(site.target_of(doc));
    Item {
        id: url.clone(),
        url,
        kind,
        word: crate::records::document_kind(record),
        name: page.ctx.doc_name(doc),
        says: String::new(),
        who: Vec::new(),
        topic: record.topic.map(|t| link(page, Target::Topic(t))),
        published: None,
        updated: stamp(date),
        author: record.author.clone(),
        summary: None,
        passage: None,
        about: None,
        question: None,
        body: None,
        since: Vec::new(),
        provenance: ProvenanceLine::from(&record.provenance),
    }
}

fn of_text(ctx: &Ctx, origin: &str, date: Date, id: DocId) -> Item {
    let page = Page::abroad(ctx, ctx.paths.doc(id), origin);
    let doc = ctx.site.doc(id);
    let came = doc.date.filter(|d| *d <= date);
    Item {
        published: came.map(stamp),
        summary: doc.summary.typeset(),
        body: Some(body(&page, id)),
        since: changes(&page, id).0,
        ..blank(&page, date, id, "text")
    }
}

/// An entry about one passage, with the page it is made on.
fn of_block<'a>(
    ctx: &'a Ctx<'a>,
    origin: &str,
    date: Date,
    id: BlockId,
    kind: &'static str,
) -> (Page<'a>, Item) {
    let doc = ctx.site.block(id).doc;
    let page = Page::abroad(ctx, ctx.paths.doc(doc), origin);
    let url = page.href(Target::Block(id));
    let made = Item {
        id: url.clone(),
        url,
        says: first_sentence(&page, id),
        published: Some(stamp(date)),
        passage: Some(text(&page, &Ids::own(), id, crate::markdown::Form::Inline)),
        ..blank(&page, date, doc, kind)
    };
    (page, made)
}

fn of_position(ctx: &Ctx, origin: &str, date: Date, id: BlockId) -> Item {
    let BlockKind::Position { change, .. } = ctx.site.block(id).kind else {
        panic!("a position was expected")
    };
    let (page, made) = of_block(ctx, origin, date, id, "position");
    let held = ctx.site.block(id).parent.map(|p| &ctx.site.block(p).kind);
    let who = match held {
        Some(BlockKind::Perspective { actors: who }) => actors(&page, who),
        _ => Vec::new(),
    };
    Item { word: change.word(), who, ..made }
}

/// A question is asked once, and each state that it comes to is an entry of its own.
fn of_question(ctx: &Ctx, origin: &str, date: Date, id: BlockId, kind: &'static str) -> Item {
    let BlockKind::Question { status, .. } = ctx.site.block(id).kind else {
        panic!("a question was expected")
    };
    let (page, made) = of_block(ctx, origin, date, id, kind);
    let state = if kind == "asked" { kind.to_string() } else { status.slug() };
    let url = ctx.paths.question(id).map_or_else(|| made.url.clone(), |path| page.to(path));
    Item {
        id: format!("{}/{state}", made.id),
        url,
        word: status.word(),
        says: words_of(&page, id),
        question: Some(question(&page, &Ids::own(), id)),
        passage: None,
        ..made
    }
}

fn of_relation(ctx: &Ctx, origin: &str, date: Date, relation: &Relation) -> Item {
    let (page, made) = of_block(ctx, origin, date, relation.from, "relation");
    let target = ctx.site.block(relation.to);
    let there = ctx.paths.doc(target.doc);
    let about =
        About { place: link(&page, Target::Block(relation.to)), html: page.inline(relation.to) };
    let stem = there.trim_end_matches(".html");
    Item {
        id: format!("{}/{}/{stem}/{}", made.id, relation.kind.word(), target.anchor.name),
        word: relation.kind.word(),
        says: passage(&page, relation.to),
        about: Some(about),
        ..made
    }
}
