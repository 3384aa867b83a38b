//! The measurements behind figures, each once.

use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::components::text::Page;

/// One measurement.
pub(crate) struct Measured<'a> {
    pub figure: &'a Figure,
    pub name: &'a str,
    /// What it rests on: values of different origins are not one series.
    pub method: Option<Target>,
    pub reports: usize,
}

/// The measurements behind figures, each once.
pub(crate) fn measured<'a>(page: &Page<'a>, figures: &[FigureId]) -> Vec<Measured<'a>> {
    let site = page.site();
    let reasoning = &page.ctx.tables.reasoning;
    let mut all = Vec::new();
    for id in reasoning.measurements.distinct(figures) {
        let figure = site.figure(id);
        let summary = reasoning.evidence.of(ClaimId::Figure(id));
        let origin = summary.and_then(|summary| summary.origins.first().copied());
        let publisher = figure.source.and_then(|source| site.source(source).publisher);
        let method = match (origin, publisher, figure.source) {
            (Some(origin), ..) => Some(Target::Source(origin)),
            (None, Some(publisher), _) => Some(Target::Publisher(publisher)),
            (None, None, source) => source.map(Target::Source),
        };
        let (name, reports) =
            (site.entity(figure.subject).name.as_str(), reasoning.measurements.reports(id));
        all.push(Measured { figure, name, method, reports });
    }
    all
}

pub(crate) fn all_values(figures: &[&Figure]) -> Vec<f64> {
    figures.iter().flat_map(|f| [Some(f.value), f.upper]).flatten().collect()
}

pub(crate) fn named_value(locale: &Locale, value: &Measured) -> String {
    let amount = Measures::of(locale).figure(value.figure);
    format!("{}{}{amount}", value.name, locale.text(MessageId::ListComma))
}

/// Whom the values are from: publishers, or titles where there is none.
pub(crate) fn sources(site: &Site, figures: &[&Figure]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in figures.iter().filter_map(|f| f.source) {
        let source = site.source(id);
        let name = source.publisher.map_or(&source.title, |p| &site.publisher(p).name);
        if site.is_visible(Target::Source(id)) && !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}
