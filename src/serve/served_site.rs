//! The site that is served.

use super::problem::Problem;
use crate::build::pipeline::LazySite;
use crate::output::FileBytes;
use std::sync::Arc;

/// What is shown at the moment.
#[derive(Clone, Default)]
pub(super) struct ServedSite {
    /// The newest site.
    pub site: Option<Arc<LazySite>>,
    /// The last one whose pages could all be made: it stands in for a page that the newest one cannot make.
    pub good: Option<Arc<LazySite>>,
    pub problems: Arc<Vec<Problem>>,
}

impl ServedSite {
    /// A file of the newest site; what it cannot make, of the last good one.
    pub(super) fn file(&self, path: &str) -> Option<FileBytes> {
        let of = |site: &Option<std::sync::Arc<LazySite>>| {
            site.as_ref().map_or(Ok(None), |site| site.file(path))
        };
        of(&self.site).or_else(|_| of(&self.good)).ok().flatten()
    }

    pub(super) fn has_page(&self, path: &str) -> bool {
        self.site.as_ref().is_some_and(|site| site.has_page(path))
    }

    /// The path of the joined stylesheet.
    pub(super) fn style(&self) -> &str {
        self.site.as_ref().map_or("", |site| site.style())
    }
}
