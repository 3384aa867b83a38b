//! The state of a debate on one screen: what the quarrel is, where it stands, one chart, who stands where, what is
//! unsettled, what moved last, and the ways into everything else.

use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::digest::moves;
use crate::pages::components::event_line::EventLine;
use crate::pages::components::issue_line::{StandOverview, stand_overview};
use crate::pages::components::json_ld;
use crate::pages::components::key_chart::{KeyChart, key_chart};
use crate::pages::components::link::{Link, When, links};
use crate::pages::components::notice::{ClaimMarks, bare_first_sentence, marks, notices};
use crate::pages::components::page_meta::{PageHead, ProvenanceLine};
use crate::pages::components::source_line::NumberedSource;
use crate::pages::components::sparkline::{Sparkline, sparkline};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::open_of_debate;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::urls::href;
use crate::pages::views::contradictions::{self, CountsView};
use crate::pages::views::definitions::{self, DefinitionCounts};
use crate::pages::views::document::{DocumentLine, document_line};
use crate::pages::views::evidence::{self, EvidenceCounts};
use crate::pages::views::forecasts::{self, ForecastCounts};
use crate::pages::views::half_life::{self, HalfLifeSummary};
use crate::pages::views::timeline::gather_days;
use serde::Serialize;
use std::cmp::Reverse;

/// How many of each the page shows; the rest is on the topic's other pages.
const ISSUES: usize = 4;
const ACTORS: usize = 8;
const QUESTIONS: usize = 5;
const MOVES: usize = 4;
/// How many documents of one kind are shown with their summaries.
const TEXTS: usize = 6;

#[derive(Serialize)]
pub struct TopicPage<'a> {
    page: PageHead,
    question: String,
    summary: String,
    status: &'static str,
    last_gather: Option<When>,
    /// How many days ago that was, where it is longer than the cadence.
    silent_days: Option<i64>,
    /// The first paragraph of the topic's text.
    lead: Option<LeadParagraph>,
    chart: Option<KeyChart>,
    stands: Option<StandOverview<'a>>,
    questions: Vec<QuestionBrief>,
    moves: Vec<EventLine>,
    sparkline: Option<Sparkline>,
    counts: TopicTotals,
    evidence: Option<EvidenceCounts>,
    forecasts: Option<ForecastCounts>,
    half_life: Option<HalfLifeSummary>,
    contradictions: Option<CountsView>,
    definitions: Option<DefinitionCounts>,
    threads: Vec<DocumentLine>,
    articles: Vec<DocumentLine>,
    related: Vec<Link>,
    /// States of earlier days that are kept.
    kept: Vec<SnapshotLink>,
    /// The days of gathers, up to which its timeline can be shown.
    days: Vec<When>,
    background: BackgroundLink,
    cited: Vec<NumberedSource>,
    provenance: ProvenanceLine,
}

#[derive(Serialize)]
pub(crate) struct LeadParagraph {
    html: String,
    verdicts: Option<Box<ClaimMarks>>,
}

#[derive(Serialize)]
pub(crate) struct QuestionBrief {
    text: String,
    /// Its marks, such as "corrected".
    marks: Vec<String>,
    href: String,
    due: Option<When>,
    overdue: bool,
}

/// The page with the topic's text, and the anchors that its passages have had on this one.
#[derive(Serialize)]
pub(crate) struct BackgroundLink {
    href: String,
    sections: Vec<Link>,
    anchors: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct TopicTotals {
    gathers: usize,
    sources: usize,
    /// Rows and issues of the whole stand table.
    actors: usize,
    issues: usize,
    open_questions: usize,
    corrections: usize,
}

pub(crate) fn topic<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, id: TopicId) -> TopicPage<'a> {
    let (site, lists) = (ctx.site, ctx.tables.indexes.topic(id));
    let (topic, doc) = (site.topic(id), site.doc(site.topic(id).doc));
    let reasoning = &ctx.tables.reasoning;
    let lead = lead(site, topic.doc);
    let shown: Vec<BlockId> = lead.into_iter().collect();
    let numbers = CitationNumbers::default().with_blocks(ctx, &shown);
    let page = Page::numbered(ctx, route.path(ctx), numbers);
    let open = open_of_debate(site, &lists.questions);
    let stands = &reasoning.stands.topic(id).whole;
    let short = stands.shortened(ISSUES);
    let last = lists.gathers.last().and_then(|d| site.doc(*d).recorded());
    let corrections = site.blocks_of(topic.doc);
    TopicPage {
        page: PageHead::new(&page, "topic", topic.title.clone())
            .description(&page, Some(&topic.summary))
            .of_text(doc)
            .copied(&page)
            .under(&page, id)
            .says(json_ld::topic(&page, id)),
        question: topic.question.typeset(site.quotation_marks()),
        summary: topic.summary.typeset(site.quotation_marks()),
        status: topic.status.word(),
        last_gather: last.map(When::from),
        silent_days: last
            .zip(site.as_of)
            .map(|(last, today)| last.days_until(today))
            .filter(|_| is_overdue(site, id, last)),
        lead: lead.map(|block| LeadParagraph {
            html: page.inline(block),
            verdicts: notices(&page, block).verdicts,
        }),
        chart: key_chart(&page, id),
        stands: (!short.rows.is_empty()).then(|| stand_overview(&page, &short, ACTORS)),
        questions: weighty(ctx, &open).into_iter().map(|q| question_brief(&page, q)).collect(),
        moves: moves(&page, &lists.changes, MOVES),
        sparkline: sparkline(&lists.timeline, site.as_of),
        counts: TopicTotals {
            gathers: lists.gathers.len(),
            sources: lists.sources.len(),
            actors: stands.rows.len(),
            issues: stands.issues.len(),
            open_questions: open.len(),
            corrections: corrections
                .filter(|b| site.block(*b).kind == BlockKind::Correction)
                .count(),
        },
        forecasts: forecasts::counts(ctx, id),
        evidence: Some(evidence::counts(reasoning.evidence.topic(id)))
            .filter(|counts| counts.claims > 0),
        half_life: half_life::summary(site, reasoning.half_life.topic(id)),
        definitions: definitions::counts(reasoning.definitions.topic(id)),
        contradictions: Some(&reasoning.contradictions)
            .filter(|all| !all.topic(id).is_empty())
            .map(|all| contradictions::counts(all.counts(id))),
        threads: lists.threads.iter().take(TEXTS).map(|d| document_line(&page, *d)).collect(),
        articles: lists.articles.iter().take(TEXTS).map(|d| document_line(&page, *d)).collect(),
        related: links(&page, doc.related.iter().copied()),
        kept: kept(&page, id),
        days: gather_days(ctx, id),
        background: background(&page, id),
        cited: page.cited(),
        provenance: ProvenanceLine::new(ctx.site, &doc.provenance),
    }
}

/// The first paragraph of a document.
fn lead(site: &Site, doc: DocId) -> Option<BlockId> {
    site.blocks_of(doc).find(|id| {
        let block = site.block(*id);
        block.kind == BlockKind::Prose && block.parent.is_none() && !block.is_editors_note()
    })
}

/// The questions that rest on most evidence, then those that are due first.
fn weighty(ctx: &Ctx, open: &[BlockId]) -> Vec<BlockId> {
    let site = ctx.site;
    let mut questions = open.to_vec();
    questions.sort_by_cached_key(|id| {
        let summary = ctx.tables.reasoning.evidence.of(ClaimId::Block(*id));
        let roots = summary.map_or(0, |summary| *summary.range().end());
        let due = site.block(*id).due();
        (Reverse(roots), due.is_none(), due, Reverse(*id))
    });
    questions.truncate(QUESTIONS);
    questions
}

fn question_brief(page: &Page, id: BlockId) -> QuestionBrief {
    let site = page.site();
    let due = site.block(id).due();
    QuestionBrief {
        text: bare_first_sentence(page, id),
        marks: marks(page, id),
        href: match page.ctx.tables.paths.question(id) {
            Some(path) => page.to(path),
            None => page.href(Target::Block(id)),
        },
        overdue: due.zip(site.as_of).is_some_and(|(due, today)| due.last() < today),
        due: due.map(When::from),
    }
}

fn background(page: &Page, id: TopicId) -> BackgroundLink {
    let (site, ctx) = (page.site(), page.ctx);
    let doc_id = site.topic(id).doc;
    let doc = site.doc(doc_id);
    let mut sections = Vec::new();
    let mut anchors = Vec::new();
    for (section, n) in doc.sections.iter().zip(0..) {
        if site.blocks_in(doc_id, section).next().is_none() {
            continue;
        }
        anchors.push(section.anchor.name.to_string());
        if let Some(heading) = site.heading(ctx.files, doc_id, section) {
            let text = page.records().words(doc_id, &heading);
            sections.push(Link { href: page.section(doc_id, n), text });
        }
    }
    anchors.extend(site.blocks_of(doc_id).map(|id| site.block(id).anchor.name.to_string()));
    anchors.extend(doc.block_aliases.iter().map(|alias| alias.name.to_string()));
    BackgroundLink { href: page.to(&PageKind::Background(id).base(ctx)), sections, anchors }
}

/// Whether an active topic was not gathered within its cadence.
pub(crate) fn is_overdue(site: &Site, id: TopicId, last: Option<Date>) -> bool {
    let topic = site.topic(id);
    let days = last.zip(site.as_of).map(|(last, today)| last.days_until(today));
    topic.status == TopicStatus::Active
        && topic.cadence.zip(days).is_some_and(|(cadence, days)| days > cadence.into())
}

/// A state that is kept.
#[derive(Serialize)]
pub(crate) struct SnapshotLink {
    pub day: When,
    pub link: Link,
}

/// The snapshots of a topic, the newest first.
pub(crate) fn kept(page: &Page, topic: TopicId) -> Vec<SnapshotLink> {
    let slug = &page.site().topic(topic).slug;
    let mut days: Vec<Date> = page.site().snapshots(topic).collect();
    days.reverse();
    days.into_iter()
        .filter_map(|day| {
            let path = format!("topics/{}/index.html", href::snapshot(slug, day));
            let link = Link { href: page.to(&path), text: page.site().locale.date(day) };
            (path != page.path).then(|| SnapshotLink { day: day.into(), link })
        })
        .collect()
}
