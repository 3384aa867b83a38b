//! What a site has beside its pages and feeds, in groups that are made as a whole: one table for a build, which makes
//! them all, and for a server, which makes the group of the file that is asked for.

use super::put_file;
use crate::diag::Diagnostic;
use crate::render::Renderer;
use crate::view::Ctx;
use crate::write::{Staging, WriteError};
use crate::{feeds, search};

/// Why a group could not be made.
pub enum Trouble {
    /// A template failed.
    Template(Box<Diagnostic>),
    Write(WriteError),
}

impl From<WriteError> for Trouble {
    fn from(error: WriteError) -> Trouble {
        Trouble::Write(error)
    }
}

pub struct Group {
    /// For `--timings`.
    pub name: &'static str,
    /// Whether a path can be that of one of its files.
    pub may_have: fn(&str) -> bool,
    pub make: fn(&Ctx, &Renderer, &dyn Staging) -> Result<(), Trouble>,
}

pub const GROUPS: [Group; 2] = [
    Group {
        name: "search",
        may_have: |path| path.starts_with(search::FOLDER),
        make: |ctx, _, stage| Ok(search::build(ctx, |file| put_file(file, stage))?),
    },
    Group {
        name: "lists for machines",
        may_have: |path| [".xml", ".opml", ".txt"].iter().any(|ending| path.ends_with(ending)),
        make: |ctx, renderer, stage| {
            let files = feeds::others(ctx, renderer).map_err(Trouble::Template)?;
            Ok(files.into_iter().try_for_each(|file| put_file(file, stage))?)
        },
    },
];
