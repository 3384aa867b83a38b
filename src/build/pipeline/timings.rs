//! What each stage took, for `--timings`.

use std::time::{Duration, Instant};

/// Stages in the order they ran: name, wall time, how many things passed through.
pub struct Timings {
    /// Name, duration and number of processed things of each stage.
    pub list: Vec<(&'static str, Duration, usize)>,
    last: Instant,
}

impl Default for Timings {
    fn default() -> Self {
        Timings { list: Vec::new(), last: Instant::now() }
    }
}

impl Timings {
    /// Books the time since the last stage.
    pub fn lap(&mut self, name: &'static str, count: usize) {
        let now = Instant::now();
        self.list.push((name, now - self.last, count));
        self.last = now;
    }
}
