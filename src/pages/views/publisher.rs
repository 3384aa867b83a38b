//! One publisher: what is known of it, why it may not be trusted, its sources.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::pages::views::sources::{SourceGroup, citations, cited_source, source_groups};
use crate::records::PublisherRecord;
use serde::Serialize;

const MENTIONS: usize = 50;

#[derive(Serialize)]
pub struct PublisherPage<'a> {
    page: PageHead,
    record: PublisherRecord<'a>,
    kind: Option<String>,
    recorded: bool,
    /// The same body as one that the debate is about.
    entity: Option<Link>,
    total: usize,
    /// The newest first.
    groups: Vec<SourceGroup>,
    mentions: Vec<Mentions>,
}

pub(crate) fn publisher<'a>(
    ctx: &'a Ctx<'a>,
    route: &PageRoute,
    id: PublisherId,
) -> PublisherPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let (site, publisher) = (ctx.site, ctx.site.publisher(id));
    let (all, refs) = (&site.index.by_publisher[id.index()], site.backlinks(Target::Publisher(id)));
    let is_same = |entity: &Entity| {
        entity.slug == publisher.slug || entity.name.eq_ignore_ascii_case(&publisher.name)
    };
    let mut visible = site.entity_ids().filter(|e| site.is_visible(Target::Entity(*e)));
    let entity = visible.find(|e| is_same(site.entity(*e)));
    // Two pages on one body have two titles.
    let title = match entity {
        Some(_) => {
            let values = [("name", publisher.name.as_str().into())];
            site.locale.format(MessageId::PublisherTitle, &values)
        }
        None => publisher.name.clone(),
    };
    let shown = all[route.entries_newest_first(ctx)].iter();
    PublisherPage {
        record: page.records().publisher(id),
        kind: (publisher.kind.base != PublisherKind::Unknown)
            .then(|| site.vocabulary.publishers.label(publisher.kind, &site.locale)),
        recorded: publisher.recorded,
        entity: entity.map(|entity| link(&page, Target::Entity(entity))),
        total: all.len(),
        groups: source_groups(
            shown.map(|s| cited_source(&page, *s, citations(site, *s))).collect(),
        ),
        mentions: mentions(&page, &refs[..refs.len().min(MENTIONS)]),
        page: PageHead::new(&page, "publisher", title)
            .list(&page, &PageKind::Publishers.base(ctx), "publishers")
            .pager(route.pager(ctx))
            .says(json_ld::publisher(&page, id)),
    }
}
