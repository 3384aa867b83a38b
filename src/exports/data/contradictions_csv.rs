//! The contradictions of a topic as CSV (RFC 4180): a row for each side.
//!
//! Columns are named in the first row and never change their order.

use super::credit::download_page;
use super::csv_table::{CsvTable, date_cell};
use crate::model::*;
use crate::pages::{Ctx, Download, Scope};

const COLUMNS: [&str; 14] = [
    "topic",
    "contradiction",
    "kind",
    "state",
    "reason",
    "found",
    "closed",
    "statement",
    "text",
    "date",
    "sources",
    "origins",
    "holds",
    "known_on",
];

pub(super) fn contradictions(ctx: &Ctx, what: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        let known_on = date_cell(ctx.site.as_of);
        for contradiction in ctx.tables.reasoning.contradictions.topic(topic) {
            let record = page.records().contradiction(contradiction);
            for side in &record.sides {
                table.row([
                    record.topic,
                    record.id,
                    contradiction.kind.word(),
                    contradiction.state.word(),
                    contradiction.judgement.reason.map(Word::word).unwrap_or_default(),
                    &date_cell(contradiction.found),
                    &date_cell(contradiction.judgement.closed),
                    &side.place.0,
                    &side.text,
                    &date_cell(side.date.map(|date| date.0)),
                    &side.sources.join("; "),
                    &side.origins.join("; "),
                    if side.holds { "yes" } else { "" },
                    &known_on,
                ]);
            }
        }
    }
    table.finish()
}
