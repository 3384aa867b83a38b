//! The steps of linking, in order.

use super::{
    blocks, day, docs, events, index, lapses, names, publishers, records, relations, sources,
};
use crate::content::parse::Raw;
use crate::diagnostics::{Diagnostic, Report, codes};
use crate::model::{Day, Site};
use crate::source::Files;

/// Links everything. `statics` are the paths under static/, for relative links; `day` is the day the site is built for.
pub fn link(raw: Raw, files: &Files, statics: Vec<String>, day: Day, report: &mut Report) -> Site {
    let unread = UnreadRecords::of(files, report);
    let before = report.len();
    let mut site = Site { as_of: Some(day.date()), statics, ..Site::default() };
    site.public = raw.public.as_deref().cloned();
    site.gone.clone_from(&raw.site.gone);
    site.moved.clone_from(&raw.site.moved);
    publishers::collect(&raw, &mut site, report);
    let merged = sources::collect(&raw, &mut site, files, report);
    docs::collect(&raw, &mut site, report);
    names::collect(&raw, &mut site, files, report);
    blocks::collect(&raw, &mut site, files, &merged, report);
    records::collect(&raw, &mut site, files, report);
    relations::collect(&raw, &mut site, files, report);
    drop(raw);
    unread.spare_what_follows(before, report);
    day::hide_what_came_later(&mut site, day, report);
    lapses::mark(&mut site);
    index::collect(&mut site);
    events::collect(&mut site);
    site
}

/// Record files that could not be read: what they would have named is not known, so its absence is no finding.
struct UnreadRecords {
    site: bool,
    sources: bool,
}

impl UnreadRecords {
    fn of(files: &Files, report: &Report) -> Self {
        let unreadable =
            [&codes::NOT_UTF8, &codes::UNREADABLE, &codes::YAML_SYNTAX, &codes::DUPLICATE_KEY];
        let mut unread = UnreadRecords { site: false, sources: false };
        for diagnostic in report.iter().filter(|d| unreadable.contains(&d.code)) {
            let path = diagnostic.file(files);
            unread.site |=
                path.starts_with("content/site.y") || path.starts_with("content/elsewhere/");
            unread.sources |= path.starts_with("content/sources/");
        }
        unread
    }

    /// Drops the errors that only follow from it. They come back, if they are real, once the file can be read.
    fn spare_what_follows(self, before: usize, report: &mut Report) {
        let found = report.split_off(before);
        report.extend(found.into_iter().filter(|d| !self.explains(d)));
    }

    /// Whether a diagnostic may only follow from a file that could not be read.
    fn explains(&self, d: &Diagnostic) -> bool {
        self.site && (*d.code == codes::UNKNOWN_TARGET || *d.code == codes::WRONG_KIND)
            || self.sources
                && (*d.code == codes::UNKNOWN_SOURCE || *d.code == codes::UNKNOWN_TARGET)
    }
}
