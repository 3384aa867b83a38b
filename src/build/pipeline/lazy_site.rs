//! A site whose files are made when they are requested, as a build would write them, and kept until the site changes.

use super::outputs::{self, GroupTemplates, OUTPUT_GROUPS, OutputContext, OutputError};
use crate::build::session::LinkedSite;
use crate::content::load::read_copied_file;
use crate::diagnostics::{Diagnostic, Report};
use crate::exports::{data, feeds, headers};
use crate::model::DataFiles;
use crate::output::{FileBytes, MemorySink};
use crate::pages::assets::{Assets, Integrity};
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, FeedChannel, PageRoute, RouteTable};
use crate::source::CopiedFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The static files as they are written, and what pages need to know of them.
#[derive(Default)]
pub(super) struct AssembledStatics {
    pub integrity: Integrity,
    pub assets: Assets,
    pub files: BTreeMap<String, FileBytes>,
}

/// A site without errors, from which many threads can request files.
pub struct LazySite {
    linked: LinkedSite,
    renderer: Arc<Renderer>,
    statics: Arc<AssembledStatics>,
    /// Files that are read from the disk when they are requested.
    copied: BTreeMap<String, CopiedFile>,
    /// Made for the first request.
    routes: OnceLock<RouteTable>,
    pages: Mutex<HashMap<String, FileBytes>>,
    groups: [OnceLock<GroupFiles>; OUTPUT_GROUPS.len()],
}

/// The files of a group, or why a template failed.
type GroupFiles = Result<BTreeMap<String, FileBytes>, Box<Diagnostic>>;

/// How much of a site is made to check its templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDepth {
    /// One page of each kind.
    Samples,
    /// Every page and feed.
    All,
}

impl LazySite {
    pub(super) fn new(
        linked: LinkedSite,
        renderer: Arc<Renderer>,
        statics: Arc<AssembledStatics>,
        copied: &[CopiedFile],
    ) -> LazySite {
        let used = copied.iter().filter(|file| linked.site.publishes(file));
        LazySite {
            copied: used.map(|file| (file.path.clone(), file.clone())).collect(),
            linked,
            renderer,
            statics,
            routes: OnceLock::new(),
            pages: Mutex::default(),
            groups: Default::default(),
        }
    }

    fn ctx(&self) -> Ctx<'_> {
        Ctx::with(&self.linked.site, &self.linked.files, Arc::clone(&self.linked.tables))
    }

    fn routes(&self, ctx: &Ctx) -> &RouteTable {
        self.routes.get_or_init(|| RouteTable::new(ctx))
    }

    /// The file of a path from the site's root; `None` if there is none.
    ///
    /// # Errors
    /// If a template fails.
    pub fn file(&self, path: &str) -> Result<Option<FileBytes>, Box<Diagnostic>> {
        if let Some(file) = self.statics.files.get(path) {
            return Ok(Some(Arc::clone(file)));
        }
        if let Some(file) = self.copied.get(path) {
            return Ok(read_copied_file(file).map(FileBytes::from));
        }
        let ctx = self.ctx();
        if let Some(route) = self.routes(&ctx).find(path) {
            return self.page(&ctx, path, route).map(Some);
        }
        if let Some(file) = self.page_data(&ctx, path) {
            return Ok(Some(file));
        }
        if let Some(file) = self.feed(&ctx, path)? {
            return Ok(Some(file));
        }
        for (number, group) in OUTPUT_GROUPS.iter().enumerate() {
            if (group.may_contain)(path)
                && let Some(file) = self.group(&ctx, number)?.get(path)
            {
                return Ok(Some(Arc::clone(file)));
            }
        }
        Ok(None)
    }

    fn page(&self, ctx: &Ctx, path: &str, route: &PageRoute) -> Result<FileBytes, Box<Diagnostic>> {
        let pages = || self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = pages().get(path) {
            return Ok(Arc::clone(page));
        }
        let page: FileBytes = outputs::page(ctx, &self.renderer, route)?.into_bytes().into();
        pages().insert(path.to_string(), Arc::clone(&page));
        Ok(page)
    }

    fn page_data(&self, ctx: &Ctx, path: &str) -> Option<FileBytes> {
        if ctx.site.config.data != DataFiles::Pages {
            return None;
        }
        let page = path.strip_suffix(".json")?;
        let route = self.routes(ctx).find(&format!("{page}.html"))?;
        Some(data::page(ctx, route)?.bytes.into())
    }

    fn feed(&self, ctx: &Ctx, path: &str) -> Result<Option<FileBytes>, Box<Diagnostic>> {
        for channel in &ctx.tables.channels {
            if let Some(format) = channel.paths().iter().position(|p| p == path) {
                let files = feeds::files(&self.renderer, &pages::feed(ctx, channel))?;
                return Ok(Some(files[format].as_slice().into()));
            }
        }
        Ok(None)
    }

    fn group(
        &self,
        ctx: &Ctx,
        number: usize,
    ) -> Result<&BTreeMap<String, FileBytes>, Box<Diagnostic>> {
        let files = self.groups[number].get_or_init(|| {
            let memory = MemorySink::default();
            let assets = &self.statics.assets;
            let in_memory = self.statics.files.iter();
            let in_memory = in_memory.map(|(path, bytes)| (path.as_str(), &bytes[..]));
            let fonts = &outputs::card_fonts(in_memory, self.copied.values());
            let context = OutputContext { ctx, assets, renderer: &self.renderer, fonts };
            match (OUTPUT_GROUPS[number].write)(&context, &memory) {
                Err(OutputError::Template(diagnostic)) => Err(diagnostic),
                Err(OutputError::Write(error)) => unreachable!("writing to memory failed: {error}"),
                Ok(()) => Ok(memory.into_files()),
            }
        });
        files.as_ref().map_err(Clone::clone)
    }

    /// Whether a page has this path.
    pub fn has_page(&self, path: &str) -> bool {
        self.routes(&self.ctx()).find(path).is_some()
    }

    /// The path that the site will have on its host, with a slash at its end.
    pub fn base_path(&self) -> String {
        self.ctx().base_path()
    }

    /// The content security policy with which hosts publish the site; `None` if its template fails.
    pub(crate) fn content_security_policy(&self) -> Option<String> {
        headers::content_security_policy(&self.ctx(), &self.renderer).ok()
    }

    /// The path of the joined stylesheet.
    pub fn style(&self) -> &str {
        &self.statics.assets.style
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.routes(&self.ctx()).len()
    }

    /// The paths of all files.
    ///
    /// # Errors
    /// If a template fails: groups of files are made for their paths.
    pub fn paths(&self) -> Result<BTreeSet<String>, Box<Diagnostic>> {
        let ctx = self.ctx();
        let routes = pages::plan(&ctx);
        let mut paths: BTreeSet<String> = self.statics.files.keys().cloned().collect();
        paths.extend(self.copied.keys().cloned());
        paths.extend(routes.iter().map(|route| route.path(&ctx)));
        paths.extend(ctx.tables.channels.iter().flat_map(FeedChannel::paths));
        if ctx.site.config.data == DataFiles::Pages {
            let files = routes.par_iter().filter_map(|route| data::page(&ctx, route));
            paths.extend(files.map(|file| file.path).collect::<Vec<_>>());
        }
        for number in 0..OUTPUT_GROUPS.len() {
            paths.extend(self.group(&ctx, number)?.keys().cloned());
        }
        Ok(paths)
    }

    /// Renders pages and feeds and keeps none, to find what the templates cannot render. `None` if it was stopped.
    pub fn check(
        &self,
        depth: CheckDepth,
        is_stopped: &(dyn Fn() -> bool + Sync),
    ) -> Option<Report> {
        let ctx = self.ctx();
        let routes = pages::plan(&ctx);
        let mut kinds = BTreeSet::new();
        let (samples, rest): (Vec<&PageRoute>, Vec<&PageRoute>) =
            routes.iter().partition(|route| kinds.insert(route.kind.template()));
        let page = |route: &PageRoute| outputs::page(&ctx, &self.renderer, route).err();
        let mut errors = collect_errors(&samples, is_stopped, |route| page(route));
        if depth == CheckDepth::All && errors.is_empty() {
            errors = collect_errors(&rest, is_stopped, |route| page(route));
        }
        let channels = match depth {
            CheckDepth::Samples => &ctx.tables.channels[..ctx.tables.channels.len().min(1)],
            CheckDepth::All => &ctx.tables.channels[..],
        };
        errors.extend(collect_errors(channels, is_stopped, |channel| {
            feeds::files(&self.renderer, &pages::feed(&ctx, channel)).err()
        }));
        for (number, group) in OUTPUT_GROUPS.iter().enumerate() {
            let is_checked = match group.templates {
                GroupTemplates::Own => true,
                GroupTemplates::Pages => depth == CheckDepth::All,
                GroupTemplates::None => false,
            };
            if is_checked && !is_stopped() {
                errors.extend(self.group(&ctx, number).err().map(|error| *error));
            }
        }
        if is_stopped() {
            return None;
        }
        let mut report = Report::from_iter(errors);
        report.sort(&self.linked.files);
        Some(report)
    }
}

fn collect_errors<T: Sync>(
    items: &[T],
    is_stopped: &(dyn Fn() -> bool + Sync),
    render: impl Fn(&T) -> Option<Box<Diagnostic>> + Sync + Send,
) -> Vec<Diagnostic> {
    let errors = items.par_iter().filter(|_| !is_stopped()).filter_map(render);
    errors.map(|error| *error).collect()
}
