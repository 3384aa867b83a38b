//! One run of the link checker.

use super::answer::{DuePolicy, LinkAnswer, RequestLimits};
use super::external_links::ExternalLink;
use super::history::LinkHistory;
use super::scheduler;
use crate::build::pipeline::Progress;
use crate::model::Date;

/// How a run went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCheckCounts {
    /// Addresses of the site.
    pub known: usize,
    /// Addresses that were requested, without those that are waiting.
    pub asked: usize,
    /// Requests without a successful answer.
    pub failed: usize,
    /// Addresses that exist but refuse programs.
    pub closed: usize,
    /// Postponed because their host asked to wait.
    pub waiting: usize,
}

/// Nothing at all could be reached, so nothing was learned.
#[derive(Debug, thiserror::Error)]
#[error(
    "none of {0} addresses could be reached; check this machine's network; nothing was recorded"
)]
pub struct OfflineError(pub usize);

/// With fewer addresses than this, all of them may well be unreachable.
const FEW: usize = 5;

/// The history is saved after this many answers, so that a killed run is not lost.
const SAVED_AFTER: usize = 50;

/// Asks what is due and puts the answers into the history. `save` is called now and then, and not at the end.
///
/// # Errors
/// Where nothing can be reached; the history is then as it was.
pub fn check_links(
    links: &[ExternalLink],
    history: &mut LinkHistory,
    day: Date,
    due: DuePolicy,
    limits: RequestLimits,
    progress: &dyn Progress,
    save: &mut dyn FnMut(&LinkHistory),
) -> Result<LinkCheckCounts, OfflineError> {
    history.keep_only(links.iter().map(|l| l.address.as_str()));
    let list: Vec<&str> =
        links.iter().map(|l| l.address.as_str()).filter(|a| history.is_due(a, day, due)).collect();
    progress.stage("ask", list.len());
    let mut counts = LinkCheckCounts { known: links.len(), ..LinkCheckCounts::default() };
    let mut heard: Vec<(&str, LinkAnswer)> = Vec::new();
    // an answer of anybody proves that it is not this machine that fails
    let mut is_online = false;
    scheduler::ask_all(&list, limits, &mut |address, answer| {
        progress.step();
        is_online |= !matches!(answer, LinkAnswer::Unreachable(_));
        heard.push((address, answer));
        if is_online && heard.len() >= SAVED_AFTER {
            for (address, answer) in heard.drain(..) {
                note(history, &mut counts, address, answer, day);
            }
            save(history);
        }
    });
    if !is_online && heard.len() >= FEW {
        return Err(OfflineError(heard.len()));
    }
    for (address, answer) in heard {
        note(history, &mut counts, address, answer, day);
    }
    Ok(counts)
}

fn note(
    history: &mut LinkHistory,
    counts: &mut LinkCheckCounts,
    address: &str,
    answer: LinkAnswer,
    day: Date,
) {
    match &answer {
        LinkAnswer::Busy => counts.waiting += 1,
        LinkAnswer::Closed(_) => counts.closed += 1,
        LinkAnswer::Failed(_) | LinkAnswer::Unreachable(_) => counts.failed += 1,
        LinkAnswer::Alive { .. } => {}
    }
    counts.asked += usize::from(answer != LinkAnswer::Busy);
    history.note(address, answer, day);
}
