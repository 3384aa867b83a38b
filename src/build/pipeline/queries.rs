//! Answers about a site that need no pages.

use super::request::{Outcome, Request};
use super::stages::{PipelineRun, ReasonedSite};
use crate::analysis::reasoning::Reasoning;
use crate::content::load::{ADDRESSES, LoadError, PUBLICATIONS, SiteSources, read_content};
use crate::content::parse::{self, Raw};
use crate::diagnostics::Report;
use crate::exports::permalinks;
use crate::model::{Destination, Site};
use crate::output::BuiltRecord;
use crate::pages::Ctx;
use crate::source::{Files, SourceFile};
use std::path::Path;
use std::sync::Arc;

/// A site with its sources and what is wrong in it.
pub struct CheckedSite {
    /// The files of the site.
    pub sources: SiteSources,
    /// The site with all names resolved.
    pub site: Site,
    /// The conclusions that follow from the site.
    pub reasoning: Arc<Reasoning>,
    /// The diagnostics of all stages.
    pub report: Report,
}

/// Reads, links and checks a site; templates are read but not used.
///
/// # Errors
/// If the folder cannot be read.
pub fn read_site(request: &Request) -> Result<CheckedSite, LoadError> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let ReasonedSite { site, reasoning } = run.link(&sources, request.day, request.drafts);
    run.report.sort(&sources.files);
    Ok(CheckedSite { sources, site, reasoning, report: run.report })
}

/// Reads the site and returns one value made from it; `None` if the content has errors.
///
/// # Errors
/// If the folder cannot be read.
pub fn query<T>(
    request: &Request,
    make: impl FnOnce(&Ctx) -> T,
) -> anyhow::Result<(Outcome, Option<T>)> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let reasoned = run.link(&sources, request.day, request.drafts);
    let value =
        if run.report.has_errors() { None } else { Some(make(&reasoned.ctx(&sources.files))) };
    Ok((run.outcome(sources.files), value))
}

/// How a site stands to what was published.
pub struct PermalinkStatus {
    /// The addresses, compared with the published ones.
    pub urls: permalinks::UrlStatus,
    /// The new list of published addresses; `None` if it is the same.
    pub list: Option<String>,
    /// The new record of first publications; `None` if it is the same.
    pub publications: Option<String>,
    pub outcome: Outcome,
}

/// Compares a site with what was published.
///
/// # Errors
/// If the folder cannot be read.
pub fn permalink_status(request: &Request) -> anyhow::Result<PermalinkStatus> {
    let mut run = PipelineRun::default();
    let sources = run.load(request)?;
    let reasoned = run.link(&sources, request.day, request.drafts);
    let ctx = reasoned.ctx(&sources.files);
    let urls = permalinks::url_status(&ctx);
    let (list, publications) = (permalinks::list(&ctx), permalinks::publications(&ctx));
    run.check_addresses(&ctx, request.day);
    let outcome = run.outcome(sources.files);
    Ok(PermalinkStatus { urls, list, publications, outcome })
}

/// The lists in content/ as they are after a built site was published, whose content may have changed since.
pub struct RecordedLists {
    /// The new list of published addresses; `None` if it is the same.
    pub list: Option<String>,
    /// The new record of first publications; `None` if it is the same.
    pub publications: Option<String>,
}

/// Adds to the lists of a site what was published of it.
pub fn record_built(root: &Path, built: &BuiltRecord) -> RecordedLists {
    let read = |path: &str| read_content(root, path);
    let known = lists([read(ADDRESSES), read(PUBLICATIONS)]);
    let text = |path: &str, text: &String| SourceFile { path: path.into(), body: text.clone() };
    let published = lists([
        Some(text(ADDRESSES, &built.addresses)),
        Some(text(PUBLICATIONS, &built.publications)),
    ]);
    let addresses = |raw: &Raw| raw.public.as_deref().cloned().unwrap_or_default();
    let publications = published.publications.clone().unwrap_or_default();
    RecordedLists {
        list: permalinks::merged_list(&addresses(&known), &addresses(&published)),
        publications: permalinks::merged_publications(known.publications.as_deref(), &publications),
    }
}

/// Parses the lists that agon keeps in content/.
fn lists(files: [Option<SourceFile>; 2]) -> Raw {
    let files = Files::new(files.into_iter().flatten().collect());
    parse::parse(&files, &mut Report::default())
}

/// What site.yaml says about publishing.
pub struct PublishConfig {
    /// The title of the site.
    pub title: String,
    /// Where it is published, in the order of the file.
    pub destinations: Vec<Destination>,
    /// site.yaml alone, for its diagnostics.
    pub files: Files,
    /// What is wrong with that file.
    pub report: Report,
}

/// Where the site is published. Reads only site.yaml.
pub fn publish_config(root: &Path) -> PublishConfig {
    let mut report = Report::default();
    let files = Files::new(read_content(root, "content/site.yaml").into_iter().collect());
    let site = parse::parse(&files, &mut report).site;
    PublishConfig { title: site.title.clone(), destinations: site.publish.clone(), files, report }
}
