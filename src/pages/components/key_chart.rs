//! The chart that a topic's page opens with.

use crate::model::*;
use crate::pages::components::chart::{Chart, chart};
use crate::pages::components::text::Page;
use crate::pages::context::typeset::Typeset;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub(crate) struct KeyChart {
    metric: String,
    chart: Chart,
}

/// The chart of the metric that the editor names, else of the one with the most measurements that can be drawn.
pub(crate) fn key_chart(page: &Page, topic: TopicId) -> Option<KeyChart> {
    let site = page.site();
    let named = site.topic(topic).key_chart.as_deref();
    let mut metrics: BTreeMap<&str, Vec<FigureId>> = BTreeMap::new();
    for figure in &page.ctx.tables.indexes.topic(topic).figures {
        if site.is_visible(Target::Entity(site.figure(*figure).subject)) {
            metrics.entry(&site.figure(*figure).metric).or_default().push(*figure);
        }
    }
    let measurements = &page.ctx.tables.reasoning.measurements;
    let mut ranked: Vec<(&str, Vec<FigureId>)> = metrics.into_iter().collect();
    ranked.sort_by_key(|(metric, figures)| {
        let distinct = figures.iter().filter(|figure| measurements.first(**figure) == **figure);
        (named != Some(*metric), Reverse(distinct.count()))
    });
    ranked.into_iter().find_map(|(metric, figures)| {
        let chart = chart(page, &figures)?;
        Some(KeyChart { metric: metric.typeset(site.quotation_marks()), chart })
    })
}
