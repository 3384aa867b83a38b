//! Closed intervals of numbers, and the probability levels of confidence intervals.

/// The 97.5 % point of the standard normal distribution, for intervals of 95 %.
pub(super) const Z_95: f64 = 1.959_963_984_540_054;

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
