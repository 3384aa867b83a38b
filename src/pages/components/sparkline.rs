//! How much happened in each of the last months.

use crate::model::*;
use crate::pages::components::link::When;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Sparkline {
    width: i32,
    height: i32,
    bars: Vec<SparklineBar>,
    first: When,
    last: When,
    /// What happened in all these months.
    count: usize,
}

#[derive(Serialize)]
pub(crate) struct SparklineBar {
    x: i32,
    y: i32,
    height: i32,
}

const MONTHS: i32 = 18;
const BAR_WIDTH: i32 = 7;
const HEIGHT: i32 = 28;

/// The activity of the debate up to the day of the build, from events in the order of their days; `None` for none.
pub(crate) fn sparkline(events: &[Event], as_of: Option<Date>) -> Option<Sparkline> {
    let end = month(as_of.or(events.last().map(|event| event.date))?);
    let start = end - MONTHS + 1;
    let mut counts = [0; MONTHS as usize];
    for event in events.iter().rev() {
        if month(event.date) < start {
            break;
        }
        // A year without a month says nothing of its months.
        if event.date.month > 0 && event.kind.is_in(EventList::Activity) {
            let index = usize::try_from(month(event.date) - start).ok();
            if let Some(count) = index.and_then(|index| counts.get_mut(index)) {
                *count += 1;
            }
        }
    }
    let highest = counts.iter().copied().max().filter(|highest| *highest > 0)?;
    let bars = counts.iter().enumerate().map(|(n, count)| {
        // A month with anything at all is seen.
        let height = if *count == 0 { 0 } else { (HEIGHT * count / highest).max(2) };
        SparklineBar { x: n as i32 * BAR_WIDTH, y: HEIGHT - height, height }
    });
    Some(Sparkline {
        width: MONTHS * BAR_WIDTH,
        height: HEIGHT,
        bars: bars.collect(),
        first: first_of(start).into(),
        last: first_of(end).into(),
        count: counts.iter().sum::<i32>() as usize,
    })
}

/// The number of a month since the year 0.
fn month(date: Date) -> i32 {
    i32::from(date.year) * 12 + i32::from(date.month.max(1)) - 1
}

fn first_of(month: i32) -> Date {
    Date { year: (month / 12) as u16, month: (month % 12) as u8 + 1, day: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(day: &str, kind: EventKind) -> Event {
        let date = Date::parse(day).unwrap();
        Event { date, kind, doc: DocId(0), block: None, subject: None }
    }

    #[test]
    fn counts_the_debate_by_month() {
        let days = ["2020-01-01", "2026", "2026-05-03", "2026-05-09", "2026-06-01"];
        let mut events = days.map(|day| event(day, EventKind::GatherPublished)).to_vec();
        events.push(event("2026-06-02", EventKind::Correction { relations: false }));
        let today = Date::parse("2026-06-20");
        let made = sparkline(&events, today).unwrap();
        let heights: Vec<i32> = made.bars.iter().map(|b| b.height).collect();
        assert_eq!((heights[..16].iter().sum::<i32>(), &heights[16..]), (0, &[28, 14][..]));
        assert_eq!(
            (made.count, made.first.iso, made.last.iso),
            (3, "2025-01".into(), "2026-06".into())
        );
        assert!(sparkline(&events[..1], today).is_none());
    }
}
