//! How a topic is searched: the strategy and its changelog, what became of every suggestion, gaps and noise, coverage.

use crate::analysis::report::gap_streak;
use crate::model::*;
use crate::pages::components::block::{Ids, ObservationView, observation};
use crate::pages::components::coverage::{Coverage, coverage};
use crate::pages::components::link::{Link, link};
use crate::pages::components::located::{Located, located};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::records::{WatchChangeRecord, WatchRecord, outcome};
use serde::Serialize;

const FLAGGED: usize = 100;

#[derive(Serialize)]
pub struct WatchPage<'a> {
    page: PageHead,
    /// Only the page at the list's own address has more than observations.
    strategy: Option<Strategy<'a>>,
    suggestions: Vec<Suggestion>,
    gaps: Vec<Gap>,
    noise: Vec<Located<ObservationView>>,
    others: Vec<Located<ObservationView>>,
}

#[derive(Serialize)]
pub(crate) struct Strategy<'a> {
    lists: Vec<StrategyList<'a>>,
    changelog: Vec<WatchChangeRecord<'a>>,
    /// Sources whose publisher carries a warning.
    flagged: Vec<SourceLine>,
    coverage: Coverage,
}

#[derive(Serialize)]
pub(crate) struct StrategyList<'a> {
    id: String,
    entries: Vec<WatchLine<'a>>,
}

#[derive(Serialize)]
pub(crate) struct WatchLine<'a> {
    record: WatchRecord<'a>,
    /// The name of the entity or publisher that it is, else its words.
    text: String,
    href: Option<String>,
    /// The observation that suggested it.
    from: Option<Link>,
}

/// A keyword, author or source that an editor suggested, with what became of it.
#[derive(Serialize)]
pub(crate) struct Suggestion {
    observation: Located<ObservationView>,
    /// How long it has waited for an answer, or waited until it came.
    days: Option<i64>,
    /// Whether it still waits.
    waiting: bool,
}

/// Something that was looked for and not found, with how often before.
#[derive(Serialize)]
pub(crate) struct Gap {
    observation: Located<ObservationView>,
    /// In how many gathers the same was missing, this one included.
    streak: usize,
    /// Since the first of them.
    days: Option<i64>,
}

pub(crate) fn watch<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, topic: TopicId) -> WatchPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.topic(topic).observations;
    let ids = Ids::gathered();
    let (mut suggestions, mut gaps, mut noise, mut others) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for block in all[route.entries(ctx)].iter().rev().copied() {
        let BlockKind::Observation { kind } = ctx.site.block(block).kind else { continue };
        let shown = located(&page, block, observation(&page, &ids, block, kind));
        match kind.base {
            ObservationKind::KeywordSuggestion
            | ObservationKind::AuthorToWatch
            | ObservationKind::SourceToWatch => {
                suggestions.push(suggestion(ctx.site, block, shown));
            }
            ObservationKind::Gap => gaps.push(gap(ctx.site, block, shown)),
            ObservationKind::NoisePattern => noise.push(shown),
            ObservationKind::EmergingTheme
            | ObservationKind::EmergingPattern
            | ObservationKind::QualitySignal => {
                others.push(shown);
            }
        }
    }
    WatchPage {
        page: PageHead::new(&page, "watch", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .pager(route.pager(ctx)),
        strategy: (route.page_number == 0).then(|| strategy(&page, topic)),
        suggestions,
        gaps,
        noise,
        others,
    }
}

fn strategy<'a>(page: &Page<'a>, id: TopicId) -> Strategy<'a> {
    let site = page.site();
    let mut lists = Vec::new();
    for (name, entries) in site.topic(id).watch.lists() {
        let known = entries.iter().filter(|entry| site.is_known(entry.since));
        let entries = known.map(|entry| line(page, name, entry)).collect();
        lists.push(StrategyList { id: name.replace('_', "-"), entries });
    }
    let sources = page.ctx.tables.indexes.topic(id).sources.iter().rev().map(|(source, _)| *source);
    let flagged = sources.filter(|source| is_flagged(site, *source)).take(FLAGGED);
    Strategy {
        lists,
        changelog: page.records().watch_changes(id),
        flagged: flagged.map(|s| source_line(page, s)).collect(),
        coverage: coverage(page, id),
    }
}

/// Whether there are warnings about the publisher of a source.
fn is_flagged(site: &Site, source: SourceId) -> bool {
    match site.source(source).publisher {
        Some(publisher) => !site.publisher(publisher).warnings.is_empty(),
        None => false,
    }
}

fn line<'a>(page: &Page<'a>, list: &'static str, entry: &'a WatchEntry) -> WatchLine<'a> {
    let target = entry.target.filter(|target| page.site().is_visible(*target));
    let from = entry.from.filter(|target| page.site().is_visible(*target));
    WatchLine {
        record: page.records().watch_entry(list, entry),
        text: match target {
            Some(target) => page.ctx.name(target),
            None => entry.text.typeset(page.site().quotation_marks()),
        },
        href: target.map(|target| page.href(target)),
        from: from.map(|target| link(page, target)),
    }
}

fn suggestion(site: &Site, block: BlockId, observation: Located<ObservationView>) -> Suggestion {
    let made = site.block(block).date;
    let answered = outcome(site, block).filter(|o| o.outcome != Outcome::Open);
    let until = match answered {
        Some(answer) => answer.date,
        None => site.as_of,
    };
    let days = made.zip(until).map(|(made, until)| made.days_until(until).max(0));
    Suggestion { observation, days, waiting: answered.is_none() }
}

/// Gaps on the same subject are those that confirm each other.
fn gap(site: &Site, block: BlockId, observation: Located<ObservationView>) -> Gap {
    let streak = gap_streak(site, block);
    let days = streak.first.zip(site.block(block).date);
    Gap {
        observation,
        streak: streak.gathers,
        days: days.map(|(first, last)| first.days_until(last)),
    }
}
