//! Closed intervals of numbers.

/// Two numbers that include everything between them; `lower` is not greater than `upper`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub lower: f64,
    pub upper: f64,
}

impl Interval {
    pub fn new(lower: f64, upper: f64) -> Interval {
        Interval { lower, upper }
    }
}
