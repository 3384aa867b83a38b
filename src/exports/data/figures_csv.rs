//! Measured values as CSV (RFC 4180), one row a value.
//!
//! Takes a topic or the site, gives the file. Columns are named in the first row and never change their order.

use crate::model::*;
use crate::pages::{Ctx, Download};
use csv::{Terminator, WriterBuilder};

const COLUMNS: [&str; 20] = [
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
    "licence",
];

pub(super) fn figures(ctx: &Ctx, what: &Download) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let write = "a list in memory takes every row";
    out.write_record(COLUMNS).expect(write);
    for id in ctx.figures_of(what.scope) {
        out.write_record(row(ctx, id)).expect(write);
    }
    String::from_utf8(out.into_inner().expect(write)).expect("texts are UTF-8")
}

fn row(ctx: &Ctx, id: FigureId) -> [String; 20] {
    let (site, figure) = (ctx.site, ctx.site.figure(id));
    let source =
        figure.source.filter(|s| site.is_visible(Target::Source(*s))).map(|s| site.source(s));
    let page = crate::pages::PageKind::Figures(figure.topic).base(ctx);
    [
        site.topic(figure.topic).slug.clone(),
        figure.id.clone(),
        figure.metric.clone(),
        site.entity(figure.subject).slug.clone(),
        site.entity(figure.subject).name.clone(),
        figure.side.word().into(),
        figure.value.to_string(),
        figure.upper.map(|u| u.to_string()).unwrap_or_default(),
        figure.approximate.to_string(),
        figure.unit.clone(),
        figure.as_of.map(|d| d.to_string()).unwrap_or_default(),
        source.map(|s| s.id.clone()).unwrap_or_default(),
        source.map(|s| s.title.clone()).unwrap_or_default(),
        source.and_then(|s| s.url.clone()).unwrap_or_default(),
        figure.status.word().into(),
        figure.reason.clone().unwrap_or_default(),
        figure.note.clone().unwrap_or_default(),
        match ctx.origin() {
            Some(origin) => format!("{origin}/{page}"),
            None => page,
        },
        site.as_of.map(|d| d.to_string()).unwrap_or_default(),
        site.config.licence.clone().unwrap_or_default(),
    ]
}
