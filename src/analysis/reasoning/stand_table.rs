//! Tables of stands: actors against issues.

use super::stand_weight::StandWeight;
use crate::model::*;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Actors against issues.
#[derive(Clone, Debug, Default)]
pub struct StandTable {
    /// Tensions and questions, in the order of the texts.
    pub issues: Vec<BlockId>,
    /// Those with the most evidence first; who agrees with an actor above follows it.
    pub rows: Vec<StandRow>,
    row_of: HashMap<EntityId, usize>,
    /// The rows that have a stand on each issue.
    rows_on: Vec<Vec<usize>>,
}

/// One actor, or several who state everything together.
#[derive(Clone, Debug)]
pub struct StandRow {
    pub actors: Vec<EntityId>,
    /// What they hold.
    pub perspectives: Vec<BlockId>,
    /// Where they stand, by the index of the issue. Most rows have a stand on few of the issues.
    pub stands: Vec<(usize, Stand)>,
    pub agreement: Option<Agreement>,
    pub(super) weight: StandWeight,
}

/// That a row agrees with one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub row: usize,
    /// The first issue on which they do.
    pub issue: usize,
}

/// Where somebody stands on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stand {
    /// The passage that says it.
    pub block: BlockId,
    /// The day of the position, else that of the newest work that the passage cites, or of an earlier last position.
    pub date: Option<Date>,
    /// The side of the tension that they are on.
    pub side: Option<usize>,
}

impl StandRow {
    /// Where they stand on an issue of the table.
    pub fn on(&self, issue: usize) -> Option<&Stand> {
        let found = self.stands.binary_search_by_key(&issue, |(issue, _)| *issue).ok()?;
        Some(&self.stands[found].1)
    }
}

impl StandTable {
    pub(super) fn new(issues: Vec<BlockId>, rows: Vec<StandRow>) -> StandTable {
        let mut row_of = HashMap::new();
        let mut rows_on = vec![Vec::new(); issues.len()];
        for (n, row) in rows.iter().enumerate() {
            for actor in &row.actors {
                row_of.entry(*actor).or_insert(n);
            }
            for (issue, _) in &row.stands {
                rows_on[*issue].push(n);
            }
        }
        StandTable { issues, rows, row_of, rows_on }
    }

    /// The table of some of its issues, without the rows that have no stand on any of them.
    pub fn select(&self, issues: &[usize]) -> StandTable {
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (n, issue) in issues.iter().enumerate() {
            place.entry(*issue).or_insert(n);
        }
        let mut rows = Vec::new();
        let mut places: Vec<Option<usize>> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut stands = Vec::new();
            for (issue, stand) in &row.stands {
                stands.extend(place.get(issue).map(|issue| (*issue, *stand)));
            }
            stands.sort_unstable_by_key(|(issue, _)| *issue);
            let is_shown = !stands.is_empty();
            places.push(is_shown.then_some(rows.len()));
            if is_shown {
                let agreement = row.agreement.and_then(|agreement| {
                    let issue = *place.get(&agreement.issue)?;
                    Some(Agreement { row: places[agreement.row]?, issue })
                });
                rows.push(StandRow { stands, agreement, ..row.clone() });
            }
        }
        StandTable::new(issues.iter().map(|n| self.issues[*n]).collect(), rows)
    }

    /// Some issues with many stands of the same actors, and the rows that have any.
    pub fn shortened(&self, issues: usize) -> StandTable {
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < issues.min(self.issues.len()) {
            let gains = self.gains(&chosen);
            let left = (0..self.issues.len()).filter(|issue| !chosen.contains(issue));
            let best = left.max_by_key(|issue| (gains[*issue], Reverse(*issue)));
            chosen.extend(best);
        }
        chosen.sort_unstable();
        self.select(&chosen)
    }

    /// How much each issue adds to some others: its stands, those of actors who stand on the others too twice.
    fn gains(&self, others: &[usize]) -> Vec<usize> {
        let mut gains = vec![0; self.issues.len()];
        for row in &self.rows {
            let gain = 1 + usize::from(others.iter().any(|other| row.on(*other).is_some()));
            for (issue, _) in &row.stands {
                gains[*issue] += gain;
            }
        }
        gains
    }

    /// The rows that have a stand on an issue, with it.
    pub fn stands_on(&self, issue: usize) -> impl Iterator<Item = (&StandRow, &Stand)> {
        let rows = self.rows_on[issue].iter().map(|row| &self.rows[*row]);
        rows.filter_map(move |row| Some((row, row.on(issue)?)))
    }

    /// The rows that have a stand on at least one of some issues, in their order.
    pub fn rows_on_any(&self, issues: &[usize]) -> impl Iterator<Item = &StandRow> {
        let rows: BTreeSet<usize> =
            issues.iter().flat_map(|n| &self.rows_on[*n]).copied().collect();
        rows.into_iter().map(|row| &self.rows[row])
    }

    /// The issues on which one of some actors has a stand.
    pub fn issues_of(&self, actors: &[EntityId]) -> BTreeSet<usize> {
        let rows = actors.iter().filter_map(|actor| self.row_of(*actor));
        rows.flat_map(|row| &row.stands).map(|(issue, _)| *issue).collect()
    }

    /// The row of an actor.
    pub fn row_of(&self, actor: EntityId) -> Option<&StandRow> {
        self.row_of.get(&actor).map(|row| &self.rows[*row])
    }

    /// Where the row of an actor is; the number of all rows where it has none.
    pub fn place_of(&self, actor: EntityId) -> usize {
        self.row_of.get(&actor).copied().unwrap_or(self.rows.len())
    }
}
