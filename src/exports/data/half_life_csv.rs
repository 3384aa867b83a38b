//! How long claims held as CSV (RFC 4180): a row for each claim that is followed.
//!
//! Columns are named in the first row and never change their order. `Surv(entry_days, days, event)` in R, and `durations`,
//! `event_observed` and `entry` in lifelines, are made of them; rows with `days` up to `entry_days` were never at risk.

use super::credit::download_page;
use super::csv_table::{CsvTable, date_cell};
use crate::analysis::reasoning::FollowedClaim;
use crate::model::*;
use crate::pages::{Ctx, Download, Page, Scope};

const COLUMNS: [&str; 10] = [
    "topic",
    "claim",
    "born",
    "entered",
    "ended",
    "how",
    "days",
    "entry_days",
    "event",
    "known_on",
];

pub(super) fn half_life(ctx: &Ctx, what: &Download) -> String {
    let mut table = CsvTable::new(&COLUMNS);
    if let Scope::Topic(topic) = what.scope {
        let page = download_page(ctx, what);
        for claim in &ctx.tables.reasoning.half_life.topic(topic).claims {
            table.row(row(&page, topic, claim));
        }
    }
    table.finish()
}

/// A claim that ended after the last observation has no end here.
fn row(page: &Page, topic: TopicId, claim: &FollowedClaim) -> [String; 10] {
    let site = page.site();
    let lifetime = claim.lifetime;
    let has_ended = lifetime.fate != ClaimFate::Standing;
    let ended = claim.ended.filter(|_| has_ended);
    [
        site.topic(topic).slug.clone(),
        page.records().place(Target::Block(claim.block)).0,
        claim.stated.iso(),
        claim.entered.iso(),
        date_cell(ended),
        lifetime.fate.word().to_string(),
        lifetime.exit.to_string(),
        lifetime.entry.to_string(),
        u8::from(has_ended).to_string(),
        date_cell(site.as_of),
    ]
}
