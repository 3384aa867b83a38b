//! Says that something under content/, templates/ or static/ changed.
//!
//! Takes the site's folder, gives one word for all changes of a moment ([`Watch::wait`]). Never reads a file: what
//! changed is for the next build to find. Folders that vanish and come back, as some editors and `git checkout` make
//! them, are watched again.

use notify::event::EventKind;
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_full::{DebounceEventResult, NoCache, new_debouncer_opt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What is watched below the site's folder.
const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// A save is several events; they come within this time.
const MOMENT: Duration = Duration::from_millis(12);

/// How often files are looked at where the system does not tell.
const POLL: Duration = Duration::from_millis(400);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The system tells.
    System,
    /// Every file is looked at again and again: for network disks and shared folders, where the system does not tell.
    Poll,
}

type Add = Box<dyn FnMut(&Path, RecursiveMode) -> notify::Result<()>>;

/// A watched site.
pub struct Watch {
    root: PathBuf,
    /// Stops when this is dropped.
    add: Add,
    changes: Receiver<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Files,
    /// One of [`FOLDERS`] itself came or went.
    Folder,
}

/// Starts to watch the site at `root`.
///
/// # Errors
/// Where the system cannot watch, as when its limit of watched folders is reached.
pub fn watch(root: &Path, way: Way) -> anyhow::Result<Watch> {
    let root = std::path::absolute(root)?;
    let (tell, changes) = channel();
    let add = match way {
        Way::System => start::<RecommendedWatcher>(&root, tell, Config::default())?,
        Way::Poll => {
            // whole contents, because the times that it compares are whole seconds
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            start::<PollWatcher>(&root, tell, config)?
        }
    };
    let mut watch = Watch { root, add, changes };
    (watch.add)(&watch.root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS {
        watch.add_folder(folder)?;
    }
    Ok(watch)
}

fn start<W: Watcher + 'static>(root: &Path, tell: Sender<Change>, config: Config) -> anyhow::Result<Add> {
    let root = root.to_path_buf();
    let heard = move |result: DebounceEventResult| {
        let found = match result {
            Ok(events) => {
                let told = events.iter().filter(|e| !matches!(e.kind, EventKind::Access(_)));
                told.flat_map(|e| &e.paths).filter_map(|path| change(&root, path)).max_by_key(|c| *c == Change::Folder)
            }
            // events were lost, or a folder went: look at everything
            Err(_) => Some(Change::Folder),
        };
        if let Some(found) = found {
            // nobody waits any more: the site is not served any more
            let _ = tell.send(found);
        }
    };
    let mut debouncer = new_debouncer_opt::<_, W, _>(MOMENT, Some(MOMENT / 3), heard, NoCache::new(), config)?;
    Ok(Box::new(move |path, mode| {
        // a folder that came back under its name is another one
        let _ = debouncer.unwatch(path);
        debouncer.watch(path, mode)
    }))
}

/// What a path that changed means for the site.
fn change(root: &Path, path: &Path) -> Option<Change> {
    let inside = path.strip_prefix(root).ok()?;
    let mut parts = inside.components();
    let folder = parts.next()?;
    FOLDERS.iter().find(|f| folder.as_os_str() == **f)?;
    Some(if parts.next().is_none() { Change::Folder } else { Change::Files })
}

impl Watch {
    /// Waits until something changed, and gives one word for everything that changed until then.
    pub fn wait(&mut self) {
        let Ok(mut found) = self.changes.recv() else {
            // the watcher is gone with its thread; without it there is nothing to wait for
            return std::thread::park();
        };
        while let Ok(more) = self.changes.try_recv() {
            found = if more == Change::Folder { more } else { found };
        }
        if found == Change::Folder {
            for folder in FOLDERS {
                // a folder that went again meanwhile is told of again
                let _ = self.add_folder(folder);
            }
        }
    }

    fn add_folder(&mut self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        if folder.is_dir() { (self.add)(&folder, RecursiveMode::Recursive) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Makes a change and waits for word of it.
    fn tells(watch: &mut Watch, change: impl FnOnce()) {
        change();
        watch.wait();
    }

    #[test]
    fn saves_renames_new_folders_and_folders_that_come_back_are_told_of() {
        for way in [Way::System, Way::Poll] {
            let top = tempfile::tempdir().unwrap();
            let at = |path: &str| top.path().join(path);
            fs::create_dir_all(at("content/pages")).unwrap();
            fs::write(at("content/pages/a.md"), "one").unwrap();
            let mut watch = watch(top.path(), way).unwrap();
            tells(&mut watch, || fs::write(at("content/pages/a.md"), "two").unwrap());
            fs::write(at("draft"), "three").unwrap();
            tells(&mut watch, || fs::rename(at("draft"), at("content/pages/a.md")).unwrap());
            tells(&mut watch, || fs::create_dir(at("templates")).unwrap());
            tells(&mut watch, || fs::write(at("templates/x.html"), "x").unwrap());
            tells(&mut watch, || fs::remove_dir_all(at("content")).unwrap());
            tells(&mut watch, || fs::create_dir_all(at("content/pages")).unwrap());
            tells(&mut watch, || fs::write(at("content/pages/b.md"), "b").unwrap());
        }
    }

    #[test]
    fn what_stands_beside_the_three_folders_is_no_change() {
        let root = Path::new("/site");
        let of = |path: &str| change(root, Path::new(path));
        assert_eq!([of("/site/public/a.html"), of("/site/contents/a"), of("/site")], [None; 3]);
        assert_eq!(of("/site/content"), Some(Change::Folder));
        assert_eq!(of("/site/static/css/a.css"), Some(Change::Files));
    }
}
