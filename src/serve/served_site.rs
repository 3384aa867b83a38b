//! The site that is served at the moment.

use super::problem::Problem;
use crate::build::pipeline::LazySite;
use crate::output::FileBytes;
use std::sync::Arc;

#[derive(Clone, Default)]
pub(super) struct ServedSite {
    /// The newest site.
    pub site: Option<Arc<LazySite>>,
    /// The last one that rendered without errors: the fallback for pages that the newest one cannot render.
    pub good: Option<Arc<LazySite>>,
    pub problems: Arc<Vec<Problem>>,
}

impl ServedSite {
    /// A file of the newest site; if rendering it fails, of the last good one.
    pub(super) fn file(&self, path: &str) -> Option<FileBytes> {
        for site in self.site.iter().chain(&self.good) {
            if let Ok(file) = site.file(path) {
                return file;
            }
        }
        None
    }

    pub(super) fn has_page(&self, path: &str) -> bool {
        match &self.site {
            Some(site) => site.has_page(path),
            None => false,
        }
    }

    /// The path of the joined stylesheet.
    pub(super) fn style(&self) -> &str {
        match &self.site {
            Some(site) => site.style(),
            None => "",
        }
    }

    /// The content security policy with which the site is published.
    pub(super) fn policy(&self) -> Option<String> {
        self.site.as_ref()?.content_security_policy()
    }
}
