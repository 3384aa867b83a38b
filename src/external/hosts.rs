//! Who is asked when: several hosts at a time, each of them one request at a time with a pause after it.

use super::{Answer, Limits, ask};
use crate::pipeline::Progress;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use url::Url;

/// A host's turn: whoever holds it may ask.
type Turns = Mutex<HashMap<String, Arc<Mutex<()>>>>;

/// Asks all addresses. The answers come in the order of the addresses.
pub fn ask_all<'a>(addresses: &[&'a str], limits: Limits, progress: &dyn Progress) -> Vec<(&'a str, Answer)> {
    let mut by_host: BTreeMap<String, VecDeque<&'a str>> = BTreeMap::new();
    for address in addresses {
        by_host.entry(host(address)).or_default().push_back(address);
    }
    // the longest queue first, since it decides how long all of this takes
    let mut queues: Vec<VecDeque<&str>> = by_host.into_values().collect();
    queues.sort_by_key(VecDeque::len);
    let (queues, turns, agent) = (Mutex::new(queues), Turns::default(), ask::agent(limits));
    let turn = |host: &str, act: &mut dyn FnMut()| {
        let own = Arc::clone(lock(&turns).entry(host.to_string()).or_default());
        let _held = lock(&own);
        act();
        thread::sleep(limits.pause);
    };
    let work = || {
        let mut answers = Vec::new();
        loop {
            let Some(queue) = lock(&queues).pop() else { return answers };
            let mut waits = false;
            for address in queue {
                // a host that asked to wait is not asked again in this run
                let answer = if waits { Answer::Busy } else { ask::ask(&agent, address, limits, &turn) };
                waits |= answer == Answer::Busy;
                answers.push((address, answer));
                progress.step();
            }
        }
    };
    let mut answers: Vec<(&str, Answer)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..limits.at_once).map(|_| scope.spawn(work)).collect();
        let ends = workers.into_iter().map(|w| w.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        ends.flatten().collect()
    });
    answers.sort_by_key(|(address, _)| *address);
    answers
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|u| u.host_str().map(String::from)).unwrap_or_default()
}
