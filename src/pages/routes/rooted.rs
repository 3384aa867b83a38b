//! Links from the site's root, such as `/sources/index.html`: which pages they name.

use crate::pages::context::page_context::Ctx;
use crate::pages::routes::plan::plan;
use percent_encoding::percent_decode_str;
use std::collections::HashSet;

/// The path of the page that an address from the site's root names; its query and fragment do not count.
pub(crate) fn rooted_page(ctx: &Ctx, address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_start_matches('/');
    let path = percent_decode_str(path).decode_utf8_lossy();
    let is_folder = path.is_empty() || path.ends_with('/');
    let path = if is_folder { format!("{path}index.html") } else { path.into_owned() };
    page_paths(ctx).contains(&path).then_some(path)
}

/// The paths of all pages.
pub(crate) fn page_paths<'c>(ctx: &'c Ctx) -> &'c HashSet<String> {
    ctx.tables.page_paths.get_or_init(|| plan(ctx).iter().map(|route| route.path(ctx)).collect())
}
