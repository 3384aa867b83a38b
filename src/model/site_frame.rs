//! What a site puts around its pages: its menu, logo, icon and profiles elsewhere.

use super::doc::LinkTarget;
use crate::source::Span;

/// An entry of `menu:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// Its words; `None` for the name of what it leads to.
    pub text: Option<String>,
    pub target: LinkTarget,
    /// As it is written, with its fragment.
    pub address: String,
    pub span: Span,
}

/// The picture of `logo:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Its path from `static/`.
    pub path: String,
    /// Its alternative text; empty where the title of the site is next to it.
    pub alt: String,
}

/// A profile of the site elsewhere, an entry of `social:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SocialLink {
    pub label: String,
    pub href: String,
    pub span: Span,
}
