//! The contradictions of a topic as CSV (RFC 4180): a row for each side.
//!
//! Columns are named in the first row and never change their order.

use super::credit::download_page;
use crate::model::*;
use crate::pages::{Ctx, Download, Scope};
use csv::{Terminator, WriterBuilder};

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
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    let write = "a list in memory takes every row";
    out.write_record(COLUMNS).expect(write);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        let known_on = ctx.site.as_of.map(Date::iso).unwrap_or_default();
        for contradiction in ctx.tables.reasoning.contradictions.topic(topic) {
            let record = page.records().contradiction(contradiction);
            for side in &record.sides {
                let day = |date: Option<Date>| date.map(Date::iso).unwrap_or_default();
                out.write_record([
                    record.topic,
                    record.id,
                    contradiction.kind.word(),
                    contradiction.state.word(),
                    contradiction.judgement.reason.map(Word::word).unwrap_or_default(),
                    &day(contradiction.found),
                    &day(contradiction.judgement.closed),
                    &side.place.0,
                    &side.text,
                    &day(side.date.map(|date| date.0)),
                    &side.sources.join("; "),
                    &side.origins.join("; "),
                    if side.holds { "yes" } else { "" },
                    &known_on,
                ])
                .expect(write);
            }
        }
    }
    String::from_utf8(out.into_inner().expect(write)).expect("texts are UTF-8")
}
