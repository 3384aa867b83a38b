//! The stages, one line each.
//!
//! [`build`] takes a folder and writes its site, [`dry`] makes it and keeps it; [`check`] takes the same way and makes
//! nothing. All give everything that was found and what each stage cost. A [`Preview`] keeps the site at hand while it is
//! written.

mod between;
mod groups;
mod preview;
mod read;
mod snapshots;
mod timings;
mod whole;

pub use between::{Form, between};
pub use preview::{Extent, Preview, Seen};
pub use read::{Known, read};
pub use timings::Timings;
pub use whole::{Depth, Whole};

use crate::assets::{self, Integrity};
use crate::diag::{Report, codes};
use crate::files::{Artifact, Files};
use crate::memo::{self, Hash, view_hash};
use crate::model::{DataFiles, Day, Destination, Finish, Site};
use crate::render::Renderer;
use crate::view::{Ctx, Job};
use crate::write::{Bytes, Memory, Output, Packed, Staging, Summary, WriteError};
use crate::{addresses, check as checks, data, feeds, link, load, pack, parse, view};
use groups::{GROUPS, Trouble};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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
    /// The list of published addresses as it is to be, where the site has one and something is new.
    pub addresses: Option<String>,
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
    check_and(request, |_, _| ()).map(|(outcome, ())| outcome)
}

/// The same, with a look at the linked site on the way.
pub fn check_and<T>(request: &Request, look: impl FnOnce(&Site, &Files) -> T) -> anyhow::Result<(Outcome, T)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let seen = look(&site, &loaded.files);
    let ctx = Ctx::new(&site, &loaded.files);
    run.addresses(&ctx, request.day);
    let (assets, _) = assets::assemble(loaded.statics, integrity(&site), &mut run.report);
    if let Some(renderer) = Renderer::new(&loaded.templates, &view::shared(&ctx, &assets), &mut run.report)
        && !run.report.has_errors()
    {
        // Templates can fail on a page's data, so every page is made, and thrown away.
        let jobs = view::plan(&ctx);
        let found: Vec<_> = jobs.par_iter().filter_map(|job| page(&ctx, &renderer, job).err()).collect();
        found.into_iter().for_each(|d| run.report.push(*d));
        let Ok(()) = snapshots::each(&ctx, &assets, &renderer, |ctx, renderer, jobs| {
            let found: Vec<_> = jobs.par_iter().filter_map(|job| page(ctx, renderer, job).err()).collect();
            found.into_iter().for_each(|d| run.report.push(*d));
            Ok::<(), std::convert::Infallible>(())
        });
        run.timings.lap("view, render", jobs.len());
        let made: Vec<_> =
            ctx.channels.par_iter().map(|c| feeds::files(&renderer, &view::feed(&ctx, c)).err()).collect();
        let others = feeds::others(&ctx, &renderer).err();
        made.into_iter().flatten().chain(others).for_each(|d| run.report.push(*d));
        run.timings.lap("feeds", ctx.channels.len());
    }
    run.report.sort(&loaded.files);
    Ok((
        Outcome { files: loaded.files, report: run.report, summary: None, addresses: None, timings: run.timings },
        seen,
    ))
}

/// Reads the site and makes one thing of it; `None` where the content has errors. Writes nothing.
pub fn make_one<T>(request: &Request, make: impl FnOnce(&Ctx) -> T) -> anyhow::Result<(Outcome, Option<T>)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let made = (!run.report.has_errors()).then(|| make(&Ctx::new(&site, &loaded.files)));
    run.report.sort(&loaded.files);
    Ok((
        Outcome { files: loaded.files, report: run.report, summary: None, addresses: None, timings: run.timings },
        made,
    ))
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
        return Ok(Outcome {
            files: loaded.files,
            report,
            summary: Some(summary),
            addresses: None,
            timings: run.timings,
        });
    }
    run.make(loaded, request, To::Folder(&mut output), progress)
}

/// How the addresses of a site stand to those that were published, and the list as it is to be, `None` where nothing is new.
pub fn standing(request: &Request) -> anyhow::Result<(addresses::Standing, Option<String>, Outcome)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let ctx = Ctx::new(&site, &loaded.files);
    let (standing, list) = (addresses::standing(&ctx), addresses::list(&ctx));
    run.addresses(&ctx, request.day);
    run.report.sort(&loaded.files);
    let outcome =
        Outcome { files: loaded.files, report: run.report, summary: None, addresses: None, timings: run.timings };
    Ok((standing, list, outcome))
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
    let files = Files::new(load::one(root, "content/site.yaml").into_iter().collect());
    let site = parse::parse(&files, &mut report).site;
    Places { title: site.title.clone(), destinations: site.publish.clone(), files, report }
}

/// Makes the site and gives its files; nothing is written.
pub fn dry(request: &Request, progress: &dyn Progress) -> anyhow::Result<(Outcome, BTreeMap<String, Bytes>)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let memory = Memory::default();
    let outcome = run.make(loaded, request, To::Memory(&memory), progress)?;
    Ok((outcome, memory.files()))
}

/// Where a site goes.
enum To<'o> {
    Folder(&'o mut Output),
    Memory(&'o Memory),
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
        to: To,
        progress: &dyn Progress,
    ) -> anyhow::Result<Outcome> {
        let inputs = inputs(&loaded.digest, request.day);
        let site = self.site(&loaded, request.day);
        let load::Loaded { files, templates, statics, .. } = loaded;
        let ctx = Ctx::new(&site, &files);
        let (assets, statics) = assets::assemble(statics, integrity(&site), &mut self.report);
        let renderer = Renderer::new(&templates, &view::shared(&ctx, &assets), &mut self.report);
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
                    self.fill(&whole, statics, &Packed::new(memory, &site.config.output), progress)?;
                    let stops = request.strictness.stops(&self.report);
                    (!stops).then_some(Summary { written: 0, kept: 0, removed: 0, bytes: 0 })
                }
            };
            if let Some(written) = &summary {
                self.timings.lap("commit", written.written);
                // The past is no reason to promise an address, nor is a site that keeps no list.
                let keeps = matches!(request.day, Day::Today(_)) && site.public.is_some();
                list = if keeps { addresses::list(&ctx) } else { None };
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
        self.groups(site, next)?;
        put_statics(statics, next)?;
        self.timings.lap("static files", 0);
        Ok(())
    }

    /// What became of published addresses. A site of the past lacks what came later, and that is no loss.
    fn addresses(&mut self, ctx: &Ctx, day: Day) {
        if let Day::Today(_) = day {
            addresses::check(ctx, &mut self.report);
            self.timings.lap("addresses", ctx.site.public.as_ref().map_or(0, Vec::len));
        }
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

    /// Makes the facts of every page.
    fn facts(&mut self, ctx: &Ctx<'_>, stage: &impl Staging) -> Result<(), WriteError> {
        if ctx.site.config.data == DataFiles::Pages {
            let jobs = view::plan(ctx);
            let put = |job: &Job| {
                data::page(ctx, job).filter(|f| !is_own(ctx, &f.path)).map_or(Ok(()), |f| put_file(f, stage))
            };
            jobs.par_iter().with_min_len(4).try_for_each(put)?;
            self.timings.lap("facts", jobs.len());
        }
        Ok(())
    }

    /// Makes what else a site has.
    fn groups(&mut self, site: &Made, stage: &impl Staging) -> Result<(), WriteError> {
        for group in GROUPS {
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

/// What the files of a site are made of.
struct Made<'m, 's> {
    ctx: &'m Ctx<'s>,
    assets: &'m assets::Assets,
    renderer: &'m Renderer,
}

/// A page as it goes out.
fn page(ctx: &Ctx<'_>, renderer: &Renderer, job: &Job) -> Result<String, Box<crate::diag::Diagnostic>> {
    let made = view::view(ctx, job);
    Ok(pack::page(renderer.render(made.template(), &made)?, &ctx.site.config.output))
}

/// Makes a page whose view or template changed.
fn put_page(ctx: &Ctx, renderer: &Renderer, job: &Job, stage: &(impl Staging + ?Sized)) -> Result<(), Trouble> {
    let (made, path) = (view::view(ctx, job), job.path(ctx));
    let hash = view_hash(&renderer.digest(), &(made.template(), &made));
    if stage.keep(&path, &hash) {
        return Ok(());
    }
    let html = renderer.render(made.template(), &made).map_err(Trouble::Template)?;
    let html = pack::page(html, &ctx.site.config.output);
    Ok(stage.put(Artifact { path, bytes: html.into_bytes() }, hash)?)
}

/// Whether a file of static/ stands at a path; it goes before ours.
fn is_own(ctx: &Ctx, path: &str) -> bool {
    ctx.site.statics.iter().any(|own| own.trim_start_matches("static/") == path)
}

/// Whether pages say what their scripts and styles must be.
fn integrity(site: &Site) -> Integrity {
    if site.config.output.contains(&Finish::Integrity) { Integrity::Said } else { Integrity::Unsaid }
}

fn put_statics(statics: Vec<Artifact>, stage: &impl Staging) -> Result<(), WriteError> {
    statics.into_par_iter().try_for_each(|file| put_file(file, stage))
}

fn put_file(file: Artifact, stage: &(impl Staging + ?Sized)) -> Result<(), WriteError> {
    let hash: memo::Hash = *blake3::hash(&file.bytes).as_bytes();
    if stage.keep(&file.path, &hash) { Ok(()) } else { stage.put(file, hash) }
}
