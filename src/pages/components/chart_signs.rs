//! The signs of values in pictures, and the legend that explains them.
//!
//! A side is a shape, what became of a value a stroke over it: nothing is shown by colour alone.

use crate::model::*;
use serde::Serialize;

/// On which side the values of a picture are, and what the sides are called.
#[derive(Clone, Copy)]
pub(crate) struct ChartSides<'a> {
    pub side: &'a dyn Fn(&Figure) -> Side,
    pub word: fn(Side) -> &'static str,
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

/// A side's sign around a point: open a circle, closed a square, what lies between a diamond, no side a triangle.
pub(crate) fn shape(side: Side, x: i32, y: i32) -> String {
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
    let mut samples = Vec::new();
    for side in Side::ALL.iter().copied().filter(|side| *side != Side::Unsided) {
        if figures.iter().any(|figure| (by.side)(figure) == side) {
            let (word, shape) = ((by.word)(side), shape(side, 10, 10));
            samples.push(Sample { side: Some(side.word()), word, shape, stroke: None });
        }
    }
    samples
}

/// What became of values, where anything did.
pub(crate) fn status_samples(figures: &[&Figure]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for status in FigureStatus::ALL {
        if *status != FigureStatus::Stated && figures.iter().any(|f| f.status == *status) {
            let (shape, stroke) = (shape(Side::Open, 10, 10), stroke(*status, 10, 10));
            samples.push(Sample { side: None, word: status.word(), shape, stroke });
        }
    }
    samples
}
