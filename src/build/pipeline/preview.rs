//! A site's folder that is read again after each change: parses what changed, links everything, and makes a [`LazySite`].

use super::lazy_site::{AssembledStatics, LazySite};
use super::request::Strictness;
use super::stages::integrity;
use super::timings::Timings;
use crate::analysis::checks;
use crate::build::session::{LinkedSite, Session};
use crate::content::load::{SourceCache, SourceChange};
use crate::diagnostics::Report;
use crate::model::{Day, Drafts, Site};
use crate::pages::assets;
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, SharedData};
use crate::source::{Asset, CopiedFile, Files, OutputFile, SourceFile};
use std::path::Path;
use std::sync::Arc;

/// The site of a folder that is being edited.
pub struct Preview {
    sources: SourceCache,
    session: Session,
    /// The site as it was linked last, without the problems of its templates.
    linked: Option<(LinkInputs, LinkedSite)>,
    /// The static files, and the sources that they were assembled from.
    statics: (Arc<Vec<OutputFile>>, Arc<AssembledStatics>),
    /// The files that are copied, as they were at the last update.
    copied: Arc<Vec<CopiedFile>>,
    /// The renderer, and the templates that it was made of.
    renderer: (Arc<Vec<SourceFile>>, Option<Arc<Renderer>>),
    /// How the last update was made; `None` if it failed.
    last: Option<(Day, Strictness)>,
}

/// What a site is linked from beside its texts.
#[derive(PartialEq)]
struct LinkInputs {
    /// The problems with reading files.
    report: Report,
    /// The paths of the files under static/.
    statics: Vec<String>,
    /// What texts can show or link to.
    assets: Vec<Asset>,
    day: Day,
}

/// A site after a change.
pub struct PreviewUpdate {
    /// The files that the site was read from.
    pub files: Files,
    /// The diagnostics of all stages.
    pub report: Report,
    /// `None` if the site has errors.
    pub site: Option<Arc<LazySite>>,
    /// How many texts changed.
    pub texts: usize,
    /// The duration of each stage.
    pub timings: Timings,
}

impl Preview {
    /// A folder that was not read yet. Its drafts are shown.
    pub fn new(root: &Path) -> Preview {
        let mut session = Session::new(Files::default());
        session.set_drafts(Drafts::Shown);
        Preview {
            sources: SourceCache::new(root),
            session,
            linked: None,
            statics: Default::default(),
            copied: Arc::default(),
            renderer: Default::default(),
            last: None,
        }
    }

    /// Whether the site has templates of its own, which can fail where the built-in ones do not.
    pub fn has_own_templates(&self) -> bool {
        self.sources.has_own_templates
    }

    /// Reads what changed. `None` if nothing did.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn update(
        &mut self,
        change: &SourceChange,
        day: Day,
        strictness: Strictness,
    ) -> anyhow::Result<Option<PreviewUpdate>> {
        let mut timings = Timings::default();
        let last = self.last.take();
        let report_before = self.sources.report();
        let update = self.sources.refresh(change)?;
        timings.lap("load", update.texts.len());
        let mut texts = 0;
        for path in &update.removed {
            texts += usize::from(self.session.remove(path));
        }
        texts += self.session.set_all(update.texts);
        timings.lap("parse", texts);
        let report = self.sources.report();
        let is_same = texts == 0
            && report == report_before
            && Arc::ptr_eq(&self.renderer.0, &self.sources.templates)
            && Arc::ptr_eq(&self.statics.0, &self.sources.statics)
            && Arc::ptr_eq(&self.copied, &self.sources.copied);
        if is_same && last == Some((day, strictness)) {
            self.last = last;
            return Ok(None);
        }
        let update = self.link(report, day, strictness, texts, timings)?;
        self.last = Some((day, strictness));
        Ok(Some(update))
    }

    fn link(
        &mut self,
        report: Report,
        day: Day,
        strictness: Strictness,
        texts: usize,
        mut timings: Timings,
    ) -> anyhow::Result<PreviewUpdate> {
        if !Arc::ptr_eq(&self.renderer.0, &self.sources.templates) {
            self.session.set_templates(&self.sources.templates);
        }
        self.copied = Arc::clone(&self.sources.copied);
        let mut linked = self.linked_site(report, day, texts);
        timings.lap("link, check", linked.site.blocks().count());
        let (templates, files) = (&self.sources.templates, &self.sources.statics);
        checks::check_overrides(templates, files, &mut linked.report);
        let statics = self.assemble_statics(&linked.site);
        let tables = Arc::clone(&linked.tables);
        let ctx = Ctx::with(&linked.site, &linked.files, Arc::clone(&tables));
        let renderer =
            self.make_renderer(&pages::shared(&ctx, &statics.assets), &mut linked.report);
        timings.lap("templates", self.sources.templates.len());
        linked.report.sort(&linked.files);
        let (files, report) = (linked.files.clone(), linked.report.clone());
        let site = match renderer {
            Some(renderer) if !strictness.stops(&report) => {
                Some(Arc::new(LazySite::new(linked, renderer, statics, &self.copied)))
            }
            _ => None,
        };
        Ok(PreviewUpdate { files, report, site, texts, timings })
    }

    /// Links the texts. A change of templates, styles or scripts alone keeps the linked site.
    fn linked_site(&mut self, report: Report, day: Day, texts: usize) -> LinkedSite {
        let statics = self.sources.static_paths();
        let inputs = LinkInputs { report, statics, assets: self.sources.assets(), day };
        let linked = match self.linked.take() {
            Some((last, linked)) if texts == 0 && last == inputs => {
                // the templates that diagnostics quote may be others
                LinkedSite { files: self.session.files().clone(), ..linked }
            }
            _ => {
                self.session.set_assets(inputs.assets.clone());
                self.session.link(inputs.report.clone(), inputs.statics.clone(), day)
            }
        };
        self.linked = Some((inputs, linked.clone()));
        linked
    }

    /// Assembles the static files, unless they are the same as before.
    fn assemble_statics(&mut self, site: &Site) -> Arc<AssembledStatics> {
        let integrity = integrity(site);
        let sources = &self.sources.statics;
        if !Arc::ptr_eq(&self.statics.0, sources) || self.statics.1.integrity != integrity {
            let (assets, files) = assets::assemble(sources.to_vec(), integrity);
            let files = files.into_iter().map(|file| (file.path, file.bytes.into())).collect();
            let assembled = AssembledStatics { integrity, assets, files };
            self.statics = (Arc::clone(sources), Arc::new(assembled));
        }
        Arc::clone(&self.statics.1)
    }

    /// Makes a renderer, unless the templates and what all pages share are the same as before.
    fn make_renderer(&mut self, shared: &SharedData, report: &mut Report) -> Option<Arc<Renderer>> {
        let templates = &self.sources.templates;
        let is_new = !Arc::ptr_eq(&self.renderer.0, templates);
        let renderer = match &self.renderer.1 {
            Some(renderer) if !is_new && renderer.shows(shared) => Some(Arc::clone(renderer)),
            Some(renderer) if !is_new => Some(Arc::new(renderer.with(shared))),
            _ => Renderer::new(templates, shared, report).map(Arc::new),
        };
        // templates with errors are read again, so that the errors are reported again
        let of = if renderer.is_some() { Arc::clone(templates) } else { Arc::default() };
        self.renderer = (of, renderer.clone());
        renderer
    }
}
