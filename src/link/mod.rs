//! From raw documents to a [`Site`]: ids, merged sources, resolved references, relations, backlinks.
//!
//! Takes [`Raw`] and the texts, gives a `Site` that holds together: what could not be resolved is reported and left out.
//! Never reads the disk, never makes addresses.

mod blocks;
mod day;
mod docs;
mod identity;
mod index;
mod names;
mod publishers;
mod records;
mod relations;
mod resolve;
mod sources;

use crate::diag::Report;
use crate::files::Files;
use crate::model::{Day, Site};
use crate::parse::Raw;

/// Links everything. `statics` are the paths under static/, for relative links; `day` is the day the site is built for.
pub fn link(raw: Raw, files: &Files, statics: Vec<String>, day: Day, report: &mut Report) -> Site {
    let mut site = Site { as_of: Some(day.date()), statics, ..Site::default() };
    publishers::collect(&raw, &mut site, report);
    let merged = sources::collect(&raw, &mut site, files, report);
    docs::collect(&raw, &mut site, report);
    names::collect(&raw, &mut site, files, report);
    blocks::collect(&raw, &mut site, files, &merged, report);
    records::collect(&raw, &mut site, report);
    relations::collect(&raw, &mut site, files, report);
    drop(raw);
    day::hide_what_came_later(&mut site, day, report);
    index::collect(&mut site);
    site
}
