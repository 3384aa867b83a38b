//! The stages, one line each.
//!
//! [`build`] takes a folder and writes its site, [`dry`] makes it and keeps it; [`check`] takes the same way and makes
//! nothing. All give everything that was found and what each stage cost. A [`Preview`] keeps the site at hand while it is
//! written.

mod diff;
mod groups;
mod make;
mod preview;
mod read;
mod snapshots;
mod timings;
mod whole;

pub use diff::{DiffFormat, diff};
pub use preview::{Preview, Seen};
pub use read::{Known, Places, make_one, places, read, standing};
pub use timings::Timings;
pub use whole::{Depth, Whole};

use crate::analysis::checks;
use crate::content::load;
use crate::content::parse;
use crate::diagnostics::{Report, codes};
use crate::exports::permalinks;
use crate::linking;
use crate::model::{Day, Finish, Site};
use crate::output::cache::Hash;
use crate::output::write::{Bytes, Memory, Output, Summary};
use crate::pages::assets::{self, Integrity};
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx};
use crate::source::Files;
use make::{Made, To};
use std::collections::BTreeMap;
use std::path::PathBuf;

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
pub fn check_and<T>(
    request: &Request,
    look: impl FnOnce(&Site, &Files) -> T,
) -> anyhow::Result<(Outcome, T)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let site = run.site(&loaded, request.day);
    let seen = look(&site, &loaded.files);
    let ctx = Ctx::new(&site, &loaded.files);
    run.addresses(&ctx, request.day);
    let (assets, _) = assets::assemble(loaded.statics, integrity(&site), &mut run.report);
    if let Some(renderer) =
        Renderer::new(&loaded.templates, &pages::shared(&ctx, &assets), &mut run.report)
        && !run.report.has_errors()
    {
        // Templates can fail on a page's data, so everything that they make is made, and thrown away.
        run.try_templates(&Made { ctx: &ctx, assets: &assets, renderer: &renderer })?;
    }
    Ok((run.outcome(loaded.files), seen))
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
        return Ok(Outcome { report, summary: Some(summary), ..run.outcome(loaded.files) });
    }
    run.make(loaded, request, To::Folder(&mut output), progress)
}

/// Makes the site and gives its files; nothing is written.
pub fn dry(
    request: &Request,
    progress: &dyn Progress,
) -> anyhow::Result<(Outcome, BTreeMap<String, Bytes>)> {
    let mut run = Run::default();
    let loaded = run.load(request)?;
    let memory = Memory::default();
    let outcome = run.make(loaded, request, To::Memory(&memory), progress)?;
    Ok((outcome, memory.files()))
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
    fn load(&mut self, request: &Request) -> Result<load::SiteSources, load::LoadError> {
        let loaded = load::load(&request.root, &mut self.report)?;
        self.timings.lap("load", loaded.files.len());
        Ok(loaded)
    }

    /// What was found, where nothing was written.
    fn outcome(mut self, files: Files) -> Outcome {
        self.report.sort(&files);
        Outcome {
            files,
            report: self.report,
            summary: None,
            addresses: None,
            timings: self.timings,
        }
    }

    /// What became of published addresses. A site of the past lacks what came later, and that is no loss.
    fn addresses(&mut self, ctx: &Ctx, day: Day) {
        if let Day::Today(_) = day {
            permalinks::check(ctx, &mut self.report);
            self.timings.lap("addresses", ctx.site.public.as_ref().map_or(0, Vec::len));
        }
    }

    fn site(&mut self, loaded: &load::SiteSources, day: Day) -> Site {
        let raw = parse::parse(&loaded.files, &mut self.report);
        self.timings.lap("parse", loaded.files.len());
        let statics = loaded.statics.iter().map(|s| s.path.clone()).collect();
        let site = linking::link(raw, &loaded.files, statics, day, &mut self.report);
        self.timings.lap("link", site.blocks().count());
        checks::check(&site, &mut self.report);
        self.timings.lap("check", site.docs.len());
        site
    }
}

/// Whether pages say what their scripts and styles must be.
fn integrity(site: &Site) -> Integrity {
    if site.config.output.contains(&Finish::Integrity) {
        Integrity::Said
    } else {
        Integrity::Unsaid
    }
}
