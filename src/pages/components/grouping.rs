//! Collapses long runs of one kind on one day: forty corrections of a day do not push a year out of sight.

use crate::pages::components::event_line::EventLine;
use crate::pages::components::link::When;
use serde::Serialize;

/// The length from which a run is collapsed.
const COLLAPSED: usize = 8;

/// Items that follow each other: one by one, or as a run.
#[derive(Serialize)]
pub(crate) struct EventGroup<T> {
    pub run: Option<RunSummary>,
    pub items: Vec<T>,
}

/// The line that is shown for a collapsed run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct RunSummary {
    pub kind: &'static str,
    pub count: usize,
    pub date: When,
}

/// Groups a list without changing its order; `line` returns the event of an item.
pub(crate) fn groups<T>(items: Vec<T>, line: impl Fn(&T) -> &EventLine) -> Vec<EventGroup<T>> {
    let same = |a: &T, b: &T| (line(a).kind, &line(a).date) == (line(b).kind, &line(b).date);
    let lengths: Vec<usize> = items.chunk_by(same).map(<[T]>::len).collect();
    let mut items = items.into_iter();
    let mut groups: Vec<EventGroup<T>> = Vec::new();
    for count in lengths {
        let chunk: Vec<T> = items.by_ref().take(count).collect();
        if count >= COLLAPSED {
            let EventLine { kind, date, .. } = line(&chunk[0]);
            let run = RunSummary { kind, count, date: date.clone() };
            groups.push(EventGroup { run: Some(run), items: chunk });
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.run.is_none() => group.items.extend(chunk),
            _ => groups.push(EventGroup { run: None, items: chunk }),
        }
    }
    groups
}
