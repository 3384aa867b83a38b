//! Whether the addresses that a site leads to still answer.
//!
//! Takes the addresses with their places and what earlier runs remembered, asks what is due, gives the new memory and what
//! is to be said of it. Polite: one request at a time to each host, with a pause, and none to a host that asks to wait.
//! Calls nothing dead before it failed on three different days. The day comes from the caller. Changes no content, and no
//! build needs it.

mod ask;
mod hosts;
mod links;
mod memory;
mod tell;

pub use links::{Link, links};
pub use memory::{FILE, Memory, MemoryError, Record};
pub use tell::findings;

use crate::build::pipeline::Progress;
use crate::model::Date;
use std::time::Duration;

/// How an address is asked.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
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

impl Default for Limits {
    fn default() -> Self {
        Limits {
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
pub enum Due {
    /// Those that were never asked.
    New,
    /// Those, those that failed last time on another day, and those that answered this many days ago or more.
    After(u32),
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is there; `moved` where each step to it said that it is for good.
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

/// How a run went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub known: usize,
    pub asked: usize,
    pub failed: usize,
    pub closed: usize,
    /// Left for another time because their host asked to wait.
    pub waiting: usize,
}

/// Nothing at all could be reached, so nothing was learned.
#[derive(Debug, thiserror::Error)]
#[error(
    "none of {0} addresses could be reached; check this machine's network; nothing was remembered"
)]
pub struct Offline(pub usize);

/// Below this number of addresses it is no wonder that none can be reached.
const FEW: usize = 5;

/// The memory is saved after this many answers, so that a run that is killed has not asked for nothing.
const SAVED_AFTER: usize = 50;

/// Asks what is due and puts the answers into the memory. `save` is called now and then, and not at the end.
///
/// # Errors
/// Where nothing can be reached; the memory is then as it was.
pub fn ask(
    links: &[Link],
    memory: &mut Memory,
    day: Date,
    due: Due,
    limits: Limits,
    progress: &dyn Progress,
    save: &mut dyn FnMut(&Memory),
) -> Result<Counts, Offline> {
    memory.keep_only(links.iter().map(|l| l.address.as_str()));
    let list: Vec<&str> =
        links.iter().map(|l| l.address.as_str()).filter(|a| memory.is_due(a, day, due)).collect();
    progress.stage("ask", list.len());
    let mut counts = Counts { known: links.len(), ..Counts::default() };
    let mut heard: Vec<(&str, Answer)> = Vec::new();
    // an answer of anybody proves that it is not this machine that fails
    let mut is_online = false;
    hosts::ask_all(&list, limits, &mut |address, answer| {
        progress.step();
        is_online |= !matches!(answer, Answer::Unreachable(_));
        heard.push((address, answer));
        if is_online && heard.len() >= SAVED_AFTER {
            heard
                .drain(..)
                .for_each(|(address, answer)| note(memory, &mut counts, address, answer, day));
            save(memory);
        }
    });
    if !is_online && heard.len() >= FEW {
        return Err(Offline(heard.len()));
    }
    heard.into_iter().for_each(|(address, answer)| note(memory, &mut counts, address, answer, day));
    Ok(counts)
}

fn note(memory: &mut Memory, counts: &mut Counts, address: &str, answer: Answer, day: Date) {
    match &answer {
        Answer::Busy => counts.waiting += 1,
        Answer::Closed(_) => counts.closed += 1,
        Answer::Failed(_) | Answer::Unreachable(_) => counts.failed += 1,
        Answer::Alive { .. } => {}
    }
    counts.asked += usize::from(answer != Answer::Busy);
    memory.note(address, answer, day);
}
