//! Collects what the next gather of a topic has to look for.

use super::brief::{
    BriefPassage, BriefRecord, ContradictionSideRecord, GapRecord, OpenContradictionRecord,
    SilentActorRecord, StrategyRecord, TermRecord, WaitingRecord,
};
use super::builder::RecordBuilder;
use super::name::target_name;
use super::value::{IsoDate, OwnWord};
use crate::analysis::report::{STALE, open_gaps, open_suggestions};
use crate::model::*;
use std::collections::BTreeMap;

impl<'a> RecordBuilder<'a, '_> {
    /// What the next gather of a topic has to look for.
    pub(crate) fn brief(&self, id: TopicId) -> BriefRecord<'a> {
        let topic = self.site.topic(id);
        let gathers = topic.gathers.iter().map(|doc| self.site.doc(*doc));
        let last = gathers.filter(|doc| doc.visible).filter_map(|doc| doc.recorded()).max();
        let (questions_due, open_questions) = self.open_questions(id);
        BriefRecord {
            topic: &topic.slug,
            title: &topic.title,
            question: &topic.question,
            as_of: self.site.as_of.map(IsoDate),
            last_gather: last.map(IsoDate),
            days_since_last_gather: self.days_since(last),
            cadence: topic.cadence,
            strategy: self.strategy_in_force(topic),
            suggestions: self.suggestions(topic),
            questions_due,
            open_questions,
            forecasts_due: self.forecasts_due(id),
            look_again: self.claims_to_look_at(id),
            contradictions: self.open_contradictions(id),
            silent_actors: self.silent_actors(id),
            gaps: self.gaps(topic),
        }
    }

    fn strategy_in_force(&self, topic: &'a Topic) -> Vec<StrategyRecord<'a>> {
        let mut strategy = Vec::new();
        for (list, entries) in topic.watch.lists() {
            for entry in entries {
                let has_ended = self.days_since(entry.until.map(Date::last)).is_some_and(|n| n > 0);
                if self.site.is_known(entry.since) && !has_ended {
                    let target = entry.target.filter(|target| self.site.is_visible(*target));
                    strategy.push(StrategyRecord {
                        entry: self.watch_entry(list, entry),
                        name: target.map(|target| target_name(self.site, target)),
                    });
                }
            }
        }
        strategy
    }

    fn suggestions(&self, topic: &Topic) -> Vec<WaitingRecord<'a>> {
        let mut suggestions = Vec::new();
        for id in open_suggestions(self.site, topic) {
            let BlockKind::Observation { kind } = self.site.block(id).kind else { continue };
            let kinds = &self.site.vocabulary.observations;
            suggestions.push(WaitingRecord {
                kind: Some(OwnWord(kinds.word(kind))),
                label: Some(kinds.label(kind, &self.site.locale)),
                ..self.waiting(id, self.site.recorded(id))
            });
        }
        suggestions
    }

    /// The open questions of a topic: those that are due, and the others.
    fn open_questions(&self, topic: TopicId) -> (Vec<WaitingRecord<'a>>, Vec<WaitingRecord<'a>>) {
        let mut questions: Vec<QuestionBlock> = Vec::new();
        for doc in self.docs_of(topic) {
            questions.extend(self.site.questions(doc).filter(|question| {
                matches!(question.status, QuestionStatus::Open | QuestionStatus::PartlyAnswered)
            }));
        }
        questions.sort_by_key(|question| (question.due.map(Date::last), question.asked));
        let (due, mut others): (Vec<QuestionBlock>, Vec<QuestionBlock>) =
            questions.into_iter().partition(|question| self.is_due(topic, question.due));
        others.sort_by_key(|question| (question.asked.is_none(), question.asked, question.id()));
        (self.waiting_questions(due), self.waiting_questions(others))
    }

    fn waiting_questions(&self, questions: Vec<QuestionBlock>) -> Vec<WaitingRecord<'a>> {
        let mut waiting = Vec::with_capacity(questions.len());
        for question in questions {
            let asked = question.asked.or(self.site.block(question.id()).date);
            waiting.push(self.waiting(question.id(), asked));
        }
        waiting
    }

    fn forecasts_due(&self, topic: TopicId) -> Vec<WaitingRecord<'a>> {
        let mut due = Vec::new();
        for forecast in self.reasoning.forecasts.of_topic(topic) {
            let waits = matches!(forecast.state, ForecastState::Waiting | ForecastState::Overdue);
            if waits && !forecast.is_repeat && self.is_due(topic, forecast.due) {
                due.push(self.waiting(forecast.block, self.site.recorded(forecast.block)));
            }
        }
        due
    }

    fn claims_to_look_at(&self, topic: TopicId) -> Vec<WaitingRecord<'a>> {
        let half_life = self.reasoning.half_life.topic(topic);
        let mut claims = Vec::with_capacity(half_life.look_again.len());
        for id in &half_life.look_again {
            let followed = half_life.claims.iter().find(|claim| claim.block == *id);
            claims.push(self.waiting(*id, followed.map(|claim| claim.stated)));
        }
        claims
    }

    fn open_contradictions(&self, topic: TopicId) -> Vec<OpenContradictionRecord<'a>> {
        let mut open = Vec::new();
        for contradiction in self.reasoning.contradictions.topic(topic) {
            if contradiction.state != ContradictionState::Open {
                continue;
            }
            let record = self.contradiction(contradiction);
            let mut sides = Vec::with_capacity(record.sides.len());
            for side in record.sides {
                let (place, date, text) = (side.place, side.date, side.text);
                sides.push(ContradictionSideRecord { place, date, text });
            }
            open.push(OpenContradictionRecord {
                id: record.id,
                place: record.place,
                kind: record.kind,
                found: record.found,
                age: self.days_since(contradiction.found),
                sides,
                settles: record.settles,
            });
        }
        open
    }

    /// Actors of whom the record has no statement first, then those who have been silent for longest.
    fn silent_actors(&self, id: TopicId) -> Vec<SilentActorRecord<'a>> {
        let site = self.site;
        // What each actor of the topic stated last, and the tensions that name it.
        let mut actors: BTreeMap<EntityId, (Option<Date>, Vec<BlockId>)> = BTreeMap::new();
        for block in self.docs_of(id).flat_map(|doc| site.blocks_of(doc)) {
            match &site.block(block).kind {
                BlockKind::Perspective { actors: holders } => {
                    let stated = site.last_stated_on(block);
                    for holder in holders {
                        let actor = actors.entry(*holder).or_default();
                        actor.0 = actor.0.max(stated);
                    }
                }
                BlockKind::Tension { sides } => {
                    for side in sides.iter().flatten() {
                        actors.entry(*side).or_default().1.push(block);
                    }
                }
                _ => {}
            }
        }
        let mut watched: Vec<EntityId> = Vec::new();
        for entry in &site.topic(id).watch.authors {
            if let Some(Target::Entity(entity)) = entry.target
                && site.is_known(entry.since)
                && entry.until.is_none()
            {
                watched.push(entity);
                actors.entry(entity).or_default();
            }
        }
        let mut silent = Vec::new();
        for (actor, (stated, tensions)) in actors {
            let entity = site.entity(actor);
            let age = self.days_since(stated);
            let is_silent = stated.is_none() || age.is_some_and(|days| days > STALE);
            if !entity.visible || !entity.kind.base.is_actor() || !is_silent {
                continue;
            }
            silent.push(SilentActorRecord {
                id: &entity.slug,
                place: self.place(Target::Entity(actor)),
                name: target_name(site, Target::Entity(actor)),
                aliases: &entity.aliases,
                last_stated: stated.map(IsoDate),
                age,
                on_watch_list: watched.contains(&actor),
                tensions: tensions.iter().map(|id| self.bare_first_sentence(*id)).collect(),
            });
        }
        silent.sort_by_key(|actor| (actor.last_stated.map(|date| date.0), actor.id));
        silent
    }

    fn gaps(&self, topic: &Topic) -> Vec<GapRecord<'a>> {
        let mut gaps = Vec::new();
        for (id, streak) in open_gaps(self.site, topic) {
            gaps.push(GapRecord {
                passage: self.brief_passage(id, self.words_of(id)),
                gathers: streak.gathers,
                since: streak.first.map(IsoDate),
                length: self.days_since(streak.first),
            });
        }
        gaps
    }

    fn waiting(&self, id: BlockId, since: Option<Date>) -> WaitingRecord<'a> {
        let due = self.site.block(id).due();
        let mut terms = Vec::new();
        for child in self.site.children(id) {
            let (label, name) = match self.site.block(*child).kind {
                BlockKind::Part(BlockPart::Reading) => ("Reads as", MessageId::CopyReading),
                BlockKind::Part(BlockPart::Condition) => {
                    ("Condition", MessageId::ForecastCondition)
                }
                BlockKind::Part(BlockPart::Settles) => ("Would settle it", MessageId::PartSettles),
                BlockKind::Part(BlockPart::Answer) => {
                    ("Answer so far", MessageId::BriefAnswerSoFar)
                }
                _ => continue,
            };
            terms.push(TermRecord { label, name, text: self.words_of(*child) });
        }
        WaitingRecord {
            passage: self.brief_passage(id, self.words_of(id)),
            kind: None,
            label: None,
            age: self.days_since(since),
            due: due.map(IsoDate),
            overdue: self.days_since(due.map(Date::last)).filter(|days| *days > 0),
            terms,
        }
    }

    fn brief_passage(&self, id: BlockId, text: String) -> BriefPassage<'a> {
        let site = self.site;
        let block = site.block(id);
        let doc = site.doc(block.doc);
        let name = match doc.topic {
            Some(topic) if !matches!(doc.kind, DocKind::Topic) => {
                format!("{}/{}", site.topic(topic).slug, doc.slug)
            }
            _ => doc.slug.clone(),
        };
        let anchor = &block.anchor;
        BriefPassage {
            name: anchor.lasting.then(|| format!("{name}#^{}", anchor.name)),
            place: self.place(Target::Block(id)),
            file: &self.files.get(doc.file).path,
            line: self.files.position(doc.file, block.content.start).0,
            date: site.recorded(id).map(IsoDate),
            text,
        }
    }

    /// The visible texts of a topic, its own among them.
    fn docs_of(&self, id: TopicId) -> impl Iterator<Item = DocId> + use<'a> {
        let site = self.site;
        let topic = site.topic(id);
        let docs = [topic.doc].into_iter().chain(topic.gathers.iter().copied());
        let docs = docs.chain(topic.threads.iter().copied()).chain(topic.articles.iter().copied());
        docs.filter(move |doc| site.doc(*doc).visible)
    }

    /// Whether a day has come, or comes within the cadence of a topic.
    fn is_due(&self, topic: TopicId, due: Option<Date>) -> bool {
        let cadence = self.site.topic(topic).cadence.map_or(0, i64::from);
        self.days_since(due.map(Date::last)).is_some_and(|days| days >= -cadence)
    }

    /// Days from a date to the day of the site; negative for one that has not come.
    fn days_since(&self, date: Option<Date>) -> Option<i64> {
        date.zip(self.site.as_of).map(|(date, today)| date.days_until(today))
    }
}
