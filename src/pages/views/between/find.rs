//! Finds what moved in one topic: compares what the later day shows with what the earlier one showed.

use super::{Cited, Group, Move, ORDER, Other, TopicMoves};
use crate::model::*;
use crate::pages::components::block::{positions_of, stance};
use crate::pages::components::notice::{first_sentence, passage};
use crate::pages::components::number::amount;
use crate::pages::components::page_meta::When;
use crate::pages::components::page_meta::{actors, link};
use crate::pages::components::source_line::safe_url;
use crate::pages::components::text::Page;
use crate::pages::components::typeset::Typeset;
use crate::pages::urls::href;
use crate::pages::views::embed;
use std::collections::HashSet;

/// One topic on two days.
pub(crate) struct Finder<'a> {
    pub page: &'a Page<'a>,
    pub before: &'a Site,
    /// What came after this day moved.
    pub from: Date,
    pub topic: TopicId,
}

impl Finder<'_> {
    /// Everything that moved; `None` where nothing did.
    pub fn moves(&self) -> Option<TopicMoves> {
        let mut found = self.relations();
        let answered: HashSet<String> =
            found.iter().filter(|m| m.kind == "answered").map(|m| m.href.clone()).collect();
        found.extend(self.texts());
        found.extend(
            self.blocks()
                .into_iter()
                .filter(|m| m.kind != "answered" || !answered.contains(&m.href)),
        );
        found.extend(self.figures());
        found.extend(self.sources());
        let mut groups: Vec<Group> =
            ORDER.iter().map(|kind| Group { kind, items: Vec::new() }).collect();
        for item in found {
            let group = groups
                .iter_mut()
                .find(|g| g.kind == item.kind)
                .expect("every kind has its place in the order");
            group.items.push(item);
        }
        groups.retain(|g| !g.items.is_empty());
        for group in &mut groups {
            group.items.sort_by_cached_key(|m| m.date.as_ref().map(|d| d.iso.clone()));
        }
        let topic = link(self.page, Target::Topic(self.topic));
        (!groups.is_empty()).then_some(TopicMoves { topic, groups })
    }

    fn site(&self) -> &Site {
        self.page.site()
    }

    /// Whether a day is after the first of the two.
    fn is_after(&self, date: Option<Date>) -> bool {
        date.is_some_and(|d| d.first() > self.from.last())
    }

    fn was_there(&self, id: BlockId) -> bool {
        self.before.is_visible(Target::Block(id))
    }

    /// Gathers, articles and threads that came, threads that were rewritten.
    fn texts(&self) -> Vec<Move> {
        let (site, lists) = (self.site(), self.page.ctx.lists.topic(self.topic));
        let mut found = Vec::new();
        for (kind, list) in
            [("gather", &lists.gathers), ("article", &lists.articles), ("opened", &lists.threads)]
        {
            for id in list {
                let doc = site.doc(*id);
                let made = |kind, date: Option<Date>| Move {
                    date: date.map(When::from),
                    says: doc.summary.typeset(),
                    ..self.blank(kind, Target::Doc(*id))
                };
                if !self.before.doc(*id).visible {
                    found.push(made(kind, doc.date));
                } else if self.is_after(doc.updated) {
                    found.push(made("updated", doc.updated));
                }
            }
        }
        found
    }

    fn blank(&self, kind: &'static str, target: Target) -> Move {
        Move {
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

    fn of_block(&self, kind: &'static str, id: BlockId) -> Move {
        Move {
            // A passage of a living text has the day of that text, on which it may not have been there.
            date: self.site().block(id).date.filter(|d| self.is_after(Some(*d))).map(When::from),
            says: Some(first_sentence(self.page, id)),
            sources: self.cited(id),
            ..self.blank(kind, Target::Block(id))
        }
    }

    /// Positions, questions, tensions, corrections and events.
    fn blocks(&self) -> Vec<Move> {
        let site = self.site();
        let topic = site.topic(self.topic);
        let docs = [&topic.gathers, &topic.threads, &topic.articles]
            .into_iter()
            .flatten()
            .chain([&topic.doc]);
        let all = docs.filter(|d| site.doc(**d).visible).flat_map(|d| site.blocks_of(*d));
        let mut found = Vec::new();
        for id in all {
            let block = site.block(id);
            let new = !self.was_there(id);
            match &block.kind {
                // What was said before the first day did not move after it, whenever it came on record.
                BlockKind::Position { change, .. } if new && self.is_after(block.date) => {
                    found.push(self.position(id, *change))
                }
                BlockKind::Tension { .. } if new => found.push(self.of_block("tension", id)),
                BlockKind::Correction if new && site.relations_from(id).next().is_none() => {
                    found.push(self.of_block("correction", id))
                }
                BlockKind::Event if new && self.is_after(block.date) => {
                    found.push(self.of_block("event", id))
                }
                BlockKind::Question { status, asked, .. } => {
                    if new || self.is_after(*asked) {
                        let word = Some(status.word());
                        found.push(Move { word, ..self.of_block("question", id) });
                    } else if let BlockKind::Question { status: then, .. } =
                        self.before.block(id).kind
                        && then != *status
                    {
                        found.push(self.answered(id, *status, then));
                    }
                }
                _ => {}
            }
        }
        found
    }

    fn position(&self, id: BlockId, change: ChangeWord) -> Move {
        let site = self.site();
        // What is new about a first position is what it holds.
        let held = stance(site, id).filter(|_| change == ChangeWord::FirstTracked);
        let who = embed::holders(site, id);
        // The perspective's own last position; where it has none, that of the same actors in another text.
        let of = |same: &dyn Fn(BlockId) -> bool| {
            let all =
                self.page.ctx.lists.topic(self.topic).actors.iter().flat_map(|(_, held)| held);
            let earlier = all.filter(|p| same(**p)).flat_map(|p| positions_of(site, *p));
            earlier
                .filter(|p| *p != id && self.is_before(*p, id))
                .max_by_key(|p| (site.block(*p).date, *p))
        };
        let same_actors = |p: BlockId| matches!(&site.block(p).kind, BlockKind::Perspective { actors } if actors == who);
        let last = of(&|p| Some(p) == site.block(id).parent).or_else(|| of(&same_actors));
        let last = last.filter(|_| change != ChangeWord::FirstTracked);
        Move {
            says: Some(first_sentence(self.page, held.unwrap_or(id))),
            word: Some(change.word()),
            who: actors(self.page, who),
            before: last.map(|p| self.other(p)),
            ..self.of_block("position", id)
        }
    }

    fn is_before(&self, position: BlockId, other: BlockId) -> bool {
        let date = |b: BlockId| self.site().block(b).date;
        date(position) < date(other)
    }

    fn other(&self, id: BlockId) -> Other {
        let block = self.site().block(id);
        Other {
            date: block.date.map(When::from),
            word: if let BlockKind::Position { change, .. } = block.kind {
                Some(change.word())
            } else {
                None
            },
            says: Some(first_sentence(self.page, id)),
            title: self.page.ctx.name(Target::Block(id)),
            href: Some(self.page.href(Target::Block(id))),
        }
    }

    fn answered(&self, id: BlockId, now: QuestionStatus, then: QuestionStatus) -> Move {
        let site = self.site();
        let is_answer = |c: &&BlockId| {
            site.block(**c).kind == BlockKind::Part(Part::Answer) && !self.was_there(**c)
        };
        let answer = site.children(id).iter().find(is_answer).copied();
        let before = Other {
            date: None,
            word: Some(then.word()),
            says: None,
            title: String::new(),
            href: None,
        };
        Move {
            date: site
                .doc(site.block(id).doc)
                .updated
                .filter(|u| self.is_after(Some(*u)))
                .map(When::from),
            word: Some(now.word()),
            before: Some(before),
            by: answer.map(|a| self.other(a)),
            sources: answer.map_or_else(Vec::new, |a| self.cited(a)),
            ..self.of_block("answered", id)
        }
    }

    /// Passages of this topic that were overtaken, corrected, disputed, confirmed or answered.
    fn relations(&self) -> Vec<Move> {
        let site = self.site();
        let known: HashSet<(RelationKind, BlockId, BlockId)> =
            self.before.relations().map(|r| (r.kind, r.from, r.to)).collect();
        let here = |r: &&Relation| site.doc(site.block(r.to).doc).topic == Some(self.topic);
        let visible =
            |r: &&Relation| [r.from, r.to].iter().all(|b| site.is_visible(Target::Block(*b)));
        let new = site
            .relations()
            .filter(here)
            .filter(visible)
            .filter(|r| !known.contains(&(r.kind, r.from, r.to)));
        let made = |r: &Relation| Move {
            date: site.block(r.from).date.map(When::from),
            says: Some(match site.block(r.to).kind {
                BlockKind::Note { .. } => {
                    format!("{}: {}", passage(self.page, r.to), first_sentence(self.page, r.to))
                }
                _ => first_sentence(self.page, r.to),
            }),
            word: Some(r.kind.passive()),
            who: actors(self.page, embed::holders(site, r.to)),
            by: Some(self.other(r.from)),
            sources: self.cited(r.from),
            ..self.blank(
                if r.kind == RelationKind::Answers { "answered" } else { "relation" },
                Target::Block(r.to),
            )
        };
        new.map(made).collect()
    }

    /// Measured values that came, with the last one of the same metric and subject.
    fn figures(&self) -> Vec<Move> {
        let site = self.site();
        let lists = self.page.ctx.lists.topic(self.topic);
        let value = |f: &Figure| {
            format!(
                "{}{}",
                if f.approximate { "about " } else { "" },
                amount(f.value, f.upper, &f.unit)
            )
        };
        let shown = |id: &&FigureId| {
            !self.before.figure(**id).visible
                && site.is_visible(Target::Entity(site.figure(**id).subject))
        };
        let made = |id: &FigureId| {
            let figure = site.figure(*id);
            let same = |f: &&Figure| {
                f.metric == figure.metric && f.subject == figure.subject && f.as_of < figure.as_of
            };
            let last =
                lists.figures.iter().map(|f| site.figure(*f)).filter(same).max_by_key(|f| f.as_of);
            let path = self.page.to(&href::topic_page(site, self.topic, "figures"));
            let at = |id: &str| format!("{path}#{id}");
            Move {
                date: figure.as_of.map(When::from),
                title: format!(
                    "{}: {}",
                    figure.metric,
                    self.page.ctx.name(Target::Entity(figure.subject))
                ),
                href: at(&figure.id),
                says: Some(value(figure)),
                word: Some(figure.status.word()),
                before: last.map(|f| Other {
                    date: f.as_of.map(When::from),
                    word: Some(f.status.word()),
                    says: Some(value(f)),
                    title: String::new(),
                    href: Some(at(&f.id)),
                }),
                sources: figure
                    .source
                    .filter(|s| site.is_visible(Target::Source(*s)))
                    .map(|s| self.source(s))
                    .into_iter()
                    .collect(),
                ..self.blank("figure", Target::Topic(self.topic))
            }
        };
        lists.figures.iter().filter(shown).map(made).collect()
    }

    /// Sources that nothing on the site had cited.
    fn sources(&self) -> Vec<Move> {
        let all = self.page.ctx.lists.topic(self.topic).sources.iter().map(|(s, _)| *s);
        let made = |id: SourceId| {
            let source = self.site().source(id);
            Move {
                date: source.issued.map(When::from),
                says: source.publisher.map(|p| self.page.ctx.name(Target::Publisher(p))),
                sources: vec![self.source(id)],
                ..self.blank("source", Target::Source(id))
            }
        };
        all.filter(|s| !self.before.source(*s).visible).map(made).collect()
    }

    /// The visible sources of a block, that of a note first.
    fn cited(&self, id: BlockId) -> Vec<Cited> {
        let cited = self.site().cited_in(id).into_iter();
        cited.filter(|s| self.site().source(*s).visible).map(|s| self.source(s)).collect()
    }

    fn source(&self, id: SourceId) -> Cited {
        let source = self.site().source(id);
        Cited {
            id: source.id.clone(),
            title: source.title.typeset(),
            href: self.page.href(Target::Source(id)),
            url: safe_url(source.url.as_deref()),
        }
    }
}
