//! A site that holds together, whose files are made when they are asked for.
//!
//! Takes what is known of a site, its renderer and its static files; gives any file as a build would write it, and makes
//! it once until something changes. Never touches the disk.

use super::groups::{GROUPS, Trouble, With};
use super::make;
use crate::build::session::LinkedSite;
use crate::diagnostics::{Diagnostic, Report};
use crate::exports::data;
use crate::exports::feeds;
use crate::model::DataFiles;
use crate::output::write::{Bytes, Memory};
use crate::pages::render::Renderer;
use crate::pages::{self, Addresses, Ctx, Job, Tables};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};

/// The static files as they go out, and what pages need to know of them.
#[derive(Default)]
pub(super) struct Statics {
    pub integrity: crate::pages::assets::Integrity,
    pub assets: crate::pages::assets::Assets,
    pub files: BTreeMap<String, Bytes>,
    pub report: Report,
}

/// A site that can be asked for its files, from many threads.
pub struct Whole {
    now: RwLock<Now>,
    statics: Arc<Statics>,
}

/// What the files are made of, and those that are made.
struct Now {
    known: LinkedSite,
    tables: Arc<Tables>,
    renderer: Arc<Renderer>,
    statics: Arc<Statics>,
    /// Made when the first page is asked for; words have no part in it.
    addresses: OnceLock<Addresses>,
    pages: Mutex<HashMap<String, Bytes>>,
    groups: [OnceLock<Made>; GROUPS.len()],
}

/// The files of a group, or the template that failed.
type Made = Result<BTreeMap<String, Bytes>, Box<Diagnostic>>;

/// How much of a site is made to find out whether its templates can make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// One page of each kind.
    Samples,
    /// Every page and feed.
    All,
}

impl Now {
    fn ctx(&self) -> Ctx<'_> {
        Ctx::with(&self.known.site, &self.known.files, Arc::clone(&self.tables))
    }

    fn addresses(&self, ctx: &Ctx) -> &Addresses {
        self.addresses.get_or_init(|| Addresses::new(ctx))
    }

    fn page(&self, ctx: &Ctx, job: &Job) -> Result<Bytes, Box<Diagnostic>> {
        Ok(make::page(ctx, &self.renderer, job)?.into_bytes().into())
    }

    /// The feed that has a path.
    fn feed(&self, ctx: &Ctx, path: &str) -> Option<Result<Bytes, Box<Diagnostic>>> {
        let of = |c: &pages::FeedChannel| c.paths().iter().position(|p| p == path);
        let (channel, at) = ctx.channels.iter().find_map(|c| Some((c, of(c)?)))?;
        Some(
            feeds::files(&self.renderer, &pages::feed(ctx, channel))
                .map(|files| files[at].as_slice().into()),
        )
    }

    /// The facts that have a path.
    fn facts(&self, ctx: &Ctx, path: &str) -> Option<Bytes> {
        let page =
            path.strip_suffix(".json").filter(|_| ctx.site.config.data == DataFiles::Pages)?;
        let job = self.addresses(ctx).find(&format!("{page}.html"))?;
        Some(data::page(ctx, job)?.bytes.into())
    }

    fn group(&self, ctx: &Ctx, number: usize) -> Result<&BTreeMap<String, Bytes>, Box<Diagnostic>> {
        let make = || {
            let memory = Memory::default();
            let made = make::Made { ctx, assets: &self.statics.assets, renderer: &self.renderer };
            match (GROUPS[number].make)(&made, &memory) {
                Err(Trouble::Template(found)) => Err(found),
                Err(Trouble::Write(error)) => panic!("memory takes every file, and yet: {error}"),
                Ok(()) => Ok(memory.files()),
            }
        };
        self.groups[number].get_or_init(make).as_ref().map_err(Clone::clone)
    }

    fn file(&self, path: &str) -> Result<Option<Bytes>, Box<Diagnostic>> {
        let ctx = self.ctx();
        if let Some(job) = self.addresses(&ctx).find(path) {
            let pages = || self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(page) = pages().get(path) {
                return Ok(Some(Arc::clone(page)));
            }
            let page = self.page(&ctx, job)?;
            pages().insert(path.to_string(), Arc::clone(&page));
            return Ok(Some(page));
        }
        if let Some(facts) = self.facts(&ctx, path) {
            return Ok(Some(facts));
        }
        if let Some(feed) = self.feed(&ctx, path) {
            return feed.map(Some);
        }
        for number in (0..GROUPS.len()).filter(|n| (GROUPS[*n].may_have)(path)) {
            if let Some(file) = self.group(&ctx, number)?.get(path) {
                return Ok(Some(Arc::clone(file)));
            }
        }
        Ok(None)
    }
}

impl Whole {
    pub(super) fn new(
        known: LinkedSite,
        tables: Arc<Tables>,
        renderer: Arc<Renderer>,
        statics: Arc<Statics>,
    ) -> Whole {
        let now = Now {
            known,
            tables,
            renderer,
            statics: Arc::clone(&statics),
            addresses: OnceLock::new(),
            pages: Mutex::default(),
            groups: Default::default(),
        };
        Whole { now: RwLock::new(now), statics }
    }

    fn now(&self) -> RwLockReadGuard<'_, Now> {
        // a panic while a page was made has changed nothing
        self.now.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file of a path from the site's root; `None` where there is none.
    ///
    /// # Errors
    /// Where a template fails.
    pub fn file(&self, path: &str) -> Result<Option<Bytes>, Box<Diagnostic>> {
        match self.statics.files.get(path) {
            Some(file) => Ok(Some(Arc::clone(file))),
            None => self.now().file(path),
        }
    }

    /// Whether a page has this path.
    pub fn has_page(&self, path: &str) -> bool {
        let now = self.now();
        now.addresses(&now.ctx()).find(path).is_some()
    }

    /// The path that the site will have on its host, with a slash at its end.
    pub fn base_path(&self) -> String {
        let now = self.now();
        now.ctx().base_path()
    }

    /// The path of the joined stylesheet.
    pub fn style(&self) -> &str {
        &self.statics.assets.style
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        let now = self.now();
        now.addresses(&now.ctx()).len()
    }

    /// The paths of all files.
    ///
    /// # Errors
    /// Where a template fails: some groups of files have to be made for their paths.
    pub fn paths(&self) -> Result<BTreeSet<String>, Box<Diagnostic>> {
        let now = self.now();
        let ctx = now.ctx();
        let mut all: BTreeSet<String> = self.statics.files.keys().cloned().collect();
        all.extend(pages::plan(&ctx).iter().map(|job| job.path(&ctx)));
        all.extend(ctx.channels.iter().flat_map(|c| c.paths()));
        if ctx.site.config.data == DataFiles::Pages {
            all.extend(
                pages::plan(&ctx)
                    .par_iter()
                    .filter_map(|job| data::page(&ctx, job))
                    .map(|f| f.path)
                    .collect::<Vec<_>>(),
            );
        }
        for number in 0..GROUPS.len() {
            all.extend(now.group(&ctx, number)?.keys().cloned());
        }
        Ok(all)
    }

    /// A static file of the site that stands where one of its pages or feeds must stand.
    pub(super) fn taken(&self, own: &[String]) -> Option<String> {
        if own.is_empty() {
            return None;
        }
        let now = self.now();
        let ctx = now.ctx();
        let is_feed = |path: &str| ctx.channels.iter().any(|c| c.paths().iter().any(|p| p == path));
        own.iter().find(|p| now.addresses(&ctx).find(p).is_some() || is_feed(p)).cloned()
    }

    /// Makes files and keeps none, to find what their templates cannot make. `None` where it was stopped.
    pub fn check(&self, depth: Depth, stop: &(dyn Fn() -> bool + Sync)) -> Option<Report> {
        let now = self.now();
        let ctx = now.ctx();
        let jobs = pages::plan(&ctx);
        let mut kinds = BTreeSet::new();
        let (samples, rest): (Vec<&Job>, Vec<&Job>) =
            jobs.iter().partition(|job| kinds.insert(job.kind.template()));
        let mut report = Report::default();
        for jobs in [samples, rest] {
            let found: Vec<_> = jobs
                .par_iter()
                .filter(|_| !stop())
                .filter_map(|job| now.page(&ctx, job).err())
                .collect();
            report.list.extend(found.into_iter().map(|d| *d));
            if depth == Depth::Samples || report.has_errors() {
                break;
            }
        }
        let channels = if depth == Depth::All {
            &ctx.channels[..]
        } else {
            &ctx.channels[..ctx.channels.len().min(1)]
        };
        let feeds = channels.par_iter().filter(|_| !stop());
        let found: Vec<_> = feeds
            .filter_map(|c| feeds::files(&now.renderer, &pages::feed(&ctx, c)).err())
            .collect();
        report.list.extend(found.into_iter().map(|d| *d));
        let tried = |with| with == With::Templates || with == With::Pages && depth == Depth::All;
        for number in (0..GROUPS.len()).filter(|n| tried(GROUPS[*n].with)) {
            if !stop() {
                report.list.extend(now.group(&ctx, number).err().map(|d| *d));
            }
        }
        report.sort(&now.known.files);
        (!stop()).then_some(report)
    }

    /// What is known of the site.
    pub fn known<T>(&self, ask: impl FnOnce(&LinkedSite) -> T) -> T {
        ask(&self.now().known)
    }
}
