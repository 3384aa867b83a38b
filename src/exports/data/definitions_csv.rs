//! What subjects are under the definitions of a topic as CSV (RFC 4180): a row for each item that decides.
//!
//! Columns are named in the first row and never change their order.

use super::credit::download_page;
use super::csv_table::{CsvTable, date_cell};
use crate::model::*;
use crate::pages::{Ctx, Download, Scope};

const COLUMNS: [&str; 14] = [
    "topic",
    "definition",
    "version",
    "subject",
    "verdict",
    "class",
    "item",
    "aspect",
    "item_verdict",
    "status",
    "value",
    "source",
    "date",
    "known_on",
];

pub(super) fn definitions(ctx: &Ctx, what: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        let known_on = date_cell(ctx.site.as_of);
        for definition in page.records().definitions(topic) {
            for subject in definition.subjects {
                for item in &subject.deciding {
                    let status = item.status.map_or("unchecked", |status| status.0.word());
                    table.row([
                        &ctx.site.topic(topic).slug,
                        definition.id,
                        definition.version.unwrap_or_default(),
                        subject.name,
                        subject.verdict.0.word(),
                        subject.class.unwrap_or_default(),
                        item.item,
                        item.aspect.0.word(),
                        item.verdict.0.word(),
                        status,
                        item.value.unwrap_or_default(),
                        item.source.unwrap_or_default(),
                        &item.date.map(|date| date.0.iso()).unwrap_or_default(),
                        &known_on,
                    ]);
                }
            }
        }
    }
    table.finish()
}
