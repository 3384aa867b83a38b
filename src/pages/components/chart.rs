//! Pictures of measured values: their geometry, for a template to draw.
//!
//! Takes the figures of one metric, gives a chart over time where they have several dates, else rows of bars; each as one
//! drawing for wide screens and one for narrow ones, as letters that shrink with a picture cannot be read. Units are those
//! of the view box. Words and elements are in the template; colours in the styles.

use crate::model::*;
use crate::pages::components::chart_labels::{
    ChartLine, LEADING, Label, LabelRoom, PointGroups, TakenAreas, cut, lines_of,
};
use crate::pages::components::chart_lines::{Course, along, courses};
use crate::pages::components::chart_signs::{
    ChartSides, Sample, shape, side_samples, stated_side, status_samples, stroke,
};
use crate::pages::components::chart_values::{
    Measured, all_values, measured, named_value, sources,
};
use crate::pages::components::link::When;
use crate::pages::components::scale::{DateScale, Tick, ValueScale};
use crate::pages::components::text::Page;
use crate::pages::components::text_width::text_width;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Fewer values need no picture.
const ENOUGH: usize = 3;

/// The measures of a drawing.
#[derive(Clone, Copy)]
struct Frame {
    width: i32,
    left: i32,
    bottom: i32,
    /// Characters that fit next to a point, and in a line below the chart.
    label: usize,
    line: usize,
    /// The width next to a bar for its name; `None` where names are above bars.
    names: Option<i32>,
}

const TOP: i32 = 18;
/// The least width of the longest bar.
const LEAST_BAR: i32 = 60;
const WIDE: Frame =
    Frame { width: 640, left: 52, bottom: 290, label: 34, line: 90, names: Some(210) };
const NARROW: Frame = Frame { width: 288, left: 40, bottom: 250, label: 22, line: 40, names: None };

/// A picture of one metric.
#[derive(Serialize)]
pub(crate) struct Chart {
    wide: Drawing,
    narrow: Drawing,
    /// The name of the unit; empty for a number without one.
    unit: String,
    logarithmic: bool,
    /// Where an axis starts that does not start at zero.
    starts_at: Option<String>,
    /// Over time; else rows.
    dated: bool,
    /// Which sides and states are in it, for the legend.
    sides: Vec<Sample>,
    states: Vec<Sample>,
    /// Whether a value is approximate, a bound or projected.
    inexact: bool,
    ranges: bool,
    first: Option<When>,
    last: Option<When>,
    is_one_source: bool,
    /// How many measurements and subjects it shows, and its extremes in words.
    count: usize,
    subjects: usize,
    lowest: String,
    highest: String,
}

/// The geometry of a picture at one width.
#[derive(Serialize)]
pub(crate) struct Drawing {
    width: i32,
    height: i32,
    /// Where the words below start.
    foot: i32,
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    days: Vec<Tick>,
    values: Vec<Tick>,
    /// The mark of an axis that does not start at zero.
    axis_break: Option<String>,
    lines: Vec<Course>,
    marks: Vec<Mark>,
    /// The names of points that have a number, in lines.
    numbered: Vec<ChartLine>,
    /// Names of the sources, in lines.
    sources: Vec<ChartLine>,
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
    /// The number of its side's colour and shape.
    tone: u8,
    /// What the side is called; nothing for values of no side.
    side_word: Option<String>,
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
    /// Its name; that of several where they are at one point.
    label: Option<Label>,
    /// The index of its value in rows.
    value_y: i32,
}

/// The picture of a metric; `None` where there is too little to see.
pub(crate) fn chart(page: &Page, figures: &[FigureId]) -> Option<Chart> {
    let site = page.site();
    chart_by(page, figures, ChartSides(&|figure: &Figure| stated_side(site, figure.side)))
}

/// The picture of a metric with its values on these sides.
pub(crate) fn chart_by(page: &Page, figures: &[FigureId], by: ChartSides) -> Option<Chart> {
    let site = page.site();
    let all = measured(page, figures);
    let plain: Vec<&Figure> = all.iter().map(|value| value.figure).collect();
    let unit = &plain.first()?.unit;
    if all.len() < ENOUGH || plain.iter().any(|f| f.unit != *unit) {
        return None;
    }
    let mut dates: Vec<Date> = plain.iter().filter_map(|f| f.as_of).collect();
    dates.sort();
    dates.dedup();
    let dated = dates.len() > 1 && plain.iter().all(|f| f.as_of.is_some());
    let scale = match dated {
        true => ValueScale::over(&all_values(&plain), 0, 1),
        false => ValueScale::from_zero(&all_values(&plain), 0, 1),
    };
    let (names, numbers) = (sources(site, &plain), site.numbers());
    let [wide, narrow] = [WIDE, NARROW].map(|frame| {
        let drawing = match dated {
            true => over_time(&site.locale, &all, by, numbers, frame),
            false => rows(&all, by, numbers, frame),
        };
        with_sources(drawing, &names, frame)
    });
    let subjects: HashSet<EntityId> = plain.iter().map(|f| f.subject).collect();
    let lowest = all.iter().min_by(|a, b| a.figure.value.total_cmp(&b.figure.value))?;
    let highest = all.iter().max_by(|a, b| a.figure.value.total_cmp(&b.figure.value))?;
    Some(Chart {
        wide,
        narrow,
        unit: Unit::parse(unit).name(&site.locale),
        logarithmic: scale.logarithmic,
        starts_at: scale.starts_at(numbers),
        dated,
        sides: side_samples(&plain, by),
        states: status_samples(&site.locale, &plain),
        inexact: plain.iter().any(|f| !f.is_exact()),
        ranges: plain.iter().any(|f| f.upper.is_some()),
        first: dates.first().copied().map(When::from),
        last: dates.last().copied().map(When::from),
        is_one_source: names.len() == 1,
        count: all.len(),
        subjects: subjects.len(),
        lowest: named_value(&site.locale, lowest),
        highest: named_value(&site.locale, highest),
    })
}

/// Puts the names of sources below a drawing.
fn with_sources(mut drawing: Drawing, names: &[String], frame: Frame) -> Drawing {
    // The names of numbered points come first.
    for line in &mut drawing.numbered {
        line.y += drawing.foot;
    }
    drawing.foot += drawing.numbered.len() as i32 * LEADING;
    let names: Vec<String> = names.iter().map(|name| cut(name, frame.line - 12)).collect();
    let mut y = drawing.foot;
    for text in lines_of(&names, frame.line, 10) {
        y += LEADING;
        drawing.sources.push(ChartLine { y, text });
    }
    drawing.height = y + 8;
    drawing
}

fn over_time(
    locale: &Locale,
    all: &[Measured],
    by: ChartSides,
    numbers: Measures,
    frame: Frame,
) -> Drawing {
    let (left, right) = (frame.left, frame.width - 8);
    let plain: Vec<&Figure> = all.iter().map(|value| value.figure).collect();
    let days = DateScale::over(plain.iter().filter_map(|f| f.as_of), left + 8, right - 8)
        .expect("every figure has a date");
    let values = ValueScale::over(&all_values(&plain), frame.bottom - 8, TOP + 10);
    let place = |f: &Figure| (f.as_of.map_or(left, |d| days.at(d)), values.at(f.value));
    let (lines, corners) = courses(all, by, place);
    let mut marks = Vec::new();
    for value in all {
        let (x, y) = place(value.figure);
        let mut made = mark(value, by, numbers, [x, y]);
        if let Some(upper) = value.figure.upper {
            let high = values.at(upper);
            made.spans.push(format!("M{x} {y}V{high}M{} {high}h8M{} {y}h8", x - 4, x - 4));
        }
        let reach = value.figure.as_of.map(|day| days.reach(day)).filter(|(a, b)| b - a > 4);
        made.reach = reach.map(|(from, to)| format!("M{from} {y}H{to}"));
        marks.push(made);
    }
    let mut taken = TakenAreas::default();
    for figure in &plain {
        let (x, y) = place(figure);
        taken.extend([[x - 5, y - 5, x + 5, y + 5]]);
        let reach = figure.as_of.map(|day| days.reach(day)).filter(|(a, b)| b - a > 4);
        taken.extend(reach.map(|(from, to)| [from, y - 2, to, y + 2]));
    }
    taken.extend(corners.windows(2).flat_map(|pair| along(pair[0], pair[1])));
    let room = LabelRoom { bounds: [left, 0, right, frame.bottom], taken };
    let numbered = label(all, &mut marks, place, room, numbers, frame);
    let mut day_ticks = days.ticks(locale);
    let is_inside = |tick: &Tick| tick.at + text_width(&tick.text) / 2 <= frame.width;
    day_ticks.retain(is_inside);
    Drawing {
        width: frame.width,
        height: 0,
        foot: frame.bottom + 38,
        left,
        right,
        top: TOP,
        bottom: frame.bottom,
        days: day_ticks,
        values: values.ticks(numbers),
        axis_break: values.starts_at(numbers).map(|_| {
            let (x, y) = (left - 5, frame.bottom);
            format!("M{x} {}l10-5M{x} {}l10-5", y - 2, y - 7)
        }),
        lines,
        marks,
        numbered,
        sources: Vec::new(),
    }
}

/// Names the points: a subject at its newest value, and the values themselves where there is one subject. What lies at one
/// point has one label. A point without room for words has a number; the names of the numbers are returned in lines.
fn label(
    all: &[Measured],
    marks: &mut [Mark],
    place: impl Fn(&Figure) -> (i32, i32),
    mut room: LabelRoom,
    numbers: Measures,
    frame: Frame,
) -> Vec<ChartLine> {
    let one_subject = all.iter().all(|value| value.figure.subject == all[0].figure.subject);
    let mut newest: HashMap<EntityId, &Figure> = HashMap::new();
    for value in all {
        let known = newest.entry(value.figure.subject).or_insert(value.figure);
        if (value.figure.as_of, &value.figure.id) >= (known.as_of, &known.id) {
            *known = value.figure;
        }
    }
    let mut points = PointGroups::default();
    for (n, value) in all.iter().enumerate() {
        if one_subject || newest[&value.figure.subject].id == value.figure.id {
            points.add(n, place(value.figure));
        }
    }
    let mut without_room: Vec<String> = Vec::new();
    for n in 0..all.len() {
        let point = place(all[n].figure);
        let mut names: Vec<String> = Vec::new();
        let mut known: HashSet<String> = HashSet::new();
        for value in points.take(n, point).into_iter().map(|other| &all[other]) {
            let name = match one_subject {
                true => numbers.bare(value.figure.value, value.figure.upper, &value.figure.unit),
                false => cut(value.name, frame.label),
            };
            if known.insert(name.clone()) {
                names.push(name);
            }
        }
        if names.is_empty() {
            continue;
        }
        let (x, y) = point;
        let lines = lines_of(&names, frame.label, 0);
        let label = room.place(x, y, &lines).or_else(|| room.place_far(x, y, &lines));
        marks[n].label = label.or_else(|| {
            let number = without_room.len() + 1;
            let label = room.number(x, y, number);
            // Without room for a number too, it is named below without one.
            let names = names.join(" / ");
            without_room.push(if label.is_some() { format!("{number} {names}") } else { names });
            label
        });
    }
    let lines = lines_of(&without_room, frame.line, 0);
    lines.into_iter().zip(0..).map(|(text, n)| ChartLine { y: n * LEADING, text }).collect()
}

fn rows(all: &[Measured], by: ChartSides, numbers: Measures, frame: Frame) -> Drawing {
    let plain: Vec<&Figure> = all.iter().map(|value| value.figure).collect();
    let short = |figure: &&Figure| {
        let value = numbers.bare(figure.value, figure.upper, &figure.unit);
        text_width(qualifier_sign(figure)) + text_width(&value)
    };
    let left = frame.names.unwrap_or(8);
    // The values are at the right, after the longest bar.
    let values_width = plain.iter().map(short).max().unwrap_or_default() + 12;
    let right = (frame.width - values_width.max(84)).max(left + LEAST_BAR);
    let height = if frame.names.is_some() { 26 } else { 42 };
    let values = ValueScale::from_zero(&all_values(&plain), left, right);
    let mut sorted: Vec<&Measured> = all.iter().collect();
    sorted.sort_by(|a, b| {
        let (a, b) = (a.figure, b.figure);
        b.value.total_cmp(&a.value).then(a.id.cmp(&b.id))
    });
    let mut marks = Vec::new();
    for (value, n) in sorted.into_iter().zip(0..) {
        let name_y = TOP + 12 + n * height;
        let y = if frame.names.is_some() { name_y - 4 } else { name_y + 14 };
        let x = values.at(value.figure.value);
        let mut made = mark(value, by, numbers, [x, y]);
        made.value_y = y + 4;
        made.spans.push(format!("M{left} {y}H{x}"));
        if let Some(upper) = value.figure.upper {
            let high = values.at(upper);
            made.spans.push(format!("M{x} {y}H{high}M{high} {}v8", y - 4));
        }
        made.label = Some(match frame.names {
            Some(_) => Label::at(left - 10, name_y, "end", cut(value.name, frame.label - 6)),
            None => Label::at(left, name_y, "start", cut(value.name, frame.line)),
        });
        marks.push(made);
    }
    let bottom = TOP + marks.len() as i32 * height;
    Drawing {
        width: frame.width,
        height: 0,
        foot: bottom + 22,
        left,
        right,
        top: TOP,
        bottom,
        days: Vec::new(),
        values: Vec::new(),
        axis_break: None,
        lines: Vec::new(),
        marks,
        numbered: Vec::new(),
        sources: Vec::new(),
    }
}

fn mark(value: &Measured, by: ChartSides, numbers: Measures, [x, y]: [i32; 2]) -> Mark {
    let figure = value.figure;
    let side = (by.0)(figure);
    Mark {
        id: figure.id.clone(),
        subject: value.name.to_string(),
        value: numbers.figure(figure),
        reports: value.reports,
        short: numbers.bare(figure.value, figure.upper, &figure.unit),
        date: figure.as_of.map(When::from),
        tone: side.tone,
        side_word: side.word,
        status: figure.status.word(),
        exact: figure.is_exact(),
        sign: qualifier_sign(figure),
        shape: shape(side.tone, x, y),
        stroke: stroke(figure.status, x, y),
        spans: Vec::new(),
        reach: None,
        label: None,
        value_y: y + 4,
    }
}
