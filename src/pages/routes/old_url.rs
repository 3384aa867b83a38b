//! Addresses that were: what redirects and what is gone.

use crate::model::*;

/// An old address and what it redirects to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldUrl {
    pub from: String,
    pub to: RedirectTarget,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedirectTarget {
    Target(Target),
    /// A page that does not represent a record, from the site's root; it may have a fragment.
    Path(String),
}

/// An address that was removed, and its entry in [`Site::gone`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoneUrl {
    pub path: String,
    pub entry: usize,
}
