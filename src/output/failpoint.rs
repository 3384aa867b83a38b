//! Points at which a kill must do no harm. In tests the process aborts at the one that the environment names.

#[cfg(not(test))]
#[inline(always)]
pub(super) fn failpoint() {}

/// Aborts at the failpoint whose number is in `AGON_DIE_AT`.
#[cfg(test)]
pub(super) fn failpoint() {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicI64, Ordering};
    static REMAINING: OnceLock<AtomicI64> = OnceLock::new();
    let remaining = REMAINING.get_or_init(|| {
        let number = std::env::var("AGON_DIE_AT").ok().and_then(|n| n.parse().ok());
        AtomicI64::new(number.unwrap_or(i64::MAX))
    });
    if remaining.fetch_sub(1, Ordering::Relaxed) == 0 {
        std::process::abort();
    }
}
