//! What claims rest on as CSV (RFC 4180): a row for each citation of a claim and each origin that it leads to.
//!
//! Columns are named in the first row and never change their order. A citation that leads to no origin has a row with an
//! empty origin.

use super::credit::download_page;
use super::csv_table::{CsvTable, date_cell};
use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::{Ctx, Download, Page, Scope};

const COLUMNS: [&str; 9] = [
    "topic",
    "claim",
    "date",
    "source",
    "source_title",
    "origin",
    "origin_title",
    "origin_kind",
    "known_on",
];

pub(super) fn evidence(ctx: &Ctx, what: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        for claim in &ctx.tables.reasoning.evidence.topic(topic).claims {
            for row in rows(&page, topic, *claim) {
                table.row(row);
            }
        }
    }
    table.finish()
}

fn rows(page: &Page, topic: TopicId, claim: ClaimId) -> Vec<[String; 9]> {
    let site = page.site();
    let Some(summary) = page.ctx.tables.reasoning.evidence.of(claim) else { return Vec::new() };
    let date = match claim {
        ClaimId::Block(block) => site.block(block).date,
        ClaimId::Figure(figure) => site.figure(figure).as_of,
    };
    let mut rows = Vec::new();
    for (cited, origins) in &summary.citations {
        let source = site.source(*cited);
        let mut origins: Vec<Option<&Source>> =
            origins.iter().map(|origin| Some(site.source(*origin))).collect();
        if origins.is_empty() {
            origins.push(None);
        }
        for origin in origins {
            let kind = origin.and_then(Source::evidence);
            rows.push([
                site.topic(topic).slug.clone(),
                page.records().claim_place(claim).0,
                date_cell(date),
                source.id.clone(),
                source.title.clone(),
                origin.map(|origin| origin.id.clone()).unwrap_or_default(),
                origin.map(|origin| origin.title.clone()).unwrap_or_default(),
                kind.map(Word::word).unwrap_or_default().to_string(),
                date_cell(site.as_of),
            ]);
        }
    }
    rows
}
