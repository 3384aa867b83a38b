//! Puts finished files on the disk: staged beside the output folder, only what changed, swapped in whole.
//!
//! Takes [`Artifact`](crate::source::Artifact)s, gives a [`Summary`]. A visitor, a crash or a full disk meets the whole old
//! site or the whole new one. Files in the output folder that agon did not write are foreign: they stay, whatever happens.
//!
//! ```text
//! public/              what is published; nothing of agon's own is in it
//! .public.agon/lock    one writer at a time
//!              memo    what the published files were made of
//!              files   which of them are agon's
//!              next/   the new tree, until it is exchanged for public/; then the old one, until it is removed
//!              recall  what the last build knew of the words of its pages; good for any tree, or for none
//!              *.next  memo and files of the new tree
//! ```

mod built;
mod commit;
mod error;
mod in_place;
mod list;
mod memory;
mod packed;
mod paths;
mod place;
mod published;
mod replace;
mod stage;
mod state;
mod target;
mod tree;

pub use built::{Built, BuiltFile};
pub use commit::Summary;
pub use error::WriteError;
pub use list::{keep_list, put_file};
pub use memory::{Bytes, Memory, Nowhere};
pub use packed::Packed;
pub use published::{Changes, Published, changes, made, published};
pub use replace::{ReplaceError, hand_out, replace};
pub use stage::Stage;
pub use target::Staging;

use crate::output::cache::{Hash, Memo, Page};
use error::At;
use place::Place;
use rayon::prelude::*;
use stage::{Plan, is_intact};
use state::{Owned, State};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

/// Writes one file that is no part of a site, in one step: a reader meets the old bytes or the new ones.
///
/// # Errors
/// Where its folder is missing or the disk refuses; the old file is then as it was.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(WriteError::NoFolder(folder.to_path_buf()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let next = path.with_file_name(format!(".{name}.{}.next", std::process::id()));
    fs::write(&next, bytes).at("write", path)?;
    fs::rename(&next, path).at("write", path).inspect_err(|_| drop(fs::remove_file(&next)))
}

/// How a new tree takes the old one's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Exchange,
    InPlace,
}

/// An output folder, locked for this process as long as this lives.
#[derive(Debug)]
pub struct Output {
    place: Place,
    state: State,
    memo: Option<Memo>,
    owned: Owned,
    way: Way,
}

impl Output {
    /// Opens the output folder `out` of the site at `root`, which need not exist yet. Finishes or undoes what a killed
    /// run left.
    ///
    /// # Errors
    /// Where `out` cannot be an output folder, another agon has it, or the disk refuses.
    pub fn open(root: &Path, out: &Path) -> Result<Output, WriteError> {
        let place = place::place(root, out)?;
        let state = State::open(&place.state, &place.shown)?;
        let mut output =
            Output { place, state, memo: None, owned: Owned::new(), way: Way::Exchange };
        output.recover()?;
        Ok(output)
    }

    fn recover(&mut self) -> Result<(), WriteError> {
        self.state.recover(&self.place.out)?;
        self.memo = self.state.memo();
        self.owned = self.state.owned(self.memo.as_ref());
        Ok(())
    }

    /// The memo of the last build, if it had the same inputs and its files are all there untouched.
    pub fn is_current(&self, inputs: &Hash) -> Option<&Memo> {
        let memo = self.memo.as_ref().filter(|m| m.inputs == *inputs)?;
        let pages: Vec<_> = memo.pages.iter().collect();
        let intact = |(path, page): &(&String, &Page)| is_intact(&self.out().join(path), page);
        let whole = self.out().is_dir() && pages.par_iter().with_min_len(256).all(intact);
        whole.then_some(memo)
    }

    /// Begins a new output.
    ///
    /// # Errors
    /// Where the staging tree cannot be made.
    pub fn stage(&mut self) -> Result<Stage<'_>, WriteError> {
        let next = self.state.next();
        if self.state.is_announced() || next.exists() {
            self.recover()?;
        }
        fs::create_dir(&next).at("make", &next)?;
        Ok(Stage { output: self, plan: Mutex::new(Plan::default()) })
    }

    fn out(&self) -> &Path {
        &self.place.out
    }

    fn page(&self, path: &str) -> Option<&Page> {
        self.memo.as_ref()?.pages.get(path)
    }
}

/// A point at which a kill must do no harm; tests stop the process there.
#[cfg(not(test))]
#[inline(always)]
fn step() {}
#[cfg(test)]
use tests::kill::step;

#[cfg(test)]
mod tests;
