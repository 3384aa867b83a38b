//! What the lists for other tools have in common: the line that credits the site, and how they write URLs.

use crate::pages::{Ctx, Download, Page};

/// Returns "Title; licence; as known on DAY", for formats that have a line for it.
pub(crate) fn credit(ctx: &Ctx) -> String {
    let config = &ctx.site.config;
    let mut parts = vec![config.title.clone()];
    parts.extend(config.licence.as_ref().map(|l| format!("licence: {l}")));
    parts.extend(ctx.site.as_of.map(|d| format!("as known on {d}")));
    parts.join("; ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the page whose URLs are those of a download: absolute where the site knows its own.
pub(crate) fn download_page<'a>(ctx: &'a Ctx<'a>, download: &Download) -> Page<'a> {
    let path = download.path(ctx);
    match ctx.origin() {
        Some(origin) => Page::abroad(ctx, &path, origin),
        None => Page::new(ctx, path),
    }
}
