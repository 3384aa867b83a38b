//! Who is asked when: several hosts at a time, each of them one request at a time with a pause after it.

use super::answer::{LinkAnswer, RequestLimits};
use super::request;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use url::Url;

/// A host's turn: whoever holds it may ask.
type HostLocks = Mutex<HashMap<String, Arc<Mutex<()>>>>;

/// Asks all addresses and gives each answer to `hear` as it comes, on the thread of the caller.
pub fn ask_all<'a>(
    addresses: &[&'a str],
    limits: RequestLimits,
    hear: &mut dyn FnMut(&'a str, LinkAnswer),
) {
    let mut by_host: BTreeMap<String, VecDeque<&'a str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push_back(address);
    }
    // the longest queue first, since it decides how long all of this takes
    let mut queues: Vec<VecDeque<&str>> = by_host.into_values().collect();
    queues.sort_by_key(VecDeque::len);
    let (queues, turns, agent) = (Mutex::new(queues), HostLocks::default(), request::agent(limits));
    let turn = |host: &str, act: &mut dyn FnMut()| {
        let own = Arc::clone(lock(&turns).entry(host.to_string()).or_default());
        let _held = lock(&own);
        act();
        thread::sleep(limits.pause);
    };
    let work = |answers: Sender<(&'a str, LinkAnswer)>| {
        loop {
            let Some(queue) = lock(&queues).pop() else { return };
            let mut waits = false;
            for address in queue {
                // a host that asked to wait is not asked again in this run
                let answer = if waits {
                    LinkAnswer::Busy
                } else {
                    request::ask(&agent, address, limits, &turn)
                };
                waits |= answer == LinkAnswer::Busy;
                if answers.send((address, answer)).is_err() {
                    return;
                }
            }
        }
    };
    thread::scope(|scope| {
        let (sender, answers) = mpsc::channel();
        for _ in 0..limits.at_once {
            let (work, sender) = (&work, sender.clone());
            scope.spawn(move || work(sender));
        }
        drop(sender);
        answers.iter().for_each(|(address, answer)| hear(address, answer));
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|u| u.host_str().map(String::from)).unwrap_or_default()
}
