//! Dated things as marks along a line: above timelines, beside actors, as a spark of a topic's activity.
//!
//! Takes dates with what they stand for, gives the geometry for a template to draw. Every thing is one mark: where many
//! fall on one place they are stacked, so that what looks dense is dense.

use crate::model::*;
use crate::pages::components::page_meta::When;
use crate::pages::components::scale::{Days, Tick};
use crate::pages::context::indexes::Entry;
use serde::Serialize;
use std::collections::BTreeSet;

const WIDTH: i32 = 640;
/// The width of a column of marks, and the height of the highest one.
const COLUMN: i32 = 7;
const HIGH: i32 = 84;
/// Below the marks: the axis with its words.
const AXIS: i32 = 20;

/// One thing: when, what kind, where on the page, what to say of it.
pub struct Point {
    pub date: Date,
    /// `event`, `gather` …, or a change word's slug.
    pub kind: String,
    pub id: String,
    pub text: String,
}

#[derive(Serialize)]
pub struct Strip {
    width: i32,
    height: i32,
    /// Where the axis runs.
    base: i32,
    ticks: Vec<Tick>,
    marks: Vec<Mark>,
    /// Each kind once with its sign.
    signs: Vec<Sign>,
    first: When,
    last: When,
}

#[derive(Serialize)]
pub struct Sign {
    kind: String,
    path: String,
}

#[derive(Serialize)]
pub struct Mark {
    kind: String,
    id: String,
    path: String,
    text: String,
}

/// The strip of a list; `None` for fewer than two things, which need none.
pub fn strip(points: Vec<Point>) -> Option<Strip> {
    let ends = (points.iter().map(|p| p.date).min()?, points.iter().map(|p| p.date).max()?);
    let days = Days::over(points.iter().map(|p| p.date), COLUMN, WIDTH - COLUMN)?;
    let mut points = points;
    points.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    if points.len() < 2 {
        return None;
    }
    let column = |date: Date| days.at(date) / COLUMN;
    let mut heights = vec![0; (WIDTH / COLUMN + 1) as usize];
    points.iter().for_each(|p| heights[column(p.date) as usize] += 1);
    let highest: i32 = heights.iter().copied().max().unwrap_or(1);
    // Marks overlap where a column would be too high; none is left out.
    let step = f64::from(HIGH - COLUMN) / f64::from((highest - 1).max(1));
    let step = step.min(f64::from(COLUMN) + 0.5);
    let base = (f64::from(highest - 1) * step) as i32 + COLUMN + 4;
    let kinds: BTreeSet<String> = points.iter().map(|p| p.kind.clone()).collect();
    let signs =
        kinds.into_iter().map(|kind| Sign { path: entry_shape(&kind, 6, 6), kind }).collect();
    let mut filled = vec![0; heights.len()];
    let marks = points.into_iter().map(|p| {
        let at = column(p.date);
        let level = filled[at as usize];
        filled[at as usize] += 1;
        let y = base - 6 - (f64::from(level) * step).round() as i32;
        Mark {
            path: entry_shape(&p.kind, at * COLUMN + COLUMN / 2, y),
            kind: p.kind,
            id: p.id,
            text: p.text,
        }
    });
    let marks = marks.collect();
    let height = base + AXIS;
    let (first, last) = (ends.0.into(), ends.1.into());
    Some(Strip { width: WIDTH, height, base, ticks: days.ticks(), marks, signs, first, last })
}

/// The sign of a kind of entry.
fn entry_shape(kind: &str, x: i32, y: i32) -> String {
    match kind {
        "gather" | "article" => format!("M{} {}h6v6h-6z", x - 3, y - 3),
        "position" => format!("M{x} {}l4 4l-4 4l-4-4z", y - 4),
        "correction" => format!("M{} {}l6 6m0-6l-6 6", x - 3, y - 3),
        "question" | "opened" | "updated" => format!("M{x} {}l3.5 6h-7z", f64::from(y) - 3.0),
        "relation" | "watch" => format!("M{} {y}h6", x - 3),
        _ => format!("M{} {y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z", x - 3),
    }
}

/// How one actor's position moved, on an axis that all actors of the page share.
#[derive(Serialize)]
pub struct Moves {
    width: i32,
    height: i32,
    base: i32,
    ticks: Vec<Tick>,
    marks: Vec<Mark>,
}

/// The height of the line and of a whole strip of moves.
const LEVEL: i32 = 14;

/// The axis of a page of actors, from the first position to the last.
pub fn axis(dates: impl IntoIterator<Item = Date>) -> Option<Days> {
    Days::over(dates, 10, WIDTH - 10)
}

/// A strip of moves; `None` for an actor with fewer than two dated positions: nothing moved.
pub fn moves(days: Option<&Days>, points: Vec<Point>) -> Option<Moves> {
    let days = days.filter(|_| points.len() > 1)?;
    let mut right = i32::MIN;
    let mut points = points;
    points.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let marks = points.into_iter().map(|p| {
        // Two on one day stand side by side.
        let x = days.at(p.date).max(right.saturating_add(13)).min(WIDTH - 6);
        right = x;
        Mark { path: change_shape(&p.kind, x, LEVEL), kind: p.kind, id: p.id, text: p.text }
    });
    let marks = marks.collect();
    Some(Moves { width: WIDTH, height: LEVEL + 10 + AXIS, base: LEVEL, ticks: days.ticks(), marks })
}

/// The sign of a change word.
fn change_shape(slug: &str, x: i32, y: i32) -> String {
    match slug {
        "restated" => format!("M{} {}h10v3h-10zm0 6h10v3h-10z", x - 5, y - 4),
        "hardened" => format!("M{x} {}l6 10h-12z", y - 6),
        "softened" => format!("M{x} {}l6-10h-12z", y + 6),
        "extended" => format!("M{} {}h4v4h4v4h-4v4h-4v-4h-4v-4h4z", x - 2, y - 6),
        "clarified" => format!("M{x} {}l6 6l-6 6l-6-6z", y - 6),
        "reversed" => format!("M{} {y}l-6-5v10zm2 0l6-5v10z", x - 1),
        "silent" => format!("M{} {}h12v3h-12z", x - 6, y - 1),
        _ => format!("M{} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", x - 5),
    }
}

/// How much happened in each of the last months.
#[derive(Serialize)]
pub struct Spark {
    width: i32,
    height: i32,
    bars: Vec<Bar>,
    first: When,
    last: When,
    /// What happened in all these months.
    count: usize,
}

#[derive(Serialize)]
pub struct Bar {
    x: i32,
    y: i32,
    height: i32,
}

const MONTHS: i32 = 18;
const BAR: i32 = 7;
const SPARK: i32 = 28;

/// The spark of entries that are sorted by date, up to the day of the build; `None` where nothing is dated.
pub fn spark(entries: &[Entry], as_of: Option<Date>) -> Option<Spark> {
    let month = |d: Date| i32::from(d.year) * 12 + i32::from(d.month.max(1)) - 1;
    let date = |m: i32| Date { year: (m / 12) as u16, month: (m % 12) as u8 + 1, day: 0 };
    let last = month(as_of.or(entries.last().map(|e| e.date))?);
    let first = last - MONTHS + 1;
    let recent = &entries[entries.partition_point(|e| month(e.date) < first)..];
    let mut counts = [0; MONTHS as usize];
    // A year alone says nothing of its months.
    for at in recent.iter().filter(|e| e.date.month > 0).map(|e| month(e.date) - first) {
        if let Some(count) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let most: i32 = counts.iter().copied().max().filter(|m| *m > 0)?;
    let bars = counts.iter().enumerate().map(|(n, count)| {
        // A month with anything at all is seen.
        let height = if *count == 0 { 0 } else { (SPARK * count / most).max(2) };
        Bar { x: n as i32 * BAR, y: SPARK - height, height }
    });
    Some(Spark {
        width: MONTHS * BAR,
        height: SPARK,
        bars: bars.collect(),
        first: date(first).into(),
        last: date(last).into(),
        count: counts.iter().sum::<i32>() as usize,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::context::indexes::Dated;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn point(text: &str, kind: &str, id: &str) -> Point {
        Point { date: date(text), kind: kind.into(), id: id.into(), text: String::new() }
    }

    #[test]
    fn things_of_one_day_are_stacked_and_one_alone_needs_no_strip() {
        let one = || point("2026-03-01", "event", "a");
        assert!(strip(vec![one()]).is_none());
        let made = strip(vec![
            one(),
            point("2026-03-01", "gather", "b"),
            point("2026-06-01", "event", "c"),
        ])
        .unwrap();
        let places: Vec<(&str, &str)> =
            made.marks.iter().map(|m| (m.id.as_str(), m.path.as_str())).collect();
        assert_eq!(
            places,
            [
                ("a", "M7 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"),
                ("b", "M7 1h6v6h-6z"),
                ("c", "M630 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z")
            ]
        );
    }

    #[test]
    fn two_moves_of_one_day_stand_side_by_side() {
        let days = axis([date("2026-03-01"), date("2026-06-01")]);
        let made = moves(
            days.as_ref(),
            vec![point("2026-03-01", "silent", "a"), point("2026-03-01", "silent", "b")],
        );
        let paths: Vec<String> = made.unwrap().marks.into_iter().map(|m| m.path).collect();
        assert_eq!(paths, ["M4 13h12v3h-12z", "M17 13h12v3h-12z"]);
        assert!(moves(days.as_ref(), vec![point("2026-03-01", "silent", "a")]).is_none());
    }

    #[test]
    fn a_spark_has_a_bar_for_each_month_and_leaves_years_out() {
        let entry = |text: &str| Entry { date: date(text), what: Dated::Gather(DocId(0)) };
        let entries = ["2020-01-01", "2026", "2026-05-03", "2026-05-09", "2026-06-01"].map(entry);
        let made = spark(&entries, Some(date("2026-06-20"))).unwrap();
        let heights: Vec<i32> = made.bars.iter().map(|b| b.height).collect();
        assert_eq!((heights[..16].iter().sum::<i32>(), &heights[16..]), (0, &[28, 14][..]));
        assert_eq!(
            (made.count, made.first.iso, made.last.iso),
            (3, "2025-01".into(), "2026-06".into())
        );
        assert!(spark(&entries[..1], Some(date("2026-06-20"))).is_none());
    }
}
