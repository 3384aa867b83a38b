//! One dated thing in a list: on a timeline, among the latest changes.

use crate::model::*;
use crate::pages::components::block::{stance, unique};
use crate::pages::components::mark::Mark;
use crate::pages::components::notice::first_sentence;
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::page_meta::{actors, link};
use crate::pages::components::text::Page;
use crate::pages::components::typeset::Typeset;
use crate::pages::context::indexes::{Dated, Entry};
use crate::pages::urls::href;
use serde::Serialize;
use std::collections::HashSet;

/// What a list shows of a dated thing.
#[derive(Serialize)]
pub struct EntryLine {
    /// An anchor for lists of changes.
    pub id: String,
    pub mark: Mark,
    /// One of [`kind_of`].
    pub kind: &'static str,
    pub date: When,
    pub year: u16,
    pub month: When,
    /// Where it stands.
    pub href: String,
    /// The name of the document where it stands.
    pub title: String,
    /// Its first sentence, or the document's summary.
    pub text: Option<String>,
    pub actors: Vec<Actor>,
    /// A change word, the kind of a gather or the verb of a relation.
    pub word: Option<&'static str>,
    /// What a relation is about.
    pub about: Option<Link>,
    /// Shown where a list runs over several topics.
    pub topic: Option<Link>,
    /// How many more of the same kind, day and document stand behind it in a short list.
    pub more: usize,
}

/// The newest things in a short list: many of one kind on one day in one document count as one.
pub fn latest(page: &Page, entries: &[Entry], count: usize) -> Vec<EntryLine> {
    let mut out: Vec<EntryLine> = Vec::new();
    let (mut last, mut used) = (None, HashSet::new());
    for entry in entries.iter().rev() {
        let place =
            (entry.date, std::mem::discriminant(&entry.what), doc_of(page.site(), entry.what));
        if last == Some(place) {
            out.last_mut().expect("the first of them was added").more += 1;
            continue;
        }
        if out.len() == count {
            break;
        }
        last = Some(place);
        let line = entry_line(page, entry);
        out.push(EntryLine { id: unique(&mut used, line.id), ..line });
    }
    out
}

/// The kind of a dated thing, in a word for templates.
pub fn kind_of(what: Dated) -> &'static str {
    match what {
        Dated::Gather(_) => "gather",
        Dated::Article(_) => "article",
        Dated::Opened(_) => "opened",
        Dated::Updated(_) => "updated",
        Dated::Event(_) => "event",
        Dated::Position(_) => "position",
        Dated::Correction(_) => "correction",
        Dated::Question(_) => "question",
        Dated::Relation(_) => "relation",
        Dated::Watch(..) => "watch",
    }
}

fn doc_of(site: &Site, what: Dated) -> DocId {
    match what {
        Dated::Gather(d) | Dated::Article(d) | Dated::Opened(d) | Dated::Updated(d) => d,
        Dated::Event(b) | Dated::Position(b) | Dated::Correction(b) | Dated::Question(b) => {
            site.block(b).doc
        }
        Dated::Relation(relation) => relation.from.doc,
        Dated::Watch(t, _) => site.topic(t).doc,
    }
}

/// An anchor for an entry in a list, from its document and its own anchor.
pub fn anchor(site: &Site, what: Dated) -> String {
    match what {
        Dated::Event(b) | Dated::Position(b) | Dated::Correction(b) | Dated::Question(b) => {
            block_anchor(site, b)
        }
        Dated::Relation(relation) => {
            format!("{}-{}", relation.kind.word(), block_anchor(site, relation.from))
        }
        Dated::Gather(d) | Dated::Article(d) | Dated::Opened(d) | Dated::Updated(d) => {
            doc_anchor(site, d)
        }
        Dated::Watch(_, i) => format!("watch-{i}"),
    }
}

fn doc_anchor(site: &Site, id: DocId) -> String {
    let doc = site.doc(id);
    let folder = match doc.kind {
        DocKind::Gather(_) => "gather",
        DocKind::Thread { .. } => "thread",
        _ => "article",
    };
    format!("{folder}-{}", doc.slug)
}

fn block_anchor(site: &Site, id: BlockId) -> String {
    format!("{}-{}", site.doc(site.block(id).doc).slug, site.block(id).anchor.name)
}

#[derive(Serialize)]
pub struct Actor {
    pub slug: String,
    pub href: String,
    pub name: String,
}

pub fn entry_line(page: &Page, entry: &Entry) -> EntryLine {
    let site = page.site();
    let date = entry.date;
    let month = Date { day: 0, ..date };
    let blank = |href, title| EntryLine {
        id: format!("change-{}", anchor(site, entry.what)),
        mark: Mark::New,
        kind: kind_of(entry.what),
        date: date.into(),
        year: date.year,
        month: month.into(),
        href,
        title,
        text: None,
        actors: Vec::new(),
        word: None,
        about: None,
        topic: None,
        more: 0,
    };
    let of_doc = |id: DocId| {
        let made = blank(page.href(Target::Doc(id)), page.ctx.doc_name(id));
        EntryLine { text: site.doc(id).summary.typeset(), topic: topic(page, id), ..made }
    };
    let of_block = |id: BlockId| {
        let doc = site.block(id).doc;
        let made = blank(page.href(Target::Block(id)), page.ctx.doc_name(doc));
        EntryLine { text: Some(first_sentence(page, id)), topic: topic(page, doc), ..made }
    };
    match entry.what {
        Dated::Gather(id) => {
            EntryLine { word: Some(crate::records::document_kind(site.doc(id))), ..of_doc(id) }
        }
        Dated::Article(id) => {
            EntryLine { word: Some(crate::records::document_kind(site.doc(id))), ..of_doc(id) }
        }
        Dated::Opened(id) => of_doc(id),
        Dated::Updated(id) => of_doc(id),
        Dated::Event(id) => of_block(id),
        Dated::Correction(id) => EntryLine { mark: Mark::Corrected, ..of_block(id) },
        Dated::Question(id) => of_block(id),
        Dated::Position(id) => {
            let BlockKind::Position { change, .. } = site.block(id).kind else {
                panic!("a position's block is a position")
            };
            // What is new about a first position is what it holds.
            let held = stance(site, id).filter(|_| change == ChangeWord::FirstTracked);
            let text = Some(first_sentence(page, held.unwrap_or(id)));
            EntryLine {
                text,
                word: Some(change.word()),
                mark: change.into(),
                actors: holders(page, id),
                ..of_block(id)
            }
        }
        Dated::Relation(relation) => {
            let about = Some(link(page, Target::Block(relation.to)));
            EntryLine {
                word: Some(relation.kind.word()),
                mark: relation.kind.into(),
                about,
                ..of_block(relation.from)
            }
        }
        Dated::Watch(id, i) => {
            let change = &site.topic(id).watch.changelog[i as usize];
            let path = href::topic_page(site, id, "watch");
            let made =
                blank(format!("{}#changelog", page.to(&path)), site.topic(id).title.typeset());
            EntryLine {
                text: Some(change.change.typeset()),
                topic: Some(link(page, Target::Topic(id))),
                ..made
            }
        }
    }
}

fn topic(page: &Page, doc: DocId) -> Option<Link> {
    page.site().doc(doc).topic.map(|t| link(page, Target::Topic(t)))
}

/// Who holds a position: the actors of its perspective.
fn holders(page: &Page, position: BlockId) -> Vec<Actor> {
    let site = page.site();
    let Some(parent) = site.block(position).parent else { return Vec::new() };
    let BlockKind::Perspective { actors: who } = &site.block(parent).kind else {
        return Vec::new();
    };
    let shown = who.iter().filter(|e| site.is_visible(Target::Entity(**e)));
    let links = actors(page, who);
    shown
        .zip(links)
        .map(|(e, l)| Actor { slug: site.entity(*e).slug.clone(), href: l.href, name: l.text })
        .collect()
}
