//! Files for other machines: feeds as Atom and JSON Feed, a list of them all, the site map, robots.txt.
//!
//! The content of a feed comes from `pages`. Without an address of the site there is only robots.txt.

mod xml;

mod feed;
mod sitemap;

pub(super) use xml::allowed;

pub use feed::{Failure, files};
pub use sitemap::others;
