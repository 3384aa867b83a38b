//! The state of a debate on one page: where it stands, who holds what, where they part, what is open, what changed
//! last, and the ways into everything else.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::{ChangeLabel, Ids, PositionView, position, stance};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::digest::{MonthDigest, digest, moves};
use crate::pages::components::event_line::EventLine;
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, actors, link, links};
use crate::pages::components::located::Located;
use crate::pages::components::notice::{ChangeList, ClaimMarks, changes, first_sentence, notices};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::{QuestionView, located_question};
use crate::pages::components::section::{Body, Run, Section, body};
use crate::pages::components::sparkline::{Sparkline, sparkline};
use crate::pages::components::tension::{TensionView, located_tension};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::is_open_block;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use crate::pages::views::contradictions::{self, CountsView};
use crate::pages::views::definitions::{self, DefinitionCounts};
use crate::pages::views::document::{DocumentLine, document_line};
use crate::pages::views::evidence::{self, EvidenceCounts};
use crate::pages::views::forecasts::{self, ForecastCounts};
use crate::pages::views::half_life::{self, HalfLifeSummary};
use serde::Serialize;
use std::collections::HashSet;

/// How many of each the page shows; the rest is on the topic's other pages.
const ACTORS: usize = 12;
const TENSIONS: usize = 6;
const QUESTIONS: usize = 8;
const MOVES: usize = 12;
const GATHERS: usize = 5;
const MENTIONS: usize = 12;
/// How much of each the panels show.
const IN_PANEL: usize = 5;
const QUESTIONS_IN_PANEL: usize = 3;
const MOVES_IN_PANEL: usize = 3;

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
    panels: TopicPanels,
    holders: Vec<PositionHolder>,
    more_holders: usize,
    tensions: Vec<Located<TensionView>>,
    /// The topic's own questions, and those of its threads and articles.
    own_questions: Vec<QuestionView>,
    questions: Vec<Located<QuestionView>>,
    digest: Option<MonthDigest>,
    moves: Vec<EventLine>,
    gathers: Vec<DocumentLine>,
    counts: TopicTotals,
    sparkline: Option<Sparkline>,
    evidence: Option<EvidenceCounts>,
    forecasts: Option<ForecastCounts>,
    half_life: Option<HalfLifeSummary>,
    contradictions: Option<CountsView>,
    definitions: Option<DefinitionCounts>,
    threads: Vec<DocumentLine>,
    articles: Vec<DocumentLine>,
    related: Vec<Link>,
    since: Option<ChangeList>,
    mentions: Vec<Mentions>,
    /// The prose of topic.md; what else it has stands in `body`.
    state: Vec<Section>,
    body: Body,
    /// States of earlier days that are kept.
    kept: Vec<SnapshotLink>,
}

/// The panels at the head of the page: the first of what follows, in short.
#[derive(Serialize)]
pub(crate) struct TopicPanels {
    holders: Vec<HolderBrief>,
    tensions: Vec<TensionBrief>,
    questions: Vec<QuestionBrief>,
    moves: Vec<EventLine>,
}

#[derive(Serialize)]
pub(crate) struct HolderBrief {
    id: String,
    names: Vec<String>,
    holds: Option<String>,
    #[serde(flatten)]
    label: ChangeLabel,
    date: Option<When>,
}

#[derive(Serialize)]
pub(crate) struct TensionBrief {
    id: String,
    /// The names on each side.
    sides: Vec<Vec<String>>,
    kind: Option<&'static str>,
}

#[derive(Serialize)]
pub(crate) struct QuestionBrief {
    id: String,
    html: String,
    verdicts: ClaimMarks,
    status: &'static str,
}

/// One or several actors with what they stated last in the topic.
#[derive(Serialize)]
pub(crate) struct PositionHolder {
    actors: Vec<Link>,
    /// What they hold, in one sentence, and since when.
    holds: Option<String>,
    since: Option<When>,
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
    let (site, lists) = (ctx.site, ctx.tables.indexes.topic(id));
    let (topic, doc) = (site.topic(id), site.doc(site.topic(id).doc));
    let open: Vec<BlockId> =
        lists.questions.iter().copied().filter(|q| is_open_block(site, *q)).collect();
    let latest = latest_positions(ctx, id);
    let positions: Vec<BlockId> = latest.iter().map(|(position, _)| position.id()).collect();
    let tensions = newest_elsewhere(&lists.tensions, topic.doc, TENSIONS);
    let questions = newest_elsewhere(&open, topic.doc, QUESTIONS);
    let mut numbers = CitationNumbers::of_doc(ctx, topic.doc);
    for blocks in [&positions, &tensions, &questions] {
        numbers = numbers.with_blocks(ctx, blocks);
    }
    let page = Page::numbered(ctx, route.path(ctx), numbers);
    let ids = Ids::gathered();
    let mut text = body(&page, topic.doc);
    let own_questions = take_questions(&mut text.sections);
    let sections = std::mem::take(&mut text.sections).into_iter();
    let (state, rest) = sections.partition(|s| s.role.is_empty());
    text.sections = rest;
    let mut holders = Vec::new();
    for (position, count) in latest {
        holders.push(holder(&page, &ids, position, count));
    }
    let last = lists.gathers.last().and_then(|d| site.doc(*d).recorded());
    let tensions: Vec<Located<TensionView>> = tensions
        .iter()
        .filter_map(|b| site.tension(*b))
        .map(|block| located_tension(&page, &ids, block))
        .collect();
    let located: Vec<Located<QuestionView>> = questions
        .iter()
        .filter_map(|b| site.question(*b))
        .map(|block| located_question(&page, &ids, block))
        .collect();
    let to_topic = site.backlinks(Target::Topic(id));
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
        panels: TopicPanels {
            holders: holders.iter().take(IN_PANEL).map(holder_brief).collect(),
            tensions: tensions.iter().take(IN_PANEL).map(tension_brief).collect(),
            questions: question_briefs(&page, &own_questions, &located),
            moves: moves(&page, &lists.changes, MOVES_IN_PANEL),
        },
        holders,
        more_holders: lists.actors.len().saturating_sub(ACTORS),
        tensions,
        own_questions,
        questions: located,
        digest: digest(&lists.changes, None),
        moves: moves(&page, &lists.changes, MOVES),
        gathers: lists
            .gathers
            .iter()
            .rev()
            .take(GATHERS)
            .map(|d| document_line(&page, *d))
            .collect(),
        sparkline: sparkline(&lists.timeline, site.as_of),
        forecasts: forecasts::counts(ctx, id),
        evidence: Some(evidence::counts(ctx.tables.reasoning.evidence.topic(id)))
            .filter(|counts| counts.claims > 0),
        half_life: half_life::summary(site, ctx.tables.reasoning.half_life.topic(id)),
        definitions: definitions::counts(ctx.tables.reasoning.definitions.topic(id)),
        contradictions: Some(&ctx.tables.reasoning.contradictions)
            .filter(|all| !all.topic(id).is_empty())
            .map(|all| contradictions::counts(all.counts(id))),
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
        threads: lists.threads.iter().map(|d| document_line(&page, *d)).collect(),
        articles: lists.articles.iter().map(|d| document_line(&page, *d)).collect(),
        related: links(&page, doc.related.iter().copied()),
        since: changes(&page, topic.doc).0,
        mentions: mentions(&page, &to_topic[..to_topic.len().min(MENTIONS)]),
        kept: kept(&page, id),
        state,
        body: text,
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

/// The newest blocks that are not in a document, from a list by date.
fn newest_elsewhere(blocks: &[BlockId], doc: DocId, count: usize) -> Vec<BlockId> {
    blocks.iter().rev().copied().filter(|block| block.doc != doc).take(count).collect()
}

/// What each actor stated last with the number of all dated positions, the newest first; what several actors stated
/// together is there once.
fn latest_positions(ctx: &Ctx, topic: TopicId) -> Vec<(PositionBlock, usize)> {
    let site = ctx.site;
    let mut latest: Vec<(EntityId, PositionBlock, usize)> = Vec::new();
    for (actor, perspectives) in &ctx.tables.indexes.topic(topic).actors {
        let count = perspectives.iter().map(|p| site.positions(*p).len()).sum();
        let stated = perspectives.iter().filter_map(|p| site.last_stated(*p));
        let newest = stated.max_by_key(|p| (site.block(p.id()).date, p.id()));
        latest.extend(newest.map(|position| (*actor, position, count)));
    }
    latest.sort_by_key(|(actor, position, _)| {
        (std::cmp::Reverse(site.block(position.id()).date), site.entity(*actor).slug.clone())
    });
    latest.retain(|(actor, ..)| site.entity(*actor).visible);
    let mut written = HashSet::new();
    latest.retain(|(_, position, _)| written.insert(position.id()));
    latest.truncate(ACTORS);
    latest.into_iter().map(|(_, position, count)| (position, count)).collect()
}

fn holder(page: &Page, ids: &Ids, latest: PositionBlock, count: usize) -> PositionHolder {
    let block = latest.id();
    PositionHolder {
        actors: actors(page, page.site().holders(block)),
        since: page
            .site()
            .block(block)
            .parent
            .and_then(|p| page.site().block(p).since())
            .map(When::from),
        holds: stance(page.site(), block).map(|b| first_sentence(page, b)),
        position: position(page, ids, latest),
        place: link(page, Target::Block(block)),
        count,
    }
}

fn holder_brief(holder: &PositionHolder) -> HolderBrief {
    HolderBrief {
        id: holder.position.text.id.clone(),
        names: holder.actors.iter().map(|actor| actor.text.clone()).collect(),
        holds: holder.holds.clone(),
        label: holder.position.label.clone(),
        date: holder.position.date.clone(),
    }
}

fn tension_brief(tension: &Located<TensionView>) -> TensionBrief {
    let mut sides = Vec::new();
    for side in &tension.item.sides {
        sides.push(side.iter().map(|actor| actor.text.clone()).collect());
    }
    TensionBrief { id: tension.item.text.id.clone(), sides, kind: tension.item.kind }
}

/// The first open questions: the topic's own, then those of other texts.
fn question_briefs(
    page: &Page,
    own: &[QuestionView],
    others: &[Located<QuestionView>],
) -> Vec<QuestionBrief> {
    let own = own.iter().filter(|question| question.is_open);
    let questions = own.chain(others.iter().map(|located| &located.item));
    let mut briefs = Vec::new();
    for question in questions.take(QUESTIONS_IN_PANEL) {
        briefs.push(QuestionBrief {
            id: question.text.id.clone(),
            html: page.copy().inline(question.block),
            verdicts: notices(page, question.block).verdicts,
            status: question.status,
        });
    }
    briefs
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
