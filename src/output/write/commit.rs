//! Puts the finished stage in the output folder's place, in one step where the system can do that.
//!
//! The new tree is made whole beside the old one: new pages are there already, unchanged pages and foreign files are
//! linked in. Then the two are exchanged, and only then the old one is removed.

use super::error::{At, WriteError};
use super::in_place::{self, Journal};
use super::stage::{From, Plan, Stage};
use super::state::{Owned, TreeId};
use super::tree::{self, Foreign, Linked};
use super::{Way, step};
use crate::diagnostics::Report;
use crate::output::cache::{Hash, Memo};
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub written: usize,
    pub kept: usize,
    pub removed: usize,
    /// Bytes of the written files.
    pub bytes: u64,
}

impl Stage<'_> {
    /// Makes the stage the output. `inputs` and `report` are what the next run finds in the memo.
    ///
    /// # Errors
    /// Where the disk refuses or a foreign file is in the way; the output folder is then as it was. Only where the
    /// folder cannot be exchanged (a mount point) a refusal can leave it half-way, and the next run goes on from there.
    pub fn commit(self, inputs: Hash, report: &Report) -> Result<Summary, WriteError> {
        let plan = std::mem::take(&mut *self.plan());
        let out = self.output.out();
        let owned: Owned = plan.entries.keys().cloned().collect();
        let stale = self.output.owned.iter().filter(|p| !owned.contains(*p));
        let removed: Vec<String> =
            stale.filter(|p| fs::symlink_metadata(out.join(p)).is_ok()).cloned().collect();
        let written = plan.entries.values().filter(|(_, from)| *from == From::Written);
        let (count, bytes) =
            written.fold((0, 0), |(n, bytes), (page, _)| (n + 1, bytes + page.len));
        let summary = Summary {
            written: count,
            kept: plan.entries.len() - count,
            removed: removed.len(),
            bytes,
        };
        let pages = plan.entries.iter().map(|(path, (page, _))| (path.clone(), *page)).collect();
        let memo = Memo { inputs, report: report.clone(), pages };

        match tree::id(out) {
            Some(tree) if count == 0 && removed.is_empty() => self.note(&memo, &owned, tree)?,
            exists => self.replace(&plan, &memo, &owned, removed, exists)?,
        }
        self.output.memo = Some(memo);
        self.output.owned = owned;
        Ok(summary)
    }

    /// The tree stays; the memo and the list of files may still say something new.
    fn note(&self, memo: &Memo, owned: &Owned, tree: TreeId) -> Result<(), WriteError> {
        if self.output.memo.as_ref() == Some(memo) && self.output.owned == *owned {
            return Ok(());
        }
        self.output.state.announce(memo, owned, tree)?;
        self.output.state.finish()?;
        self.output.state.clear(self.output.out())
    }

    fn replace(
        &self,
        plan: &Plan,
        memo: &Memo,
        owned: &Owned,
        removed: Vec<String>,
        exists: Option<TreeId>,
    ) -> Result<(), WriteError> {
        let (state, out, next) = (&self.output.state, self.output.out(), self.output.state.next());
        fs::create_dir_all(&next).at("make", &next)?;
        let foreign = tree::foreign(out, &self.output.owned).at("read", out)?;
        self.no_clash(plan, &foreign)?;
        let way = match exists {
            Some(_) if self.output.way == Way::InPlace || !same_disk(&next, out) => Way::InPlace,
            _ => self.complete(plan, &foreign, &next)?,
        };
        if way == Way::Exchange {
            state.announce(memo, owned, tree::id(&next).unwrap_or(0))?;
            let swapped = match exists {
                None => fs::rename(&next, out).at("write", out).map(|()| true),
                Some(_) => exchange(&next, out),
            };
            if swapped.inspect_err(|_| state.withdraw())? {
                step();
                state.finish()?;
                // The new tree is in place. What cannot be removed of the old one now is removed by the next run.
                let _ = state.clear(out);
                return Ok(());
            }
        }
        let put = plan
            .entries
            .iter()
            .filter(|(_, (_, from))| *from == From::Written)
            .map(|(path, _)| path.clone());
        let journal = Journal::new(put.collect(), removed);
        state.announce(memo, owned, 0)?;
        state
            .put("journal.tmp", "journal", journal.text().as_bytes())
            .inspect_err(|_| state.withdraw())?;
        step();
        in_place::apply(&journal, &next, out)?;
        state.finish_in_place()
    }

    /// Foreign files came since their places were looked at, or stand where a page's folder must be.
    fn no_clash(&self, plan: &Plan, foreign: &Foreign) -> Result<(), WriteError> {
        let is_written =
            |p: &str| plan.entries.get(p).is_some_and(|(_, from)| *from == From::Written);
        let file = foreign
            .files
            .iter()
            .filter(|p| p.to_str().is_some_and(|p| is_written(p) || plan.paths.has_folder(p)));
        let folder =
            foreign.folders.iter().filter(|p| p.to_str().is_some_and(|p| plan.paths.has_file(p)));
        match file.chain(folder).next() {
            Some(path) => Err(WriteError::Foreign(self.output.place.shown.join(path))),
            None => Ok(()),
        }
    }

    /// Links everything that stays into the new tree. Says how the tree can then take the old one's place.
    fn complete(&self, plan: &Plan, foreign: &Foreign, next: &Path) -> Result<Way, WriteError> {
        let out = self.output.out();
        for folder in foreign
            .folders
            .iter()
            .map(|f| f.as_path())
            .chain(plan.paths.folders().into_iter().map(Path::new))
        {
            let path = next.join(folder);
            match fs::create_dir(&path) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
                    fs::create_dir_all(&path).at("make", &path)?
                }
                _ => {}
            }
        }
        let kept = plan
            .entries
            .iter()
            .filter(|(_, (_, from))| *from == From::Kept)
            .map(|(path, _)| Path::new(path));
        let adopted = |p: &Path| p.to_str().is_some_and(|p| plan.paths.has_file(p));
        let others = foreign.files.iter().map(|f| f.as_path()).filter(|f| !adopted(f));
        let all: Vec<&Path> = kept.chain(others).collect();
        let link = |path: &&Path| {
            tree::link(&out.join(path), &next.join(path)).at("carry over", &out.join(path))
        };
        let other_disk =
            all.par_iter().with_min_len(64).map(link).find_map_any(|result| match result {
                Ok(Linked::Done) => None,
                Ok(Linked::OtherDisk) => Some(Ok(Way::InPlace)),
                Err(e) => Some(Err(e)),
            });
        step();
        // rights come last, since a folder may be closed to writing; inner folders first
        let folders = plan
            .paths
            .folders()
            .into_iter()
            .map(Path::new)
            .chain(foreign.folders.iter().map(|f| f.as_path()));
        let mut folders: Vec<&Path> = folders.chain([Path::new("")]).collect();
        folders.sort_unstable_by(|a, b| b.cmp(a));
        for folder in folders {
            tree::be_like(&out.join(folder), &next.join(folder))
                .at("set the rights of", &next.join(folder))?;
        }
        other_disk.unwrap_or(Ok(Way::Exchange))
    }
}

fn same_disk(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(a), fs::metadata(b)) {
        (Ok(a), Ok(b)) => a.dev() == b.dev(),
        _ => false,
    }
}

/// Exchanges two folders in one step; `false` where the system cannot do that.
#[cfg(target_os = "linux")]
fn exchange(next: &Path, out: &Path) -> Result<bool, WriteError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, next, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // a mount point, another disk, a disk without this call, a kernel without it
        Err(Errno::BUSY | Errno::XDEV | Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            Ok(false)
        }
        Err(e) => Err(io::Error::from(e)).at("write", out),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_next: &Path, _out: &Path) -> Result<bool, WriteError> {
    Ok(false)
}
