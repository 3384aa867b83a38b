//! Joins the events of one save, or of a thousand, to one change.

use crate::content::load::SourceChange;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// What an event means for the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WatchEvent {
    /// A file is being written; an event for its end follows soon where the system has one.
    WriteStarted(PathBuf),
    /// A file was written, removed or renamed.
    Changed(PathBuf),
    /// One of the watched folders itself was created or removed.
    Folder,
    /// The site's folder itself was removed.
    Root,
    /// Events were lost.
    Lost,
}

/// How long to wait for the end of writing a file since its last event.
const WRITE_TIMEOUT: Duration = Duration::from_millis(5);

/// The events of one save (a test file, the rename of a copy) follow each other within this time.
const SAVE_TIMEOUT: Duration = Duration::from_millis(1);

/// Largest number of events that are collected, so that a stream of saves does not delay the first of them for ever.
const MAX_EVENTS: usize = 512;

#[derive(Default)]
pub(super) struct EventBatch {
    paths: BTreeSet<PathBuf>,
    /// Those that are still being written.
    unfinished: BTreeSet<PathBuf>,
    everything: bool,
    count: usize,
    /// Whether one of the watched folders was created or removed.
    pub has_folder_event: bool,
    /// Whether the site's folder itself was removed.
    pub is_root_lost: bool,
}

impl EventBatch {
    pub(super) fn new(first: WatchEvent) -> EventBatch {
        let mut batch = EventBatch::default();
        batch.add(first);
        batch
    }

    pub(super) fn add(&mut self, event: WatchEvent) {
        self.count += 1;
        match event {
            WatchEvent::WriteStarted(path) => {
                self.unfinished.insert(path.clone());
                self.paths.insert(path);
            }
            WatchEvent::Changed(path) => {
                self.unfinished.remove(&path);
                self.paths.insert(path);
            }
            WatchEvent::Folder => (self.everything, self.has_folder_event) = (true, true),
            WatchEvent::Root => (self.everything, self.is_root_lost) = (true, true),
            WatchEvent::Lost => (self.everything, self.has_folder_event) = (true, true),
        }
    }

    /// How long to wait for more.
    pub(super) fn timeout(&self) -> Duration {
        match self.unfinished.is_empty() {
            _ if self.count > MAX_EVENTS => Duration::ZERO,
            true => SAVE_TIMEOUT,
            false => WRITE_TIMEOUT,
        }
    }

    pub(super) fn change(self) -> SourceChange {
        if self.everything {
            SourceChange::Unknown
        } else {
            SourceChange::Paths(self.paths.into_iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_waited_for_until_it_is_written_and_a_flood_is_not() {
        let path = |n: usize| PathBuf::from(format!("/site/content/{n}.md"));
        let mut batch = EventBatch::new(WatchEvent::WriteStarted(path(1)));
        assert_eq!(batch.timeout(), WRITE_TIMEOUT);
        batch.add(WatchEvent::Changed(path(1)));
        assert_eq!(batch.timeout(), SAVE_TIMEOUT);
        for n in 0..MAX_EVENTS {
            batch.add(WatchEvent::WriteStarted(path(n % 2)));
        }
        assert_eq!(batch.timeout(), Duration::ZERO);
        assert_eq!(batch.change(), SourceChange::Paths(vec![path(0), path(1)]));
    }

    #[test]
    fn where_a_folder_went_or_events_were_lost_everything_changed() {
        for event in [WatchEvent::Folder, WatchEvent::Root, WatchEvent::Lost] {
            let mut batch = EventBatch::new(WatchEvent::Changed("/site/content/a.md".into()));
            batch.add(event);
            assert_eq!(batch.change(), SourceChange::Unknown);
        }
    }
}
