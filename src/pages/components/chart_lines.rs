//! The lines of pictures: the way of one subject from date to date, measured one way.

use crate::model::*;
use crate::pages::components::chart_signs::ChartSides;
use crate::pages::components::chart_values::Measured;
use serde::Serialize;

/// The way of one subject from date to date, measured one way.
#[derive(Serialize)]
pub(crate) struct Course {
    tone: u8,
    path: String,
}

/// Lines between the values of one subject on one side that rest on one origin; corrected values are left out.
///
/// Gives the lines, and their corners for what has to keep clear of them.
pub(crate) fn courses(
    all: &[Measured],
    by: ChartSides,
    place: impl Fn(&Figure) -> (i32, i32),
) -> (Vec<Course>, Vec<Corner>) {
    let mut drawn = Vec::new();
    let (mut out, mut corners) = (Vec::new(), Vec::new());
    for (course, value) in all.iter().enumerate() {
        let key = |value: &Measured| {
            (value.figure.subject, (by.0)(value.figure), value.method, value.figure.definition)
        };
        let own = key(value);
        if drawn.contains(&own) {
            continue;
        }
        drawn.push(own.clone());
        let mut points: Vec<(i32, i32)> = Vec::new();
        for other in all {
            let figure = other.figure;
            let is_in_series = figure.status != FigureStatus::Corrected
                && figure.upper.is_none()
                && figure.bound.is_none();
            if key(other) == own && is_in_series {
                points.push(place(figure));
            }
        }
        points.sort_by_key(|(x, _)| *x);
        if let [(x, y), rest @ ..] = &points[..]
            && !rest.is_empty()
        {
            corners.extend(points.iter().map(|(x, y)| Corner { course, x: *x, y: *y }));
            let rest: String = rest.iter().map(|(x, y)| format!("L{x} {y}")).collect();
            out.push(Course { tone: own.1.tone, path: format!("M{x} {y}{rest}") });
        }
    }
    (out, corners)
}

/// Where a line turns.
#[derive(Clone, Copy)]
pub(crate) struct Corner {
    course: usize,
    x: i32,
    y: i32,
}

/// Small areas along the line between two corners.
pub(crate) fn along(a: Corner, b: Corner) -> Vec<[i32; 4]> {
    if a.course != b.course {
        return Vec::new();
    }
    let steps = ((b.x - a.x).abs().max((b.y - a.y).abs()) / 6).max(1);
    let point = |n: i32| (a.x + (b.x - a.x) * n / steps, a.y + (b.y - a.y) * n / steps);
    (1..steps).map(point).map(|(x, y)| [x - 2, y - 2, x + 2, y + 2]).collect()
}
