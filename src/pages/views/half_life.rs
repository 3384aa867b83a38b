//! How the record of a topic held up: the share of its claims that still hold after a time, and what to look at again.

use crate::analysis::reasoning::{
    ClaimId, ExclusionCounts, FollowedClaim, LEAST_EVENTS, SurvivalStep, TopicHalfLife,
};
use crate::model::*;
use crate::pages::components::claim_line::{ClaimLine, claim_line};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::When;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::survival_chart::{SurvivalChart, survival_chart};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::embedded::{ConclusionList, Embedded};
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::collections::HashMap;

/// How many claims of a list are shown; the rest is in the page's data.
const CLAIMS: usize = 40;

#[derive(Serialize)]
pub struct HalfLifePage {
    page: PageHead,
    embed: Option<Snippet>,
    #[serde(flatten)]
    curve: HalfLifeCurve,
    ended: Vec<EndedClaim>,
    more_ended: usize,
    look_again: Vec<ClaimLine>,
    more_to_look_at: usize,
    origins: usize,
    entered_ended: usize,
    just_entered: usize,
    ended_later: usize,
    unused_events: usize,
    least_at_risk: usize,
    left_out: LeftOut,
}

/// What the small page for frames has too.
#[derive(Serialize)]
pub(crate) struct HalfLifeCurve {
    summary: HalfLifeSummary,
    chart: Option<SurvivalChart>,
    steps: Vec<StepRow>,
}

/// The sentence that the record allows; for the topic's own page too.
#[derive(Serialize)]
pub(crate) struct HalfLifeSummary {
    claims: usize,
    corrected: usize,
    overtaken: usize,
    last_look: Option<When>,
    /// Whether enough claims ended for a curve.
    has_curve: bool,
    least_events: usize,
    median: Option<String>,
    lower: Option<String>,
    upper: Option<String>,
    level: &'static str,
    /// How long the curve goes on.
    end: String,
    /// The curve describes the claims that held for longer than this.
    conditional_on: Option<String>,
}

/// A row of the table: what changed at a time.
#[derive(Serialize)]
struct StepRow {
    time: String,
    at_risk: usize,
    corrected: usize,
    overtaken: usize,
    /// Shares in per cent.
    survival: f64,
    lower: Option<f64>,
    upper: Option<f64>,
    corrected_share: f64,
    overtaken_share: f64,
}

/// A claim that was corrected or overtaken, with how long it held.
#[derive(Serialize)]
struct EndedClaim {
    claim: ClaimLine,
    stood: String,
}

#[derive(Serialize)]
struct LeftOut {
    not_lasting: usize,
    living_page: usize,
    undated: usize,
    year_only: usize,
}

/// The summary of a topic in one sentence; `None` where no claim is followed.
pub(crate) fn summary(site: &Site, half_life: &TopicHalfLife) -> Option<HalfLifeSummary> {
    if half_life.claims.is_empty() {
        return None;
    }
    let options = site.config.half_life;
    let duration = |days: i64| duration(&site.locale, days, options.unit);
    let median = half_life.median();
    Some(HalfLifeSummary {
        claims: half_life.curve.claims,
        corrected: half_life.count(ClaimFate::Corrected),
        overtaken: half_life.count(ClaimFate::Overtaken),
        last_look: half_life.last_look.map(When::from),
        has_curve: half_life.has_curve(),
        least_events: LEAST_EVENTS,
        median: median.and_then(|median| median.median).map(duration),
        lower: median.and_then(|median| median.lower).map(duration),
        upper: median.and_then(|median| median.upper).map(duration),
        level: options.level.word(),
        end: duration(half_life.curve.end),
        conditional_on: half_life.curve.conditional_on.map(duration),
    })
}

pub(crate) fn half_life(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> HalfLifePage {
    let page = Page::new(ctx, route.path(ctx));
    let half_life = ctx.tables.reasoning.half_life.topic(topic);
    let (curve, options) = (&half_life.curve, ctx.site.config.half_life);
    let ended = ended(half_life);
    let shown = ended.iter().take(CLAIMS).map(|claim| EndedClaim {
        claim: claim_line(&page, ClaimId::Block(claim.block)),
        stood: duration(&ctx.site.locale, claim.lifetime.exit, options.unit),
    });
    let look_again = half_life.look_again.iter().take(CLAIMS);
    HalfLifePage {
        curve: survival(ctx.site, half_life),
        embed: snippet(&page, Embedded::Conclusions(topic, ConclusionList::HalfLife)),
        ended: shown.collect(),
        more_ended: ended.len().saturating_sub(CLAIMS),
        look_again: look_again.map(|id| claim_line(&page, ClaimId::Block(*id))).collect(),
        more_to_look_at: half_life.look_again.len().saturating_sub(CLAIMS),
        origins: half_life.origins,
        entered_ended: curve.ended_before_entry,
        just_entered: curve.just_entered,
        ended_later: half_life.ended_later,
        unused_events: curve.unused_events,
        least_at_risk: options.at_risk,
        left_out: LeftOut::from(half_life.exclusions),
        page: PageHead::new(&page, "half_life", ctx.site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::HalfLife, Scope::Topic(topic)),
    }
}

pub(crate) fn survival(site: &Site, half_life: &TopicHalfLife) -> HalfLifeCurve {
    let (curve, unit) = (&half_life.curve, site.config.half_life.unit);
    let chart = || survival_chart(curve, &half_life.lifetimes(), unit, site.numbers());
    HalfLifeCurve {
        summary: summary(site, half_life).expect("a page without claims is not planned"),
        chart: half_life.has_curve().then(chart),
        steps: step_rows(&site.locale, &curve.steps, unit),
    }
}

/// The claims that ended while they were watched, those that ended last first.
fn ended(half_life: &TopicHalfLife) -> Vec<&FollowedClaim> {
    let mut ended: Vec<&FollowedClaim> = Vec::new();
    for claim in &half_life.claims {
        if claim.lifetime.was_at_risk() && claim.lifetime.fate != ClaimFate::Standing {
            ended.push(claim);
        }
    }
    ended.sort_by_key(|claim| (std::cmp::Reverse(claim.ended), claim.block));
    ended
}

/// Times that would read the same in the unit are given in days.
fn step_rows(locale: &Locale, steps: &[SurvivalStep], unit: TimeUnit) -> Vec<StepRow> {
    let mut rows: Vec<StepRow> = steps.iter().map(|step| step_row(locale, step, unit)).collect();
    let mut texts: HashMap<String, usize> = HashMap::new();
    for row in &rows {
        *texts.entry(row.time.clone()).or_default() += 1;
    }
    for (row, step) in rows.iter_mut().zip(steps) {
        if texts[&row.time] > 1 {
            row.time = duration(locale, step.time, TimeUnit::Days);
        }
    }
    rows
}

fn step_row(locale: &Locale, step: &SurvivalStep, unit: TimeUnit) -> StepRow {
    StepRow {
        time: duration(locale, step.time, unit),
        at_risk: step.at_risk,
        corrected: step.corrected,
        overtaken: step.overtaken,
        survival: percent(step.survival),
        lower: step.band.map(|band| percent(band.lower)),
        upper: step.band.map(|band| percent(band.upper)),
        corrected_share: percent(step.corrected_share),
        overtaken_share: percent(step.overtaken_share),
    }
}

fn percent(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

/// "23 weeks"; what is shorter than one in days.
fn duration(locale: &Locale, days: i64, unit: TimeUnit) -> String {
    let unit = if (days as f64) < unit.days() { TimeUnit::Days } else { unit };
    let count = (days as f64 / unit.days()).round() as i64;
    let id = match unit {
        TimeUnit::Days => MessageId::DurationDays,
        TimeUnit::Weeks => MessageId::DurationWeeks,
        TimeUnit::Months => MessageId::DurationMonths,
    };
    locale.format(id, &[("n", count.into())])
}

impl From<ExclusionCounts> for LeftOut {
    fn from(counts: ExclusionCounts) -> Self {
        LeftOut {
            not_lasting: counts.not_lasting,
            living_page: counts.living_page,
            undated: counts.undated,
            year_only: counts.year_only,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_given_in_the_unit_or_in_days_below_it() {
        let en = Locale::english();
        let weeks = |days| duration(&en, days, TimeUnit::Weeks);
        assert_eq!(
            [weeks(161), weeks(7), weeks(6), weeks(1)],
            ["23 weeks", "1 week", "6 days", "1 day"]
        );
        assert_eq!(duration(&en, 365, TimeUnit::Months), "12 months");
    }

    #[test]
    fn times_that_read_the_same_in_weeks_are_given_in_days() {
        let step = |time| SurvivalStep {
            time,
            at_risk: 9,
            corrected: 1,
            overtaken: 0,
            survival: 0.9,
            greenwood: 0.1,
            band: None,
            corrected_share: 0.1,
            overtaken_share: 0.0,
        };
        let rows = step_rows(&Locale::english(), &[step(7), step(10), step(21)], TimeUnit::Weeks);
        let times: Vec<&str> = rows.iter().map(|row| row.time.as_str()).collect();
        assert_eq!(times, ["7 days", "10 days", "3 weeks"]);
    }
}
