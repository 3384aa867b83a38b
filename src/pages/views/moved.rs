//! Who moved in a topic: the dated positions by what they say of the ones before them.

use crate::model::*;
use crate::pages::components::block::change_label;
use crate::pages::components::link::{Link, When, actors};
use crate::pages::components::notice::{ClaimMarks, bare_claim_name, claim_name, notices};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

#[derive(Serialize)]
pub struct MovedPage {
    page: PageHead,
    /// How many actors hold something, how many of them have one dated position alone.
    actors: usize,
    spoke_once: usize,
    groups: Vec<MoveGroup>,
}

/// The positions with one change word.
#[derive(Serialize)]
struct MoveGroup {
    word: &'static str,
    slug: String,
    /// How many actors moved so.
    actors: usize,
    moves: Vec<MoveLine>,
}

/// A position with the one before it.
#[derive(Serialize)]
struct MoveLine {
    who: Vec<Link>,
    date: Option<When>,
    position: Link,
    marks: ClaimMarks,
    before: Option<Link>,
}

/// The change words, a change of mind first.
const ORDER: [ChangeWord; 8] = [
    ChangeWord::Reversed,
    ChangeWord::Softened,
    ChangeWord::Hardened,
    ChangeWord::Extended,
    ChangeWord::Clarified,
    ChangeWord::Silent,
    ChangeWord::Restated,
    ChangeWord::FirstTracked,
];

pub(crate) fn moved(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> MovedPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let site = ctx.site;
    let mut counts: HashMap<EntityId, usize> = HashMap::new();
    let mut perspectives: Vec<BlockId> = Vec::new();
    for (actor, held) in &ctx.tables.indexes.topic(topic).actors {
        let positions = held.iter().map(|perspective| site.positions(*perspective).len()).sum();
        if site.entity(*actor).visible {
            counts.insert(*actor, positions);
            perspectives.extend(held);
        }
    }
    perspectives.sort();
    perspectives.dedup();
    let mut groups = Vec::new();
    for word in ORDER {
        if let Some(group) = group(&page, word, &perspectives) {
            groups.push(group);
        }
    }
    MovedPage {
        page: PageHead::new(&page, "moved", site.topic(topic).title.clone()).under(&page, topic),
        actors: counts.len(),
        spoke_once: counts.values().filter(|count| **count == 1).count(),
        groups,
    }
}

fn group(page: &Page, word: ChangeWord, perspectives: &[BlockId]) -> Option<MoveGroup> {
    let site = page.site();
    let mut found = Vec::new();
    for perspective in perspectives {
        let positions = site.positions(*perspective);
        for (n, position) in positions.iter().enumerate() {
            if position.change == word && !site.is_rereading(position.id()) {
                let before = n.checked_sub(1).map(|before| positions[before].id());
                found.push((*position, before));
            }
        }
    }
    let (first, _) = found.first()?;
    let slug = change_label(site, *first).slug;
    found.sort_by_key(|(position, _)| (Reverse(site.block(position.id()).date), position.id()));
    let mut actors_of: Vec<EntityId> = Vec::new();
    let mut moves = Vec::new();
    for (position, before) in found {
        let id = position.id();
        actors_of.extend(site.holders(id));
        let link = |block, text| Link { href: page.href(Target::Block(block)), text };
        moves.push(MoveLine {
            who: actors(page, site.holders(id)),
            date: site.block(id).date.map(When::from),
            position: link(id, bare_claim_name(page, id)),
            marks: notices(page, id).verdicts,
            before: before.map(|block| link(block, claim_name(page, block))),
        });
    }
    actors_of.sort_unstable();
    actors_of.dedup();
    Some(MoveGroup { word: word.word(), slug, actors: actors_of.len(), moves })
}
