//! Which pages there are and their paths: living pages, pages at old addresses, the site map.

pub(crate) mod embedded;
pub(crate) mod old_url;
pub(crate) mod route;
mod topic_menu;
pub(crate) mod copied;
pub(crate) mod redirect;
pub(crate) mod plan;
pub(crate) mod page_paths;
pub(crate) mod rooted;
pub(crate) mod permalinks;
pub(crate) mod sitemap;
pub(crate) mod snapshot;
