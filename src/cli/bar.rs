//! A progress bar for builds that take longer than a moment.
//!
//! Takes what the pipeline says of its progress. Silent where nobody looks, and for builds that are over at once.

use crate::build::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Once;
use std::time::{Duration, Instant};

/// Builds shorter than this show no bar.
const MOMENT: Duration = Duration::from_millis(500);

/// Whether someone looks at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Watched {
    Yes,
    No,
}

pub(super) struct Bar {
    bar: ProgressBar,
    watched: Watched,
    started: Instant,
    shown: Once,
}

impl Bar {
    pub fn new(watched: Watched) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg:10} {bar:40} {pos}/{len}")
            .expect("the bar's template is correct");
        bar.set_style(style);
        Bar { bar, watched, started: Instant::now(), shown: Once::new() }
    }

    fn show_when_it_takes_long(&self) {
        if self.watched == Watched::Yes
            && !self.shown.is_completed()
            && self.started.elapsed() > MOMENT
        {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, total: usize) {
        self.bar.reset();
        self.bar.set_length(total as u64);
        self.bar.set_message(name);
        self.show_when_it_takes_long();
    }
    fn step(&self) {
        self.bar.inc(1);
        self.show_when_it_takes_long();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
