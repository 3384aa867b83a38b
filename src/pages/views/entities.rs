//! All entities by kind, then by name.

use crate::model::*;
use crate::pages::components::initials::{InitialGroup, by_initial};
use crate::pages::components::link::{Link, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct EntitiesPage {
    page: PageHead,
    total: usize,
    groups: Vec<EntityGroup>,
}

#[derive(Serialize)]
pub(crate) struct EntityGroup {
    /// The id of its heading.
    id: String,
    label: String,
    letters: Vec<InitialGroup<EntityLine>>,
}

#[derive(Serialize)]
pub(crate) struct EntityLine {
    link: Link,
    mentions: usize,
    positions: usize,
}

pub(crate) fn entities(ctx: &Ctx, route: &PageRoute) -> EntitiesPage {
    let page = Page::new(ctx, route.path(ctx));
    let (site, all) = (ctx.site, &ctx.tables.indexes.entities);
    let words = &site.vocabulary.entities;
    let mut kinds: Vec<(Term<EntityKind>, Vec<EntityLine>)> = Vec::new();
    for id in all[route.entries(ctx)].iter().copied() {
        let kind = site.entity(id).kind;
        if kinds.last().is_none_or(|(last, _)| *last != kind) {
            kinds.push((kind, Vec::new()));
        }
        let line = EntityLine {
            link: link(&page, Target::Entity(id)),
            mentions: site.backlinks(Target::Entity(id)).len(),
            positions: site.index.perspectives.get(&id).map_or(0, Vec::len),
        };
        kinds.last_mut().expect("a kind was just added").1.push(line);
    }
    let mut groups = Vec::with_capacity(kinds.len());
    for (kind, entities) in kinds {
        let id = words.slug(kind);
        let letters = by_initial(entities, &id, &site.locale, |line| &line.link.text);
        groups.push(EntityGroup { id, label: words.plural(kind, &site.locale), letters });
    }
    EntitiesPage {
        total: all.len(),
        groups,
        page: PageHead::new(&page, "entities", "").pager(route.pager(ctx)),
    }
}
