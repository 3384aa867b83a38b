//! Addresses that were published: readers, other sites and search engines have kept them.

use super::date::Date;
use crate::source::Span;

/// One page of content/addresses.txt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicAddress {
    /// From the site's root, such as `topics/wages/threads/prices.html`.
    pub path: String,
    /// The `^ids` of its passages, each with its place in the list.
    pub anchors: Vec<(String, Span)>,
    /// The span of the path in the list.
    pub span: Span,
}

/// An address that was removed on purpose: `gone:` in site.yaml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRemoval {
    /// From the site's root; one that ends with `/` covers everything in that folder.
    pub path: String,
    pub date: Option<Date>,
    pub reason: Option<String>,
    pub span: Span,
}

/// An address whose page is elsewhere now, where no text can say it: `moved:` in site.yaml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressMove {
    pub from: String,
    /// From the site's root, with a fragment or without.
    pub to: String,
    /// The span of `to`.
    pub span: Span,
}
