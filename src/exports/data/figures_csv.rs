//! Measured values as CSV (RFC 4180), one row a value.
//!
//! Takes a topic or the site, gives the file. Columns are named in the first row and never change their order.

use super::credit::download_page;
use super::csv_table::CsvTable;
use crate::model::*;
use crate::pages::{Ctx, Download, Page, PageKind};

const COLUMNS: [&str; 24] = [
    "topic",
    "id",
    "metric",
    "subject",
    "subject_name",
    "side",
    "value",
    "upper",
    "approximate",
    "unit",
    "as_of",
    "source",
    "source_title",
    "source_url",
    "status",
    "reason",
    "note",
    "page",
    "known_on",
    "definition",
    "licence",
    "bound",
    "projected",
    "reports",
];

pub(super) fn figures(ctx: &Ctx, download: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    let page = download_page(ctx, download);
    for id in ctx.figures_of(download.scope) {
        table.row(row(&page, id));
    }
    table.finish()
}

fn row(page: &Page, id: FigureId) -> [String; 24] {
    let (ctx, site, record) = (page.ctx, page.site(), page.records().figure(id));
    let subject = site.figure(id).subject;
    let source = record.source.and_then(|_| site.figure(id).source).map(|s| site.source(s));
    let list = PageKind::Figures(site.figure(id).topic).base(ctx);
    [
        record.topic.into(),
        record.id.into(),
        record.metric.into(),
        record.subject.into(),
        site.entity(subject).name.clone(),
        record.side.0.into(),
        record.value.to_string(),
        record.upper.map(|upper| upper.to_string()).unwrap_or_default(),
        record.approximate.to_string(),
        record.unit.into(),
        record.as_of.map(|date| date.0.to_string()).unwrap_or_default(),
        text(record.source),
        text(source.map(|source| source.title.as_str())),
        text(source.and_then(|source| source.url.as_deref())),
        record.status.0.word().into(),
        text(record.reason),
        text(record.note),
        ctx.origin().map(|origin| format!("{origin}/{list}")).unwrap_or(list),
        site.as_of.map(|day| day.to_string()).unwrap_or_default(),
        text(record.definition),
        text(site.config.licence.as_deref()),
        record.bound.map(|bound| bound.0.word().to_string()).unwrap_or_default(),
        record.projected.to_string(),
        record.reports.to_string(),
    ]
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_string()
}
