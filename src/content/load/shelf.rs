//! A site's folder that was read once and is looked at again after each change.
//!
//! Takes which paths changed, gives the texts that are new, other or gone. What is read by its name is read as
//! [`load`](super::load) reads it; where a name does not say enough (folders, links), everything is read again.

use super::walk::{is_passed_over, leads_out};
use super::*;
use std::os::unix::fs::MetadataExt;
use std::path::Component;

/// What is known to have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nobody knows.
    Everything,
    /// These paths and nothing else.
    Paths(Vec<PathBuf>),
}

/// A site's folder as it was read last.
pub struct Shelf {
    root: PathBuf,
    /// The texts, and how their files looked when they were read.
    texts: BTreeMap<String, Option<Stamp>>,
    /// What is wrong with content files that could not be read, by path.
    troubles: BTreeMap<String, Vec<Diagnostic>>,
    /// The site's templates and the built-in ones.
    pub templates: Arc<Vec<Text>>,
    /// The site's static files and the built-in ones.
    pub statics: Arc<Vec<Artifact>>,
    /// Whether some of the templates are the site's own.
    pub has_own_templates: bool,
    /// Paths of the static files that are the site's own.
    pub own_statics: Vec<String>,
    /// What is wrong with files of templates/ and static/.
    others: [Report; 2],
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A file has one path, so a path that changed is all that changed.
    Plain,
    /// Links give files further paths.
    Linked,
    /// Nothing was read, or the last reading failed.
    Unread,
}

/// How a file looks without being opened: which it is, its length, when its bytes and when its entry were written last
/// (nanoseconds). The same look is taken for the same text; opening thousands of files to see that none changed would
/// itself fill the queue of the system's watcher.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    file: u64,
    len: u64,
    written: [i64; 2],
    entry: [i64; 2],
}

/// What is other than before.
#[derive(Debug, Default)]
pub struct Fresh {
    /// Texts that may be new or other.
    pub texts: Vec<Text>,
    /// Paths of texts that are gone.
    pub gone: Vec<String>,
}

/// What stands at a path of content/.
enum Stands {
    Text(Text),
    Trouble(Diagnostic),
    Nothing,
    /// A folder or a link: the name alone does not say what changed.
    Unclear,
}

impl Shelf {
    /// A folder that was not read yet.
    pub fn new(root: &Path) -> Shelf {
        Shelf {
            root: root.to_path_buf(),
            texts: BTreeMap::new(),
            troubles: BTreeMap::new(),
            templates: Arc::default(),
            statics: Arc::default(),
            has_own_templates: false,
            own_statics: Vec::new(),
            others: Default::default(),
            state: State::Unread,
        }
    }

    /// Reads what changed.
    ///
    /// # Errors
    /// Where the folder itself is missing or cannot be read; the next time everything is read.
    pub fn refresh(&mut self, changed: &Changed) -> Result<Fresh, LoadError> {
        if let Err(error) = open_root(&self.root) {
            self.state = State::Unread;
            return Err(error);
        }
        let by_name = match changed {
            Changed::Paths(paths) if self.state == State::Plain => self.by_name(paths),
            _ => None,
        };
        Ok(by_name.unwrap_or_else(|| self.everything()))
    }

    /// What could not be read, as [`load`](super::load) reports it.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        report.list.extend(self.troubles.values().flatten().cloned());
        self.others.iter().for_each(|found| report.extend(found.clone()));
        if !report.list.iter().any(|d| d.path.as_deref() == Some(SITE))
            && !self.texts.contains_key(SITE)
        {
            report.push(no_site(&self.root));
        }
        report
    }

    fn everything(&mut self) -> Fresh {
        let mut found = Report::default();
        let files: Vec<(String, PathBuf)> = list(&self.root, Folder::Content, &mut found);
        let old = &self.texts;
        let looked: Vec<_> = files
            .into_par_iter()
            .map(|(path, disk)| {
                let stamp = stamp(&disk);
                match old.get(&path).is_some_and(|known| known.is_some() && *known == stamp) {
                    true => (path, stamp, None),
                    false => (path, stamp, Some(read(&disk))),
                }
            })
            .collect();
        let (mut now, mut new) = (BTreeMap::new(), Vec::new());
        for (path, stamp, result) in looked {
            let Some(result) = result else {
                now.insert(path, stamp);
                continue;
            };
            let bytes =
                contents(&path, result, &mut found).map(|bytes| vec![(path.clone(), bytes)]);
            if let Some(text) =
                bytes.and_then(|bytes| texts(Folder::Content, bytes, &mut found).pop())
            {
                now.insert(path, stamp);
                new.push(text);
            }
        }
        let gone = self.texts.keys().filter(|path| !now.contains_key(*path)).cloned().collect();
        self.texts = now;
        self.troubles.clear();
        for trouble in found.list {
            self.troubles
                .entry(trouble.path.clone().unwrap_or_default())
                .or_default()
                .push(trouble);
        }
        self.read_templates();
        self.read_statics();
        let linked = Folder::ALL.iter().any(|f| leads_out(&self.root, f.name()));
        self.state = if linked { State::Linked } else { State::Plain };
        Fresh { texts: new, gone }
    }

    fn read_templates(&mut self) {
        let mut found = Report::default();
        let own = own_templates(read_folder(&self.root, Folder::Templates, &mut found), &mut found);
        self.has_own_templates = !own.is_empty();
        let all = merge(embedded::templates(), own, |t| &t.path);
        replace(&mut self.templates, all);
        self.others[0] = found;
    }

    fn read_statics(&mut self) {
        let mut found = Report::default();
        let own = own_statics(read_folder(&self.root, Folder::Static, &mut found));
        self.own_statics = own.iter().map(|a| a.path.clone()).collect();
        replace(&mut self.statics, merge(embedded::statics(), own, |a| &a.path));
        self.others[1] = found;
    }

    /// Reads these paths alone; `None` where that would not be enough.
    fn by_name(&mut self, paths: &[PathBuf]) -> Option<Fresh> {
        let mut content = BTreeSet::new();
        let (mut templates, mut statics) = (false, false);
        for path in paths {
            let inside = path.strip_prefix(&self.root).ok()?;
            let parts: Vec<&str> = inside
                .components()
                .map(|c| if let Component::Normal(name) = c { name.to_str() } else { None })
                .collect::<Option<_>>()?;
            match parts[..] {
                _ if parts.iter().any(|name| is_passed_over(name)) => {}
                [folder] if Folder::ALL.iter().any(|f| f.name() == folder) => return None,
                [folder, ..] if folder == Folder::Content.name() => {
                    content.insert(parts.join("/"));
                }
                [folder, ..] if folder == Folder::Templates.name() => templates = true,
                [folder, ..] if folder == Folder::Static.name() => statics = true,
                _ => {}
            }
        }
        let content: Vec<String> = content.into_iter().collect();
        let root = &self.root;
        let stands: Vec<Stands> = content.par_iter().map(|path| stands(root, path)).collect();
        if stands.iter().any(|s| matches!(s, Stands::Unclear)) {
            return None;
        }
        let mut fresh = Fresh::default();
        for (path, stands) in content.into_iter().zip(stands) {
            self.troubles.remove(&path);
            match stands {
                Stands::Text(text) => {
                    // it may be written again this very moment: only what was looked at before it was read has a look
                    self.texts.insert(path, None);
                    fresh.texts.push(text);
                }
                other => {
                    fresh.gone.extend(self.forget(&path));
                    if let Stands::Trouble(trouble) = other {
                        self.troubles.insert(path, vec![trouble]);
                    }
                }
            }
        }
        if templates {
            self.read_templates();
        }
        if statics {
            self.read_statics();
        }
        Some(fresh)
    }

    /// Forgets a file, or a folder with all that stood in it.
    fn forget(&mut self, path: &str) -> Vec<String> {
        let below = format!("{path}/");
        self.troubles.retain(|p, _| !p.starts_with(&below));
        let of_it = |p: &&String| *p == path || p.starts_with(&below);
        let later = self
            .texts
            .range(path.to_string()..)
            .map(|(p, _)| p)
            .take_while(|p| p.starts_with(path));
        let gone: Vec<String> = later.filter(of_it).cloned().collect();
        for path in &gone {
            self.texts.remove(path);
        }
        gone
    }
}

/// What is the same stays the same in memory, so that it is known by its place.
fn replace<T: PartialEq>(old: &mut Arc<Vec<T>>, new: Vec<T>) {
    if **old != new {
        *old = Arc::new(new);
    }
}

fn stamp(disk: &Path) -> Option<Stamp> {
    let found = std::fs::metadata(disk).ok()?;
    let (written, entry) =
        ([found.mtime(), found.mtime_nsec()], [found.ctime(), found.ctime_nsec()]);
    Some(Stamp { file: found.ino(), len: found.len(), written, entry })
}

fn stands(root: &Path, shown: &str) -> Stands {
    let disk = root.join(shown);
    match std::fs::symlink_metadata(&disk) {
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Stands::Nothing;
        }
        Ok(found) if found.is_file() => {}
        _ => return Stands::Unclear,
    }
    if !belongs(shown, Folder::Content) {
        return Stands::Trouble(unknown(shown, Folder::Content));
    }
    let mut found = Report::default();
    let bytes = match read(&disk) {
        // it went while it was looked at
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Stands::Nothing,
        result => contents(shown, result, &mut found),
    };
    let text = bytes.and_then(|bytes| {
        texts(Folder::Content, vec![(shown.to_string(), bytes)], &mut found).pop()
    });
    match (text, found.list.pop()) {
        (Some(text), _) => Stands::Text(text),
        (None, Some(trouble)) => Stands::Trouble(trouble),
        (None, None) => Stands::Nothing,
    }
}
