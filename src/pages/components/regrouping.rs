//! Measured values that have a side, regrouped by whether their subjects meet a definition.

use crate::model::*;
use crate::pages::components::chart::{Chart, chart_by};
use crate::pages::components::chart_signs::{ChartSide, ChartSides, stated_side};
use crate::pages::components::link::Link;
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use crate::records::UrlResolver;
use serde::Serialize;

/// The values of one metric under one definition.
#[derive(Serialize)]
pub(crate) struct Regrouping {
    id: String,
    definition: Link,
    /// One a verdict that occurs.
    groups: Vec<VerdictGroup>,
    chart: Option<Chart>,
    /// How many values are on another side than the one that they are stated on.
    moved: usize,
}

/// The values of the subjects with one verdict.
#[derive(Serialize)]
struct VerdictGroup {
    word: String,
    mark: &'static str,
    slug: String,
    count: usize,
    /// From the lowest to the highest; where all have one unit.
    range: Option<String>,
    values: Vec<RegroupedValue>,
}

#[derive(Serialize)]
struct RegroupedValue {
    href: String,
    subject: String,
    value: String,
    /// The side that it is stated on.
    side: ChartSide,
}

/// How many of the values with a side are of subjects with each verdict.
#[derive(Serialize)]
pub(crate) struct RegroupedCounts {
    definition: String,
    href: String,
    met: usize,
    not_met: usize,
    unknown: usize,
}

/// The counts of a topic's figures under each of its definitions that decides one of them.
pub(crate) fn regrouped_counts(page: &Page, topic: TopicId) -> Vec<RegroupedCounts> {
    let site = page.site();
    let definitions = &page.ctx.tables.reasoning.definitions;
    let figures = sided(page, &page.ctx.tables.indexes.topic(topic).figures);
    let subjects: Vec<EntityId> = figures.iter().map(|id| site.figure(*id).subject).collect();
    let mut all = Vec::new();
    for (home, id) in definitions.that_decide(topic, &subjects) {
        if home != topic {
            continue;
        }
        let definition = site.definition(id);
        let mut counts = RegroupedCounts {
            definition: definition.title().typeset(site.quotation_marks()),
            href: format!("#{}", definition.id),
            met: 0,
            not_met: 0,
            unknown: 0,
        };
        for subject in &subjects {
            match verdict_of(page, *subject, id) {
                DefinitionVerdict::Met => counts.met += 1,
                DefinitionVerdict::NotMet => counts.not_met += 1,
                DefinitionVerdict::Unknown => counts.unknown += 1,
            }
        }
        all.push(counts);
    }
    all
}

/// What the facts give; subjects without facts are undecided.
fn verdict_of(page: &Page, subject: EntityId, id: DefinitionId) -> DefinitionVerdict {
    let reading = page.ctx.tables.reasoning.definitions.reading(subject, id);
    reading.map_or(DefinitionVerdict::Unknown, |reading| reading.verdict)
}

/// A verdict as a cell says it, with a shape for eyes that see no colours.
pub(crate) fn verdict_words(locale: &Locale, verdict: DefinitionVerdict) -> (String, &'static str) {
    let (id, mark) = match verdict {
        DefinitionVerdict::Met => (MessageId::DefinitionMeets, "●"),
        DefinitionVerdict::NotMet => (MessageId::DefinitionDoesNotMeet, "○"),
        DefinitionVerdict::Unknown => (MessageId::DefinitionUndecided, "◌"),
    };
    (locale.text(id).to_string(), mark)
}

/// The figures of a metric under each definition that decides a subject of theirs; none where no figure has a side.
pub(crate) fn regroupings(
    page: &Page,
    topic: TopicId,
    metric: &str,
    figures: &[FigureId],
) -> Vec<Regrouping> {
    let sided = sided(page, figures);
    let mut subjects: Vec<EntityId> =
        sided.iter().map(|f| page.site().figure(*f).subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let definitions = &page.ctx.tables.reasoning.definitions;
    let deciding = definitions.that_decide(topic, &subjects).into_iter();
    deciding.map(|(home, id)| regrouping(page, home, id, metric, &sided)).collect()
}

fn is_sided(side: Term<Side>) -> bool {
    !matches!(side.base, Side::Unsided | Side::Gap)
}

/// One figure of each measurement on a side, or of a subject that has one. A gap is between the sides, and on none.
fn sided(page: &Page, figures: &[FigureId]) -> Vec<FigureId> {
    let site = page.site();
    let mut sided = page.ctx.tables.reasoning.measurements.distinct(figures);
    sided.retain(|id| {
        let figure = site.figure(*id);
        let of_subject = site.entity(figure.subject).side.is_some_and(is_sided);
        figure.side.base != Side::Gap && (is_sided(figure.side) || of_subject)
    });
    sided
}

fn regrouping(
    page: &Page,
    home: TopicId,
    id: DefinitionId,
    metric: &str,
    figures: &[FigureId],
) -> Regrouping {
    let site = page.site();
    let verdict = |figure: &Figure| verdict_of(page, figure.subject, id);
    let side = |figure: &Figure| verdict_side(&site.locale, verdict(figure));
    let mut groups = Vec::new();
    for wanted in DefinitionVerdict::ALL {
        let all: Vec<&Figure> = figures.iter().map(|f| site.figure(*f)).collect();
        let of_verdict: Vec<&Figure> = all.into_iter().filter(|f| verdict(f) == *wanted).collect();
        if !of_verdict.is_empty() {
            groups.push(group(page, *wanted, &of_verdict));
        }
    }
    let moved = figures.iter().map(|f| site.figure(*f)).filter(|figure| {
        matches!(
            (effective_side(site, figure).base, verdict(figure)),
            (Side::For, DefinitionVerdict::NotMet) | (Side::Against, DefinitionVerdict::Met)
        )
    });
    let definition = site.definition(id);
    Regrouping {
        id: format!("{metric}.{}", definition.id),
        definition: Link {
            href: page.definitions_url(home, &definition.id),
            text: definition.title().typeset(site.quotation_marks()),
        },
        groups,
        chart: chart_by(page, figures, ChartSides(&side)),
        moved: moved.count(),
    }
}

/// The side of a picture that shows verdicts.
fn verdict_side(locale: &Locale, verdict: DefinitionVerdict) -> ChartSide {
    let tone = match verdict {
        DefinitionVerdict::Met => 1,
        DefinitionVerdict::NotMet => 2,
        DefinitionVerdict::Unknown => 3,
    };
    let (word, _) = verdict_words(locale, verdict);
    ChartSide { rank: (i64::from(tone), 0), tone, word: Some(word) }
}

/// The side that a figure states, else that of its subject.
fn effective_side(site: &Site, figure: &Figure) -> Term<Side> {
    match figure.side.base {
        Side::Unsided => site.entity(figure.subject).side.unwrap_or(figure.side),
        _ => figure.side,
    }
}

fn group(page: &Page, verdict: DefinitionVerdict, figures: &[&Figure]) -> VerdictGroup {
    let site = page.site();
    let (word, mark) = verdict_words(&site.locale, verdict);
    let unit = &figures[0].unit;
    let lowest = figures.iter().map(|f| f.value).min_by(f64::total_cmp);
    let highest = figures.iter().map(|f| f.upper.unwrap_or(f.value)).max_by(f64::total_cmp);
    let has_one_unit = figures.iter().all(|f| f.unit == *unit);
    let range = lowest.zip(highest).filter(|_| has_one_unit);
    let range = range.map(|(low, high)| {
        site.numbers().amount(low, Some(high).filter(|high| *high != low), unit)
    });
    let mut values = Vec::new();
    for figure in figures {
        values.push(RegroupedValue {
            href: format!("#{}", figure.id),
            subject: site.entity(figure.subject).name.typeset(site.quotation_marks()),
            value: site.numbers().figure(figure),
            side: stated_side(site, effective_side(site, figure)),
        });
    }
    VerdictGroup { word, mark, slug: verdict.slug(), count: figures.len(), range, values }
}
