//! What is an entry of a feed: a text that came or changed, a position taken, a correction, a question asked or settled,
//! and what a later text did to an earlier passage.

use crate::model::*;
use crate::pages::components::question::is_open;
use crate::pages::context::indexes::{Dated, Entry, Lists};

/// One entry before it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub date: Date,
    pub what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A passage was overtaken, corrected, disputed, confirmed or answered.
    Relation(Relation),
    Correction(BlockId),
    Position(BlockId),
    /// A question that is not open any more, where no relation says which passage answered it.
    Settled(BlockId),
    Asked(BlockId),
    Text(DocId),
}

/// The `count` newest, each once, the newest first.
pub fn newest(site: &Site, mut all: Vec<Moment>, count: usize) -> Vec<Moment> {
    all.retain(|m| site.as_of.is_none_or(|day| m.date.first() <= day));
    all.sort_by(|a, b| b.date.first().cmp(&a.date.first()).then(a.what.cmp(&b.what)));
    all.dedup_by_key(|m| m.what);
    all.truncate(count);
    all
}

pub fn moments_of_site(site: &Site, lists: &Lists) -> Vec<Moment> {
    let mut all = listed(site, &lists.changes);
    all.extend(lists.questions.iter().filter_map(|q| settled(site, *q)));
    all.extend(site.relations().filter_map(|r| relation(site, r)));
    all
}

/// A relation between two topics is news in both.
pub fn moments_of_topic(site: &Site, lists: &Lists, topic: TopicId) -> Vec<Moment> {
    let of = lists.topic(topic);
    let here = |b: BlockId| site.doc(site.block(b).doc).topic == Some(topic);
    let mut all = listed(site, &of.changes);
    all.extend(of.questions.iter().filter_map(|q| settled(site, *q)));
    let between = site.relations().filter(|r| here(r.from) || here(r.to));
    all.extend(between.filter_map(|r| relation(site, r)));
    all
}

pub fn moments_of_thread(site: &Site, id: DocId) -> Vec<Moment> {
    let mut all: Vec<Moment> = text(site, id).into_iter().collect();
    for block in site.blocks_of(id) {
        let date = site.block(block).date;
        match site.block(block).kind {
            BlockKind::Position { .. } => all.extend(at(date, What::Position(block))),
            BlockKind::Correction if !is_relation(site, block) => {
                all.extend(at(date, What::Correction(block)))
            }
            BlockKind::Question { asked, .. } => {
                all.extend(at(asked.or(date), What::Asked(block)));
                all.extend(settled(site, block));
            }
            _ => {}
        }
        all.extend(relations(site, block));
    }
    all
}

/// What an actor holds, how it moved and what later texts say of it.
pub fn moments_of_actor(site: &Site, id: EntityId) -> Vec<Moment> {
    let mut all = Vec::new();
    for perspective in site.index.perspectives.get(&id).into_iter().flatten() {
        for block in site.children(*perspective).iter().copied().chain([*perspective]) {
            if let BlockKind::Position { .. } = site.block(block).kind {
                all.extend(at(site.block(block).date, What::Position(block)));
            }
            all.extend(relations(site, block));
        }
    }
    all
}

fn at(date: Option<Date>, what: What) -> Option<Moment> {
    date.map(|date| Moment { date, what })
}

/// The entries of a list of changes. Relations come from the site's own list, which has those of dated items too; a
/// changed search strategy is no news to readers.
fn listed(site: &Site, changes: &[Entry]) -> Vec<Moment> {
    let entry = |e: &Entry| match e.what {
        Dated::Gather(d) | Dated::Article(d) | Dated::Opened(d) | Dated::Updated(d) => {
            text(site, d)
        }
        Dated::Position(b) => at(Some(e.date), What::Position(b)),
        Dated::Correction(b) if !is_relation(site, b) => at(Some(e.date), What::Correction(b)),
        Dated::Question(b) => at(Some(e.date), What::Asked(b)),
        Dated::Correction(_) | Dated::Event(_) | Dated::Relation(_) | Dated::Watch(..) => None,
    };
    changes.iter().filter_map(entry).collect()
}

/// A text at the day of its last change that has come.
fn text(site: &Site, id: DocId) -> Option<Moment> {
    let doc = site.doc(id);
    at(last_change(site, doc), What::Text(id))
}

/// The last day on which a text changed, of those that have come.
pub fn last_change(site: &Site, doc: &Doc) -> Option<Date> {
    let come = |d: &Date| site.as_of.is_none_or(|day| d.first() <= day);
    doc.updated.into_iter().chain(doc.date).filter(come).max()
}

/// A question has no day of its answer but that of its text or of the relation that answers it.
fn settled(site: &Site, id: BlockId) -> Option<Moment> {
    let BlockKind::Question { status, .. } = site.block(id).kind else { return None };
    let answered =
        site.relations_to(id).any(|r| r.kind == RelationKind::Answers && is_shown(site, r));
    let moved = !is_open(status) || status == QuestionStatus::PartlyAnswered;
    let date = last_change(site, site.doc(site.block(id).doc));
    if moved && !answered { at(date, What::Settled(id)) } else { None }
}

fn is_shown(site: &Site, relation: &Relation) -> bool {
    let visible = |b| site.is_visible(Target::Block(b));
    visible(relation.from) && visible(relation.to) && site.block(relation.from).date.is_some()
}

/// Whether a correction says which passage it is about, and so is an entry as what it did to it.
fn is_relation(site: &Site, id: BlockId) -> bool {
    site.relations_from(id).any(|r| is_shown(site, r))
}

fn relation(site: &Site, relation: &Relation) -> Option<Moment> {
    at(site.block(relation.from).date, What::Relation(*relation))
        .filter(|_| is_shown(site, relation))
}

/// What the block says of others, and they of it.
fn relations(site: &Site, id: BlockId) -> impl Iterator<Item = Moment> {
    let both = site.relations_to(id).chain(site.relations_from(id));
    both.filter_map(|r| relation(site, r))
}
