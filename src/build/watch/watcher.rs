//! The system's watcher, or one that polls, for the folders of a site.

use super::debounce::{EventBatch, WatchEvent};
use crate::content::load::SourceChange;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What is watched below the site's folder.
const FOLDERS: [&str; 5] = ["content", "locales", "templates", "static", "themes"];

/// How often files are polled, and how often a site's folder that vanished is looked for.
const POLL: Duration = Duration::from_millis(400);

/// What notices changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchBackend {
    /// The file events of the operating system.
    System,
    /// Reading every file again and again: for network disks and shared folders, which have no file events.
    Poll,
}

/// A watched site.
pub struct SiteWatcher {
    root: PathBuf,
    /// Stops when this is dropped.
    watcher: Box<dyn Watcher>,
    events: Receiver<WatchEvent>,
    /// Set with each event, until it is waited for.
    pending: Arc<AtomicBool>,
    /// Whether the site's folder itself vanished.
    is_root_lost: bool,
}

/// Starts to watch the site at `root`.
///
/// # Errors
/// Where the system cannot watch, as when its limit of watched folders is reached.
pub fn watch(root: &Path, backend: WatchBackend) -> anyhow::Result<SiteWatcher> {
    let root = std::path::absolute(root)?;
    let (sender, events) = channel();
    let pending = Arc::new(AtomicBool::new(false));
    let handler = event_handler(&root, sender, Arc::clone(&pending));
    let watcher: Box<dyn Watcher> = match backend {
        WatchBackend::System => Box::new(RecommendedWatcher::new(handler, Config::default())?),
        WatchBackend::Poll => {
            // whole contents, because the times that it compares are whole seconds
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            Box::new(PollWatcher::new(handler, config)?)
        }
    };
    let mut site = SiteWatcher { root, watcher, events, pending, is_root_lost: false };
    site.watch_all()?;
    Ok(site)
}

/// Sends what the events of the backend mean.
fn event_handler(
    root: &Path,
    sender: Sender<WatchEvent>,
    pending: Arc<AtomicBool>,
) -> impl FnMut(notify::Result<notify::Event>) + use<> {
    let root = root.to_path_buf();
    move |result| {
        let events = match result {
            Ok(event) if event.need_rescan() => vec![WatchEvent::Lost],
            Ok(event) => event
                .paths
                .into_iter()
                .filter_map(|path| meaning(&root, path, event.kind))
                .collect(),
            // a folder went, or events were lost: look at everything
            Err(_) => vec![WatchEvent::Lost],
        };
        for event in events {
            pending.store(true, Ordering::Release);
            // without a receiver the site is no longer served
            let _ = sender.send(event);
        }
    }
}

/// What an event at a path means for the site.
pub(super) fn meaning(root: &Path, path: PathBuf, kind: EventKind) -> Option<WatchEvent> {
    if path == root {
        return matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
            .then_some(WatchEvent::Root);
    }
    let mut parts = path.strip_prefix(root).ok()?.components();
    let folder = parts.next()?;
    FOLDERS.iter().find(|f| folder.as_os_str() == **f)?;
    if parts.next().is_none() {
        return (!matches!(kind, EventKind::Access(_))).then_some(WatchEvent::Folder);
    }
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(WatchEvent::Changed(path)),
        // reading changes nothing
        EventKind::Access(_) => None,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => {
            Some(WatchEvent::WriteStarted(path))
        }
        _ => Some(WatchEvent::Changed(path)),
    }
}

impl SiteWatcher {
    /// Returns a check, for any thread, whether something changed since the last [`wait`](SiteWatcher::wait).
    pub fn has_changed(&self) -> impl Fn() -> bool + Sync + use<> {
        let pending = Arc::clone(&self.pending);
        move || pending.load(Ordering::Acquire)
    }

    /// Waits until something changed and returns everything that changed together.
    pub fn wait(&mut self) -> SourceChange {
        if self.is_root_lost {
            return self.find_root();
        }
        let Ok(first) = self.events.recv() else {
            // the watcher is gone with its thread; without it there is nothing to wait for
            loop {
                std::thread::park();
            }
        };
        let mut batch = EventBatch::new(first);
        while let Ok(event) = self.events.recv_timeout(batch.timeout()) {
            batch.add(event);
        }
        // what comes from here on is for the next time
        self.pending.store(false, Ordering::Release);
        while let Ok(event) = self.events.try_recv() {
            batch.add(event);
        }
        if batch.is_root_lost || !self.root.is_dir() {
            self.is_root_lost = self.watch_all().is_err();
        } else if batch.has_folder_event {
            for folder in FOLDERS {
                // a folder that was removed meanwhile has an event of its own
                let _ = self.watch_folder(folder);
            }
        }
        batch.change()
    }

    /// A folder that comes back under the name of one that vanished has no event, so it is looked for.
    fn find_root(&mut self) -> SourceChange {
        while !self.root.is_dir() || self.watch_all().is_err() {
            std::thread::sleep(POLL);
        }
        self.is_root_lost = false;
        SourceChange::Unknown
    }

    fn watch_all(&mut self) -> notify::Result<()> {
        let root = self.root.clone();
        self.watch_path(&root, RecursiveMode::NonRecursive)?;
        FOLDERS.iter().try_for_each(|folder| self.watch_folder(folder))
    }

    fn watch_folder(&mut self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        if folder.is_dir() { self.watch_path(&folder, RecursiveMode::Recursive) } else { Ok(()) }
    }

    fn watch_path(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        // a folder that came back under its name is a different one
        let _ = self.watcher.unwatch(path);
        self.watcher.watch(path, mode)
    }
}
