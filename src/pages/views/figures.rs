//! The measured values of a topic, one table for each metric.

use crate::model::*;
use crate::pages::components::chart::{Chart, chart};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::json_ld;
use crate::pages::components::number::amount;
use crate::pages::components::page_meta::{Head, link};
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::source_line::{SourceLine, source_line};
use crate::pages::components::text::{Citing, Page};
use crate::pages::components::typeset::Typeset;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::Job;
use crate::pages::views::embed::{Embedded, Snippet, snippet};
use serde::Serialize;

#[derive(Serialize)]
pub struct Figures {
    page: Head,
    metrics: Vec<Metric>,
}

/// One table. Its rows are ordered by date, then by value.
#[derive(Serialize)]
pub struct Metric {
    id: String,
    name: String,
    chart: Option<Chart>,
    rows: Vec<FigureLine>,
}

#[derive(Serialize)]
pub struct FigureLine {
    pub id: String,
    pub metric: String,
    pub subject: Link,
    pub side: Option<&'static str>,
    /// `58.6%`, `3–6 months`.
    pub value: String,
    pub approximate: bool,
    pub as_of: Option<When>,
    pub source: Option<SourceLine>,
    pub stated_in: Option<Link>,
    pub status: &'static str,
    pub reason: Option<String>,
    pub note: Option<String>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

pub fn figures(ctx: &Ctx, job: &Job, topic: TopicId) -> Figures {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let site = ctx.site;
    let mut shown: Vec<FigureId> = ctx.indexes.topic(topic).figures.clone();
    shown.retain(|f| site.is_visible(Target::Entity(site.figure(*f).subject)));
    shown.sort_by(|a, b| {
        let (a, b) = (site.figure(*a), site.figure(*b));
        let by_value = b.value.total_cmp(&a.value);
        a.metric.cmp(&b.metric).then(a.as_of.cmp(&b.as_of)).then(by_value).then(a.id.cmp(&b.id))
    });
    let mut metrics: Vec<Metric> = Vec::new();
    for of_metric in shown.chunk_by(|a, b| site.figure(*a).metric == site.figure(*b).metric) {
        let name = &site.figure(of_metric[0]).metric;
        metrics.push(Metric {
            id: format!("metric-{}-{}", metrics.len() + 1, slug::slugify(name)),
            name: name.clone(),
            chart: chart(&page, of_metric),
            rows: of_metric.iter().map(|f| figure_line(&page, *f)).collect(),
        });
    }
    // What can be seen stands before what is one number.
    metrics.sort_by_key(|m| m.chart.is_none());
    Figures {
        metrics,
        page: Head::new(&page, "figures", site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Figures, Scope::Topic(topic))
            .says(json_ld::figures(&page, topic)),
    }
}

pub fn figure_line(page: &Page, id: FigureId) -> FigureLine {
    let (site, figure) = (page.site(), page.site().figure(id));
    FigureLine {
        id: figure.id.clone(),
        metric: figure.metric.clone(),
        subject: link(page, Target::Entity(figure.subject)),
        side: Some(figure.side).filter(|s| *s != Side::Unsided).map(Word::word),
        value: amount(figure.value, figure.upper, &figure.unit),
        approximate: figure.approximate,
        as_of: figure.as_of.map(When::from),
        source: figure
            .source
            .filter(|s| site.is_visible(Target::Source(*s)))
            .map(|s| source_line(page, s)),
        stated_in: figure.stated_in.filter(|t| site.is_visible(*t)).map(|t| link(page, t)),
        status: figure.status.word(),
        reason: figure.reason.typeset(),
        note: figure.note.typeset(),
        embed: snippet(page, Embedded::Figure(id)),
    }
}
