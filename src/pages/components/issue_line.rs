//! Issues as rows: where one or two actors stand on each, and who else does.

use crate::analysis::reasoning::{StandRow, StandTable};
use crate::model::*;
use crate::pages::components::text::Page;
use crate::records::{ActorReference, IssueRecord, StandRecord};
use serde::Serialize;

/// Where actors stand on one issue.
#[derive(Serialize)]
pub(crate) struct IssueLine<'a> {
    issue: IssueRecord<'a>,
    /// In the order of the actors that were asked for.
    stands: Vec<Option<StandRecord>>,
    /// Everybody else.
    others: Vec<OtherStand<'a>>,
}

#[derive(Serialize)]
pub(crate) struct OtherStand<'a> {
    actors: Vec<ActorReference<'a>>,
    stand: StandRecord,
}

/// The issues of a table on which one of some actors stands somewhere.
pub(crate) fn issue_lines<'a>(
    page: &Page<'a>,
    table: &StandTable,
    actors: &[EntityId],
) -> Vec<IssueLine<'a>> {
    let records = page.records();
    let mut lines = Vec::new();
    for (n, issue) in table.issues.iter().copied().enumerate() {
        let of_row =
            |row: &StandRow| row.stands[n].as_ref().map(|stand| records.stand(issue, stand));
        let mut stands = Vec::with_capacity(actors.len());
        for actor in actors {
            stands.push(table.row_of(*actor).and_then(of_row));
        }
        if stands.iter().all(Option::is_none) {
            continue;
        }
        let mut others = Vec::new();
        for row in &table.rows {
            let mut rest = row.actors.clone();
            rest.retain(|actor| !actors.contains(actor));
            if let Some(stand) = of_row(row).filter(|_| !rest.is_empty()) {
                others.push(OtherStand { actors: records.actor_references(&rest), stand });
            }
        }
        lines.push(IssueLine { issue: records.issue(issue), stands, others });
    }
    lines
}
