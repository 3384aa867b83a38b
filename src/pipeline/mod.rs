//! The stages, one line each.
//!
//! [`build`] takes a folder and writes its site; [`check`] takes the same way and writes nothing. Both give everything
//! that was found and what each stage cost. A [`Preview`] keeps the site at hand while it is written.

mod groups;
mod preview;
mod read;
mod timings;
mod whole;

pub use preview::{Extent, Preview, Seen};
pub use read::{Known, read};
pub use timings::Timings;
pub use whole::{Depth, Whole};

use crate::diag::{Report, codes};
use crate::files::{Artifact, Files};
use crate::memo::{self, Hash, view_hash};
use crate::model::{Day, Site};
use crate::render::Renderer;
use crate::view::{Ctx, Job};
use crate::write::{Output, Staging, Summary, WriteError};
use crate::{assets, check as checks, feeds, link, load, parse, view};
use groups::{GROUPS, Trouble};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Mutex;

/// Whether warnings stop a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    Normal,
    Strict,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder with content/ in it.
    pub root: PathBuf,
    /// Where the site goes.
    pub out: PathBuf,
    pub day: Day,
    pub strictness: Strictness,
}

/// What came of it.
pub struct Outcome {
    pub files: Files,
    pub report: Report,
    /// What was written; `None` where nothing was, because of errors or because nothing was to be written.
    pub summary: Option<Summary>,
    pub timings: Timings,
}

/// Told how far a build is, from many threads.
pub trait Progress: Sync {
    /// A stage of `total` steps starts.
    fn stage(&self, name: &'static str, total: usize);
    fn step(&self);
}

/// Finds everything that is wrong and writes nothing.
pub fn check(request: &Request) -> anyhow::Result<Outcome> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let ctx = Ctx::new(&site, &loaded.files);
    let (assets, _) = assets::assemble(loaded.statics, &mut run.report);
    if let Some(renderer) = Renderer::new(&loaded.templates, &view::shared(&ctx, &assets), &mut run.report)
        && !run.report.has_errors()
    {
        // Templates can fail on a page's data, so every page is made, and thrown away.
        let jobs = view::plan(&ctx);
        let found: Vec<_> = jobs.par_iter().filter_map(|job| page(&ctx, &renderer, job).err()).collect();
        found.into_iter().for_each(|d| run.report.push(*d));
        run.timings.lap("view, render", jobs.len());
        let made: Vec<_> =
            ctx.channels.par_iter().map(|c| feeds::files(&renderer, &view::feed(&ctx, c)).err()).collect();
        let others = feeds::others(&ctx, &renderer).err();
        made.into_iter().flatten().chain(others).for_each(|d| run.report.push(*d));
        run.timings.lap("feeds", ctx.channels.len());
    }
    run.report.sort(&loaded.files);
    Ok(Outcome { files: loaded.files, report: run.report, summary: None, timings: run.timings })
}

/// Builds the site. With errors (or, under [`Strictness::Strict`], warnings) the folder stays as it is.
pub fn build(request: &Request, progress: &dyn Progress) -> anyhow::Result<Outcome> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    if run.report.list.iter().any(|d| d.code == codes::NO_SITE.id) {
        // Not even agon's own folder is made in a folder that is no site.
        return check(request);
    }
    let mut output = Output::open(&request.root, &request.out)?;
    let inputs = inputs(&loaded.digest, request.day);
    if let Some(memo) = output.is_current(&inputs) {
        let summary = Summary { written: 0, kept: memo.pages.len(), removed: 0, bytes: 0 };
        run.timings.lap("compare", memo.pages.len());
        let report = memo.report.clone();
        return Ok(Outcome { files: loaded.files, report, summary: Some(summary), timings: run.timings });
    }
    run.make(loaded, request, &mut output, progress)
}

/// What a build depends on: every file that was read, the day, and this program.
fn inputs(loaded: &Hash, day: Day) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(loaded);
    hasher.update(format!("{day:?}").as_bytes());
    *hasher.finalize().as_bytes()
}

/// One run's findings and times.
#[derive(Default)]
struct Run {
    report: Report,
    timings: Timings,
}

impl Run {
    fn load(&mut self, request: &Request) -> Result<load::Loaded, load::LoadError> {
        let loaded = load::load(&request.root, &mut self.report)?;
        self.timings.lap("load", loaded.files.len());
        Ok(loaded)
    }

    fn make(
        mut self,
        loaded: load::Loaded,
        request: &Request,
        output: &mut Output,
        progress: &dyn Progress,
    ) -> anyhow::Result<Outcome> {
        let inputs = inputs(&loaded.digest, request.day);
        let site = self.site(&loaded, request.day);
        let load::Loaded { files, templates, statics, .. } = loaded;
        let ctx = Ctx::new(&site, &files);
        let (assets, statics) = assets::assemble(statics, &mut self.report);
        let renderer = Renderer::new(&templates, &view::shared(&ctx, &assets), &mut self.report);
        self.timings.lap("templates", templates.len());
        let mut summary = None;
        if let Some(renderer) = renderer.filter(|_| !request.strictness.stops(&self.report)) {
            let next = output.stage()?;
            self.pages(&ctx, &renderer, &next, progress)?;
            self.feeds(&ctx, &renderer, &next)?;
            self.groups(&ctx, &renderer, &next)?;
            put_statics(statics, &next)?;
            self.timings.lap("static files", 0);
            self.report.sort(&files);
            if !request.strictness.stops(&self.report) {
                let written = next.commit(inputs, &self.report)?;
                self.timings.lap("commit", written.written);
                summary = Some(written);
            }
        }
        self.report.sort(&files);
        Ok(Outcome { files, report: self.report, summary, timings: self.timings })
    }

    fn site(&mut self, loaded: &load::Loaded, day: Day) -> Site {
        let raw = parse::parse(&loaded.files, &mut self.report);
        self.timings.lap("parse", loaded.files.len());
        let statics = loaded.statics.iter().map(|s| s.path.clone()).collect();
        let site = link::link(raw, &loaded.files, statics, day, &mut self.report);
        self.timings.lap("link", site.blocks.len());
        checks::check(&site, &mut self.report);
        self.timings.lap("check", site.docs.len());
        site
    }

    /// Makes every page whose view or template changed.
    fn pages(
        &mut self,
        ctx: &Ctx<'_>,
        renderer: &Renderer,
        stage: &impl Staging,
        progress: &dyn Progress,
    ) -> Result<(), WriteError> {
        let jobs = view::plan(ctx);
        progress.stage("pages", jobs.len());
        let found = Mutex::new(Report::default());
        jobs.par_iter().with_min_len(4).try_for_each(|job| {
            let made = view::view(ctx, job);
            let path = job.path(ctx);
            let hash = view_hash(&renderer.digest(), &(made.template(), &made));
            progress.step();
            if stage.keep(&path, &hash) {
                return Ok(());
            }
            match renderer.render(made.template(), &made) {
                Ok(html) => stage.put(Artifact { path, bytes: html.into_bytes() }, hash),
                Err(diagnostic) => {
                    found.lock().expect("no thread panics while it reports").push(*diagnostic);
                    Ok(())
                }
            }
        })?;
        self.report.extend(found.into_inner().expect("no thread panics while it reports"));
        self.timings.lap("view, render", jobs.len());
        Ok(())
    }

    /// Makes every feed whose entries or templates changed.
    fn feeds(&mut self, ctx: &Ctx<'_>, renderer: &Renderer, stage: &impl Staging) -> Result<(), WriteError> {
        let found = Mutex::new(Report::default());
        let report = |d: feeds::Failure| found.lock().expect("no thread panics while it reports").push(*d);
        ctx.channels.par_iter().try_for_each(|channel| {
            let feed = view::feed(ctx, channel);
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

    /// Makes what else a site has.
    fn groups(&mut self, ctx: &Ctx<'_>, renderer: &Renderer, stage: &impl Staging) -> Result<(), WriteError> {
        for group in GROUPS {
            match (group.make)(ctx, renderer, stage) {
                Err(Trouble::Write(error)) => return Err(error),
                Err(Trouble::Template(found)) => self.report.push(*found),
                Ok(()) => {}
            }
            self.timings.lap(group.name, 0);
        }
        Ok(())
    }
}

fn page(ctx: &Ctx<'_>, renderer: &Renderer, job: &Job) -> Result<String, Box<crate::diag::Diagnostic>> {
    let made = view::view(ctx, job);
    renderer.render(made.template(), &made)
}

fn put_statics(statics: Vec<Artifact>, stage: &impl Staging) -> Result<(), WriteError> {
    statics.into_par_iter().try_for_each(|file| put_file(file, stage))
}

fn put_file(file: Artifact, stage: &(impl Staging + ?Sized)) -> Result<(), WriteError> {
    let hash: memo::Hash = *blake3::hash(&file.bytes).as_bytes();
    if stage.keep(&file.path, &hash) { Ok(()) } else { stage.put(file, hash) }
}
