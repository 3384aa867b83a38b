//! The measured values of a topic, one table for each metric.

use crate::model::*;
use crate::pages::components::chart::{Chart, chart};
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::figure_line::{FigureLine, figure_line};
use crate::pages::components::json_ld;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::regrouping::{Regrouping, regroupings};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct FiguresPage<'a> {
    page: PageHead,
    /// What can be seen as a picture, what has several values, and what is one number.
    drawn: Vec<Metric<'a>>,
    listed: Vec<Metric<'a>>,
    singles: Vec<FigureLine<'a>>,
}

/// One table. Its rows are ordered by date, then by value.
#[derive(Serialize)]
pub(crate) struct Metric<'a> {
    id: String,
    name: String,
    chart: Option<Chart>,
    rows: Vec<FigureLine<'a>>,
    /// The values under each definition, where they have sides.
    regroupings: Vec<Regrouping>,
}

pub(crate) fn figures<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, topic: TopicId) -> FiguresPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let site = ctx.site;
    let mut shown: Vec<FigureId> = ctx.tables.indexes.topic(topic).figures.clone();
    shown.retain(|f| site.is_visible(Target::Entity(site.figure(*f).subject)));
    shown.sort_by(|a, b| {
        let (a, b) = (site.figure(*a), site.figure(*b));
        let by_value = b.value.total_cmp(&a.value);
        a.as_of.cmp(&b.as_of).then(by_value).then(a.id.cmp(&b.id))
    });
    shown.sort_by_cached_key(|f| {
        let metric = &site.figure(*f).metric;
        (site.locale.sort_key(metric), metric)
    });
    let (mut drawn, mut listed, mut singles) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for of_metric in shown.chunk_by(|a, b| site.figure(*a).metric == site.figure(*b).metric) {
        count += 1;
        if let [only] = of_metric {
            singles.push(figure_line(&page, *only));
            continue;
        }
        let name = &site.figure(of_metric[0]).metric;
        let id = format!("metric-{count}-{}", slug::slugify(name));
        let metric = Metric {
            regroupings: regroupings(&page, topic, &id, of_metric),
            id,
            name: name.clone(),
            chart: chart(&page, of_metric),
            rows: of_metric.iter().map(|f| figure_line(&page, *f)).collect(),
        };
        match metric.chart.is_some() {
            true => drawn.push(metric),
            false => listed.push(metric),
        }
    }
    FiguresPage {
        drawn,
        listed,
        singles,
        page: PageHead::new(&page, "figures", site.topic(topic).title.clone())
            .under(&page, topic)
            .offers(&page, Subject::Figures, Scope::Topic(topic))
            .says(json_ld::figures(&page, topic)),
    }
}
