//! What happened to one page, by day, the newest first: for a thread, an article, an entity, a source.

use crate::analysis::reasoning::RelationEnd;
use crate::model::*;
use crate::pages::components::change_kind::ChangeKind;
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::notice::{bare_first_sentence, claim_name, is_by_editors, marks};
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use serde::Serialize;
use std::cmp::Reverse;

/// How many lines a history has.
const LINES: usize = 60;

#[derive(Serialize)]
pub(crate) struct HistoryDay {
    date: When,
    lines: Vec<HistoryLine>,
}

/// One event. `kind` is [`EventKind::word`]; an article is opened as a thread is.
#[derive(Serialize)]
pub(crate) struct HistoryLine {
    id: String,
    kind: &'static str,
    change_kind: ChangeKind,
    /// The day on which it was published first.
    since: String,
    /// A change word, the status of a question, the verb of a relation as it reads from here: `corrected by`.
    word: Option<&'static str>,
    /// What kind of passage a relation is about: note, position, question, tension, correction or passage.
    of: Option<String>,
    who: Vec<Link>,
    /// The passage or the document, and the marks of the passage.
    about: Link,
    marks: Vec<String>,
    /// The later claim of a relation, its marks, and whether it is the editors'.
    by: Option<Link>,
    by_marks: Vec<String>,
    by_editors: bool,
    /// How many more events of the same kind there are in the same text.
    more: usize,
}

/// The history of a living document.
pub(crate) fn of_doc(page: &Page, id: DocId) -> Vec<HistoryDay> {
    let site = page.site();
    let events = site.events.of_doc(id, EventList::DocHistory);
    history(page, events.filter(|event| subject_doc(site, event) == id).collect())
}

/// The document to whose passage something happened: of a relation that of the earlier one.
fn subject_doc(site: &Site, event: &Event) -> DocId {
    match event.subject {
        Some(Target::Block(earlier)) => site.block(earlier).doc,
        _ => event.doc,
    }
}

/// The history of who or what the debate is about.
pub(crate) fn of_entity(page: &Page, id: EntityId) -> Vec<HistoryDay> {
    let site = page.site();
    let mut events = Vec::new();
    for event in site.events.of_entity(id, EventList::EntityHistory) {
        let is_about = match (event.kind, event.block, event.subject) {
            (EventKind::PositionStated(_) | EventKind::PositionReread, Some(block), _) => {
                site.holders(block).contains(&id)
            }
            (_, _, Some(Target::Block(earlier))) => site.entities_of(earlier).contains(&id),
            (EventKind::FirstMentioned, _, subject) => subject == Some(Target::Entity(id)),
            _ => true,
        };
        if is_about {
            events.push(event);
        }
    }
    history(page, events)
}

/// The history of a source: later relations to its notes, which the page lists with their days; without any note, the
/// first text that cites it.
pub(crate) fn of_source(page: &Page, id: SourceId) -> Vec<HistoryDay> {
    let site = page.site();
    let mut events: Vec<Event> = site.events.of_source(id, EventList::SourceHistory).collect();
    if events.iter().any(|event| event.kind == EventKind::SourceNoted) {
        events.retain(|event| {
            !matches!(event.kind, EventKind::SourceNoted | EventKind::FirstMentioned)
        });
    }
    history(page, events)
}

fn history(page: &Page, mut events: Vec<Event>) -> Vec<HistoryDay> {
    events.sort_by_key(|event| {
        let rank = rank(event.kind);
        (Reverse(event.date), rank, relation_kind(event), event.block, event.subject)
    });
    let mut days: Vec<HistoryDay> = Vec::new();
    let (mut last, mut count) = (None, 0);
    for event in events {
        let run = (event.date, event.kind.word(), relation_kind(&event), event.doc);
        let is_position = matches!(event.kind, EventKind::PositionStated(_));
        if let Some(day) = days.last_mut()
            && let Some(line) = day.lines.last_mut()
            && last == Some(run)
            && !is_position
        {
            line.more += 1;
            continue;
        }
        if count == LINES {
            break;
        }
        (last, count) = (Some(run), count + 1);
        let line = HistoryLine { id: format!("history-{count}"), ..history_line(page, &event) };
        let date = When::from(event.date);
        match days.last_mut() {
            Some(day) if day.date == date => day.lines.push(line),
            _ => days.push(HistoryDay { date, lines: vec![line] }),
        }
    }
    days
}

/// The order on one day: what is wrong first, the beginning last.
fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Relation { .. } => 0,
        EventKind::Correction { .. } => 1,
        EventKind::PositionStated(_) | EventKind::PositionReread => 2,
        EventKind::QuestionSettled(_) | EventKind::GapClosed(_) => 3,
        EventKind::QuestionAsked | EventKind::GapNoted => 4,
        EventKind::Occurrence => 5,
        EventKind::TextUpdated => 6,
        EventKind::SourceNoted => 7,
        EventKind::FirstMentioned => 8,
        EventKind::ThreadOpened
        | EventKind::ArticlePublished
        | EventKind::GatherPublished
        | EventKind::WatchListChanged(_) => 9,
    }
}

fn relation_kind(event: &Event) -> Option<RelationKind> {
    if let EventKind::Relation { kind, .. } = event.kind { Some(kind) } else { None }
}

fn history_line(page: &Page, event: &Event) -> HistoryLine {
    let site = page.site();
    let place = event.block.map_or(site.target_of(event.doc), Target::Block);
    let mut line = HistoryLine {
        id: String::new(),
        kind: event.kind.word(),
        change_kind: event.kind.into(),
        since: page.ctx.published_on(PublicationItem::of(site, event), event.date),
        word: None,
        of: None,
        who: Vec::new(),
        about: link(page, place),
        marks: Vec::new(),
        by: None,
        by_marks: Vec::new(),
        by_editors: false,
        more: 0,
    };
    match (event.kind, event.block, event.subject) {
        (EventKind::ArticlePublished, ..) => line.kind = EventKind::ThreadOpened.word(),
        (EventKind::PositionStated(change), Some(block), _) => {
            line.word = Some(change.word());
            line.who = actors(page, site.holders(block));
        }
        (EventKind::PositionReread, Some(block), _) => line.who = actors(page, site.holders(block)),
        (EventKind::Relation { .. }, _, Some(Target::Block(earlier))) => {
            let block = site.block(earlier);
            let evidence = &page.ctx.tables.reasoning.evidence;
            line.word = evidence.event_verb(site, event, RelationEnd::Later).map(Word::word);
            line.of = Some(site.locale.text(passage_kind(&block.kind)).to_string());
            line.by = event.block.map(|later| Link {
                href: page.href(Target::Block(later)),
                text: claim_name(page, later),
            });
            line.by_marks = event.block.map(|later| marks(page, later)).unwrap_or_default();
            line.by_editors = event.block.is_some_and(|later| is_by_editors(site.block(later)));
            line.who = actors(page, site.holders(earlier));
            let text = match (&block.kind, block.date) {
                (BlockKind::Position { .. }, Some(date)) => site.locale.date(date),
                _ => claim_name(page, earlier),
            };
            line.about = Link { href: page.href(Target::Block(earlier)), text };
        }
        (
            EventKind::QuestionAsked
            | EventKind::QuestionSettled(_)
            | EventKind::GapNoted
            | EventKind::GapClosed(_)
            | EventKind::Correction { .. }
            | EventKind::Occurrence,
            Some(block),
            _,
        ) => {
            if let EventKind::QuestionSettled(status) | EventKind::GapClosed(status) = event.kind {
                line.word = Some(status.word());
            }
            line.about.text = bare_first_sentence(page, block);
            line.marks = marks(page, block);
        }
        _ => {}
    }
    line
}

fn passage_kind(kind: &BlockKind) -> MessageId {
    match kind {
        BlockKind::Note { .. } => MessageId::PassageNote,
        BlockKind::Position { .. } => MessageId::PassagePosition,
        BlockKind::Question { .. } => MessageId::PassageQuestion,
        BlockKind::Tension { .. } => MessageId::PassageTension,
        BlockKind::Correction => MessageId::PassageCorrection,
        BlockKind::Forecast => MessageId::PassageForecast,
        _ => MessageId::PassageOther,
    }
}
