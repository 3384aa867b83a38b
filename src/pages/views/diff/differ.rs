//! Compares the two days of one topic.

use super::topic_diff::{CitedSource, DiffEntry, DiffGroup, DiffPassage, TopicDiff};
use crate::analysis::reasoning::RelationEnd;
use crate::model::*;
use crate::pages::components::event_line::statement;
use crate::pages::components::link::{When, actors, link};
use crate::pages::components::notice::{first_sentence, passage};
use crate::pages::components::source_line::safe_url;
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use crate::pages::urls::href;
use crate::records::target_name;
use std::collections::HashSet;

/// The kinds in the order in which they are shown: what moved in the debate before what was added to the record.
const ORDER: [&str; 13] = [
    "relation",
    "position",
    "answered",
    "question",
    "tension",
    "figure",
    "correction",
    "event",
    "opened",
    "updated",
    "article",
    "gather",
    "source",
];

/// One topic on two days.
pub(super) struct Differ<'a> {
    pub page: &'a Page<'a>,
    pub before: &'a Site,
    /// What came after this day is new.
    pub from: Date,
    pub topic: TopicId,
}

impl Differ<'_> {
    /// Everything that changed; `None` where nothing did.
    pub(super) fn diff(&self) -> Option<TopicDiff> {
        let mut entries = self.events();
        entries.extend(self.questions_and_tensions());
        entries.extend(self.figures());
        entries.extend(self.sources());
        let mut groups = Vec::new();
        for kind in ORDER {
            let (mut items, others): (Vec<_>, Vec<_>) =
                entries.into_iter().partition(|entry| entry.kind == kind);
            entries = others;
            if !items.is_empty() {
                items.sort_by_cached_key(|entry| entry.date.as_ref().map(|date| date.iso.clone()));
                groups.push(DiffGroup { kind, count: items.len(), items });
            }
        }
        if groups.is_empty() {
            return None;
        }
        Some(TopicDiff { topic: link(self.page, Target::Topic(self.topic)), groups })
    }

    fn site(&self) -> &Site {
        self.page.site()
    }

    /// Whether a day is after the first of the two.
    fn is_after(&self, date: Option<Date>) -> bool {
        date.is_some_and(|date| date.first() > self.from.last())
    }

    /// What readers call a word.
    fn label(&self, word: impl LabelledWord) -> String {
        self.site().locale.label(word).to_string()
    }

    fn was_visible(&self, id: BlockId) -> bool {
        self.before.is_visible(Target::Block(id))
    }

    /// The events that the log of the later day has and that of the earlier day has not.
    fn events(&self) -> Vec<DiffEntry> {
        let before = self.before.events.of_topic(self.topic, EventList::Diff);
        let before: HashSet<Event> = before.collect();
        let mut entries = Vec::new();
        for event in self.site().events.of_topic(self.topic, EventList::Diff) {
            if !before.contains(&event) {
                entries.extend(self.event(&event));
            }
        }
        entries
    }

    fn event(&self, event: &Event) -> Option<DiffEntry> {
        let site = self.site();
        match (event.kind, event.block, event.subject) {
            (EventKind::Relation { kind, .. }, Some(later), Some(Target::Block(earlier))) => {
                let verb = self.page.ctx.tables.reasoning.evidence.event_verb(
                    site,
                    event,
                    RelationEnd::Later,
                );
                let is_here = site.topic_of(Target::Block(earlier)) == Some(self.topic);
                if !is_here {
                    return None;
                }
                let group = if kind == RelationKind::Answers { "answered" } else { "relation" };
                let entry = self.relation(event.date, group, later, earlier);
                Some(DiffEntry { word: verb.map(|verb| self.label(verb)), ..entry })
            }
            // A statement from before the first day did not move after it, whenever it was recorded.
            (EventKind::PositionStated(_) | EventKind::Occurrence, ..)
                if !self.is_after(Some(event.date)) =>
            {
                None
            }
            (EventKind::PositionStated(change), Some(block), _) => {
                Some(self.position(block, change))
            }
            (EventKind::QuestionAsked | EventKind::GapNoted, Some(block), _) => {
                Some(self.question(block))
            }
            (EventKind::QuestionSettled(status) | EventKind::GapClosed(status), Some(block), _) => {
                self.settled(block, status)
            }
            (kind, Some(block), _) => Some(self.passage(kind.word(), block)),
            (EventKind::TextUpdated, None, _) if !self.before.doc(event.doc).visible => None,
            (kind, None, _) => Some(DiffEntry {
                date: Some(event.date.into()),
                says: site.doc(event.doc).summary.typeset(site.quotation_marks()),
                ..self.blank(kind.word(), Target::Doc(event.doc))
            }),
        }
    }

    fn blank(&self, kind: &'static str, target: Target) -> DiffEntry {
        DiffEntry {
            kind,
            date: None,
            title: self.page.ctx.name(target),
            href: self.page.href(target),
            says: None,
            word: None,
            who: Vec::new(),
            before: None,
            by: None,
            sources: Vec::new(),
        }
    }

    fn passage(&self, kind: &'static str, id: BlockId) -> DiffEntry {
        // A passage of a living text has the day of that text, on which it may not have been there.
        let date = self.site().block(id).date.filter(|date| self.is_after(Some(*date)));
        DiffEntry {
            date: date.map(When::from),
            says: Some(first_sentence(self.page, statement(self.site(), id))),
            sources: self.cited(id),
            ..self.blank(kind, Target::Block(id))
        }
    }

    fn position(&self, id: BlockId, change: ChangeWord) -> DiffEntry {
        let before = match change {
            ChangeWord::FirstTracked => None,
            _ => self.earlier_position(id),
        };
        DiffEntry {
            word: Some(self.label(change)),
            who: actors(self.page, self.site().holders(id)),
            before: before.map(|position| self.other(position)),
            ..self.passage("position", id)
        }
    }

    /// The perspective's own last position; where it has none, that of the same actors in another text.
    fn earlier_position(&self, id: BlockId) -> Option<BlockId> {
        let site = self.site();
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (_, perspectives) in &self.page.ctx.tables.indexes.topic(self.topic).actors {
            for perspective in perspectives {
                if site.block(id).parent == Some(*perspective) {
                    own.push(*perspective);
                } else if site.holders(*perspective) == site.holders(id) {
                    others.push(*perspective);
                }
            }
        }
        [own, others].into_iter().find_map(|perspectives| {
            let positions = perspectives.into_iter().flat_map(|p| site.positions(p));
            let earlier = positions.map(|position| position.id());
            let earlier = earlier.filter(|p| site.block(*p).date < site.block(id).date);
            earlier.max_by_key(|p| (site.block(*p).date, *p))
        })
    }

    fn other(&self, id: BlockId) -> DiffPassage {
        let block = self.site().block(id);
        DiffPassage {
            date: block.date.map(When::from),
            word: match block.kind {
                BlockKind::Position { change, .. } => Some(self.label(change)),
                _ => None,
            },
            says: Some(first_sentence(self.page, id)),
            title: self.page.ctx.name(Target::Block(id)),
            href: Some(self.page.href(Target::Block(id))),
        }
    }

    fn question(&self, id: BlockId) -> DiffEntry {
        let mut entry = self.passage("question", id);
        if let BlockKind::Question { status, .. } = self.site().block(id).kind {
            entry.word = Some(self.label(status));
        }
        entry
    }

    /// A question whose status changed; `None` where it is new or had that status before.
    fn settled(&self, id: BlockId, now: QuestionStatus) -> Option<DiffEntry> {
        let site = self.site();
        let BlockKind::Question { status, .. } = self.before.block(id).kind else { return None };
        if status == now || !self.was_visible(id) {
            return None;
        }
        let is_answer = |part: &&BlockId| {
            site.block(**part).kind == BlockKind::Part(BlockPart::Answer)
                && !self.was_visible(**part)
        };
        let answer = site.children(id).iter().find(is_answer).copied();
        let updated = site.doc(site.block(id).doc).updated;
        Some(DiffEntry {
            date: updated.filter(|date| self.is_after(Some(*date))).map(When::from),
            word: Some(self.label(now)),
            before: Some(DiffPassage { word: Some(self.label(status)), ..DiffPassage::default() }),
            by: answer.map(|answer| self.other(answer)),
            sources: answer.map(|answer| self.cited(answer)).unwrap_or_default(),
            ..self.passage("answered", id)
        })
    }

    fn relation(
        &self,
        date: Date,
        group: &'static str,
        later: BlockId,
        earlier: BlockId,
    ) -> DiffEntry {
        let sentence = first_sentence(self.page, earlier);
        let says = match self.site().block(earlier).kind {
            BlockKind::Note { .. } => format!("{}: {sentence}", passage(self.page, earlier)),
            _ => sentence,
        };
        DiffEntry {
            date: Some(date.into()),
            says: Some(says),
            who: actors(self.page, self.site().holders(earlier)),
            by: Some(self.other(later)),
            sources: self.cited(later),
            ..self.blank(group, Target::Block(earlier))
        }
    }

    /// New tensions, and new questions of texts without a day.
    fn questions_and_tensions(&self) -> Vec<DiffEntry> {
        let index = self.page.ctx.tables.indexes.topic(self.topic);
        let mut entries = Vec::new();
        for id in index.tensions.iter().filter(|id| !self.was_visible(**id)) {
            entries.push(self.passage("tension", *id));
        }
        for id in index.questions.iter().filter(|id| !self.was_visible(**id)) {
            let block = self.site().block(*id);
            if let (BlockKind::Question { asked: None, .. }, None) = (&block.kind, block.date) {
                entries.push(self.question(*id));
            }
        }
        entries
    }

    /// Measured values that came, with the last one of the same metric and subject.
    fn figures(&self) -> Vec<DiffEntry> {
        let (site, numbers) = (self.site(), self.site().numbers());
        let all = &self.page.ctx.tables.indexes.topic(self.topic).figures;
        let mut entries = Vec::new();
        for id in all {
            let figure = site.figure(*id);
            let subject = Target::Entity(figure.subject);
            if self.before.figure(*id).visible || !site.is_visible(subject) {
                continue;
            }
            let earlier = all.iter().map(|id| site.figure(*id)).filter(|other| {
                (&other.metric, other.subject) == (&figure.metric, figure.subject)
                    && other.as_of < figure.as_of
            });
            let source = figure.source.filter(|source| site.is_visible(Target::Source(*source)));
            entries.push(DiffEntry {
                date: figure.as_of.map(When::from),
                title: {
                    let colon = site.locale.text(MessageId::ListColon);
                    format!("{}{colon}{}", figure.metric, self.page.ctx.name(subject))
                },
                href: self.figure_href(figure),
                says: Some(numbers.figure(figure)),
                word: Some(self.label(figure.status)),
                before: earlier.max_by_key(|other| other.as_of).map(|last| DiffPassage {
                    date: last.as_of.map(When::from),
                    word: Some(self.label(last.status)),
                    says: Some(numbers.figure(last)),
                    title: String::new(),
                    href: Some(self.figure_href(last)),
                }),
                sources: source.into_iter().map(|source| self.source(source)).collect(),
                ..self.blank("figure", Target::Topic(self.topic))
            });
        }
        entries
    }

    fn figure_href(&self, figure: &Figure) -> String {
        let path = href::topic_page(self.site(), self.topic, "figures");
        format!("{}#{}", self.page.to(&path), figure.id)
    }

    /// Sources that nothing on the site had cited.
    fn sources(&self) -> Vec<DiffEntry> {
        let mut entries = Vec::new();
        for (id, _) in &self.page.ctx.tables.indexes.topic(self.topic).sources {
            if !self.before.source(*id).visible {
                let source = self.site().source(*id);
                let publisher = source.publisher.map(Target::Publisher);
                entries.push(DiffEntry {
                    date: source.issue_date().map(When::from),
                    says: publisher.map(|publisher| self.page.ctx.name(publisher)),
                    sources: vec![self.source(*id)],
                    ..self.blank("source", Target::Source(*id))
                });
            }
        }
        entries
    }

    /// The visible sources of a block.
    fn cited(&self, id: BlockId) -> Vec<CitedSource> {
        let cited = self.site().cited_in(id).into_iter();
        cited.filter(|id| self.site().source(*id).visible).map(|id| self.source(id)).collect()
    }

    fn source(&self, id: SourceId) -> CitedSource {
        let source = self.site().source(id);
        CitedSource {
            id: source.id.clone(),
            title: target_name(self.site(), Target::Source(id)),
            href: self.page.href(Target::Source(id)),
            url: safe_url(source.url.as_deref()),
        }
    }
}
