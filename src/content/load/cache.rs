//! A site's folder that was read once and is read again after each change.
//!
//! A file of content/ or locales/ is opened again if it is named as changed or its [`FileStamp`] differs.

use super::folder::{
    read_attachments, report_missing_site, static_paths, statics as all_statics,
    templates as all_templates, with_theme,
};
use super::own::{read_statics, read_templates};
use super::paths::{SITE, SourceFolder};
use super::read::{LoadError, check_root, read_file, text};
use super::theme::{THEMES, Theme, read_theme, theme_files};
use super::walk::list as list_files;
use crate::diagnostics::{Diagnostic, Report};
use crate::source::{Asset, CopiedFile, OutputFile, SourceFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// What is known to have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceChange {
    /// Any file.
    Unknown,
    /// These paths and no others.
    Paths(Vec<PathBuf>),
}

/// The texts that differ from those that were read before.
#[derive(Debug, Default)]
pub struct SourceUpdate {
    /// New and changed ones.
    pub texts: Vec<SourceFile>,
    /// Paths of those that were removed.
    pub removed: Vec<String>,
}

/// A site's folder as it was read last.
pub struct SourceCache {
    root: PathBuf,
    content: BTreeMap<String, ContentFile>,
    /// The site's templates and the built-in ones. Replaced only if one of them changed.
    pub templates: Arc<Vec<SourceFile>>,
    /// The site's static files and the built-in ones. Replaced only if one of them changed.
    pub statics: Arc<Vec<OutputFile>>,
    /// Whether some of the templates are the site's own.
    pub has_own_templates: bool,
    /// Problems with files that have no place, and with files of templates/, static/ and the theme.
    problems: [Report; 5],
    /// The attachments in content/, as of the last read.
    attachments: BTreeMap<String, (Option<FileStamp>, CopiedFile, Asset)>,
    theme: Theme,
    /// What texts know of the site's own static files.
    static_assets: Vec<Asset>,
    static_copied: Vec<CopiedFile>,
    /// Large files of static/ and the attachments in content/. Replaced only if one of them changed.
    pub copied: Arc<Vec<CopiedFile>>,
    /// Whether a path may lead to a file that has another path, so that it can change unnamed.
    has_links: bool,
    is_read: bool,
}

/// A file of content/ or locales/.
struct ContentFile {
    stamp: Option<FileStamp>,
    /// Why it was not read as a text.
    problem: Option<Box<Diagnostic>>,
}

/// What the file system says about a file without opening it: files with the same stamp have the same text.
///
/// Opening thousands of files to see that none changed would fill the queue of the system's watcher.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FileStamp {
    length: u64,
    /// Since 1970.
    modified: Option<Duration>,
    identity: FileIdentity,
}

/// On Unix the number of the file and when its entry changed last, in seconds and nanoseconds.
type FileIdentity = (u64, i64, i64);

#[cfg(unix)]
fn identity(metadata: &Metadata) -> FileIdentity {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> FileIdentity {
    (0, 0, 0)
}

fn stamp(disk: &Path) -> Option<FileStamp> {
    let metadata = std::fs::metadata(disk).ok()?;
    Some(FileStamp {
        length: metadata.len(),
        modified: metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok(),
        identity: identity(&metadata),
    })
}

impl SourceCache {
    /// A folder that was not read yet.
    pub fn new(root: &Path) -> SourceCache {
        SourceCache {
            root: root.to_path_buf(),
            content: BTreeMap::new(),
            templates: Arc::default(),
            statics: Arc::default(),
            has_own_templates: false,
            problems: Default::default(),
            attachments: BTreeMap::new(),
            theme: Theme::default(),
            static_assets: Vec::new(),
            static_copied: Vec::new(),
            copied: Arc::default(),
            has_links: false,
            is_read: false,
        }
    }

    /// Reads what changed.
    ///
    /// # Errors
    /// If the folder itself is missing or cannot be read; the next time everything is read.
    pub fn refresh(&mut self, change: &SourceChange) -> Result<SourceUpdate, LoadError> {
        if let Err(error) = check_root(&self.root) {
            self.is_read = false;
            return Err(error);
        }
        let update = self.read_content(change);
        let is_theme_affected = self.is_theme_affected(change);
        if is_theme_affected {
            let mut problems = Report::default();
            let site_yaml = std::fs::read(self.root.join(SITE)).ok();
            self.theme = read_theme(&self.root, site_yaml.as_deref(), &mut problems);
            self.problems[4] = problems;
        }
        if is_theme_affected || self.is_affected(SourceFolder::Templates, change) {
            let mut problems = Report::default();
            let own = read_templates(&self.root, &mut problems);
            self.has_own_templates = !own.is_empty() || !self.theme.templates.is_empty();
            replace(&mut self.templates, all_templates(&self.theme, own));
            self.problems[1] = problems;
        }
        if is_theme_affected || self.is_affected(SourceFolder::Static, change) {
            let mut problems = Report::default();
            let own = with_theme(&self.theme, read_statics(&self.root, &mut problems));
            self.static_assets = own.assets;
            self.static_copied = own.copied;
            replace(&mut self.statics, all_statics(own.files));
            self.problems[2] = problems;
        }
        let attachments = self.attachments.values().map(|(_, copied, _)| copied);
        let copied = attachments.chain(&self.static_copied).cloned().collect();
        replace(&mut self.copied, copied);
        self.is_read = true;
        Ok(update)
    }

    /// What texts can show or link to.
    pub fn assets(&self) -> Vec<Asset> {
        let attachments = self.attachments.values().map(|(_, _, asset)| asset);
        attachments.chain(&self.static_assets).cloned().collect()
    }

    /// The paths of all files of static/, from `static/`.
    pub fn static_paths(&self) -> Vec<String> {
        static_paths(&self.statics, &self.copied)
    }

    /// What could not be read, as [`load`](super::load()) reports it.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        for problems in &self.problems {
            report.extend(problems.clone());
        }
        let problems = self.content.values().filter_map(|file| file.problem.as_deref());
        report.extend(problems.cloned());
        if !self.content.contains_key(SITE) {
            report_missing_site(&self.root, &mut report);
        }
        report
    }

    /// Whether files of a folder may have changed.
    fn is_affected(&self, folder: SourceFolder, change: &SourceChange) -> bool {
        let SourceChange::Paths(paths) = change else { return true };
        let folder = self.root.join(folder.name());
        !self.is_read || self.has_links || paths.iter().any(|path| path.starts_with(&folder))
    }

    /// Whether files of the theme may have changed, or which theme it is.
    fn is_theme_affected(&self, change: &SourceChange) -> bool {
        let SourceChange::Paths(paths) = change else { return true };
        let (themes, site) = (self.root.join(THEMES), self.root.join(SITE));
        let is_of_theme = |path: &PathBuf| path.starts_with(&themes) || *path == site;
        !self.is_read || self.has_links || paths.iter().any(is_of_theme)
    }

    fn read_content(&mut self, change: &SourceChange) -> SourceUpdate {
        let changed: HashSet<&PathBuf> = match change {
            SourceChange::Unknown => HashSet::new(),
            SourceChange::Paths(paths) => paths.iter().collect(),
        };
        let mut problems = Report::default();
        let mut list = list_files(&self.root, SourceFolder::Content, &mut problems);
        list.files.extend(theme_files(&self.root));
        let locales = list_files(&self.root, SourceFolder::Locales, &mut problems);
        self.problems[0] = problems;
        list.has_links |= locales.has_links;
        list.files.extend(locales.files);
        self.has_links = list.has_links;
        self.read_attachments(&list.attachments, &changed);
        let known = &self.content;
        let stamps: Vec<_> = list
            .files
            .into_par_iter()
            .map(|(path, disk)| {
                // one that changed may be written again right now, within the precision of its times
                let stamp = if changed.contains(&disk) { None } else { stamp(&disk) };
                if let Some(file) = known.get(&path)
                    && stamp.is_some()
                    && file.stamp == stamp
                {
                    return (path, stamp, None);
                }
                let result = read_file(&path, &disk)
                    .and_then(|bytes| text(SourceFolder::of(&path), path.clone(), bytes));
                (path, stamp, Some(result))
            })
            .collect();
        let mut old = std::mem::take(&mut self.content);
        let mut update = SourceUpdate::default();
        for (path, stamp, result) in stamps {
            let before = old.remove(&path);
            let problem = match result {
                None => before.and_then(|file| file.problem),
                Some(Ok(text)) => {
                    update.texts.push(text);
                    None
                }
                Some(Err(problem)) => {
                    if before.is_some_and(|file| file.problem.is_none()) {
                        update.removed.push(path.clone());
                    }
                    Some(problem)
                }
            };
            self.content.insert(path, ContentFile { stamp, problem });
        }
        let texts = old.into_iter().filter(|(_, file)| file.problem.is_none());
        update.removed.extend(texts.map(|(path, _)| path));
        update
    }
}

impl SourceCache {
    /// Reads the attachments in content/ that have changed.
    fn read_attachments(&mut self, list: &[(String, PathBuf)], changed: &HashSet<&PathBuf>) {
        let mut old = std::mem::take(&mut self.attachments);
        let mut problems = Report::default();
        for (path, disk) in list {
            let stamp = if changed.contains(disk) { None } else { stamp(disk) };
            let known = old.remove(path).filter(|(known, ..)| stamp.is_some() && *known == stamp);
            if let Some(known) = known {
                self.attachments.insert(path.clone(), known);
                continue;
            }
            let (copied, assets) = read_attachments(
                std::slice::from_ref(&(path.clone(), disk.clone())),
                &mut problems,
            );
            for (copied, asset) in copied.into_iter().zip(assets) {
                self.attachments.insert(path.clone(), (stamp, copied, asset));
            }
        }
        self.problems[3] = problems;
    }
}

/// Keeps an equal list as it is in memory, so that it is recognised by its address.
fn replace<T: PartialEq>(old: &mut Arc<Vec<T>>, new: Vec<T>) {
    if **old != new {
        *old = Arc::new(new);
    }
}
