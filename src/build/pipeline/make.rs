//! The files of a site: pages, feeds, facts and groups, made where their view or template changed.
//!
//! Takes a linked site and where it goes, gives files to the output and adds what templates cannot make to the report.

use super::groups::{GROUPS, Trouble, With};
use super::{Outcome, Progress, Request, Run, inputs, integrity};
use crate::content::load;
use crate::diagnostics::{Diagnostic, Report};
use crate::exports::data;
use crate::exports::feeds;
use crate::exports::permalinks;
use crate::model::{DataFiles, Day};
use crate::output::cache::{self, view_hash};
use crate::output::compress;
use crate::output::write::{Memory, Nowhere, Output, Packed, Staging, Summary, WriteError};
use crate::pages::assets::{self, Assets};
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, Job};
use crate::source::Artifact;
use rayon::prelude::*;
use std::sync::Mutex;

/// Where a site goes.
pub(super) enum To<'o> {
    Folder(&'o mut Output),
    Memory(&'o Memory),
}

/// What the files of a site are made of.
pub(super) struct Made<'m, 's> {
    pub ctx: &'m Ctx<'s>,
    pub assets: &'m Assets,
    pub renderer: &'m Renderer,
}

impl Run {
    pub(super) fn make(
        mut self,
        loaded: load::SiteSources,
        request: &Request,
        to: To,
        progress: &dyn Progress,
    ) -> anyhow::Result<Outcome> {
        let inputs = inputs(&loaded.digest, request.day);
        let site = self.site(&loaded, request.day);
        let load::SiteSources { files, templates, statics, .. } = loaded;
        let ctx = Ctx::new(&site, &files);
        let (assets, statics) = assets::assemble(statics, integrity(&site), &mut self.report);
        let renderer = Renderer::new(&templates, &pages::shared(&ctx, &assets), &mut self.report);
        self.timings.lap("templates", templates.len());
        self.addresses(&ctx, request.day);
        let (mut summary, mut list) = (None, None);
        if let Some(renderer) = renderer.filter(|_| !request.strictness.stops(&self.report)) {
            let whole = Made { ctx: &ctx, assets: &assets, renderer: &renderer };
            summary = match to {
                To::Folder(output) => {
                    let next = output.stage()?;
                    self.fill(&whole, statics, &Packed::new(&next, &site.config.output), progress)?;
                    self.report.sort(&files);
                    let stops = request.strictness.stops(&self.report);
                    if stops { None } else { Some(next.commit(inputs, &self.report)?) }
                }
                To::Memory(memory) => {
                    self.fill(
                        &whole,
                        statics,
                        &Packed::new(memory, &site.config.output),
                        progress,
                    )?;
                    let stops = request.strictness.stops(&self.report);
                    (!stops).then_some(Summary { written: 0, kept: 0, removed: 0, bytes: 0 })
                }
            };
            if let Some(written) = &summary {
                self.timings.lap("commit", written.written);
                // The past is no reason to promise an address, nor is a site that keeps no list.
                let keeps = matches!(request.day, Day::Today(_)) && site.public.is_some();
                list = if keeps { permalinks::list(&ctx) } else { None };
            }
        }
        self.report.sort(&files);
        Ok(Outcome { files, report: self.report, summary, addresses: list, timings: self.timings })
    }

    /// Makes every file of a site.
    fn fill(
        &mut self,
        site: &Made,
        statics: Vec<Artifact>,
        next: &impl Staging,
        progress: &dyn Progress,
    ) -> Result<(), WriteError> {
        let Made { ctx, renderer, .. } = *site;
        self.pages(ctx, renderer, next, progress)?;
        self.feeds(ctx, renderer, next)?;
        self.facts(ctx, next)?;
        self.groups(site, |_| true, next)?;
        put_statics(statics, next)?;
        self.timings.lap("static files", 0);
        Ok(())
    }

    /// Makes everything that a template makes, and keeps nothing.
    pub(super) fn try_templates(&mut self, site: &Made) -> Result<(), WriteError> {
        self.pages(site.ctx, site.renderer, &Nowhere, &Unwatched)?;
        self.feeds(site.ctx, site.renderer, &Nowhere)?;
        self.groups(site, |with| with != With::Nothing, &Nowhere)
    }

    /// Makes every page whose view or template changed.
    fn pages(
        &mut self,
        ctx: &Ctx<'_>,
        renderer: &Renderer,
        stage: &impl Staging,
        progress: &dyn Progress,
    ) -> Result<(), WriteError> {
        let jobs = pages::plan(ctx);
        progress.stage("pages", jobs.len());
        let found = Mutex::new(Report::default());
        jobs.par_iter().with_min_len(4).try_for_each(|job| {
            progress.step();
            match put_page(ctx, renderer, job, stage) {
                Err(Trouble::Template(diagnostic)) => {
                    found.lock().expect("no thread panics while it reports").push(*diagnostic);
                    Ok(())
                }
                Err(Trouble::Write(error)) => Err(error),
                Ok(()) => Ok(()),
            }
        })?;
        self.report.extend(found.into_inner().expect("no thread panics while it reports"));
        self.timings.lap("view, render", jobs.len());
        Ok(())
    }

    /// Makes every feed whose entries or templates changed.
    fn feeds(
        &mut self,
        ctx: &Ctx<'_>,
        renderer: &Renderer,
        stage: &impl Staging,
    ) -> Result<(), WriteError> {
        let found = Mutex::new(Report::default());
        let report =
            |d: feeds::Failure| found.lock().expect("no thread panics while it reports").push(*d);
        ctx.channels.par_iter().try_for_each(|channel| {
            let feed = pages::feed(ctx, channel);
            let hash = view_hash(&renderer.digest(), &feed);
            let paths = channel.paths().map(|path| (stage.keep(&path, &hash), path));
            if paths.iter().all(|(kept, _)| *kept) {
                return Ok(());
            }
            let files = match feeds::files(renderer, &feed) {
                Ok(files) => files,
                Err(diagnostic) => {
                    report(diagnostic);
                    return Ok(());
                }
            };
            let mut missing = paths.into_iter().zip(files).filter(|((kept, _), _)| !kept);
            missing.try_for_each(|((_, path), bytes)| stage.put(Artifact { path, bytes }, hash))
        })?;
        self.report.extend(found.into_inner().expect("no thread panics while it reports"));
        self.timings.lap("feeds", ctx.channels.len());
        Ok(())
    }

    /// Makes the facts of every page.
    fn facts(&mut self, ctx: &Ctx<'_>, stage: &impl Staging) -> Result<(), WriteError> {
        if ctx.site.config.data == DataFiles::Pages {
            let jobs = pages::plan(ctx);
            let put = |job: &Job| {
                data::page(ctx, job)
                    .filter(|f| !ctx.site.has_static(&f.path))
                    .map_or(Ok(()), |f| put_file(f, stage))
            };
            jobs.par_iter().with_min_len(4).try_for_each(put)?;
            self.timings.lap("facts", jobs.len());
        }
        Ok(())
    }

    /// Makes what else a site has.
    fn groups(
        &mut self,
        site: &Made,
        wanted: impl Fn(With) -> bool,
        stage: &impl Staging,
    ) -> Result<(), WriteError> {
        for group in GROUPS.iter().filter(|g| wanted(g.with)) {
            match (group.make)(site, stage) {
                Err(Trouble::Write(error)) => return Err(error),
                Err(Trouble::Template(found)) => self.report.push(*found),
                Ok(()) => {}
            }
            self.timings.lap(group.name, 0);
        }
        Ok(())
    }
}

/// Nobody asks how far it is.
struct Unwatched;

impl Progress for Unwatched {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// A page as it goes out.
pub(super) fn page(
    ctx: &Ctx<'_>,
    renderer: &Renderer,
    job: &Job,
) -> Result<String, Box<Diagnostic>> {
    let made = pages::view(ctx, job);
    Ok(compress::page(renderer.render(made.template(), &made)?, &ctx.site.config.output))
}

/// Makes a page whose view or template changed.
pub(super) fn put_page(
    ctx: &Ctx,
    renderer: &Renderer,
    job: &Job,
    stage: &(impl Staging + ?Sized),
) -> Result<(), Trouble> {
    let (made, path) = (pages::view(ctx, job), job.path(ctx));
    let hash = view_hash(&renderer.digest(), &(made.template(), &made));
    if stage.keep(&path, &hash) {
        return Ok(());
    }
    let html = renderer.render(made.template(), &made).map_err(Trouble::Template)?;
    let html = compress::page(html, &ctx.site.config.output);
    Ok(stage.put(Artifact { path, bytes: html.into_bytes() }, hash)?)
}

fn put_statics(statics: Vec<Artifact>, stage: &impl Staging) -> Result<(), WriteError> {
    statics.into_par_iter().try_for_each(|file| put_file(file, stage))
}

pub(super) fn put_file(file: Artifact, stage: &(impl Staging + ?Sized)) -> Result<(), WriteError> {
    let hash: cache::Hash = *blake3::hash(&file.bytes).as_bytes();
    if stage.keep(&file.path, &hash) { Ok(()) } else { stage.put(file, hash) }
}
