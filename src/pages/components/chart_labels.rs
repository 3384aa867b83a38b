//! Labels of the points of a chart, without overlaps.

use crate::pages::components::text_width::{CHARACTER, character_width, text_width};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// The height of a line.
pub(crate) const LEADING: i32 = 15;
/// How many lines above and below its point a label may be.
const REACH: i32 = 9;
/// Points that are closer than this are one for the eye.
const SAME: i32 = 6;

/// Words in lines next to a point.
#[derive(Serialize)]
pub(crate) struct Label {
    x: i32,
    anchor: &'static str,
    lines: Vec<ChartLine>,
    /// From the point to words that are farther away.
    leader: Option<String>,
}

/// A line of words.
#[derive(Serialize)]
pub(crate) struct ChartLine {
    pub y: i32,
    pub text: String,
}

impl Label {
    /// A label of one line at a fixed place.
    pub(crate) fn at(x: i32, y: i32, anchor: &'static str, text: String) -> Label {
        Label { x, anchor, lines: vec![ChartLine { y, text }], leader: None }
    }
}

/// A rectangle: left, top, right, bottom.
pub(crate) type Area = [i32; 4];

/// The free room of a picture.
pub(crate) struct LabelRoom {
    pub bounds: Area,
    pub taken: TakenAreas,
}

/// Areas that are not free, by the squares of a grid that they touch.
#[derive(Default)]
pub(crate) struct TakenAreas {
    squares: HashMap<(i32, i32), Vec<Area>>,
    known: HashSet<Area>,
}

impl TakenAreas {
    const SQUARE: i32 = 16;

    fn overlaps(&self, area: Area) -> bool {
        let mut near = TakenAreas::squares(area).filter_map(|square| self.squares.get(&square));
        near.any(|taken| taken.iter().any(|other| overlap(area, *other)))
    }

    fn squares([left, top, right, bottom]: Area) -> impl Iterator<Item = (i32, i32)> {
        let columns = left.div_euclid(Self::SQUARE)..=right.div_euclid(Self::SQUARE);
        let rows = top.div_euclid(Self::SQUARE)..=bottom.div_euclid(Self::SQUARE);
        columns.flat_map(move |column| rows.clone().map(move |row| (column, row)))
    }
}

impl Extend<Area> for TakenAreas {
    fn extend<I: IntoIterator<Item = Area>>(&mut self, areas: I) {
        for area in areas {
            if self.known.insert(area) {
                for square in TakenAreas::squares(area) {
                    self.squares.entry(square).or_default().push(area);
                }
            }
        }
    }
}

/// A place in a picture, or a square of a grid.
type Point = (i32, i32);

/// Points by where they are, to find those that cannot be distinguished.
#[derive(Default)]
pub(crate) struct PointGroups {
    squares: HashMap<Point, Vec<(usize, Point)>>,
}

impl PointGroups {
    pub(crate) fn add(&mut self, n: usize, point: Point) {
        self.squares.entry(PointGroups::square(point)).or_default().push((n, point));
    }

    /// Takes a point and those behind it that cannot be distinguished from it, in ascending order; nothing if it was taken.
    pub(crate) fn take(&mut self, n: usize, point: Point) -> Vec<usize> {
        let (column, row) = PointGroups::square(point);
        let own = self.squares.get(&(column, row));
        if !own.is_some_and(|points| points.iter().any(|(other, _)| *other == n)) {
            return Vec::new();
        }
        let mut taken = Vec::new();
        for square in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y))) {
            if let Some(points) = self.squares.get_mut(&square) {
                let same = points.extract_if(.., |(_, other)| are_one(point, *other));
                taken.extend(same.map(|(other, _)| other));
            }
        }
        taken.sort_unstable();
        taken
    }

    fn square((x, y): Point) -> Point {
        (x.div_euclid(SAME), y.div_euclid(SAME))
    }
}

impl LabelRoom {
    /// A place for lines of words near a point, where they cover nothing.
    pub(crate) fn place(&mut self, x: i32, y: i32, lines: &[String]) -> Option<Label> {
        let (width, height) = (widest(lines), lines.len() as i32 * LEADING);
        for step in 0..=2 * REACH {
            // 0, above, below, two above …
            let lines_off = if step % 2 == 0 { step / 2 } else { -(step + 1) / 2 };
            for (anchor, left) in [("start", x + 9), ("end", x - 9 - width)] {
                let top = y - LEADING / 2 + lines_off * LEADING;
                let area = [left, top, left + width, top + height];
                if !self.is_free(area) {
                    continue;
                }
                self.taken.extend([area]);
                let words_at = if anchor == "start" { left } else { x - 9 };
                let leader = (lines_off.abs() > 1)
                    .then(|| format!("M{x} {y}L{words_at} {}", top + LEADING / 2));
                let mut placed = Vec::new();
                for (line, n) in lines.iter().zip(0..) {
                    placed.push(ChartLine { y: top + n * LEADING + 11, text: line.clone() });
                }
                return Some(Label { x: words_at, anchor, lines: placed, leader });
            }
        }
        None
    }

    /// The free place nearest to a point in the whole picture, with a line that leads there.
    pub(crate) fn place_far(&mut self, x: i32, y: i32, lines: &[String]) -> Option<Label> {
        let (width, height) = (widest(lines), lines.len() as i32 * LEADING);
        let [left, top, right, bottom] = self.bounds;
        let mut nearest: Option<(i32, Area)> = None;
        for at_y in (top..=bottom - height).step_by(LEADING as usize) {
            for at_x in (left..=right - width).step_by(2 * CHARACTER as usize) {
                let area = [at_x, at_y, at_x + width, at_y + height];
                let (to_x, to_y) = (x.clamp(at_x, at_x + width) - x, at_y + height / 2 - y);
                let distance = to_x * to_x + to_y * to_y;
                if nearest.is_none_or(|(least, _)| distance < least) && self.is_free(area) {
                    nearest = Some((distance, area));
                }
            }
        }
        let (_, area) = nearest?;
        self.taken.extend([area]);
        let mut placed = Vec::new();
        for (line, n) in lines.iter().zip(0..) {
            placed.push(ChartLine { y: area[1] + n * LEADING + 11, text: line.clone() });
        }
        let (end_x, end_y) = (x.clamp(area[0], area[2]), y.clamp(area[1], area[3]));
        let leader = Some(format!("M{x} {y}L{end_x} {end_y}"));
        Some(Label { x: area[0], anchor: "start", lines: placed, leader })
    }

    /// A number for a point without room for a label: next to it, else where it is nearest. `None` where nothing is free.
    pub(crate) fn number(&mut self, x: i32, y: i32, number: usize) -> Option<Label> {
        let words = [number.to_string()];
        self.place(x, y, &words).or_else(|| self.place_far(x, y, &words))
    }

    fn is_free(&self, area: Area) -> bool {
        let [left, top, right, bottom] = self.bounds;
        let is_inside = area[0] >= left && area[1] >= top && area[2] <= right && area[3] <= bottom;
        is_inside && !self.taken.overlaps(area)
    }
}

/// The width of the widest of some lines.
fn widest(lines: &[String]) -> i32 {
    lines.iter().map(|line| text_width(line)).max().unwrap_or_default()
}

fn overlap(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether two points cannot be distinguished.
fn are_one(a: (i32, i32), b: (i32, i32)) -> bool {
    (a.0 - b.0).abs() < SAME && (a.1 - b.1).abs() < SAME
}

/// Names with commas between them, in lines as wide as `length` common characters; the first line has room for `before`
/// more characters.
pub(crate) fn lines_of(names: &[String], length: usize, before: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let end = if n + 1 < names.len() { ", " } else { "" };
        let room = if lines.len() <= 1 { length - before } else { length };
        let room = room as i32 * CHARACTER;
        match lines.last_mut() {
            Some(line)
                if text_width(line) + text_width(name) + text_width(end.trim_end()) <= room =>
            {
                line.push_str(name);
                line.push_str(end);
            }
            _ => lines.push(format!("{name}{end}")),
        }
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// A text cut to the width of so many common characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let room = most as i32 * CHARACTER;
    if text_width(text) <= room {
        return text.to_string();
    }
    let mut left = room - text_width("…");
    let mut short = String::new();
    for c in text.chars() {
        left -= character_width(c);
        if left < 0 {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_clear_of_each_other_and_lead_to_points_that_are_farther_off() {
        let mut room = LabelRoom { bounds: [0, 0, 200, 100], taken: TakenAreas::default() };
        let mut areas = Vec::new();
        for name in ["Ann", "Bob", "Cleo", "Dan", "Eve", "Fay"] {
            let label = room.place(100, 50, &[name.to_string()]).expect("there is room");
            areas.push((label.anchor, label.lines[0].y, label.leader.is_some()));
        }
        let expected = [
            ("start", 54, false),
            ("end", 54, false),
            ("start", 39, false),
            ("end", 39, false),
            ("start", 69, false),
            ("end", 69, false),
        ];
        assert_eq!(areas, expected);
        let far = room.place(100, 50, &["Gil".to_string()]).expect("there is room");
        assert_eq!(far.leader.as_deref(), Some("M100 50L109 20"));
        let taken: Vec<Area> = room.taken.known.iter().copied().collect();
        for (n, area) in taken.iter().enumerate() {
            assert!(taken[..n].iter().all(|other| !overlap(*area, *other)), "{area:?}");
        }
    }

    #[test]
    fn label_without_room_beside_its_point_stands_in_the_nearest_free_room() {
        let mut room = LabelRoom { bounds: [0, 0, 300, 60], taken: TakenAreas::default() };
        room.taken.extend([[0, 0, 200, 60]]);
        assert!(room.place(20, 30, &["Ann".to_string()]).is_none());
        let far = room.place_far(20, 30, &["Ann".to_string()]).expect("there is room at the right");
        assert_eq!((far.x, far.lines[0].y), (210, 41));
        assert_eq!(far.leader.as_deref(), Some("M20 30L210 30"));
        room.taken.extend([[200, 0, 300, 60]]);
        assert!(room.place_far(20, 30, &["Bob".to_string()]).is_none());
        assert!(room.number(20, 30, 2).is_none());
        room.bounds = [0, 0, 300, 80];
        let number = room.number(20, 30, 2).expect("there is room below");
        assert_eq!((number.x, number.lines[0].y, number.lines[0].text.as_str()), (14, 71, "2"));
    }

    #[test]
    fn names_are_set_in_lines() {
        let names = ["Ann", "Bob", "Cleo"].map(String::from);
        assert_eq!(lines_of(&names, 10, 0), ["Ann, Bob,", "Cleo"]);
        assert_eq!(cut("A long name", 6), "A lo…");
        assert_eq!(cut("住房租金", 5), "住…");
        assert_eq!(lines_of(&["住房".into(), "租金".into()], 6, 0), ["住房,", "租金"]);
    }
}
