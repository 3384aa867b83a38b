//! Measured values as CSV (RFC 4180), one row a value.
//!
//! Takes a topic or the site, gives the file. Columns are named in the first row and never change their order.

use super::credit::download_page;
use crate::model::*;
use crate::pages::{Ctx, Download, Page, PageKind};
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;

const WRITE: &str = "writing to memory does not fail";

pub(super) fn figures(ctx: &Ctx, download: &Download) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let page = download_page(ctx, download);
    for (n, id) in ctx.figures_of(download.scope).into_iter().enumerate() {
        let row = row(&page, id);
        if n == 0 {
            out.write_record(row.iter().map(|(column, _)| column)).expect(WRITE);
        }
        out.write_record(row.iter().map(|(_, value)| cell(value).into_owned())).expect(WRITE);
    }
    String::from_utf8(out.into_inner().expect(WRITE)).expect("texts are UTF-8")
}

/// A spreadsheet takes a text that begins like this for a formula, unless an apostrophe comes before it.
pub(super) fn cell(value: &str) -> Cow<'_, str> {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match is_formula && value.parse::<f64>().is_err() {
        true => Cow::Owned(format!("'{value}")),
        false => Cow::Borrowed(value),
    }
}

fn row(page: &Page, id: FigureId) -> [(&'static str, String); 21] {
    let (ctx, site, record) = (page.ctx, page.site(), page.records().figure(id));
    let subject = site.figure(id).subject;
    let source = record.source.and_then(|_| site.figure(id).source).map(|s| site.source(s));
    let list = PageKind::Figures(site.figure(id).topic).base(ctx);
    let text = |text: Option<&str>| text.unwrap_or_default().to_string();
    [
        ("topic", record.topic.into()),
        ("id", record.id.into()),
        ("metric", record.metric.into()),
        ("subject", record.subject.into()),
        ("subject_name", site.entity(subject).name.clone()),
        ("side", record.side.0.word().into()),
        ("value", record.value.to_string()),
        ("upper", record.upper.map(|upper| upper.to_string()).unwrap_or_default()),
        ("approximate", record.approximate.to_string()),
        ("unit", record.unit.into()),
        ("as_of", record.as_of.map(|date| date.0.to_string()).unwrap_or_default()),
        ("source", text(record.source)),
        ("source_title", text(source.map(|source| source.title.as_str()))),
        ("source_url", text(source.and_then(|source| source.url.as_deref()))),
        ("status", record.status.0.word().into()),
        ("reason", text(record.reason)),
        ("note", text(record.note)),
        ("page", ctx.origin().map(|origin| format!("{origin}/{list}")).unwrap_or(list)),
        ("known_on", site.as_of.map(|day| day.to_string()).unwrap_or_default()),
        ("definition", text(record.definition)),
        ("licence", text(site.config.licence.as_deref())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@SUM(1)", "\tx", "\r=1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        for text in ["", "5", "-5", "+3.5", "-1e-3", "a=b", "wages"] {
            assert_eq!(cell(text), text);
        }
    }
}
