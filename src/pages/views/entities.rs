//! All entities by kind, then by name.

use crate::model::*;
use crate::pages::components::link::Link;
use crate::pages::components::link::link;
use crate::pages::components::page_meta::Head;
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::pagination::{Order, pager, range};
use serde::Serialize;

#[derive(Serialize)]
pub struct Entities {
    page: Head,
    total: usize,
    groups: Vec<Group>,
}

#[derive(Serialize)]
pub struct Group {
    kind: &'static str,
    entities: Vec<Line>,
}

#[derive(Serialize)]
pub struct Line {
    link: Link,
    mentions: usize,
    positions: usize,
}

pub fn entities(ctx: &Ctx, route: &PageRoute) -> Entities {
    let page = Page::new(ctx, route.path(ctx), Citing::Straight);
    let (site, all) = (ctx.site, &ctx.indexes.entities);
    let mut groups: Vec<Group> = Vec::new();
    for id in all[range(all.len(), route.page_number, Order::ByName)].iter().copied() {
        let kind = site.entity(id).kind.word();
        if groups.last().is_none_or(|g| g.kind != kind) {
            groups.push(Group { kind, entities: Vec::new() });
        }
        let line = Line {
            link: link(&page, Target::Entity(id)),
            mentions: site.backlinks(Target::Entity(id)).len(),
            positions: site.index.perspectives.get(&id).map_or(0, Vec::len),
        };
        groups.last_mut().expect("a group was just made").entities.push(line);
    }
    let pager = pager(&route.kind.base(ctx), all.len(), route.page_number, Order::ByName);
    Entities { total: all.len(), groups, page: Head::new(&page, "entities", "").pager(pager) }
}
