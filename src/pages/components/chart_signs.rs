//! The signs of values in pictures, and the legend that explains them.
//!
//! A side is a shape, what became of a value a stroke over it: nothing is shown by colour alone.

use crate::model::*;
use serde::Serialize;

/// A side of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ChartSide {
    /// Its place in the legend.
    #[serde(skip)]
    pub rank: (i64, usize),
    /// The number of its colour and shape; 0 for values on no side.
    pub tone: u8,
    /// What it is called; nothing for values on no side.
    pub word: Option<String>,
}

/// On which side the values of a picture are.
#[derive(Clone, Copy)]
pub(crate) struct ChartSides<'a>(pub &'a dyn Fn(&Figure) -> ChartSide);

/// The side that a figure or an entity states.
pub(crate) fn stated_side(site: &Site, side: Term<Side>) -> ChartSide {
    let sides = &site.vocabulary.sides;
    ChartSide {
        rank: sides.rank(side),
        tone: sides.colour(side),
        word: (side.base != Side::Unsided).then(|| sides.shown(side, &site.locale)),
    }
}

/// A word of the legend with its sign.
#[derive(Serialize)]
pub(crate) struct Sample {
    /// Of a side, for its style.
    tone: Option<u8>,
    word: String,
    shape: String,
    stroke: Option<String>,
}

/// The corners of the shapes from the fourth on around their middle, in tenths.
const SHAPES: [&[[i32; 2]]; 5] = [
    // a triangle that points down
    &[[0, 50], [50, -35], [-50, -35]],
    // a cross
    &[
        [0, -18],
        [30, -48],
        [48, -30],
        [18, 0],
        [48, 30],
        [30, 48],
        [0, 18],
        [-30, 48],
        [-48, 30],
        [-18, 0],
        [-48, -30],
        [-30, -48],
    ],
    // a star
    &[
        [0, -55],
        [14, -18],
        [53, -17],
        [22, 7],
        [32, 45],
        [0, 23],
        [-32, 45],
        [-22, 7],
        [-53, -17],
        [-14, -18],
    ],
    // a plus
    &[
        [-16, -50],
        [16, -50],
        [16, -16],
        [50, -16],
        [50, 16],
        [16, 16],
        [16, 50],
        [-16, 50],
        [-16, 16],
        [-50, 16],
        [-50, -16],
        [-16, -16],
    ],
    // a bar
    &[[-55, -20], [55, -20], [55, 20], [-55, 20]],
];

/// The shape of a colour's number around a point; a triangle for 0, which is no side.
pub(crate) fn shape(tone: u8, x: i32, y: i32) -> String {
    match tone {
        0 => format!("M{x} {}l5 8.5h-10z", f64::from(y) - 5.0),
        1 => format!("M{} {y}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z", f64::from(x) - 4.5),
        2 => format!("M{} {}h8v8h-8z", x - 4, y - 4),
        3 => format!("M{x} {}l5.5 5.5l-5.5 5.5l-5.5-5.5z", f64::from(y) - 5.5),
        other => {
            let place = |[dx, dy]: &[i32; 2]| {
                let (x, y) = (f64::from(x * 10 + dx) / 10.0, f64::from(y * 10 + dy) / 10.0);
                format!("{x} {y}")
            };
            let shape = SHAPES[usize::from(other - 4) % SHAPES.len()];
            let corners: Vec<String> = shape.iter().map(place).collect();
            format!("M{}z", corners.join("L"))
        }
    }
}

/// What became of a value: corrected is crossed out, overtaken struck through, disputed split, confirmed ringed.
pub(crate) fn stroke(status: FigureStatus, x: i32, y: i32) -> Option<String> {
    match status {
        FigureStatus::Stated => None,
        FigureStatus::Corrected => Some(format!("M{} {}l14 14m0-14l-14 14", x - 7, y - 7)),
        FigureStatus::Overtaken => Some(format!("M{} {y}h18", x - 9)),
        FigureStatus::Disputed => Some(format!("M{x} {}v18", y - 9)),
        FigureStatus::Confirmed => Some(format!("M{} {y}a8 8 0 1 0 16 0a8 8 0 1 0-16 0z", x - 8)),
    }
}

/// The sides that occur.
pub(crate) fn side_samples(figures: &[&Figure], by: ChartSides) -> Vec<Sample> {
    let mut sides: Vec<ChartSide> = figures.iter().map(|figure| (by.0)(figure)).collect();
    sides.sort_by_key(|side| side.rank);
    sides.dedup();
    let mut samples = Vec::new();
    for side in sides {
        if let Some(word) = side.word {
            let shape = shape(side.tone, 10, 10);
            samples.push(Sample { tone: Some(side.tone), word, shape, stroke: None });
        }
    }
    samples
}

/// What became of values, where anything did.
pub(crate) fn status_samples(locale: &Locale, figures: &[&Figure]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for status in FigureStatus::ALL {
        if *status != FigureStatus::Stated && figures.iter().any(|f| f.status == *status) {
            let (shape, stroke) = (shape(1, 10, 10), stroke(*status, 10, 10));
            let word = locale.label(*status).to_string();
            samples.push(Sample { tone: None, word, shape, stroke });
        }
    }
    samples
}
