//! What a site has beside its pages, feeds and facts, in groups that are made as a whole: one table for a build, which
//! makes them all, and for a server, which makes the group of the file that is asked for.

use super::make::{Made, put_file, put_page};
use super::snapshots;
use crate::diagnostics::Diagnostic;
use crate::exports::data;
use crate::exports::feeds;
use crate::exports::headers;
use crate::exports::permalinks;
use crate::exports::search;
use crate::exports::social_cards;
use crate::model::DataFiles;
use crate::output::cache::view_hash;
use crate::output::write::{Staging, WriteError};
use crate::pages::{self, Ctx, Scope};
use crate::source::Artifact;
use rayon::prelude::*;

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

/// What a group is made with, and so how it can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum With {
    /// The templates of pages, for many of them.
    Pages,
    /// Templates of its own.
    Templates,
    /// None.
    Nothing,
}

pub(super) struct Group {
    /// For `--timings`.
    pub name: &'static str,
    /// Whether a path can be that of one of its files.
    pub may_have: fn(&str) -> bool,
    pub with: With,
    pub make: fn(&Made, &dyn Staging) -> Result<(), Trouble>,
}

pub(super) const GROUPS: [Group; 7] = [
    Group {
        name: "snapshots",
        may_have: |path| path.contains("/as-of/"),
        with: With::Pages,
        make: put_snapshots,
    },
    Group {
        name: "lists for other tools",
        may_have: is_download,
        with: With::Nothing,
        make: |site, stage| Ok(put_downloads(site.ctx, stage)?),
    },
    Group {
        name: "cards",
        may_have: |path| path.ends_with(".card.png"),
        with: With::Templates,
        make: put_cards,
    },
    Group {
        name: "headers",
        may_have: |path| headers::PATHS.contains(&path),
        with: With::Templates,
        make: |site, stage| {
            put_all(headers::files(site.ctx, site.renderer).map_err(Trouble::Template)?, stage)
        },
    },
    Group {
        name: "old addresses",
        may_have: |path| permalinks::FILES.contains(&path),
        with: With::Nothing,
        make: |site, stage| put_all(permalinks::files(site.ctx), stage),
    },
    Group {
        name: "search",
        may_have: |path| path.starts_with(search::FOLDER),
        with: With::Nothing,
        make: |site, stage| put_all(search::files(site.ctx), stage),
    },
    Group {
        name: "lists for machines",
        may_have: |path| [".xml", ".opml", ".txt"].iter().any(|ending| path.ends_with(ending)),
        with: With::Templates,
        make: |site, stage| {
            put_all(feeds::others(site.ctx, site.renderer).map_err(Trouble::Template)?, stage)
        },
    },
];

fn put_all(files: Vec<Artifact>, stage: &dyn Staging) -> Result<(), Trouble> {
    Ok(files.into_iter().try_for_each(|file| put_file(file, stage))?)
}

fn put_snapshots(site: &Made, stage: &dyn Staging) -> Result<(), Trouble> {
    snapshots::each(site.ctx, site.assets, site.renderer, |ctx, renderer, jobs| {
        jobs.par_iter().try_for_each(|job| put_page(ctx, renderer, job, stage))
    })
}

fn is_download(path: &str) -> bool {
    [".json", ".bib", ".ris", ".csv", ".ics", ".argdown"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// The lists in the formats of other tools, and the schema of the pages' facts.
fn put_downloads(ctx: &Ctx, stage: &dyn Staging) -> Result<(), WriteError> {
    let put = |file: Artifact| {
        if ctx.site.has_static(&file.path) { Ok(()) } else { put_file(file, stage) }
    };
    let downloads = pages::downloads(ctx);
    if !downloads.is_empty() {
        let shelf = data::BibliographyEntries::new(ctx, Scope::Site);
        downloads.par_iter().try_for_each(|what| put(data::download(ctx, &shelf, what)))?;
    }
    if ctx.site.config.data == DataFiles::Pages {
        put(data::schema())?;
    }
    Ok(())
}

fn put_cards(site: &Made, stage: &dyn Staging) -> Result<(), Trouble> {
    pages::cards(site.ctx).par_iter().try_for_each(|card| {
        let hash = view_hash(&site.renderer.digest(), card);
        if stage.keep(&card.path, &hash) {
            return Ok(());
        }
        let file = social_cards::file(site.renderer, card).map_err(Trouble::Template)?;
        Ok(stage.put(file, hash)?)
    })
}
