//! The stages that every run begins with: load, parse, link and check.

use super::request::{Outcome, Request};
use super::timings::Timings;
use crate::analysis::checks;
use crate::analysis::reasoning::Reasoning;
use crate::content::load::{LoadError, SiteSources, load};
use crate::content::parse;
use crate::diagnostics::Report;
use crate::exports::{addresses, social_cards};
use crate::linking;
use crate::model::{Day, Drafts, Finish, Site};
use crate::pages::Ctx;
use crate::pages::assets::Integrity;
use crate::source::Files;
use std::sync::Arc;

/// A linked site and what follows from it.
pub(super) struct ReasonedSite {
    pub site: Site,
    pub reasoning: Arc<Reasoning>,
}

impl ReasonedSite {
    pub(super) fn ctx<'a>(&'a self, files: &'a Files) -> Ctx<'a> {
        Ctx::reasoned(&self.site, files, Arc::clone(&self.reasoning))
    }
}

/// The diagnostics and times of one run.
#[derive(Default)]
pub(super) struct PipelineRun {
    pub report: Report,
    pub timings: Timings,
}

impl PipelineRun {
    pub(super) fn load(&mut self, request: &Request) -> Result<SiteSources, LoadError> {
        let sources = load(&request.root, &mut self.report)?;
        self.timings.lap("load", sources.files.len());
        Ok(sources)
    }

    /// Parses, links and checks the content.
    pub(super) fn link(&mut self, sources: &SiteSources, day: Day, drafts: Drafts) -> ReasonedSite {
        let mut raw = parse::parse(&sources.files, &mut self.report);
        raw.drafts = drafts;
        self.timings.lap("parse", sources.files.len());
        let statics = sources.static_paths();
        let site = linking::link(raw, &sources.files, statics, day, &mut self.report);
        self.timings.lap("link", site.blocks().count());
        let reasoning = Arc::new(Reasoning::new(&site, &sources.files));
        self.timings.lap("reasoning", 0);
        checks::check(&site, &reasoning, &mut self.report);
        checks::check_overrides(&sources.templates, &sources.statics, &mut self.report);
        self.timings.lap("check", site.docs.len());
        ReasonedSite { site, reasoning }
    }

    /// Reports files that cannot have their addresses, and published addresses that lead nowhere now.
    pub(super) fn check_addresses(&mut self, ctx: &Ctx, day: Day) {
        addresses::check(ctx, day, &mut self.report);
        social_cards::check(ctx, &mut self.report);
        self.timings.lap("addresses", ctx.site.public.as_ref().map_or(0, Vec::len));
    }

    /// The outcome of a run that wrote nothing.
    pub(super) fn outcome(mut self, files: Files) -> Outcome {
        self.report.sort(&files);
        let (report, timings) = (self.report, self.timings);
        Outcome { files, report, summary: None, addresses: None, timings }
    }
}

/// Whether pages have the hashes of their scripts and styles.
pub(super) fn integrity(site: &Site) -> Integrity {
    if site.config.output.contains(&Finish::Integrity) {
        Integrity::Said
    } else {
        Integrity::Unsaid
    }
}
