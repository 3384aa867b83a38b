//! One publisher: what is known of it, why it may not be trusted, its sources.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::json_ld;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::source_line::{WarningLine, warning_line};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::views::sources::{CitedSource, citations, cited_source};
use serde::Serialize;

const MENTIONS: usize = 50;

#[derive(Serialize)]
pub struct PublisherPage {
    page: PageHead,
    kind: String,
    aliases: Vec<String>,
    domains: Vec<String>,
    country: Option<String>,
    warnings: Vec<WarningLine>,
    recorded: bool,
    total: usize,
    /// The newest first.
    sources: Vec<CitedSource>,
    mentions: Vec<Mentions>,
}

pub(crate) fn publisher(ctx: &Ctx, route: &PageRoute, id: PublisherId) -> PublisherPage {
    let page = Page::new(ctx, route.path(ctx));
    let (site, record) = (ctx.site, ctx.site.publisher(id));
    let (all, refs) = (&site.index.by_publisher[id.index()], site.backlinks(Target::Publisher(id)));
    let shown = all[route.entries_newest_first(ctx)].iter();
    PublisherPage {
        kind: record.kind.word().replace('-', " "),
        aliases: record.aliases.typeset(),
        domains: record.domains.clone(),
        country: record.country.clone(),
        warnings: record.warnings.iter().map(warning_line).collect(),
        recorded: record.recorded,
        total: all.len(),
        sources: shown.map(|s| cited_source(&page, *s, citations(site, *s))).collect(),
        mentions: mentions(&page, &refs[..refs.len().min(MENTIONS)]),
        page: PageHead::new(&page, "publisher", record.name.clone())
            .list(&page, &PageKind::Publishers.base(ctx), "publishers")
            .pager(route.pager(ctx))
            .says(json_ld::publisher(&page, id)),
    }
}
