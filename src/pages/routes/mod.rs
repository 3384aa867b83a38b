pub(crate) mod route;
pub(crate) mod redirect;
pub(crate) mod rooted;
pub(crate) mod permalinks;
pub(crate) mod sitemap;
pub(crate) mod snapshot;
