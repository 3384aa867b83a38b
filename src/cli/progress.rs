//! A progress bar for slow builds on a terminal.

use crate::build::pipeline::Progress;
use indicatif::{ProgressDrawTarget, ProgressStyle};
use std::sync::Once;
use std::time::{Duration, Instant};

/// Faster builds show no bar.
const DELAY: Duration = Duration::from_millis(500);

pub(super) struct ProgressBar {
    bar: indicatif::ProgressBar,
    is_terminal: bool,
    started: Instant,
    shown: Once,
}

impl ProgressBar {
    pub(super) fn new(is_terminal: bool) -> Self {
        let bar = indicatif::ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg:10} {bar:40} {pos}/{len}")
            .expect("the bar's template is correct");
        bar.set_style(style);
        ProgressBar { bar, is_terminal, started: Instant::now(), shown: Once::new() }
    }

    fn show_if_slow(&self) {
        if self.is_terminal && !self.shown.is_completed() && self.started.elapsed() > DELAY {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Progress for ProgressBar {
    fn stage(&self, name: &'static str, total: usize) {
        self.bar.reset();
        self.bar.set_length(total as u64);
        self.bar.set_message(name);
        self.show_if_slow();
    }
    fn step(&self) {
        self.bar.inc(1);
        self.show_if_slow();
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
