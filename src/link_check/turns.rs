//! One request at a time to each host, with a pause after it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

type HostLocks = Mutex<HashMap<String, Arc<Mutex<()>>>>;

/// The hosts that were asked so far.
pub(super) struct HostTurns {
    locks: HostLocks,
    pause: Duration,
}

impl HostTurns {
    pub(super) fn new(pause: Duration) -> HostTurns {
        HostTurns { locks: HostLocks::default(), pause }
    }

    /// Runs `request` as soon as no other request to the host is under way.
    pub(super) fn wait<T>(&self, host: &str, request: impl FnOnce() -> T) -> T {
        let host_lock = Arc::clone(lock(&self.locks).entry(host.to_string()).or_default());
        let _turn = lock(&host_lock);
        let result = request();
        thread::sleep(self.pause);
        result
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
