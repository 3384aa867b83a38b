//! Events as marks along a line: above timelines, next to actors.
//!
//! Every event is one mark: where many fall on one place they are stacked, so that what looks dense is dense.

use crate::model::*;
use crate::pages::components::link::When;
use crate::pages::components::scale::DateScale;
use crate::pages::components::text_width::text_width;
use serde::Serialize;
use std::collections::BTreeSet;

/// The widths of the drawings: one for wide screens and one for narrow ones, as letters that shrink with a picture cannot
/// be read.
const WIDTHS: [i32; 2] = [640, 320];
/// The width of a column of marks, and the height of the highest one.
const COLUMN: i32 = 7;
const HIGH: i32 = 84;
/// Below the marks: the axis with its words.
const AXIS: i32 = 20;
/// Between two labels of the axis.
const GAP: i32 = 4;

/// One event: when, what kind, where on the page, its tooltip.
pub(crate) struct ChartPoint {
    pub date: Date,
    /// `event`, `gather` …, or a change word's slug.
    pub kind: String,
    pub id: String,
    pub text: String,
}

#[derive(Serialize)]
pub(crate) struct TimelineChart {
    wide: StripDrawing,
    narrow: StripDrawing,
    /// Each kind once with its sign.
    signs: Vec<ChartSign>,
    first: When,
    last: When,
}

/// Marks along a line, at one width.
#[derive(Serialize)]
pub(crate) struct StripDrawing {
    width: i32,
    height: i32,
    /// Where the axis runs.
    base: i32,
    ticks: Vec<StripTick>,
    marks: Vec<ChartMark>,
}

/// A mark of the axis with its label, which lies within the drawing.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct StripTick {
    at: i32,
    /// Empty where there is no room beside a label that matters more.
    text: String,
    /// The middle of the label.
    label: i32,
    /// A year's start among months.
    strong: bool,
}

#[derive(Serialize)]
pub(crate) struct ChartSign {
    kind: String,
    path: String,
}

#[derive(Serialize)]
pub(crate) struct ChartMark {
    kind: String,
    id: String,
    path: String,
    text: String,
}

/// The chart of a list; `None` for fewer than two events, which need none.
pub(crate) fn timeline_chart(
    locale: &Locale,
    mut points: Vec<ChartPoint>,
) -> Option<TimelineChart> {
    if points.len() < 2 {
        return None;
    }
    let ends = (points.iter().map(|p| p.date).min()?, points.iter().map(|p| p.date).max()?);
    points.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let kinds: BTreeSet<String> = points.iter().map(|p| p.kind.clone()).collect();
    let signs =
        kinds.into_iter().map(|kind| ChartSign { path: entry_shape(&kind, 6, 6), kind }).collect();
    let [wide, narrow] = WIDTHS.map(|width| stacked(locale, &points, width));
    Some(TimelineChart {
        wide: wide?,
        narrow: narrow?,
        signs,
        first: ends.0.into(),
        last: ends.1.into(),
    })
}

/// Marks above the day of each point, those of one column stacked.
fn stacked(locale: &Locale, points: &[ChartPoint], width: i32) -> Option<StripDrawing> {
    let days = DateScale::over(points.iter().map(|p| p.date), COLUMN, width - COLUMN)?;
    let column = |date: Date| days.at(date) / COLUMN;
    let mut heights = vec![0; (width / COLUMN + 1) as usize];
    for p in points {
        heights[column(p.date) as usize] += 1;
    }
    let highest: i32 = heights.iter().copied().max().unwrap_or(1);
    // Marks overlap where a column would be too high; none is left out.
    let step = f64::from(HIGH - COLUMN) / f64::from((highest - 1).max(1));
    let step = step.min(f64::from(COLUMN) + 0.5);
    let base = (f64::from(highest - 1) * step) as i32 + COLUMN + 4;
    let mut filled = vec![0; heights.len()];
    let mut marks = Vec::with_capacity(points.len());
    for point in points {
        let at = column(point.date);
        let level = filled[at as usize];
        filled[at as usize] += 1;
        let y = base - 6 - (f64::from(level) * step).round() as i32;
        let path = entry_shape(&point.kind, at * COLUMN + COLUMN / 2, y);
        marks.push(mark(point, path));
    }
    Some(StripDrawing {
        width,
        height: base + AXIS,
        base,
        ticks: strip_ticks(&days, locale, width),
        marks,
    })
}

/// The marks of an axis. A label near an end of the drawing is moved into it.
fn strip_ticks(days: &DateScale, locale: &Locale, width: i32) -> Vec<StripTick> {
    let mut ticks: Vec<StripTick> = Vec::new();
    for tick in days.ticks(locale) {
        let half = text_width(&tick.text).div_euclid(2) + 1;
        let label = tick.at.min(width - half).max(half);
        let mut tick = StripTick { at: tick.at, text: tick.text, label, strong: tick.strong };
        if let Some(last) = ticks.last_mut()
            && last.label + text_width(&last.text) / 2 + GAP > label - half
        {
            match tick.strong && !last.strong {
                true => last.text.clear(),
                false => tick.text.clear(),
            }
        }
        ticks.push(tick);
    }
    ticks
}

fn mark(point: &ChartPoint, path: String) -> ChartMark {
    let ChartPoint { kind, id, text, .. } = point;
    ChartMark { kind: kind.clone(), id: id.clone(), path, text: text.clone() }
}

/// The sign of a kind of entry.
fn entry_shape(kind: &str, x: i32, y: i32) -> String {
    match kind {
        "gather" | "article" => format!("M{} {}h6v6h-6z", x - 3, y - 3),
        "position" => format!("M{x} {}l4 4l-4 4l-4-4z", y - 4),
        "correction" => format!("M{} {}l6 6m0-6l-6 6", x - 3, y - 3),
        "relation" => format!("M{} {y}h6", x - 3),
        _ => format!("M{} {y}a3 3 0 1 0 6 0a3 3 0 1 0-6 0z", x - 3),
    }
}

/// How one actor's position moved, on an axis that all actors of the page share.
#[derive(Serialize)]
pub(crate) struct PositionChart {
    wide: StripDrawing,
    narrow: StripDrawing,
}

/// The height of the line.
const LEVEL: i32 = 14;

/// The axes of a page of actors, from the first position to the last, for each width.
pub(crate) struct PositionAxes {
    scales: [DateScale; 2],
}

impl PositionAxes {
    pub(crate) fn over(dates: impl IntoIterator<Item = Date> + Clone) -> Option<PositionAxes> {
        let [wide, narrow] = WIDTHS.map(|width| DateScale::over(dates.clone(), 10, width - 10));
        Some(PositionAxes { scales: [wide?, narrow?] })
    }
}

/// The chart of an actor's positions; `None` for fewer than two: nothing moved.
pub(crate) fn position_chart(
    locale: &Locale,
    axes: Option<&PositionAxes>,
    mut points: Vec<ChartPoint>,
) -> Option<PositionChart> {
    let axes = axes.filter(|_| points.len() > 1)?;
    points.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
    let [wide, narrow] = [0, 1].map(|n| in_line(locale, &points, &axes.scales[n], WIDTHS[n]));
    Some(PositionChart { wide, narrow })
}

/// Marks on a line; two of one day stand side by side.
fn in_line(locale: &Locale, points: &[ChartPoint], days: &DateScale, width: i32) -> StripDrawing {
    let mut right = i32::MIN;
    let mut marks = Vec::with_capacity(points.len());
    for point in points {
        let x = days.at(point.date).max(right.saturating_add(13)).min(width - 6);
        right = x;
        marks.push(mark(point, change_shape(&point.kind, x, LEVEL)));
    }
    StripDrawing {
        width,
        height: LEVEL + 10 + AXIS,
        base: LEVEL,
        ticks: strip_ticks(days, locale, width),
        marks,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn point(text: &str, kind: &str, id: &str) -> ChartPoint {
        ChartPoint { date: date(text), kind: kind.into(), id: id.into(), text: String::new() }
    }

    #[test]
    fn things_of_one_day_are_stacked_and_one_alone_needs_no_strip() {
        let (english, one) = (Locale::english(), || point("2026-03-01", "event", "a"));
        assert!(timeline_chart(&english, vec![one()]).is_none());
        let made = timeline_chart(
            &english,
            vec![one(), point("2026-03-01", "gather", "b"), point("2026-06-01", "event", "c")],
        )
        .unwrap();
        let places: Vec<(&str, &str)> =
            made.wide.marks.iter().map(|m| (m.id.as_str(), m.path.as_str())).collect();
        assert_eq!(
            places,
            [
                ("a", "M7 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"),
                ("b", "M7 1h6v6h-6z"),
                ("c", "M630 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z")
            ]
        );
        let narrow = &made.narrow;
        assert_eq!((narrow.width, narrow.height), (320, made.wide.height));
        assert_eq!(narrow.marks[2].path, "M308 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z");
    }

    #[test]
    fn labels_of_the_axis_lie_within_the_drawing_and_beside_each_other() {
        let chart = |a: &str, b: &str| {
            let points = vec![point(a, "event", "a"), point(b, "event", "b")];
            timeline_chart(&Locale::english(), points).unwrap()
        };
        let ticks = chart("2026-04-01", "2026-06-20").narrow.ticks;
        let labels: Vec<(i32, i32, &str)> =
            ticks.iter().map(|tick| (tick.at, tick.label, tick.text.as_str())).collect();
        assert_eq!(labels, [(7, 30, "Apr 2026"), (122, 122, "May"), (240, 240, "Jun")]);
        let ticks = chart("2026-02-01", "2026-12-30").wide.ticks;
        let texts: Vec<&str> = ticks.iter().map(|tick| tick.text.as_str()).collect();
        assert_eq!(texts[..3], ["Feb 2026", "", "Apr"]);
    }

    #[test]
    fn two_moves_of_one_day_stand_side_by_side() {
        let english = Locale::english();
        let axes = PositionAxes::over([date("2026-03-01"), date("2026-06-01")]);
        let made = position_chart(
            &english,
            axes.as_ref(),
            vec![point("2026-03-01", "silent", "a"), point("2026-03-01", "silent", "b")],
        );
        let marks = made.unwrap().wide.marks;
        let paths: Vec<String> = marks.into_iter().map(|m| m.path).collect();
        assert_eq!(paths, ["M4 13h12v3h-12z", "M17 13h12v3h-12z"]);
        assert!(
            position_chart(&english, axes.as_ref(), vec![point("2026-03-01", "silent", "a")])
                .is_none()
        );
    }
}
