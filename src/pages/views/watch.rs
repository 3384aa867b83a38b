//! How a topic is searched: the strategy and its changelog, what became of every suggestion, gaps and noise, coverage.

use crate::model::*;
use crate::pages::components::block::{Ids, ObservationView, observation};
use crate::pages::components::coverage::{Coverage, coverage};
use crate::pages::components::link::link;
use crate::pages::components::link::{Link, When};
use crate::pages::components::located::{Located, located};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::{CitationStyle, Page};
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::pagination::{Order, pager, range};
use crate::records::outcome;
use serde::Serialize;

const FLAGGED: usize = 100;

#[derive(Serialize)]
pub struct WatchPage {
    page: PageHead,
    /// Only the page at the list's own address has more than observations.
    strategy: Option<Strategy>,
    suggestions: Vec<Suggestion>,
    gaps: Vec<Gap>,
    noise: Vec<Located<ObservationView>>,
    others: Vec<Located<ObservationView>>,
}

#[derive(Serialize)]
pub(crate) struct Strategy {
    /// Name of the list and what is on it: keywords, sources, authors, exclude_domains, exclude_terms.
    lists: Vec<(&'static str, Vec<ObservationLine>)>,
    changelog: Vec<StrategyChange>,
    /// Sources whose publisher carries a warning.
    flagged: Vec<SourceLine>,
    coverage: Coverage,
}

#[derive(Serialize)]
pub(crate) struct ObservationLine {
    text: String,
    href: Option<String>,
    domain: Option<String>,
    since: Option<When>,
    until: Option<When>,
    reason: Option<String>,
    /// The observation that suggested it.
    from: Option<Link>,
}

#[derive(Serialize)]
pub(crate) struct StrategyChange {
    date: When,
    change: String,
    reason: Option<String>,
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

pub(crate) fn watch(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> WatchPage {
    let page = Page::new(ctx, route.path(ctx), CitationStyle::Straight);
    let all = &ctx.tables.indexes.topic(topic).observations;
    let ids = Ids::gathered();
    let (mut suggestions, mut gaps, mut noise, mut others) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for block in all[range(all.len(), route.page_number, Order::ByDate)].iter().rev().copied() {
        let BlockKind::Observation { kind } = ctx.site.block(block).kind else { continue };
        let shown = located(&page, block, observation(&page, &ids, block, kind));
        match kind {
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
    let pager = pager(&route.kind.base(ctx), all.len(), route.page_number, Order::ByDate);
    WatchPage {
        page: PageHead::new(&page, "watch", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .pager(pager),
        strategy: (route.page_number == 0).then(|| strategy(&page, topic)),
        suggestions,
        gaps,
        noise,
        others,
    }
}

fn strategy(page: &Page, id: TopicId) -> Strategy {
    let site = page.site();
    let watch = &site.topic(id).watch;
    let sources = page.ctx.tables.indexes.topic(id).sources.iter().rev().map(|(source, _)| *source);
    let flagged = sources.filter(|source| is_flagged(site, *source)).take(FLAGGED);
    let changes = watch.changelog.iter().rev().filter(|change| is_known(site, Some(change.date)));
    Strategy {
        lists: vec![
            ("keywords", lines(page, &watch.keywords)),
            ("sources", lines(page, &watch.sources)),
            ("authors", lines(page, &watch.authors)),
            ("exclude_domains", lines(page, &watch.exclude_domains)),
            ("exclude_terms", lines(page, &watch.exclude_terms)),
        ],
        changelog: changes.map(change).collect(),
        flagged: flagged.map(|s| source_line(page, s)).collect(),
        coverage: coverage(page, id),
    }
}

/// Whether a day is not after the one that the site shows.
fn is_known(site: &Site, date: Option<Date>) -> bool {
    match (date, site.as_of) {
        (Some(date), Some(today)) => date.first() <= today,
        _ => true,
    }
}

/// Whether there are warnings about the publisher of a source.
fn is_flagged(site: &Site, source: SourceId) -> bool {
    match site.source(source).publisher {
        Some(publisher) => !site.publisher(publisher).warnings.is_empty(),
        None => false,
    }
}

fn lines(page: &Page, entries: &[WatchEntry]) -> Vec<ObservationLine> {
    let known = entries.iter().filter(|entry| is_known(page.site(), entry.since));
    known.map(|entry| line(page, entry)).collect()
}

fn change(change: &WatchChange) -> StrategyChange {
    StrategyChange {
        date: change.date.into(),
        change: change.change.typeset(),
        reason: change.reason.typeset(),
    }
}

fn line(page: &Page, entry: &WatchEntry) -> ObservationLine {
    let target = entry.target.filter(|target| page.site().is_visible(*target));
    let from = entry.from.filter(|target| page.site().is_visible(*target));
    ObservationLine {
        text: match target {
            Some(target) => page.ctx.name(target),
            None => entry.text.typeset(),
        },
        href: target.map(|target| page.href(target)),
        domain: entry.domain.clone(),
        since: entry.since.map(When::from),
        until: entry.until.map(When::from),
        reason: entry.reason.typeset(),
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
    let mut chain = vec![block];
    let mut at = 0;
    while at < chain.len() {
        let earlier = site
            .relations_from(chain[at])
            .filter(|r| r.kind == RelationKind::Confirms)
            .map(|r| r.to);
        let gaps = earlier.filter(|b| {
            matches!(site.block(*b).kind, BlockKind::Observation { kind: ObservationKind::Gap })
        });
        let new: Vec<BlockId> =
            gaps.filter(|b| site.is_visible(Target::Block(*b)) && !chain.contains(b)).collect();
        chain.extend(new);
        at += 1;
    }
    let first = chain.iter().filter_map(|b| site.block(*b).date).min();
    let days = first.zip(site.block(block).date).map(|(first, last)| first.days_until(last));
    let mut docs: Vec<DocId> = chain.iter().map(|b| site.block(*b).doc).collect();
    docs.sort();
    docs.dedup();
    Gap { observation, streak: docs.len(), days }
}
