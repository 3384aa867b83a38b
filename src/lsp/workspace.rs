//! A site as it is while its texts stand open in an editor: what is on the disk, under what is being written.
//!
//! Takes the site's folder and the texts of open editors, gives what is known of the whole ([`Workspace::linked`]). An open
//! text hides the file of its path until it is closed; a file that is not on the disk yet is there once it is open.
//! Never writes.

use super::references::{self, Occurrence};
use super::rename::RenamePlan;
use crate::build::session::{LinkedSite, Session};
use crate::content::load;
use crate::content::parse::Raw;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{Date, Day};
use crate::source::{Files, SourceFile};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the editor knows of what is wrong.
enum PublishedDiagnostics {
    Nothing,
    /// What is known now.
    All,
    /// What was known of these texts.
    Before(Files, Report),
}

impl PublishedDiagnostics {
    /// Something else is known now than what was told.
    fn keep(&mut self, before: impl FnOnce() -> (Files, Report)) {
        if let PublishedDiagnostics::All = self {
            let (files, report) = before();
            *self = PublishedDiagnostics::Before(files, report);
        }
    }
}

pub(super) struct Workspace {
    root: PathBuf,
    session: Session,
    /// What was wrong with reading the folder, and the files under static/.
    reading: Report,
    statics: Vec<String>,
    /// Open texts by their path from the root.
    open: BTreeMap<String, String>,
    known: LinkedSite,
    told: PublishedDiagnostics,
    /// What the texts said when they were linked.
    raw: Raw,
    /// What was known before a file of records became unreadable while it is written.
    readable: Option<LinkedSite>,
    mentions: OnceCell<Vec<Occurrence>>,
    stale: bool,
}

impl Workspace {
    /// Reads the site at `root`.
    ///
    /// # Errors
    /// Where the folder itself cannot be read.
    pub(super) fn new(root: PathBuf, today: Date) -> Result<Workspace, load::LoadError> {
        let mut reading = Report::default();
        let loaded = load::load(&root, &mut reading)?;
        let statics: Vec<String> = loaded.statics.into_iter().map(|s| s.path).collect();
        let session = Session::new(loaded.files);
        let known = session.link(reading.clone(), statics.clone(), Day::Today(today));
        let (raw, open, mentions) = (session.raw(), BTreeMap::new(), OnceCell::new());
        let told = PublishedDiagnostics::Nothing;
        Ok(Workspace {
            root,
            session,
            reading,
            statics,
            open,
            known,
            told,
            raw,
            readable: None,
            mentions,
            stale: false,
        })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The path from the root of a file of this site, if it is a text that agon reads.
    pub(super) fn path_of(&self, file: &Path) -> Option<String> {
        let inside: Option<Vec<&str>> =
            file.strip_prefix(&self.root).ok()?.iter().map(|p| p.to_str()).collect();
        let path = inside?.join("/");
        load::is_content(&path).then_some(path)
    }

    /// The text of a path as it is now.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let files = self.session.files();
        files.find(path).map(|id| files.get(id).body.as_str())
    }

    /// Sets the text of an open editor.
    pub(super) fn set_open(&mut self, path: &str, body: String) {
        self.stale |= self.session.set(SourceFile { path: path.to_string(), body: body.clone() });
        self.open.insert(path.to_string(), body);
    }

    /// An editor was closed: what is on the disk counts again.
    pub(super) fn close(&mut self, path: &str) {
        self.open.remove(path);
        self.reload();
    }

    /// Reads the folder again: something in it may have changed. Where it cannot be read, nothing changes.
    pub(super) fn reload(&mut self) {
        let mut reading = Report::default();
        let Ok(loaded) = load::load(&self.root, &mut reading) else { return };
        let statics: Vec<String> = loaded.statics.into_iter().map(|s| s.path).collect();
        let mut gone: BTreeSet<String> =
            self.session.files().iter().map(|(_, t)| t.path.clone()).collect();
        for (_, text) in loaded.files.iter() {
            gone.remove(&text.path);
            if !self.open.contains_key(&text.path) {
                self.stale |= self.session.set(text.clone());
            }
        }
        for path in gone.iter().filter(|p| !self.open.contains_key(*p)) {
            self.stale |= self.session.remove(path);
        }
        self.stale |= reading != self.reading || statics != self.statics;
        (self.reading, self.statics) = (reading, statics);
    }

    /// Links and checks the whole, if something changed. Gives whether that was so.
    pub(super) fn refresh(&mut self, today: Date) -> bool {
        if !std::mem::take(&mut self.stale) {
            return false;
        }
        self.link_again(today);
        self.raw = self.session.raw();
        self.mentions = OnceCell::new();
        true
    }

    fn link_again(&mut self, today: Date) {
        let now = self.link(today);
        let before = std::mem::replace(&mut self.known, now);
        let was_broken = is_broken(&before.report);
        match is_broken(&self.known.report) {
            true if !was_broken => {
                self.told.keep(|| (before.files.clone(), before.report.clone()));
                self.readable = Some(before);
            }
            broken => {
                self.told.keep(|| (before.files, before.report));
                self.readable = self.readable.take().filter(|_| broken);
            }
        }
    }

    fn link(&mut self, today: Date) -> LinkedSite {
        let reading = self.reading();
        self.session.link(reading, self.statics.clone(), Day::Today(today))
    }

    /// What is wrong with files on the disk is nothing to those that are open.
    fn reading(&self) -> Report {
        let open = |d: &Diagnostic| d.path.as_ref().is_some_and(|p| self.open.contains_key(p));
        self.reading.iter().filter(|d| !open(d)).cloned().collect()
    }

    /// What is wrong in the texts that are to be told of: those where it is other than the editor was told, or that
    /// changed, so that it stands elsewhere. After it the editor counts as told.
    pub(super) fn unpublished(&mut self) -> Vec<(String, Vec<Diagnostic>)> {
        let (files, now) = (&self.known.files, by_path(&self.known.files, &self.known.report));
        let news = match &self.told {
            PublishedDiagnostics::Nothing => {
                now.iter().map(|(path, list)| (path.to_string(), list.to_vec())).collect()
            }
            PublishedDiagnostics::All => Vec::new(),
            PublishedDiagnostics::Before(old_files, old_report) => {
                let old = by_path(old_files, old_report);
                let paths: BTreeSet<&str> = old.keys().chain(now.keys()).copied().collect();
                let of = |all: &BTreeMap<&str, &[Diagnostic]>, path| {
                    all.get(path).copied().unwrap_or_default().to_vec()
                };
                let stays = |path: &&str| {
                    let list = now.get(path).copied().unwrap_or_default();
                    let mut spans = list
                        .iter()
                        .flat_map(|d| d.span.into_iter().chain(d.related.iter().map(|r| r.0)));
                    // a text that stays is the same one in memory
                    let same = |file| std::ptr::eq(files.get(file), old_files.get(file));
                    old.get(path).copied().unwrap_or_default() == list
                        && spans.all(|s| same(s.file))
                };
                paths
                    .into_iter()
                    .filter(|p| !stays(p))
                    .map(|path| (path.to_string(), of(&now, path)))
                    .collect()
            }
        };
        self.told = PublishedDiagnostics::All;
        news
    }

    /// What is wrong in one text.
    pub(super) fn diagnostics_of(&self, path: &str) -> Vec<Diagnostic> {
        let (files, report) = (&self.known.files, &self.known.report);
        report.iter().filter(|d| d.file(files) == path).cloned().collect()
    }

    /// What was known when it was refreshed last.
    pub(super) fn linked(&self) -> &LinkedSite {
        &self.known
    }

    /// What the texts said then.
    pub(super) fn raw(&self) -> &Raw {
        &self.raw
    }

    /// What names are offered from: a record that is half written must not hide the others of its file.
    pub(super) fn last_readable(&self) -> &LinkedSite {
        self.readable.as_ref().unwrap_or(&self.known)
    }

    pub(super) fn occurrences(&self) -> &[Occurrence] {
        self.mentions
            .get_or_init(|| references::occurrences(&self.raw, &self.known.site, &self.known.files))
    }

    /// Makes the changes of a renaming for a moment, and says what would be wrong after it that is not wrong now.
    pub(super) fn dry_run(&mut self, renaming: &RenamePlan, today: Date) -> Option<String> {
        let before = self.known.files.clone();
        for text in changed(&before, renaming) {
            self.session.set(text);
        }
        let moved =
            renaming.moves.as_ref().map(|(file, to)| (before.get(*file).path.clone(), to.clone()));
        if let Some((from, to)) = &moved {
            let body = self.text(from).unwrap_or_default().to_string();
            self.session.remove(from);
            self.session.set(SourceFile { path: to.clone(), body });
        }
        let after = self.link(today).report;
        if let Some((_, to)) = &moved {
            self.session.remove(to);
        }
        for (_, text) in before.iter() {
            self.session.set(text.clone());
        }
        let mut found = counted(&self.known.report);
        after.iter().find(|d| !take(&mut found, d.code.id)).map(|d| d.message.clone())
    }
}

/// The texts that a renaming changes, as they are after it.
pub(super) fn changed(files: &Files, renaming: &RenamePlan) -> Vec<SourceFile> {
    let mut texts: BTreeMap<u32, SourceFile> = BTreeMap::new();
    for (at, words) in renaming.edits.iter().rev() {
        let text = texts.entry(at.file.0).or_insert_with(|| files.get(at.file).clone());
        text.body.replace_range(at.range(), words);
    }
    texts.into_values().collect()
}

/// A report that is in the order of its paths, cut at them.
fn by_path<'a>(files: &'a Files, report: &'a Report) -> BTreeMap<&'a str, &'a [Diagnostic]> {
    let parts = report.as_slice().chunk_by(|a, b| a.file(files) == b.file(files));
    parts.map(|part| (part[0].file(files), part)).collect()
}

/// Whether some YAML cannot be read at all, so that nothing is known of what it says.
fn is_broken(report: &Report) -> bool {
    report.contains(&codes::YAML_SYNTAX) || report.contains(&codes::DUPLICATE_KEY)
}

fn counted(report: &Report) -> BTreeMap<&'static str, usize> {
    report.iter().fold(BTreeMap::new(), |mut all, d| {
        *all.entry(d.code.id).or_default() += 1;
        all
    })
}

fn take(counted: &mut BTreeMap<&'static str, usize>, code: &str) -> bool {
    counted.get_mut(code).filter(|n| **n > 0).map(|n| *n -= 1).is_some()
}
