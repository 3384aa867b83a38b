//! The state of a debate on one page: where it stands, who holds what, where they part, what is open, what changed
//! last, and the ways into everything else.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::{Ids, PositionView, position, stance};
use crate::pages::components::digest::{MonthDigest, digest, moves};
use crate::pages::components::event_line::EventLine;
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When};
use crate::pages::components::link::{link, links};
use crate::pages::components::located::Located;
use crate::pages::components::notice::{ChangeNotice, changes, first_sentence};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::QuestionView;
use crate::pages::components::question::located_question;
use crate::pages::components::section::{Body, Run, Section, body};
use crate::pages::components::sparkline::{Sparkline, sparkline};
use crate::pages::components::tension::TensionView;
use crate::pages::components::tension::located_tension;
use crate::pages::components::text::{CitationStyle, Page};
use crate::pages::context::indexes::is_open_block;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use crate::pages::views::article::{ArticleLine, article_line};
use crate::pages::views::gathers::{GatherLine, gather_line};
use crate::pages::views::thread::{ThreadLine, thread_line};
use serde::Serialize;

/// How many of each the page shows; the rest is on the topic's other pages.
const ACTORS: usize = 12;
const TENSIONS: usize = 6;
const QUESTIONS: usize = 8;
const MOVES: usize = 12;
const GATHERS: usize = 5;
const MENTIONS: usize = 12;

#[derive(Serialize)]
pub struct TopicPage {
    page: PageHead,
    question: String,
    summary: String,
    status: &'static str,
    cadence: Option<u32>,
    last_gather: Option<When>,
    /// Whether the last gather is older than the cadence.
    overdue: bool,
    holders: Vec<PositionHolder>,
    more_holders: usize,
    tensions: Vec<Located<TensionView>>,
    /// The topic's own questions, and those of its threads and articles.
    own_questions: Vec<QuestionView>,
    questions: Vec<Located<QuestionView>>,
    digest: Option<MonthDigest>,
    moves: Vec<EventLine>,
    gathers: Vec<GatherLine>,
    counts: TopicTotals,
    sparkline: Option<Sparkline>,
    threads: Vec<ThreadLine>,
    articles: Vec<ArticleLine>,
    related: Vec<Link>,
    since: Vec<ChangeNotice>,
    mentions: Vec<Mentions>,
    /// The prose of topic.md; what else it has stands in `body`.
    state: Vec<Section>,
    body: Body,
    /// States of earlier days that are kept.
    kept: Vec<SnapshotLink>,
}

/// An actor with the latest position in the topic.
#[derive(Serialize)]
pub(crate) struct PositionHolder {
    actor: Link,
    /// What they hold, in one sentence.
    holds: Option<String>,
    position: PositionView,
    /// Where the position stands.
    place: Link,
    count: usize,
}

#[derive(Serialize)]
pub(crate) struct TopicTotals {
    gathers: usize,
    sources: usize,
    actors: usize,
    dated: usize,
    figures: usize,
    observations: usize,
    open_questions: usize,
    tensions: usize,
}

pub(crate) fn topic(ctx: &Ctx, route: &PageRoute, id: TopicId) -> TopicPage {
    let page = Page::new(ctx, route.path(ctx), CitationStyle::Listed);
    let (site, lists) = (ctx.site, ctx.tables.indexes.topic(id));
    let (topic, doc) = (site.topic(id), site.doc(site.topic(id).doc));
    let ids = Ids::gathered();
    let mut text = body(&page, topic.doc);
    let own_questions = take_questions(&mut text.sections);
    let sections = std::mem::take(&mut text.sections).into_iter();
    let (state, rest) = sections.partition(|s| s.role.is_empty());
    text.sections = rest;
    let elsewhere = |b: &&BlockId| site.block(**b).doc != topic.doc;
    let open: Vec<BlockId> =
        lists.questions.iter().copied().filter(|q| is_open_block(site, *q)).collect();
    let holders = holders(&page, &ids, id);
    let last = lists.gathers.last().and_then(|d| site.doc(*d).date);
    let tensions = lists
        .tensions
        .iter()
        .rev()
        .filter(elsewhere)
        .take(TENSIONS)
        .filter_map(|b| site.tension(*b))
        .map(|block| located_tension(&page, &ids, block))
        .collect();
    let questions = open
        .iter()
        .rev()
        .filter(elsewhere)
        .take(QUESTIONS)
        .filter_map(|b| site.question(*b))
        .map(|block| located_question(&page, &ids, block))
        .collect();
    let to_topic = site.backlinks(Target::Topic(id));
    let threads = lists.threads.iter().filter_map(|d| site.thread(*d));
    let threads = threads.map(|thread| thread_line(&page, thread)).collect();
    TopicPage {
        page: PageHead::new(&page, "topic", topic.title.clone())
            .description(Some(&topic.summary))
            .under(&page, id)
            .says(json_ld::topic(&page, id)),
        question: topic.question.typeset(),
        summary: topic.summary.typeset(),
        status: topic.status.word(),
        cadence: topic.cadence,
        last_gather: last.map(When::from),
        overdue: is_overdue(site, id, last),
        holders,
        more_holders: lists.actors.len().saturating_sub(ACTORS),
        tensions,
        own_questions,
        questions,
        digest: digest(&lists.changes, None),
        moves: moves(&page, &lists.changes, MOVES),
        gathers: lists.gathers.iter().rev().take(GATHERS).map(|d| gather_line(&page, *d)).collect(),
        sparkline: sparkline(&lists.timeline, site.as_of),
        counts: TopicTotals {
            gathers: lists.gathers.len(),
            sources: lists.sources.len(),
            actors: lists.actors.len(),
            dated: lists.timeline.len(),
            figures: lists.figures.len(),
            observations: lists.observations.len(),
            open_questions: open.len(),
            tensions: lists.tensions.len(),
        },
        threads,
        articles: lists.articles.iter().map(|d| article_line(&page, *d)).collect(),
        related: links(&page, doc.related.iter().copied()),
        since: changes(&page, topic.doc).0,
        mentions: mentions(&page, &to_topic[..to_topic.len().min(MENTIONS)]),
        kept: kept(&page, id),
        state,
        // The panels cite too: the list of sources is made after them.
        body: Body { cited: page.cited(), ..text },
    }
}

/// Takes the questions out of a section that has nothing else, so that they stand with those of the threads.
fn take_questions(sections: &mut Vec<Section>) -> Vec<QuestionView> {
    let only_questions = |s: &Section| s.runs.iter().all(|r| matches!(r, Run::Questions { .. }));
    let Some(at) = sections.iter().position(only_questions) else { return Vec::new() };
    let runs = sections.remove(at).runs.into_iter();
    runs.flat_map(|r| if let Run::Questions { items } = r { items } else { Vec::new() }).collect()
}

/// Whether an active topic was not gathered within its cadence.
pub(crate) fn is_overdue(site: &Site, id: TopicId, last: Option<Date>) -> bool {
    let topic = site.topic(id);
    let days = last.zip(site.as_of).map(|(last, today)| last.days_until(today));
    topic.status == TopicStatus::Active
        && topic.cadence.zip(days).is_some_and(|(cadence, days)| days > cadence.into())
}

/// Each actor's latest position, the newest first.
fn holders(page: &Page, ids: &Ids, topic: TopicId) -> Vec<PositionHolder> {
    let site = page.site();
    let mut latest: Vec<(EntityId, PositionBlock, usize)> = Vec::new();
    for (actor, perspectives) in &page.ctx.tables.indexes.topic(topic).actors {
        let all: Vec<PositionBlock> =
            perspectives.iter().flat_map(|p| site.positions(*p)).collect();
        let newest = all.iter().copied().max_by_key(|p| (site.block(p.id()).date, p.id()));
        latest.extend(newest.map(|position| (*actor, position, all.len())));
    }
    latest.sort_by_key(|(actor, position, _)| {
        (std::cmp::Reverse(site.block(position.id()).date), site.entity(*actor).slug.clone())
    });
    let shown = latest.into_iter().filter(|(actor, ..)| site.entity(*actor).visible).take(ACTORS);
    let mut holders = Vec::new();
    for (actor, block, count) in shown {
        holders.push(PositionHolder {
            actor: link(page, Target::Entity(actor)),
            holds: stance(site, block.id()).map(|b| first_sentence(page, b)),
            position: position(page, ids, block),
            place: link(page, Target::Block(block.id())),
            count,
        });
    }
    holders
}

/// A state that is kept.
#[derive(Serialize)]
pub(crate) struct SnapshotLink {
    pub day: When,
    pub link: Link,
}

/// The states of a topic that are kept beside this page, the newest first.
pub(crate) fn kept(page: &Page, topic: TopicId) -> Vec<SnapshotLink> {
    let slug = &page.site().topic(topic).slug;
    let mut days: Vec<Date> = page.site().snapshots(topic).collect();
    days.reverse();
    days.into_iter()
        .filter_map(|day| {
            let path = format!("topics/{}/index.html", href::snapshot(slug, day));
            let link = Link { href: page.to(&path), text: day.long() };
            (path != page.path).then(|| SnapshotLink { day: day.into(), link })
        })
        .collect()
}
