//! What the lists for other tools have in common: the line that credits the site, and how they write URLs.

use crate::model::MessageId;
use crate::pages::{Ctx, Download, Page};

/// Returns "Title; licence; as known on DAY", for formats that have a line for it.
pub(crate) fn credit(ctx: &Ctx) -> String {
    let config = &ctx.site.config;
    let mut parts = vec![config.title.clone()];
    let locale = &ctx.site.locale;
    let licence = config.licence.as_ref();
    parts
        .extend(licence.map(|l| locale.format(MessageId::CreditLicence, &[("licence", l.into())])));
    let day = ctx.site.as_of.map(|day| day.to_string());
    parts.extend(day.map(|day| locale.format(MessageId::CreditAsOf, &[("date", day.into())])));
    parts
        .join(locale.text(MessageId::ListSemicolon))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the page whose URLs are those of a download: absolute where the site knows its own.
pub(crate) fn download_page<'a>(ctx: &'a Ctx<'a>, download: &Download) -> Page<'a> {
    let path = download.path(ctx);
    match ctx.origin() {
        Some(origin) => Page::abroad(ctx, &path, origin),
        None => Page::new(ctx, path),
    }
}
