//! How an address is requested, and what it answers.

use std::time::Duration;

/// How an address is asked.
#[derive(Clone, Copy, Debug)]
pub struct RequestLimits {
    /// Hosts that are asked at the same time.
    pub at_once: usize,
    /// Between two requests to one host.
    pub pause: Duration,
    /// For a whole request.
    pub timeout: Duration,
    /// Bytes of a page that are read at most.
    pub largest: u64,
    /// Redirects that are followed.
    pub redirects: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        RequestLimits {
            at_once: 16,
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(20),
            largest: 64 * 1024,
            redirects: 10,
        }
    }
}

/// Which addresses are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuePolicy {
    /// Those that were never asked.
    New,
    /// Those, those that failed last time on another day, and those that answered this many days ago or more.
    After(u32),
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkAnswer {
    /// It answers; `moved` if every redirect on the way was permanent.
    Alive { moved: Option<String> },
    /// There is something, and it does not let programs in.
    Closed(String),
    /// The host asks to be left alone for now.
    Busy,
    /// A failure of this day.
    Failed(String),
    /// A failure that this machine's own network could be the cause of.
    Unreachable(String),
}
