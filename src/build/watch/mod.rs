//! Says what changed under content/, templates/ or static/.
//!
//! Takes the site's folder, gives the paths of all changes of a moment ([`Watch::wait`]). Never reads a file: what a
//! change means is for the next build to find. Folders that vanish and come back, as some editors and `git checkout` make
//! them, are watched again; so is the site's folder itself.

mod moment;

use crate::content::load::Changed;
use moment::{Moment, News};
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What is watched below the site's folder.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// How often files are looked at where the system does not tell, and how often a site's folder that vanished is looked for.
const POLL: Duration = Duration::from_millis(400);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The system tells.
    System,
    /// Every file is looked at again and again: for network disks and shared folders, where the system does not tell.
    Poll,
}

/// A watched site.
pub struct Watch {
    root: PathBuf,
    /// Stops when this is dropped.
    watcher: Box<dyn Watcher>,
    changes: Receiver<News>,
    /// Set with each change, until it is waited for.
    news: Arc<AtomicBool>,
    /// Whether the site's folder itself vanished.
    gone: bool,
}

/// Starts to watch the site at `root`.
///
/// # Errors
/// Where the system cannot watch, as when its limit of watched folders is reached.
pub fn watch(root: &Path, way: Way) -> anyhow::Result<Watch> {
    let root = std::path::absolute(root)?;
    let (tell, changes) = channel();
    let news = Arc::new(AtomicBool::new(false));
    let heard = hear(&root, tell, Arc::clone(&news));
    let watcher: Box<dyn Watcher> = match way {
        Way::System => Box::new(RecommendedWatcher::new(heard, Config::default())?),
        Way::Poll => {
            // whole contents, because the times that it compares are whole seconds
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            Box::new(PollWatcher::new(heard, config)?)
        }
    };
    let mut watch = Watch { root, watcher, changes, news, gone: false };
    watch.add_all()?;
    Ok(watch)
}

/// Passes on what the watcher says.
fn hear(
    root: &Path,
    tell: Sender<News>,
    news: Arc<AtomicBool>,
) -> impl FnMut(notify::Result<notify::Event>) + use<> {
    let root = root.to_path_buf();
    move |result| {
        let found = match result {
            Ok(event) if event.need_rescan() => vec![News::Lost],
            Ok(event) => event
                .paths
                .into_iter()
                .filter_map(|path| meaning(&root, path, event.kind))
                .collect(),
            // a folder went, or events were lost: look at everything
            Err(_) => vec![News::Lost],
        };
        for one in found {
            news.store(true, Ordering::Release);
            // nobody waits any more: the site is not served any more
            let _ = tell.send(one);
        }
    }
}

/// What an event at a path means for the site.
fn meaning(root: &Path, path: PathBuf, kind: EventKind) -> Option<News> {
    if path == root {
        return matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
            .then_some(News::Root);
    }
    let mut parts = path.strip_prefix(root).ok()?.components();
    let folder = parts.next()?;
    FOLDERS.iter().find(|f| folder.as_os_str() == **f)?;
    if parts.next().is_none() {
        return (!matches!(kind, EventKind::Access(_))).then_some(News::Folder);
    }
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(News::Written(path)),
        // reading is no change
        EventKind::Access(_) => None,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => {
            Some(News::Begun(path))
        }
        _ => Some(News::Written(path)),
    }
}

impl Watch {
    /// Tells, from any thread, whether something changed that was not waited for.
    pub fn news(&self) -> impl Fn() -> bool + Sync + use<> {
        let news = Arc::clone(&self.news);
        move || news.load(Ordering::Acquire)
    }

    /// Waits until something changed, and gives everything that changed in that moment.
    pub fn wait(&mut self) -> Changed {
        if self.gone {
            return self.find_root();
        }
        let Ok(first) = self.changes.recv() else {
            // the watcher is gone with its thread; without it there is nothing to wait for
            loop {
                std::thread::park();
            }
        };
        let mut moment = Moment::new(first);
        while let Ok(news) = self.changes.recv_timeout(moment.patience()) {
            moment.add(news);
        }
        // what comes from here on is for the next time
        self.news.store(false, Ordering::Release);
        while let Ok(news) = self.changes.try_recv() {
            moment.add(news);
        }
        if moment.lost_root || !self.root.is_dir() {
            self.gone = self.add_all().is_err();
        } else if moment.folders {
            // a folder that went again meanwhile is told of again
            FOLDERS.iter().for_each(|folder| drop(self.add_folder(folder)));
        }
        moment.changed()
    }

    /// Nobody tells of a folder that comes back under the name of one that vanished, so it is looked for.
    fn find_root(&mut self) -> Changed {
        while !self.root.is_dir() || self.add_all().is_err() {
            std::thread::sleep(POLL);
        }
        self.gone = false;
        Changed::Everything
    }

    fn add_all(&mut self) -> notify::Result<()> {
        let root = self.root.clone();
        self.add(&root, RecursiveMode::NonRecursive)?;
        FOLDERS.iter().try_for_each(|folder| self.add_folder(folder))
    }

    fn add_folder(&mut self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        if folder.is_dir() { self.add(&folder, RecursiveMode::Recursive) } else { Ok(()) }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        // a folder that came back under its name is another one
        let _ = self.watcher.unwatch(path);
        self.watcher.watch(path, mode)
    }
}

#[cfg(test)]
mod tests;
