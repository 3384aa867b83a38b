//! A site that is looked at while it is written.
//!
//! Takes the site's folder and, after each change, which files it was; gives what is wrong and, where nothing is, the
//! site ([`Whole`]). Reads and parses what changed and nothing else; pages are made when they are asked for.

use super::whole::{Statics, Whole};
use super::{Strictness, Timings};
use crate::build::session::Session;
use crate::content::load::{SourceCache, SourceChange};
use crate::diagnostics::{Report, Severity};
use crate::exports::permalinks;
use crate::model::Day;
use crate::output::write::WriteError;
use crate::pages::assets::{self, Integrity};
use crate::pages::render::Renderer;
use crate::pages::{self, Ctx, Tables};
use crate::source::{Artifact, Files, Text};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A site's folder under observation.
pub struct Preview {
    sources: SourceCache,
    session: Session,
    statics: Kept<Vec<Artifact>, Arc<Statics>>,
    templates: Kept<Vec<Text>, Option<Arc<Renderer>>>,
    /// How the last change ended.
    last: Last,
}

/// Something made of files, and which files they were.
struct Kept<F, T> {
    of: Arc<F>,
    made: T,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing is known of the folder.
    Unknown,
    /// The site is that of the folder.
    Whole(Day, Strictness),
    /// Something is wrong.
    Broken(Day, Strictness),
}

/// What a change made of the site.
pub struct Seen {
    pub files: Files,
    pub report: Report,
    /// The site; `None` where something is wrong with it.
    pub whole: Option<Arc<Whole>>,
    /// How many texts were read again.
    pub texts: usize,
    pub timings: Timings,
}

impl Preview {
    /// A folder that was not read yet.
    pub fn new(root: &Path) -> Preview {
        Preview {
            sources: SourceCache::new(root),
            session: Session::new(Files::default()),
            statics: Kept { of: Arc::default(), made: Arc::default() },
            templates: Kept { of: Arc::default(), made: None },
            last: Last::Unknown,
        }
    }

    /// Whether the site has templates of its own, which may fail where the built-in ones do not.
    pub fn has_own_templates(&self) -> bool {
        self.sources.has_own_templates
    }

    /// Looks at what changed. `None`: nothing did.
    ///
    /// # Errors
    /// Where the folder cannot be read, or two files of the site have one path.
    pub fn update(
        &mut self,
        changed: &SourceChange,
        day: Day,
        strictness: Strictness,
    ) -> anyhow::Result<Option<Seen>> {
        let mut timings = Timings::default();
        let last = std::mem::replace(&mut self.last, Last::Unknown);
        let troubles = self.sources.report();
        let fresh = self.sources.refresh(changed)?;
        timings.lap("load", fresh.texts.len());
        let gone = fresh.removed.iter().filter(|path| self.session.remove(path)).count();
        let texts = self.session.set_all(fresh.texts) + gone;
        timings.lap("parse", texts);
        let others = [
            Arc::ptr_eq(&self.templates.of, &self.sources.templates),
            Arc::ptr_eq(&self.statics.of, &self.sources.statics),
        ];
        let report = self.sources.report();
        let same = [Last::Whole(day, strictness), Last::Broken(day, strictness)].contains(&last);
        if same && texts == 0 && others == [true, true] && report == troubles {
            self.last = last;
            return Ok(None);
        }
        let seen = self.link(report, day, strictness, texts, timings)?;
        self.last = match &seen.whole {
            Some(_) => Last::Whole(day, strictness),
            None => Last::Broken(day, strictness),
        };
        Ok(Some(seen))
    }

    /// Links everything.
    fn link(
        &mut self,
        report: Report,
        day: Day,
        strictness: Strictness,
        texts: usize,
        mut timings: Timings,
    ) -> anyhow::Result<Seen> {
        let new_templates = !Arc::ptr_eq(&self.templates.of, &self.sources.templates);
        if new_templates {
            self.session.set_templates(&self.sources.templates);
        }
        let paths = self.sources.statics.iter().map(|s| s.path.clone()).collect();
        let mut known = self.session.link(report, paths, day);
        timings.lap("link, check", known.site.blocks().count());
        let integrity = super::integrity(&known.site);
        if !Arc::ptr_eq(&self.statics.of, &self.sources.statics)
            || self.statics.made.integrity != integrity
        {
            let made = Arc::new(assembled(&self.sources.statics, integrity));
            self.statics = Kept { of: Arc::clone(&self.sources.statics), made };
        }
        let statics = Arc::clone(&self.statics.made);
        let tables = Arc::new(Tables::new(&known.site));
        timings.lap("lists", 0);
        let ctx = Ctx::with(&known.site, &known.files, Arc::clone(&tables));
        let mut addresses = Report::default();
        if let Day::Today(_) = day {
            permalinks::check(&ctx, &mut addresses);
        }
        let shared = pages::shared(&ctx, &statics.assets);
        let renderer = match &self.templates.made {
            Some(renderer) if !new_templates && renderer.shows(&shared) => {
                Some(Arc::clone(renderer))
            }
            Some(renderer) if !new_templates => Some(Arc::new(renderer.with(&shared))),
            _ => Renderer::new(&self.sources.templates, &shared, &mut known.report).map(Arc::new),
        };
        self.templates = Kept {
            // templates with mistakes are read again, so that the mistakes are said again
            of: if renderer.is_some() {
                Arc::clone(&self.sources.templates)
            } else {
                Arc::default()
            },
            made: renderer.clone(),
        };
        timings.lap("templates", self.sources.templates.len());
        known.report.extend(statics.report.clone());
        known.report.extend(addresses);
        known.report.sort(&known.files);
        let (files, report) = (known.files.clone(), known.report.clone());
        let renderer = renderer.filter(|_| !strictness.stops(&report));
        let whole = renderer.map(|renderer| Arc::new(Whole::new(known, tables, renderer, statics)));
        if let Some(path) = whole.as_ref().and_then(|w| w.taken(&self.sources.own_statics)) {
            return Err(WriteError::SamePath(path).into());
        }
        Ok(Seen { files, report, whole, texts, timings })
    }
}

fn assembled(statics: &[Artifact], integrity: Integrity) -> Statics {
    let mut report = Report::default();
    let (assets, files) = assets::assemble(statics.to_vec(), integrity, &mut report);
    let files: BTreeMap<_, _> = files.into_iter().map(|f| (f.path, f.bytes.into())).collect();
    Statics { integrity, assets, files, report }
}

impl Strictness {
    /// Whether a site with these findings is not built.
    pub fn stops(self, report: &Report) -> bool {
        report.has_errors() || self == Strictness::Strict && report.count(Severity::Warning) > 0
    }
}
