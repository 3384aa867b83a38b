//! A site as it is known after the checks, for whoever asks one thing of it and makes no pages.

use super::{Outcome, Request, Run};
use crate::content::load;
use crate::content::load::{LoadError, SiteSources};
use crate::content::parse;
use crate::diagnostics::Report;
use crate::exports::permalinks;
use crate::model::{Destination, Site};
use crate::pages::Ctx;
use crate::source::Files;
use std::path::Path;

/// What was read, what it says and what was found in it.
pub struct Known {
    pub loaded: SiteSources,
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

/// Reads the site and makes one thing of it; `None` where the content has errors. Writes nothing.
pub fn make_one<T>(
    request: &Request,
    make: impl FnOnce(&Ctx) -> T,
) -> anyhow::Result<(Outcome, Option<T>)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let made = (!run.report.has_errors()).then(|| make(&Ctx::new(&site, &loaded.files)));
    Ok((run.outcome(loaded.files), made))
}

/// How the addresses of a site stand to those that were published, and the list as it is to be, `None` where nothing is new.
pub fn standing(
    request: &Request,
) -> anyhow::Result<(permalinks::Standing, Option<String>, Outcome)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let ctx = Ctx::new(&site, &loaded.files);
    let (standing, list) = (permalinks::standing(&ctx), permalinks::list(&ctx));
    run.addresses(&ctx, request.day);
    Ok((standing, list, run.outcome(loaded.files)))
}

/// What site.yaml alone says of publishing.
pub struct Places {
    pub title: String,
    pub destinations: Vec<Destination>,
    pub files: Files,
    /// What is wrong with that file.
    pub report: Report,
}

/// Where the site is published. Reads site.yaml and nothing else.
pub fn places(root: &Path) -> Places {
    let mut report = Report::default();
    let files = Files::new(load::read_content(root, "content/site.yaml").into_iter().collect());
    let site = parse::parse(&files, &mut report).site;
    Places { title: site.title.clone(), destinations: site.publish.clone(), files, report }
}
