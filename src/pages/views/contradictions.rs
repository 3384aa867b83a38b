//! The contradictions of a topic: each with its sides side by side, and its state.

use crate::analysis::reasoning::{ClaimId, Contradiction, ContradictionCounts};
use crate::model::*;
use crate::pages::components::claim_line::{ClaimLine, claim_line};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::{Link, When};
use crate::pages::components::notice::{ClaimMarks, relation_verdicts, side_sentence};
use crate::pages::components::origin_line::{OriginLine, origin_line, source_links};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::embedded::{ConclusionList, Embedded};
use crate::pages::routes::route::PageRoute;
use crate::records::{UrlResolver, reading_anchor, shortened, verdict_anchor};
use serde::Serialize;

/// How many characters of a statement its heading shows.
const TITLE_LENGTH: usize = 80;

#[derive(Serialize)]
pub struct ContradictionsPage {
    page: PageHead,
    embed: Option<Snippet>,
    #[serde(flatten)]
    lists: ContradictionLists,
}

/// What the page has, and the small one for frames too.
#[derive(Serialize)]
pub(crate) struct ContradictionLists {
    counts: CountsView,
    open: Vec<ContradictionView>,
    closed: Vec<ContradictionView>,
    /// Those that turned out to be none.
    dismissed: Vec<ContradictionView>,
}

/// How many there are; for the topic's own page too.
#[derive(Serialize)]
pub(crate) struct CountsView {
    pub open: usize,
    pub closed: usize,
    pub explained: usize,
    pub dismissed: usize,
}

#[derive(Serialize)]
struct ContradictionView {
    id: String,
    /// What a rule found, else the first of its statements.
    title: String,
    /// The second statement, where the first is the title.
    against: Option<String>,
    /// How many further statements there are.
    more: usize,
    kind: &'static str,
    state: &'static str,
    state_slug: String,
    found: Option<When>,
    /// For how many days it has been open.
    days: Option<i64>,
    closed: Option<When>,
    reason: Option<&'static str>,
    note: Option<String>,
    settles: Option<String>,
    /// What shows which side holds.
    source: Option<SourceLine>,
    closed_by: Option<ClaimLine>,
    /// What a rule found; `None` where an editor did.
    finding: Option<String>,
    /// What it was judged to be before a statement changed, and what happened to it.
    was: Option<&'static str>,
    reopening: Option<String>,
    /// Origins of several sides.
    shared_origins: Vec<Link>,
    sides: Vec<SideView>,
    /// How many further ones are in the data alone.
    more_sides: usize,
}

/// One statement, word for word.
#[derive(Serialize)]
struct SideView {
    href: String,
    /// The document that has it, or what the figure or source is.
    place: String,
    date: Option<When>,
    html: Option<String>,
    /// Of a figure or source, in place of HTML.
    text: Option<String>,
    sources: Vec<SourceLine>,
    origins: Option<OriginLine>,
    notices: Option<Box<ClaimMarks>>,
    figure_status: Option<&'static str>,
    /// Whether it is the side that holds.
    holds: bool,
}

pub(crate) fn counts(counts: ContradictionCounts) -> CountsView {
    let ContradictionCounts { open, closed, explained, not_one } = counts;
    CountsView { open, closed, explained, dismissed: not_one }
}

pub(crate) fn contradictions(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> ContradictionsPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    ContradictionsPage {
        lists: lists(&page, topic),
        embed: snippet(&page, Embedded::Conclusions(topic, ConclusionList::Contradictions)),
        page: PageHead::new(&page, "contradictions", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Contradictions, Scope::Topic(topic)),
    }
}

pub(crate) fn lists(page: &Page, topic: TopicId) -> ContradictionLists {
    let all = &page.ctx.tables.reasoning.contradictions;
    let (mut open, mut closed, mut dismissed) = (Vec::new(), Vec::new(), Vec::new());
    for contradiction in all.topic(topic) {
        let list = match contradiction.state {
            ContradictionState::Open => &mut open,
            ContradictionState::NotOne => &mut dismissed,
            _ => &mut closed,
        };
        list.push(contradiction);
    }
    let [open, closed, dismissed] = [open, closed, dismissed]
        .map(|list| list.into_iter().map(|found| view(page, found)).collect());
    ContradictionLists { counts: counts(all.counts(topic)), open, closed, dismissed }
}

fn view(page: &Page, contradiction: &Contradiction) -> ContradictionView {
    let site = page.site();
    let is_open = contradiction.state == ContradictionState::Open;
    let days = match (contradiction.found, site.as_of) {
        (Some(found), Some(today)) if is_open => Some(found.last().days_until(today).max(0)),
        _ => None,
    };
    let judgement = &contradiction.judgement;
    let was = contradiction.reopening.map(|_| judgement.state.word());
    let (title, against) = title(page, contradiction);
    let sides = contradiction.leading_sides(site);
    let source = judgement.source.filter(|source| site.is_visible(Target::Source(*source)));
    ContradictionView {
        id: contradiction.id.clone(),
        title,
        against,
        more: contradiction.sides.len().saturating_sub(2),
        kind: contradiction.kind.word(),
        state: contradiction.state.word(),
        state_slug: contradiction.state.slug(),
        found: contradiction.found.map(When::from),
        days,
        closed: judgement.closed.map(When::from),
        reason: judgement.reason.map(Word::word),
        note: judgement.note.typeset(site.quotation_marks()),
        settles: contradiction.settles.typeset(site.quotation_marks()),
        source: source.map(|source| source_line(page, source)),
        closed_by: contradiction.closed_by.map(|block| claim_line(page, ClaimId::Block(block))),
        finding: finding(site, contradiction),
        was,
        reopening: contradiction.reopening.map(|why| site.locale.text(why.message()).to_string()),
        shared_origins: source_links(page, &contradiction.shared_origins),
        more_sides: contradiction.sides.len() - sides.len(),
        sides: sides.into_iter().map(|s| side(page, contradiction, s)).collect(),
    }
}

/// What a rule says of it, as a sentence begins.
fn finding(site: &Site, contradiction: &Contradiction) -> Option<String> {
    let finding = contradiction.finding.as_ref()?.shown(site, &site.locale);
    Some(capitalized(&finding).typeset(site.quotation_marks()))
}

/// A heading for a contradiction: what a rule found, else what two of its sides say. Verdicts on them are next to the sides.
fn title(page: &Page, contradiction: &Contradiction) -> (String, Option<String>) {
    if let Some(finding) = finding(page.site(), contradiction) {
        return (finding, None);
    }
    let mut sides = contradiction.sides.iter().map(|side| match side {
        StatementId::Block(block) => {
            shortened(&page.records().bare_first_sentence(*block), TITLE_LENGTH)
        }
        _ => shortened(&side_sentence(page, *side), TITLE_LENGTH),
    });
    let first = sides.next().unwrap_or_else(|| contradiction.id.clone());
    (first, sides.next())
}

fn side(page: &Page, contradiction: &Contradiction, side: StatementId) -> SideView {
    let site = page.site();
    let lines = |sources: Vec<SourceId>| -> Vec<SourceLine> {
        let visible = sources.into_iter().filter(|s| site.is_visible(Target::Source(*s)));
        visible.map(|source| source_line(page, source)).collect()
    };
    let claim = ClaimId::of(side);
    let holds = contradiction.favours(site, side);
    match side {
        StatementId::Block(id) => SideView {
            href: page.href(Target::Block(id)),
            place: page.ctx.doc_name(id.doc),
            date: site.block(id).date.map(When::from),
            html: Some(page.inline(id)),
            text: None,
            sources: lines(site.cited_in(id)),
            origins: claim.and_then(|claim| origin_line(page, claim)),
            notices: relation_verdicts(page, id),
            figure_status: None,
            holds,
        },
        StatementId::Figure(id) => {
            let figure = site.figure(id);
            SideView {
                href: page.figure_url(id),
                place: site.locale.text(MessageId::SideFigure).to_string(),
                date: figure.as_of.map(When::from),
                html: None,
                text: Some(side_sentence(page, side)),
                sources: lines(figure.source.into_iter().collect()),
                origins: claim.and_then(|claim| origin_line(page, claim)),
                notices: None,
                figure_status: Some(figure.status.word()),
                holds,
            }
        }
        StatementId::Verdict(id) => {
            let verdict = site.stated_verdict(id);
            let anchor = verdict_anchor(site, id);
            SideView {
                href: page.definitions_url(contradiction.topic, &anchor),
                place: site.locale.text(MessageId::SideVerdict).to_string(),
                date: site.verdict_date(verdict).map(When::from),
                html: None,
                text: Some(side_sentence(page, side)),
                sources: lines(verdict.source.into_iter().collect()),
                origins: None,
                notices: None,
                figure_status: None,
                holds,
            }
        }
        StatementId::Reading(subject, definition) => {
            let anchor = reading_anchor(site, subject, definition);
            SideView {
                href: page.definitions_url(contradiction.topic, &anchor),
                place: site.locale.text(MessageId::SideFacts).to_string(),
                date: None,
                html: None,
                text: Some(side_sentence(page, side)),
                sources: lines(page.records().deciding_sources(subject, definition)),
                origins: None,
                notices: None,
                figure_status: None,
                holds,
            }
        }
        StatementId::Source(id) => SideView {
            href: page.href(Target::Source(id)),
            place: site.locale.text(MessageId::SideSource).to_string(),
            date: site.source(id).issue_date().map(When::from),
            html: None,
            text: Some(side_sentence(page, side)),
            sources: lines(vec![id]),
            origins: None,
            notices: None,
            figure_status: None,
            holds,
        },
    }
}
