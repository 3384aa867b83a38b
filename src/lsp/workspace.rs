//! A site with the texts of open editors over the files on the disk.
//!
//! An open text takes the place of the file at its path until it is closed. Never writes.

use super::references::{self, Occurrence};
use super::rename::RenamePlan;
use crate::build::session::{LinkedSite, Session};
use crate::content::load;
use crate::content::parse::Raw;
use crate::diagnostics::{Report, codes};
use crate::model::{Date, Day};
use crate::source::{Files, SourceFile};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(super) struct Workspace {
    root: PathBuf,
    session: Session,
    /// What was found while reading the folder, and the files in static/.
    reading: Report,
    statics: Vec<String>,
    /// The paths of open texts.
    open: BTreeSet<String>,
    /// The state of the last refresh.
    linked: LinkedSite,
    raw: Raw,
    occurrences: OnceCell<Vec<Occurrence>>,
    /// The last state before a YAML file became unreadable.
    readable: Option<LinkedSite>,
    stale: bool,
}

impl Workspace {
    /// Reads the site at `root`.
    ///
    /// # Errors
    /// If the folder itself cannot be read.
    pub(super) fn new(root: PathBuf, today: Date) -> Result<Workspace, load::LoadError> {
        let mut reading = Report::default();
        let loaded = load::load(&root, &mut reading)?;
        let statics = loaded.static_paths();
        let session = Session::new(loaded.files);
        let linked = session.link(reading.clone(), statics.clone(), Day::Today(today));
        Ok(Workspace {
            root,
            raw: session.raw(),
            session,
            reading,
            statics,
            open: BTreeSet::new(),
            linked,
            occurrences: OnceCell::new(),
            readable: None,
            stale: false,
        })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The path of a text of this site from its root; `None` if agon does not read it.
    pub(super) fn path_of(&self, file: &Path) -> Option<String> {
        let mut path = String::new();
        for part in file.strip_prefix(&self.root).ok()? {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(part.to_str()?);
        }
        load::is_content(&path).then_some(path)
    }

    /// The present text of a path.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let files = self.session.files();
        Some(&files.get(files.find(path)?).body)
    }

    /// Sets the text of an open editor.
    pub(super) fn set_open(&mut self, path: &str, body: String) {
        self.open.insert(path.to_string());
        self.stale |= self.session.set(SourceFile { path: path.to_string(), body });
    }

    /// Returns to the text on the disk.
    pub(super) fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.reload();
    }

    /// Reads the folder again. Keeps everything if it cannot be read.
    pub(super) fn reload(&mut self) {
        let mut reading = Report::default();
        let Ok(loaded) = load::load(&self.root, &mut reading) else { return };
        let statics = loaded.static_paths();
        self.stale |= loaded.files.assets() != self.session.files().assets();
        self.session.set_assets(loaded.files.assets().to_vec());
        let mut removed: BTreeSet<String> =
            self.session.files().iter().map(|(_, text)| text.path.clone()).collect();
        for (_, text) in loaded.files.iter() {
            removed.remove(&text.path);
            if !self.open.contains(&text.path) {
                self.stale |= self.session.set(text.clone());
            }
        }
        for path in removed.difference(&self.open) {
            self.stale |= self.session.remove(path);
        }
        self.stale |= reading != self.reading || statics != self.statics;
        (self.reading, self.statics) = (reading, statics);
    }

    /// Links and checks the site if something changed.
    pub(super) fn refresh(&mut self, today: Date) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let linked = self.link(today);
        let previous = std::mem::replace(&mut self.linked, linked);
        if !is_unreadable(&self.linked.report) {
            self.readable = None;
        } else if !is_unreadable(&previous.report) {
            self.readable = Some(previous);
        }
        self.raw = self.session.raw();
        self.occurrences = OnceCell::new();
    }

    fn link(&self, today: Date) -> LinkedSite {
        // errors of files on the disk do not concern their open texts
        let mut reading = self.reading.clone();
        reading.retain(|d| d.path.as_ref().is_none_or(|path| !self.open.contains(path)));
        self.session.link(reading, self.statics.clone(), Day::Today(today))
    }

    /// The state of the last refresh.
    pub(super) fn linked(&self) -> &LinkedSite {
        &self.linked
    }

    /// The raw documents of the last refresh.
    pub(super) fn raw(&self) -> &Raw {
        &self.raw
    }

    /// The site that completion offers names from: a half-written record must not hide the others of its file.
    pub(super) fn last_readable(&self) -> &LinkedSite {
        self.readable.as_ref().unwrap_or(&self.linked)
    }

    pub(super) fn occurrences(&self) -> &[Occurrence] {
        self.occurrences.get_or_init(|| {
            references::occurrences(&self.raw, &self.linked.site, &self.linked.files)
        })
    }

    /// Applies a renaming for a moment and returns the message of the first diagnostic that it would add.
    pub(super) fn dry_run(&mut self, plan: &RenamePlan, today: Date) -> Option<String> {
        let before = self.linked.files.clone();
        for text in changed(&before, plan) {
            self.session.set(text);
        }
        if let Some((file, new_path)) = &plan.moves {
            let old_path = &before.get(*file).path;
            let body = self.text(old_path).unwrap_or_default().to_string();
            self.session.remove(old_path);
            self.session.set(SourceFile { path: new_path.clone(), body });
        }
        let after = self.link(today).report;
        if let Some((_, new_path)) = &plan.moves {
            self.session.remove(new_path);
        }
        for (_, text) in before.iter() {
            self.session.set(text.clone());
        }
        let mut allowed: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &self.linked.report {
            *allowed.entry(diagnostic.code.id).or_default() += 1;
        }
        for diagnostic in &after {
            match allowed.get_mut(diagnostic.code.id) {
                Some(count) if *count > 0 => *count -= 1,
                _ => return Some(diagnostic.message.clone()),
            }
        }
        None
    }
}

/// The texts that a renaming changes, with its edits.
fn changed(files: &Files, plan: &RenamePlan) -> Vec<SourceFile> {
    let mut texts: BTreeMap<u32, SourceFile> = BTreeMap::new();
    for (span, text) in plan.edits.iter().rev() {
        let file = texts.entry(span.file.0).or_insert_with(|| files.get(span.file).clone());
        file.body.replace_range(span.range(), text);
    }
    texts.into_values().collect()
}

/// Whether a YAML text could not be read, so that its records are unknown.
fn is_unreadable(report: &Report) -> bool {
    report.contains(&codes::YAML_SYNTAX) || report.contains(&codes::DUPLICATE_KEY)
}
