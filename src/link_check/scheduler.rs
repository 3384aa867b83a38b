//! The order of requests: several hosts at the same time, the addresses of each host one after the other.

use super::answer::{LinkAnswer, RequestLimits};
use super::request::{agent, ask};
use super::turns::{HostTurns, lock};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;
use ureq::Agent;
use url::Url;

/// What the threads share.
struct HostQueues<'a> {
    queues: Mutex<Vec<VecDeque<&'a str>>>,
    turns: HostTurns,
    agent: Agent,
    limits: RequestLimits,
}

/// Asks all addresses and calls `receive` with each answer as it arrives, on the thread of the caller.
pub(super) fn ask_all<'a>(
    addresses: &[&'a str],
    limits: RequestLimits,
    receive: &mut dyn FnMut(&'a str, LinkAnswer),
) {
    let hosts = HostQueues {
        queues: Mutex::new(queues(addresses)),
        turns: HostTurns::new(limits.pause),
        agent: agent(limits),
        limits,
    };
    thread::scope(|scope| {
        let (sender, answers) = mpsc::channel();
        for _ in 0..limits.at_once {
            let (hosts, sender) = (&hosts, sender.clone());
            scope.spawn(move || hosts.work(&sender));
        }
        drop(sender);
        for (address, answer) in answers {
            receive(address, answer);
        }
    });
}

/// The addresses of each host, the longest queue last: it is taken first, since it decides how long a run takes.
fn queues<'a>(addresses: &[&'a str]) -> Vec<VecDeque<&'a str>> {
    let mut by_host: BTreeMap<String, VecDeque<&'a str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push_back(address);
    }
    let mut queues: Vec<VecDeque<&str>> = by_host.into_values().collect();
    queues.sort_by_key(VecDeque::len);
    queues
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|u| u.host_str().map(String::from)).unwrap_or_default()
}

impl<'a> HostQueues<'a> {
    /// Takes one queue after the other until none is left or nothing receives the answers.
    fn work(&self, answers: &Sender<(&'a str, LinkAnswer)>) {
        loop {
            let Some(queue) = lock(&self.queues).pop() else { return };
            let mut is_busy = false;
            for address in queue {
                // a host that asked to wait is not asked again in this run
                let answer = if is_busy {
                    LinkAnswer::Busy
                } else {
                    ask(&self.agent, address, self.limits, &self.turns)
                };
                is_busy |= answer == LinkAnswer::Busy;
                if answers.send((address, answer)).is_err() {
                    return;
                }
            }
        }
    }
}
