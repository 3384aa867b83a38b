//! One event in a list: on a timeline, among the latest changes.

use crate::analysis::reasoning::RelationEnd;
use crate::linking::UniqueAnchors;
use crate::model::*;
use crate::pages::components::block::stance;
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::notice::{bare_first_sentence, claim_name, is_by_editors, marks};
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::typeset::Typeset;
use crate::records::UrlResolver;
use serde::Serialize;

/// What a list shows of an event.
#[derive(Serialize)]
pub(crate) struct EventLine {
    /// An anchor for lists of changes.
    pub id: String,
    pub change_kind: ChangeKind,
    /// [`EventKind::word`].
    pub kind: &'static str,
    pub date: When,
    /// The day on which it was published first.
    pub since: String,
    /// Of a gather that was compiled later: the day that it covers.
    pub covers: Option<When>,
    pub year: u16,
    pub month: When,
    pub href: String,
    /// The name of the document that records it.
    pub title: String,
    /// Its first sentence, or the document's summary.
    pub text: Option<String>,
    /// The marks of the passage that `text` or `claim` is from.
    pub marks: Vec<String>,
    pub actors: Vec<EventActor>,
    /// A change word, the kind of a text, the verb of a relation or the status of a question.
    pub word: Option<&'static str>,
    pub word_slug: Option<String>,
    /// What it says of earlier claims, its own in `claim`.
    pub claim: Option<String>,
    pub relations: Vec<RelationLine>,
    /// Whether the editors speak.
    pub by_editors: bool,
    /// Shown where a list runs over several topics.
    pub topic: Option<Link>,
    /// In a short list: how many more of the same kind, day and document there are.
    pub more: usize,
}

/// An earlier claim with what a later one says of it.
#[derive(Serialize)]
pub(crate) struct RelationLine {
    /// A [`RelationVerb`].
    pub verb: &'static str,
    pub kind: &'static str,
    pub href: String,
    /// The earlier claim in its own words.
    pub claim: String,
    /// Its marks, such as "corrected".
    pub marks: Vec<String>,
    /// The document that contains it.
    pub place: String,
}

#[derive(Serialize)]
pub(crate) struct EventActor {
    pub slug: String,
    pub href: String,
    pub name: String,
}

pub(crate) fn event_line(page: &Page, event: &Event) -> EventLine {
    let site = page.site();
    let doc = site.doc(event.doc);
    let date = event.date;
    let word = page.records().event_word(event);
    let mut line = EventLine {
        id: format!("change-{}", anchor(site, event)),
        change_kind: event.kind.into(),
        kind: event.kind.word(),
        date: date.into(),
        since: page.ctx.published_on(PublicationItem::of(site, event), date),
        covers: covered_day(site, event).map(When::from),
        year: date.year,
        month: Date { day: 0, ..date }.into(),
        href: page.href(event.block.map_or(Target::Doc(event.doc), Target::Block)),
        title: page.ctx.doc_name(event.doc),
        text: match event.block {
            Some(block) => Some(bare_first_sentence(page, statement(site, block))),
            None => doc.summary.typeset(site.quotation_marks()),
        },
        marks: event.block.map(|block| marks(page, statement(site, block))).unwrap_or_default(),
        actors: Vec::new(),
        word,
        word_slug: word.map(|word| word.replace(' ', "-")),
        claim: None,
        relations: Vec::new(),
        by_editors: event.block.is_some_and(|block| is_by_editors(site.block(block))),
        topic: doc.topic.map(|topic| link(page, Target::Topic(topic))),
        more: 0,
    };
    match (event.kind, event.block, event.subject) {
        (EventKind::PositionStated(_) | EventKind::PositionReread, Some(block), _) => {
            line.actors = event_actors(page, block);
        }
        (EventKind::Relation { .. }, Some(block), Some(Target::Block(earlier))) => {
            line.claim = Some(claim_name(page, block));
            line.marks = marks(page, block);
            line.relations = relation_lines(page, site.relations_between(block, earlier));
        }
        (EventKind::Correction { .. }, Some(block), _) => {
            line.relations = relation_lines(page, site.all_relations_from(block));
        }
        (EventKind::WatchListChanged(index), ..) => {
            if let Some(topic) = doc.topic {
                let record = site.topic(topic);
                line.href = page.watch_list_url(topic);
                line.title = record.title.typeset(site.quotation_marks());
                line.text = Some(
                    record.watch.changelog[index as usize].change.typeset(site.quotation_marks()),
                );
            }
        }
        _ => {}
    }
    line
}

/// What a passage says of earlier ones, each in its own words.
fn relation_lines<'s>(
    page: &Page,
    relations: impl Iterator<Item = &'s Relation>,
) -> Vec<RelationLine> {
    let site = page.site();
    let mut lines: Vec<RelationLine> = Vec::new();
    for relation in relations {
        if !site.is_visible(Target::Block(relation.to)) {
            continue;
        }
        lines.push(RelationLine {
            verb: page.ctx.tables.reasoning.evidence.verb(relation, RelationEnd::Earlier).word(),
            kind: relation.kind.word(),
            href: page.href(Target::Block(relation.to)),
            claim: claim_name(page, relation.to),
            marks: marks(page, relation.to),
            place: page.ctx.doc_name(relation.to.doc),
        });
    }
    lines.sort_by(|a, b| (&a.place, &a.href).cmp(&(&b.place, &b.href)));
    lines
}

/// The day that a gather covers, where it was compiled later.
pub(crate) fn covered_day(site: &Site, event: &Event) -> Option<Date> {
    let doc = site.doc(event.doc);
    doc.date.filter(|_| event.kind == EventKind::GatherPublished && doc.compiled.is_some())
}

/// The passage that says what is new: of a first position, what it holds.
pub(crate) fn statement(site: &Site, block: BlockId) -> BlockId {
    match site.block(block).kind {
        BlockKind::Position { change: ChangeWord::FirstTracked, .. } => {
            stance(site, block).unwrap_or(block)
        }
        _ => block,
    }
}

fn event_actors(page: &Page, position: BlockId) -> Vec<EventActor> {
    let site = page.site();
    let holders = site.holders(position);
    let visible = holders.iter().filter(|entity| site.is_visible(Target::Entity(**entity)));
    let links = actors(page, holders);
    let mut actors = Vec::new();
    for (entity, Link { href, text }) in visible.zip(links) {
        actors.push(EventActor { slug: site.entity(*entity).slug.clone(), href, name: text });
    }
    actors
}

/// The newest events in a short list: many of one kind on one day in one document count as one.
pub(crate) fn latest(
    page: &Page,
    newest_first: impl Iterator<Item = Event>,
    count: usize,
) -> Vec<EventLine> {
    let mut lines: Vec<EventLine> = Vec::new();
    let (mut last, mut used) = (None, UniqueAnchors::default());
    for event in newest_first {
        let run = (event.date, event.kind.word(), event.doc);
        if let Some(line) = lines.last_mut()
            && last == Some(run)
        {
            line.more += 1;
            continue;
        }
        if lines.len() == count {
            break;
        }
        last = Some(run);
        let line = event_line(page, &event);
        lines.push(EventLine { id: used.insert(line.id).name, ..line });
    }
    lines
}

/// An anchor for an event in a list, from its document and its own anchor.
pub(crate) fn anchor(site: &Site, event: &Event) -> String {
    let doc = site.doc(event.doc);
    let block = event.block.map(|block| format!("{}-{}", doc.slug, site.block(block).anchor.name));
    match (event.kind, block) {
        (EventKind::WatchListChanged(index), _) => format!("watch-{index}"),
        (EventKind::Relation { kind, .. }, Some(block)) => format!("{}-{block}", kind.word()),
        (EventKind::QuestionSettled(_) | EventKind::GapClosed(_), Some(block)) => {
            format!("settled-{block}")
        }
        (_, Some(block)) => block,
        (_, None) => {
            let folder = match doc.kind {
                DocKind::Gather(_) => "gather",
                DocKind::Thread { .. } => "thread",
                _ => "article",
            };
            format!("{folder}-{}", doc.slug)
        }
    }
}
