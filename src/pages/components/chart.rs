//! Pictures of measured values: their geometry, for a template to draw.
//!
//! Takes the figures of one metric, gives a chart over time where they have several dates, else rows of bars. Units are
//! those of the view box. Words and elements stand in the template; colours in the styles. A side is a shape, what is
//! said of a value a stroke over it, an approximate value hollow: nothing is told by colour alone.

use crate::model::*;
use crate::pages::components::link::When;
use crate::pages::components::number::{bare, figure_value};
use crate::pages::components::scale::{DateScale, Tick, ValueScale};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use serde::Serialize;
use std::collections::HashMap;

/// Fewer values need no picture.
const ENOUGH: usize = 3;
const WIDTH: i32 = 400;
const LEFT: i32 = 44;
const RIGHT: i32 = 388;
const TOP: i32 = 14;
const BOTTOM: i32 = 216;
const ROW: i32 = 24;
/// Characters that fit beside a bar, and in a line below the picture.
const LABEL: usize = 25;
const LINE: usize = 58;
/// The width and height that a label takes.
const SIGN: i32 = 6;
const LEADING: i32 = 13;

#[derive(Default, Serialize)]
pub(crate) struct Chart {
    width: i32,
    height: i32,
    /// Where the words below start.
    foot: i32,
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    unit: String,
    logarithmic: bool,
    /// Over time; else rows.
    dated: bool,
    days: Vec<Tick>,
    values: Vec<Tick>,
    lines: Vec<Course>,
    marks: Vec<Mark>,
    /// Which sides and states are in it, for the legend.
    sides: Vec<Sample>,
    states: Vec<Sample>,
    /// Whether a value is approximate, a bound or projected.
    inexact: bool,
    ranges: bool,
    first: Option<When>,
    last: Option<When>,
    /// Names of the sources, in lines.
    sources: Vec<ChartLine>,
    is_one_source: bool,
}

/// A line of words below the picture.
#[derive(Serialize)]
pub(crate) struct ChartLine {
    y: i32,
    text: String,
}

/// The way of one subject from date to date.
#[derive(Serialize)]
pub(crate) struct Course {
    side: &'static str,
    path: String,
}

#[derive(Serialize)]
pub(crate) struct Mark {
    /// The id of the figure.
    id: String,
    subject: String,
    /// With the words that say what kind of value it is.
    value: String,
    /// How many figures report the measurement.
    reports: usize,
    /// The value where the picture says the unit.
    short: String,
    date: Option<When>,
    side: &'static str,
    /// What the side is called; nothing for values of no side.
    side_word: Option<&'static str>,
    status: &'static str,
    exact: bool,
    /// The sign of an approximate value or a bound, before `short`.
    sign: &'static str,
    shape: String,
    /// A stroke over the shape that says what became of the value.
    stroke: Option<String>,
    /// A range; a bar in rows.
    spans: Vec<String>,
    /// All days that an imprecise date can mean.
    reach: Option<String>,
    label: Option<Label>,
}

#[derive(Serialize)]
pub(crate) struct Label {
    x: i32,
    y: i32,
    anchor: &'static str,
    text: String,
}

/// A word of the legend with its sign.
#[derive(Serialize)]
pub(crate) struct Sample {
    /// Of a side, for its style.
    side: Option<&'static str>,
    word: &'static str,
    shape: String,
    stroke: Option<String>,
}

/// On which side the values of a picture are, and what the sides are called.
#[derive(Clone, Copy)]
pub(crate) struct ChartSides<'a> {
    pub side: &'a dyn Fn(&Figure) -> Side,
    pub word: fn(Side) -> &'static str,
}

/// The picture of a metric; `None` where there is too little to see.
pub(crate) fn chart(page: &Page, figures: &[FigureId]) -> Option<Chart> {
    chart_by(page, figures, ChartSides { side: &|figure| figure.side, word: Side::word })
}

/// The picture of a metric with its values on these sides.
pub(crate) fn chart_by(page: &Page, figures: &[FigureId], by: ChartSides) -> Option<Chart> {
    let site = page.site();
    let measurements = &page.ctx.tables.reasoning.measurements;
    let mut reports: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<&Figure> = Vec::new();
    for id in measurements.distinct(figures) {
        reports.insert(&site.figure(id).id, measurements.reports(id));
        all.push(site.figure(id));
    }
    let unit = &all.first()?.unit;
    if all.len() < ENOUGH || all.iter().any(|f| f.unit != *unit) {
        return None;
    }
    let mut dates: Vec<Date> = all.iter().filter_map(|f| f.as_of).collect();
    dates.sort();
    dates.dedup();
    let every_dated = all.iter().all(|f| f.as_of.is_some());
    let blank = Chart {
        width: WIDTH,
        left: LEFT,
        right: RIGHT,
        top: TOP,
        bottom: BOTTOM,
        unit: unit.clone(),
        sides: sides(&all, by),
        states: states(&all),
        inexact: all.iter().any(|f| !f.is_exact()),
        ranges: all.iter().any(|f| f.upper.is_some()),
        first: dates.first().copied().map(When::from),
        last: dates.last().copied().map(When::from),
        ..Chart::default()
    };
    let mut made = if dates.len() > 1 && every_dated {
        over_time(page.ctx, &all, by, blank)
    } else {
        rows(page.ctx, &all, by, blank)
    };
    for mark in &mut made.marks {
        mark.reports = reports[mark.id.as_str()];
    }
    let names = sources(site, &all);
    made.is_one_source = names.len() == 1;
    let mut y = made.foot;
    for text in lines_of(names) {
        y += LEADING;
        made.sources.push(ChartLine { y, text });
    }
    made.height = y + 6;
    Some(made)
}

fn over_time(ctx: &Ctx, all: &[&Figure], by: ChartSides, blank: Chart) -> Chart {
    let days = DateScale::over(all.iter().filter_map(|f| f.as_of), LEFT + 8, RIGHT - 8)
        .expect("every figure has a date");
    let every: Vec<f64> = all.iter().flat_map(|f| [Some(f.value), f.upper]).flatten().collect();
    let values = ValueScale::over(&every, BOTTOM - 8, TOP + 8);
    let place = |f: &Figure| (f.as_of.map_or(LEFT, |d| days.at(d)), values.at(f.value));
    let one_subject = all.iter().all(|f| f.subject == all[0].subject);
    // A label a subject, at its newest value; the values themselves where there is one subject.
    let newest = |f: &Figure| {
        all.iter()
            .filter(|o| o.subject == f.subject)
            .max_by_key(|o| (o.as_of, &o.id))
            .map(|o| &o.id)
    };
    let (lines, points) = courses(all, by, place);
    let mut taken: Vec<[i32; 4]> =
        all.iter().map(|f| place(f)).map(|(x, y)| [x - 5, y - 5, x + 5, y + 5]).collect();
    let reaches = all.iter().filter_map(|f| Some((days.reach(f.as_of?), place(f).1)));
    taken.extend(reaches.filter(|((a, b), _)| b - a > 4).map(|((a, b), y)| [a, y - 2, b, y + 2]));
    taken.extend(points.windows(2).flat_map(|p| along(p[0], p[1])));
    let marks = all.iter().map(|f| {
        let (x, y) = place(f);
        let mut made = mark(ctx, f, by, x, y);
        if let Some(upper) = f.upper {
            let high = values.at(upper);
            made.spans.push(format!("M{x} {y}V{high}M{} {high}h8M{} {y}h8", x - 4, x - 4));
        }
        if let Some((from, to)) = f.as_of.map(|d| days.reach(d)).filter(|(a, b)| b - a > 4) {
            made.reach = Some(format!("M{from} {y}H{to}"));
        }
        let text = if one_subject {
            bare(f.value, f.upper, &f.unit)
        } else {
            cut(&ctx.site.entity(f.subject).name, LABEL)
        };
        if one_subject || newest(f) == Some(&f.id) {
            made.label = free_place(x, y, text, &mut taken);
        }
        made
    });
    let marks = marks.collect();
    Chart {
        dated: true,
        logarithmic: values.logarithmic,
        days: days.ticks(),
        values: values.ticks(),
        lines,
        marks,
        foot: BOTTOM + 34,
        ..blank
    }
}

/// Lines between the values of one subject on one side; what was corrected is no part of its course.
///
/// Gives the lines, and their corners for what has to keep clear of them.
fn courses(
    all: &[&Figure],
    by: ChartSides,
    place: impl Fn(&Figure) -> (i32, i32),
) -> (Vec<Course>, Vec<Corner>) {
    let mut drawn: Vec<(EntityId, Side)> = Vec::new();
    let (mut out, mut corners) = (Vec::new(), Vec::new());
    for (course, figure) in all.iter().enumerate() {
        let key = (figure.subject, (by.side)(figure));
        if drawn.contains(&key) {
            continue;
        }
        drawn.push(key);
        let holds = |f: &&&Figure| {
            (f.subject, (by.side)(f)) == key
                && f.status != FigureStatus::Corrected
                && f.upper.is_none()
        };
        let mut points: Vec<(i32, i32)> = all.iter().filter(holds).map(|f| place(f)).collect();
        points.sort_by_key(|(x, _)| *x);
        if let [(x, y), rest @ ..] = &points[..]
            && !rest.is_empty()
        {
            corners.extend(points.iter().map(|(x, y)| Corner { course, x: *x, y: *y }));
            let rest: String = rest.iter().map(|(x, y)| format!("L{x} {y}")).collect();
            out.push(Course { side: key.1.word(), path: format!("M{x} {y}{rest}") });
        }
    }
    (out, corners)
}

/// Where a line turns.
#[derive(Clone, Copy)]
struct Corner {
    course: usize,
    x: i32,
    y: i32,
}

/// Small areas along the line between two corners.
fn along(a: Corner, b: Corner) -> Vec<[i32; 4]> {
    if a.course != b.course {
        return Vec::new();
    }
    let steps = ((b.x - a.x).abs().max((b.y - a.y).abs()) / 6).max(1);
    let point = |n: i32| (a.x + (b.x - a.x) * n / steps, a.y + (b.y - a.y) * n / steps);
    (1..steps).map(point).map(|(x, y)| [x - 2, y - 2, x + 2, y + 2]).collect()
}

/// A place beside a point where a label covers nothing; none where there is no room.
fn free_place(x: i32, y: i32, text: String, taken: &mut Vec<[i32; 4]>) -> Option<Label> {
    let width = text.chars().count() as i32 * SIGN;
    for dy in [0, -LEADING, LEADING, -2 * LEADING, 2 * LEADING] {
        for (anchor, left) in [("start", x + 8), ("end", x - 8 - width)] {
            let area = [left, y + dy - 6, left + width, y + dy + 6];
            if left >= LEFT
                && area[2] <= RIGHT
                && area[1] >= 0
                && area[3] <= BOTTOM
                && taken.iter().all(|o| {
                    area[2] <= o[0] || o[2] <= area[0] || area[3] <= o[1] || o[3] <= area[1]
                })
            {
                taken.push(area);
                let x = if anchor == "start" { left } else { x - 8 };
                return Some(Label { x, y: y + dy + 4, anchor, text });
            }
        }
    }
    None
}

fn rows(ctx: &Ctx, all: &[&Figure], by: ChartSides, blank: Chart) -> Chart {
    let every: Vec<f64> = all.iter().flat_map(|f| [Some(f.value), f.upper]).flatten().collect();
    let (left, right) = (LEFT + 124, RIGHT - 66);
    let values = ValueScale::from_zero(&every, left, right);
    let mut sorted = all.to_vec();
    sorted.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.id.cmp(&b.id)));
    let marks: Vec<Mark> = sorted
        .iter()
        .enumerate()
        .map(|(n, f)| {
            let (x, y) = (values.at(f.value), TOP + 6 + n as i32 * ROW);
            let mut made = mark(ctx, f, by, x, y);
            made.spans.push(format!("M{left} {y}H{x}"));
            if let Some(upper) = f.upper {
                let high = values.at(upper);
                made.spans.push(format!("M{x} {y}H{high}M{high} {}v8", y - 4));
            }
            let text = cut(&ctx.site.entity(f.subject).name, LABEL);
            made.label = Some(Label { x: left - 10, y: y + 4, anchor: "end", text });
            made
        })
        .collect();
    let bottom = TOP + marks.len() as i32 * ROW;
    Chart { left, right, bottom, foot: bottom + 20, marks, ..blank }
}

fn mark(ctx: &Ctx, figure: &Figure, by: ChartSides, x: i32, y: i32) -> Mark {
    let side = (by.side)(figure);
    Mark {
        id: figure.id.clone(),
        subject: ctx.site.entity(figure.subject).name.clone(),
        value: figure_value(figure),
        reports: 1,
        short: bare(figure.value, figure.upper, &figure.unit),
        date: figure.as_of.map(When::from),
        side: side.word(),
        side_word: (side != Side::Unsided).then(|| (by.word)(side)),
        status: figure.status.word(),
        exact: figure.is_exact(),
        sign: sign(figure),
        shape: shape(side, x, y),
        stroke: stroke(figure.status, x, y),
        spans: Vec::new(),
        reach: None,
        label: None,
    }
}

fn sign(figure: &Figure) -> &'static str {
    match figure.bound {
        Some(FigureBound::AtLeast) => "≥ ",
        Some(FigureBound::AtMost) => "≤ ",
        None if figure.approximate => "≈ ",
        None => "",
    }
}

/// A side's sign around a point: open a circle, closed a square, what lies between a diamond, no side a triangle.
fn shape(side: Side, x: i32, y: i32) -> String {
    match side {
        Side::Open => format!("M{} {y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", f64::from(x) - 4.5),
        Side::Closed => format!("M{} {}h8v8h-8z", x - 4, y - 4),
        Side::Gap | Side::Mixed => {
            format!("M{x} {}l5.5 5.5l-5.5 5.5l-5.5-5.5z", f64::from(y) - 5.5)
        }
        Side::Unsided => format!("M{x} {}l5 8.5h-10z", f64::from(y) - 5.0),
    }
}

/// What became of a value: corrected is crossed out, overtaken struck through, disputed split, confirmed ringed.
fn stroke(status: FigureStatus, x: i32, y: i32) -> Option<String> {
    match status {
        FigureStatus::Stated => None,
        FigureStatus::Corrected => Some(format!("M{} {}l14 14m0-14l-14 14", x - 7, y - 7)),
        FigureStatus::Overtaken => Some(format!("M{} {y}h18", x - 9)),
        FigureStatus::Disputed => Some(format!("M{x} {}v18", y - 9)),
        FigureStatus::Confirmed => Some(format!("M{} {y}a8 8 0 1 0 16 0a8 8 0 1 0-16 0z", x - 8)),
    }
}

fn sides(all: &[&Figure], by: ChartSides) -> Vec<Sample> {
    let mut samples = Vec::new();
    for side in Side::ALL.iter().copied().filter(|side| *side != Side::Unsided) {
        if all.iter().any(|figure| (by.side)(figure) == side) {
            let (word, shape) = ((by.word)(side), shape(side, 10, 10));
            samples.push(Sample { side: Some(side.word()), word, shape, stroke: None });
        }
    }
    samples
}

fn states(all: &[&Figure]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for status in FigureStatus::ALL {
        if *status != FigureStatus::Stated && all.iter().any(|f| f.status == *status) {
            let (shape, stroke) = (shape(Side::Open, 10, 10), stroke(*status, 10, 10));
            samples.push(Sample { side: None, word: status.word(), shape, stroke });
        }
    }
    samples
}

/// Whom the values are from: publishers, or titles where there is none.
fn sources(site: &Site, all: &[&Figure]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for id in all.iter().filter_map(|f| f.source).filter(|s| site.is_visible(Target::Source(*s))) {
        let source = site.source(id);
        let name = source.publisher.map_or(&source.title, |p| &site.publisher(p).name);
        let name = cut(name, LINE - 12);
        if !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

/// Names with commas in lines of limited length; the first has room for a word before it.
fn lines_of(names: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let last = names.len().saturating_sub(1);
    for (n, name) in names.into_iter().enumerate() {
        let end = if n < last { ", " } else { "" };
        let room = if out.len() <= 1 { LINE - 10 } else { LINE };
        match out.last_mut() {
            Some(line) if line.chars().count() + name.chars().count() <= room => {
                line.push_str(&(name + end))
            }
            _ => out.push(name + end),
        }
    }
    out.iter().map(|l| l.trim_end().to_string()).collect()
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let short: String = text.chars().take(most - 1).collect();
    format!("{}…", short.trim_end())
}
