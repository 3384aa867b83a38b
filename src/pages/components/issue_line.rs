//! Issues as rows: the stands of one or two actors on each and who else has one, or all stands by the sides of the issue.

use crate::analysis::reasoning::{StandRow, StandTable};
use crate::model::*;
use crate::pages::components::text::Page;
use crate::records::{
    ActorReference, IssueRecord, StandRecord, StandRowRecord, StandingPositionRecord,
};
use serde::Serialize;

/// How many others the page of an actor lists for an issue: each of them has a page too.
const OTHERS: usize = 40;

/// The stances of actors on one issue.
#[derive(Serialize)]
pub(crate) struct IssueLine<'a> {
    issue: IssueRecord<'a>,
    /// In the order of the actors that were asked for.
    stands: Vec<Option<StandRecord>>,
    /// Others with a stand, the first of many.
    others: Vec<ActorStand<'a>>,
    /// How many more there are.
    more_others: usize,
}

#[derive(Serialize)]
pub(crate) struct ActorStand<'a> {
    actors: Vec<ActorReference<'a>>,
    stand: StandRecord,
}

/// Who stands where: the stands on each issue by its sides, then what each actor holds.
#[derive(Serialize)]
pub(crate) struct StandOverview<'a> {
    issues: Vec<IssueSides<'a>>,
    /// Whether some issue has a stand besides those of its first two sides.
    has_others: bool,
    rows: Vec<PositionRow<'a>>,
}

/// What actors hold. Where they stand on issues is in the lists of these: most actors have a stand on few.
#[derive(Serialize)]
struct PositionRow<'a> {
    actors: Vec<ActorReference<'a>>,
    /// What they hold, in each of their perspectives.
    positions: Vec<StandingPositionRecord>,
    /// Those above with whom they agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agrees_with: Vec<ActorReference<'a>>,
}

/// The stands on one issue.
#[derive(Serialize)]
struct IssueSides<'a> {
    issue: IssueRecord<'a>,
    sides: [Vec<ActorStand<'a>>; 2],
    /// Those of a third side, and of actors that no side names.
    others: Vec<ActorStand<'a>>,
}

/// All stands of a table, and its first rows.
pub(crate) fn stand_overview<'a>(
    page: &Page<'a>,
    table: &StandTable,
    rows: usize,
) -> StandOverview<'a> {
    let records = page.records();
    let mut issues = Vec::with_capacity(table.issues.len());
    for (n, issue) in table.issues.iter().copied().enumerate() {
        let mut line =
            IssueSides { issue: records.issue(issue), sides: Default::default(), others: vec![] };
        for (row, stand) in table.stands_on(n) {
            let list = match stand.side.and_then(|side| line.sides.get_mut(side)) {
                Some(side) => side,
                None => &mut line.others,
            };
            let actors = records.actor_references(&row.actors);
            list.push(ActorStand { actors, stand: records.stand(issue, stand) });
        }
        issues.push(line);
    }
    let mut holders = Vec::new();
    for row in table.rows.iter().take(rows) {
        let StandRowRecord { actors, positions, agrees_with, .. } =
            records.stand_row(table, row, &[]);
        holders.push(PositionRow { actors, positions, agrees_with });
    }
    StandOverview {
        has_others: issues.iter().any(|line| !line.others.is_empty()),
        issues,
        rows: holders,
    }
}

/// The issues of a table on which one of some actors has a stance.
pub(crate) fn issue_lines<'a>(
    page: &Page<'a>,
    table: &StandTable,
    actors: &[EntityId],
) -> Vec<IssueLine<'a>> {
    let records = page.records();
    let mut lines = Vec::new();
    for n in table.issues_of(actors) {
        let issue = table.issues[n];
        let of_row = |row: &StandRow| row.on(n).map(|stand| records.stand(issue, stand));
        let mut stands = Vec::with_capacity(actors.len());
        for actor in actors {
            stands.push(table.row_of(*actor).and_then(of_row));
        }
        let (mut others, mut more_others) = (Vec::new(), 0);
        for (row, stand) in table.stands_on(n) {
            if others.len() == OTHERS {
                more_others += usize::from(row.actors.iter().any(|actor| !actors.contains(actor)));
                continue;
            }
            let mut rest = row.actors.clone();
            rest.retain(|actor| !actors.contains(actor));
            if !rest.is_empty() {
                let stand = records.stand(issue, stand);
                others.push(ActorStand { actors: records.actor_references(&rest), stand });
            }
        }
        lines.push(IssueLine { issue: records.issue(issue), stands, others, more_others });
    }
    lines
}
