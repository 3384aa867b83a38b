//! A site as it is known after the checks, for whoever asks of it and makes no page.

use super::{Request, Run};
use crate::diag::Report;
use crate::load::{LoadError, Loaded};
use crate::model::Site;

/// What was read, what it says and what was found in it.
pub struct Known {
    pub loaded: Loaded,
    pub site: Site,
    pub report: Report,
}

/// Reads, links and checks a site; templates are read and not tried.
///
/// # Errors
/// Where there is no folder to read.
pub fn read(request: &Request) -> Result<Known, LoadError> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    run.report.sort(&loaded.files);
    Ok(Known { loaded, site, report: run.report })
}
