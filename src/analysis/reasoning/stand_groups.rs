//! The rows of a stand table, each followed by those that agree with it.

use super::stand_table::{Agreement, Stand, StandRow};
use crate::model::*;
use std::collections::{BTreeSet, HashMap};

/// What a row says of an issue. Rows that agree on one have a word in common.
#[derive(PartialEq, Eq, Hash)]
enum StandWord<'s> {
    Side(usize),
    Phrase(&'s str),
}

/// The rows in their order, each followed by those that agree with it.
pub(super) fn grouped(site: &Site, rows: Vec<StandRow>, issues: &[BlockId]) -> Vec<StandRow> {
    let mut said: HashMap<(usize, StandWord), Vec<usize>> = HashMap::new();
    for (n, row) in rows.iter().enumerate() {
        for (issue, stand) in &row.stands {
            for word in words(site, issues[*issue], stand) {
                said.entry((*issue, word)).or_default().push(n);
            }
        }
    }
    let mut left: Vec<Option<StandRow>> = rows.into_iter().map(Some).collect();
    let mut grouped: Vec<StandRow> = Vec::with_capacity(left.len());
    for n in 0..left.len() {
        let Some(leader) = left[n].take() else { continue };
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for (issue, stand) in &leader.stands {
            for word in words(site, issues[*issue], stand) {
                if let Some(rows) = said.get_mut(&(*issue, word)) {
                    rows.retain(|row| left[*row].is_some());
                    candidates.extend(rows.iter());
                }
            }
        }
        let place = grouped.len();
        let mut agreeing = Vec::new();
        for row in candidates {
            let issue = left[row].as_ref().and_then(|row| agreed_issue(site, issues, &leader, row));
            if let Some(issue) = issue
                && let Some(row) = left[row].take()
            {
                agreeing.push(StandRow { agreement: Some(Agreement { row: place, issue }), ..row });
            }
        }
        grouped.push(leader);
        grouped.extend(agreeing);
    }
    grouped
}

fn words<'s>(
    site: &'s Site,
    issue: BlockId,
    stand: &Stand,
) -> impl Iterator<Item = StandWord<'s>> + use<'s> {
    let phrase = phrase(site, issue, stand.block).map(StandWord::Phrase);
    stand.side.map(StandWord::Side).into_iter().chain(phrase)
}

/// The first issue on which two rows are on the same side or say the same, where they are against each other on none.
fn agreed_issue(site: &Site, issues: &[BlockId], a: &StandRow, b: &StandRow) -> Option<usize> {
    let mut agreed = None;
    let mut others = b.stands.iter().peekable();
    for (n, a) in &a.stands {
        while others.next_if(|(issue, _)| issue < n).is_some() {}
        let Some((_, b)) = others.next_if(|(issue, _)| issue == n) else { continue };
        let issue = issues[*n];
        let is_same = match (a.side, b.side) {
            (Some(a), Some(b)) if a != b => return None,
            (Some(_), Some(_)) => true,
            _ => {
                let said = phrase(site, issue, a.block);
                said.is_some() && said == phrase(site, issue, b.block)
            }
        };
        if is_same && agreed.is_none() {
            agreed = Some(*n);
        }
    }
    agreed
}

/// What a passage comes to on an issue, where its author says it in a few words: of that issue, else as a whole.
pub fn phrase(site: &Site, issue: BlockId, block: BlockId) -> Option<&str> {
    let passage = site.block(block);
    passage.stance_on(Some(issue)).or_else(|| passage.stance_on(None))
}
