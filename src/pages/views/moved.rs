//! Who moved in a topic: the dated positions by what they say of the ones before them.

use crate::model::*;
use crate::pages::components::block::change_label;
use crate::pages::components::link::{Link, When, actors};
use crate::pages::components::notice::{ClaimMarks, claim_name, marks, notices};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
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
    /// The day on which it was published first.
    since: Option<String>,
    position: Link,
    marks: Option<Box<ClaimMarks>>,
    before: Option<Link>,
    /// The marks of the position before.
    before_marks: Vec<String>,
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

/// How the actors of a topic moved.
pub(crate) struct Moves {
    /// How many actors hold something, how many of them have one dated position alone.
    pub actors: usize,
    pub spoke_once: usize,
    pub groups: Vec<MovesOfWord>,
}

/// The positions with one change word, the newest first.
pub(crate) struct MovesOfWord {
    pub word: ChangeWord,
    /// How many actors moved so.
    pub actors: usize,
    /// Each with the position before it.
    pub moves: Vec<(PositionBlock, Option<BlockId>)>,
}

pub(crate) fn moves_of_topic(ctx: &Ctx, topic: TopicId) -> Moves {
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
    Moves {
        actors: counts.len(),
        spoke_once: counts.values().filter(|count| **count == 1).count(),
        groups: ORDER.into_iter().filter_map(|word| moves_of(site, word, &perspectives)).collect(),
    }
}

fn moves_of(site: &Site, word: ChangeWord, perspectives: &[BlockId]) -> Option<MovesOfWord> {
    let mut moves = Vec::new();
    for perspective in perspectives {
        let positions = site.positions(*perspective);
        for (n, position) in positions.iter().enumerate() {
            if position.change == word && !site.is_rereading(position.id()) {
                let before = n.checked_sub(1).map(|before| positions[before].id());
                moves.push((*position, before));
            }
        }
    }
    if moves.is_empty() {
        return None;
    }
    moves.sort_by_key(|(position, _)| (Reverse(site.block(position.id()).date), position.id()));
    let mut actors: Vec<EntityId> = Vec::new();
    for (position, _) in &moves {
        actors.extend(site.holders(position.id()));
    }
    actors.sort_unstable();
    actors.dedup();
    Some(MovesOfWord { word, actors: actors.len(), moves })
}

pub(crate) fn moved(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> MovedPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let moves = moves_of_topic(ctx, topic);
    let title = ctx.site.topic(topic).title.clone();
    MovedPage {
        page: PageHead::new(&page, "moved", title).under(&page, topic),
        actors: moves.actors,
        spoke_once: moves.spoke_once,
        groups: moves.groups.into_iter().map(|group| move_group(&page, group)).collect(),
    }
}

fn move_group(page: &Page, group: MovesOfWord) -> MoveGroup {
    let site = page.site();
    let (first, _) = group.moves[0];
    let slug = change_label(site, first).slug;
    let link = |block, text| Link { href: page.href(Target::Block(block)), text };
    let mut moves = Vec::new();
    for (position, before) in group.moves {
        let id = position.id();
        let item = PublicationItem::Passage(id);
        moves.push(MoveLine {
            who: actors(page, site.holders(id)),
            date: site.block(id).date.map(When::from),
            since: site.block(id).date.map(|day| page.ctx.published_on(item, day)),
            position: link(id, claim_name(page, id)),
            marks: notices(page, id).verdicts,
            before: before.map(|block| link(block, claim_name(page, block))),
            before_marks: before.map(|block| marks(page, block)).unwrap_or_default(),
        });
    }
    MoveGroup { word: group.word.word(), slug, actors: group.actors, moves }
}
