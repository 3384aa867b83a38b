//! What happened to one page, in words and by day: for a thread, an article, an entity, a source.
//!
//! Takes the dated blocks of a record and the relations that touch them, gives days with lines, the newest first. The
//! template has the words. Never looks at versions of files: what an editor wrote down is the history.

use crate::model::*;
use crate::pages::components::mark::Mark;
use crate::pages::components::notice::{first_sentence, passage};
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::page_meta::{actors, link};
use crate::pages::components::text::Page;
use serde::Serialize;
use std::cmp::Reverse;
use std::mem::discriminant;

/// How many lines a history has, and how many mentions of an entity are searched for events.
const LINES: usize = 60;
const SEARCHED: usize = 300;

#[derive(Serialize)]
pub struct Day {
    date: When,
    lines: Vec<Line>,
}

/// One thing that happened. `kind` is one of opened, updated, position, question, correction, relation, event, noted,
/// first.
#[derive(Serialize)]
pub struct Line {
    id: String,
    kind: &'static str,
    mark: Mark,
    /// A change word, or the verb of a relation as it reads from here: `corrected by`.
    word: Option<&'static str>,
    /// What kind of passage a relation is about: note, position, question, tension, correction or passage.
    of: Option<&'static str>,
    who: Vec<Link>,
    /// What it is about: the passage, the source, the document.
    about: Link,
    /// The later text that a relation comes from.
    by: Option<Link>,
    /// How many more of the same stand behind it.
    more: usize,
}

#[derive(Clone, Copy)]
enum What {
    Opened(DocId),
    Updated(DocId),
    Position(BlockId),
    Question(BlockId),
    Correction(BlockId),
    Relation(Relation),
    Event(BlockId),
    Noted(BlockId),
    First(BlockId),
}

/// The history of a living document.
pub fn of_doc(page: &Page, id: DocId) -> Vec<Day> {
    let site = page.site();
    let doc = site.doc(id);
    let mut found = Found::default();
    found.add(doc.date, What::Opened(id));
    found.add(doc.updated.filter(|u| Some(*u) != doc.date), What::Updated(id));
    for block in site.blocks_of(id) {
        let date = site.block(block).date;
        match site.block(block).kind {
            BlockKind::Position { .. } => found.add(date, What::Position(block)),
            BlockKind::Correction => found.add(date, What::Correction(block)),
            BlockKind::Question { asked, .. } => found.add(asked, What::Question(block)),
            _ => {}
        }
        found.relations(site, block);
    }
    found.days(page)
}

/// The history of who or what the debate is about.
pub fn of_entity(page: &Page, id: EntityId) -> Vec<Day> {
    let site = page.site();
    let mut found = Found::default();
    for perspective in site.index.perspectives.get(&id).into_iter().flatten() {
        found.relations(site, *perspective);
        for block in site.children(*perspective) {
            if let BlockKind::Position { .. } = site.block(*block).kind {
                found.add(site.block(*block).date, What::Position(*block));
            }
            found.relations(site, *block);
        }
    }
    for tension in site.index.tensions.get(&id).into_iter().flatten() {
        found.relations(site, *tension);
    }
    let mentions = site.backlinks(Target::Entity(id));
    let mut blocks: Vec<BlockId> =
        mentions.iter().take(SEARCHED).map(|r| site.reference(*r).block).collect();
    blocks.dedup();
    for block in blocks {
        if site.block(block).kind == BlockKind::Event {
            found.add(site.block(block).date, What::Event(block));
        }
        found.relations(site, block);
    }
    found.first(site, mentions);
    found.days(page)
}

/// The history of a source: who summarised it and what was said of those notes since; without any note, the first text
/// that cites it.
pub fn of_source(page: &Page, id: SourceId) -> Vec<Day> {
    let site = page.site();
    let mentions = site.backlinks(Target::Source(id));
    let mut found = Found::default();
    for block in mentions.iter().take(SEARCHED).map(|r| site.reference(*r).block) {
        if matches!(site.block(block).kind, BlockKind::Note { source } if source == id) {
            found.add(site.block(block).date, What::Noted(block));
            found.relations(site, block);
        }
    }
    if found.0.is_empty() {
        found.first(site, mentions);
    }
    found.days(page)
}

#[derive(Default)]
struct Found(Vec<(Date, What)>);

impl Found {
    fn add(&mut self, date: Option<Date>, what: What) {
        self.0.extend(date.map(|date| (date, what)));
    }

    /// What later texts say about a block.
    fn relations(&mut self, site: &Site, block: BlockId) {
        let shown = site.relations_to(block).filter(|r| site.is_visible(Target::Block(r.from)));
        shown.for_each(|r| self.add(site.block(r.from).date, What::Relation(*r)));
    }

    /// The first mention in a text that has a day.
    fn first(&mut self, site: &Site, mentions: &[RefId]) {
        if let Some(block) = first_dated(site, mentions) {
            self.add(site.doc(site.block(block).doc).date, What::First(block));
        }
    }

    fn days(mut self, page: &Page) -> Vec<Day> {
        let site = page.site();
        self.0.sort_by_key(|(date, what)| (Reverse(*date), what.rank(), what.block()));
        self.0.dedup_by_key(|(date, what)| (*date, discriminant(what), what.block(), what.later()));
        let mut out: Vec<Day> = Vec::new();
        let (mut last, mut lines) = (None, 0);
        for (date, what) in self.0 {
            let same = (date, discriminant(&what), what.kind(), what.text(site));
            if last == Some(same) && !matches!(what, What::Position(_)) {
                let day = out.last_mut().expect("the first of them was added");
                day.lines.last_mut().expect("the first of them was added").more += 1;
                continue;
            }
            if lines == LINES {
                break;
            }
            (last, lines) = (Some(same), lines + 1);
            let line = Line { id: format!("history-{lines}"), ..line(page, what) };
            let date = When::from(date);
            match out.last_mut() {
                Some(day) if day.date == date => day.lines.push(line),
                _ => out.push(Day { date, lines: vec![line] }),
            }
        }
        out
    }
}

/// The oldest mention in a gather or article; what stands on a living page may have come any day. The list has the
/// newest first.
pub fn first_dated(site: &Site, mentions: &[RefId]) -> Option<BlockId> {
    let blocks = || mentions.iter().rev().map(|r| site.reference(*r).block);
    let has_day = |b: &BlockId| {
        let doc = site.doc(site.block(*b).doc);
        (doc.is_gather() || doc.is_article())
            && doc.date.is_some()
            && site.is_visible(Target::Block(*b))
    };
    let doc = site.block(blocks().find(has_day)?).doc;
    let same = |b: &BlockId| site.block(*b).doc == doc;
    blocks().skip_while(|b| !same(b)).take_while(same).last()
}

fn of(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Note { .. } => "note",
        BlockKind::Position { .. } => "position",
        BlockKind::Question { .. } => "question",
        BlockKind::Tension { .. } => "tension",
        BlockKind::Correction => "correction",
        _ => "passage",
    }
}

impl What {
    fn block(self) -> Option<BlockId> {
        match self {
            What::Opened(_) | What::Updated(_) => None,
            What::Relation(r) => Some(r.to),
            What::Position(b)
            | What::Question(b)
            | What::Correction(b)
            | What::Event(b)
            | What::Noted(b) => Some(b),
            What::First(b) => Some(b),
        }
    }

    fn kind(self) -> Option<RelationKind> {
        if let What::Relation(r) = self { Some(r.kind) } else { None }
    }

    /// The later block that a relation comes from.
    fn later(self) -> Option<BlockId> {
        if let What::Relation(r) = self { Some(r.from) } else { None }
    }

    /// The text that a line is told of: of a relation the later one.
    fn text(self, site: &Site) -> Option<DocId> {
        self.later().or(self.block()).map(|b| site.block(b).doc)
    }

    /// The order on one day: what is wrong first, the beginning last. Relations of one kind and text stand together.
    fn rank(self) -> (u8, Option<RelationKind>, Option<BlockId>) {
        let rank = match self {
            What::Relation(_) => 0,
            What::Correction(_) => 1,
            What::Position(_) => 2,
            What::Question(_) => 3,
            What::Event(_) => 4,
            What::Updated(_) => 5,
            What::Noted(_) => 6,
            What::First(_) => 7,
            What::Opened(_) => 8,
        };
        (rank, self.kind(), self.later())
    }
}

fn line(page: &Page, what: What) -> Line {
    let site = page.site();
    let said = |block: BlockId| Link {
        href: page.href(Target::Block(block)),
        text: first_sentence(page, block),
    };
    let made = |kind, mark, about| Line {
        id: String::new(),
        kind,
        mark,
        word: None,
        of: None,
        who: Vec::new(),
        about,
        by: None,
        more: 0,
    };
    match what {
        What::Opened(doc) => made("opened", Mark::New, link(page, site.target_of(doc))),
        What::Updated(doc) => made("updated", Mark::New, link(page, site.target_of(doc))),
        What::Question(block) => made("question", Mark::New, said(block)),
        What::Correction(block) => made("correction", Mark::Corrected, said(block)),
        What::Event(block) => made("event", Mark::New, said(block)),
        What::Noted(block) => made("noted", Mark::Source, link(page, Target::Block(block))),
        What::First(block) => made("first", Mark::New, link(page, Target::Block(block))),
        What::Relation(r) => {
            let block = site.block(r.to);
            let day = block.date.filter(|_| matches!(block.kind, BlockKind::Position { .. }));
            let text = day.map_or_else(|| passage(page, r.to), Date::long);
            Line {
                word: Some(r.kind.passive()),
                of: Some(of(&block.kind)),
                by: Some(link(page, Target::Block(r.from))),
                who: holders(page, r.to),
                ..made(
                    "relation",
                    r.kind.into(),
                    Link { href: page.href(Target::Block(r.to)), text },
                )
            }
        }
        What::Position(block) => {
            let BlockKind::Position { change, .. } = site.block(block).kind else {
                panic!("a position was expected")
            };
            let about = link(page, Target::Block(block));
            Line {
                word: Some(change.word()),
                who: holders(page, block),
                ..made("position", change.into(), about)
            }
        }
    }
}

/// Who holds a position; nobody where the block is none.
fn holders(page: &Page, id: BlockId) -> Vec<Link> {
    let held = page.site().block(id).parent.map(|p| &page.site().block(p).kind);
    match held {
        Some(BlockKind::Perspective { actors: who }) => actors(page, who),
        _ => Vec::new(),
    }
}
