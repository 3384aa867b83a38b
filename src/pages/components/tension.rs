//! One disagreement: the sides facing each other with their best sourced statement, what they share, the crux, what
//! would settle it, and later events.
//!
//! Takes a tension's block, gives what pages show of it. A side without a statement speaks by its latest cited position
//! in the same document, with its date; where there is none, that is for the template to say.

use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::block::{ChangeLabel, HeadingText, Ids, Text, change_label, text};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::located::{Located, located};
use crate::pages::components::notice::{ClaimMarks, bare_first_sentence, marks, notices};
use crate::pages::components::text::Page;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::context::side_positions::positions_of_sides;
use crate::pages::routes::embedded::Embedded;
use crate::pages::urls::href;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How much of a tension's history is shown, and of how many mentions of one actor it is searched.
const MOMENTS: usize = 6;
const SEARCHED: usize = 300;

#[derive(Serialize)]
pub struct TensionView {
    pub text: Text,
    /// Its words as a heading, and the citations at their end.
    pub heading: HeadingText,
    pub sides: Vec<Vec<Link>>,
    pub kind: Option<String>,
    /// The day on which it was published first.
    pub since: Option<String>,
    /// The sides with what speaks for each, in the order of `sides`.
    pub facing: Vec<TensionSide>,
    /// Statements of actors who are not a side.
    pub others: Vec<Statement>,
    pub shared: Option<Text>,
    pub crux: Option<Text>,
    pub settles: Option<Text>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

/// One side with its statements, or its latest position where the author gives none.
#[derive(Serialize)]
pub struct TensionSide {
    pub who: Vec<Link>,
    pub statements: Vec<Statement>,
    pub position: Option<LatestPosition>,
}

/// The best sourced statement of one side.
#[derive(Serialize)]
pub struct Statement {
    pub who: Vec<Link>,
    pub text: Text,
    /// Whether it is not of all who are on its side.
    pub named: bool,
    pub uncited: bool,
}

/// A position that is shown away from its place.
#[derive(Serialize)]
pub struct LatestPosition {
    pub href: String,
    pub html: String,
    pub date: Option<When>,
    #[serde(flatten)]
    pub label: ChangeLabel,
    /// What later texts say of it goes with it wherever it is shown.
    pub verdicts: Option<Box<ClaimMarks>>,
}

/// A tension with what happened between its sides, and the pages that set them side by side.
#[derive(Serialize)]
pub(crate) struct Debate {
    pub tension: Located<TensionView>,
    pub history: Vec<TensionMoment>,
    pub history_count: usize,
    pub comparisons: Vec<Link>,
}

/// Something dated that names both sides.
#[derive(Serialize)]
pub(crate) struct TensionMoment {
    pub date: When,
    pub href: String,
    pub text: String,
    /// The marks of the passage.
    pub marks: Vec<String>,
    pub title: String,
}

pub(crate) fn tension(page: &Page, ids: &Ids, tension: TensionBlock) -> TensionView {
    let (site, block, sides) = (page.site(), tension.id(), tension.sides);
    let item = PublicationItem::Passage(block);
    let text_view = text(page, ids, block, ParagraphForm::Inline);
    let mut out = TensionView {
        heading: HeadingText::new(page, block, &text_view.html),
        text: text_view,
        sides: sides.iter().map(|side| actors(page, side)).collect(),
        kind: None,
        since: site.block(block).date.map(|day| page.ctx.published_on(item, day)),
        facing: sides
            .iter()
            .map(|s| TensionSide { who: actors(page, s), statements: Vec::new(), position: None })
            .collect(),
        others: Vec::new(),
        shared: None,
        crux: None,
        settles: None,
        embed: snippet(page, Embedded::Tension(block)),
    };
    let actors_of_sides = tension.actors();
    for child in site.children(block).iter().copied() {
        let words = || text(page, ids, child, ParagraphForm::Inline);
        let BlockKind::Part(part) = &site.block(child).kind else { continue };
        match part {
            BlockPart::Kind(kind) => {
                out.kind = Some(site.vocabulary.tensions.shown(*kind, &site.locale))
            }
            BlockPart::Statement(who) => {
                let uncited = site.cited_in(child).is_empty();
                let who_links = actors(page, who);
                let mut statement =
                    Statement { who: who_links, text: words(), named: false, uncited };
                match actors_of_sides.side_of(who) {
                    Some(side) => {
                        let facing = &mut out.facing[side];
                        statement.named = statement.who.len() != facing.who.len();
                        facing.statements.push(statement);
                    }
                    None => out.others.push(statement),
                }
            }
            BlockPart::Shared => out.shared = Some(words()),
            BlockPart::Crux => out.crux = Some(words()),
            BlockPart::Settles => out.settles = Some(words()),
            BlockPart::Answer | BlockPart::Reading | BlockPart::Condition => {}
        }
    }
    for (facing, position) in out.facing.iter_mut().zip(positions_of_sides(site, tension)) {
        facing.position = position.map(|position| held(page, position));
    }
    out
}

/// A position as it is shown away from its place.
pub(crate) fn held(page: &Page, position: PositionBlock) -> LatestPosition {
    let id = position.id();
    LatestPosition {
        href: page.href(Target::Block(id)),
        html: page.copy().inline(id),
        date: page.site().block(id).date.map(When::from),
        label: change_label(page.site(), position),
        verdicts: notices(page, id).verdicts,
    }
}

/// A tension as pages that are about tensions show it.
pub(crate) fn debate(page: &Page, ids: &Ids, tension: TensionBlock) -> Debate {
    let history = history(page, tension);
    Debate {
        tension: located_tension(page, ids, tension),
        history_count: history.len(),
        history,
        comparisons: comparisons(page, tension.id()),
    }
}

/// The pages that set two opponents of a tension side by side; this page is left out.
fn comparisons(page: &Page, tension: BlockId) -> Vec<Link> {
    let (site, ctx) = (page.site(), page.ctx);
    let Some(topic) = site.topic_of(Target::Block(tension)) else { return Vec::new() };
    let mut links = Vec::new();
    for (a, b) in ctx.tables.indexes.topic(topic).opponents(tension) {
        let path = href::comparison(site, topic, *a, *b);
        if path != page.path {
            let [a, b] = [a, b].map(|entity| ctx.name(Target::Entity(*entity)));
            links.push(Link { href: page.to(&path), text: format!("{a} – {b}") });
        }
    }
    links
}

/// What is dated and names actors of two sides, the newest first.
fn history(page: &Page, tension: TensionBlock) -> Vec<TensionMoment> {
    let (site, sides) = (page.site(), tension.sides);
    let mut found: BTreeSet<BlockId> = BTreeSet::new();
    let actors = tension.actors();
    for (side, n) in sides.iter().zip(0..) {
        for actor in side {
            let mentions = site.backlinks(Target::Entity(*actor)).iter().take(SEARCHED);
            for block in mentions.map(|r| site.reference(*r).block) {
                let names_another = || {
                    named(site, block).any(|actor| actors.sides_of(actor).iter().any(|s| *s != n))
                };
                if is_moment(site, block) && names_another() {
                    found.insert(block);
                }
            }
        }
    }
    let mut found: Vec<BlockId> = found.into_iter().collect();
    found.sort_by_key(|b| (Reverse(site.block(*b).date), *b));
    let dated = found.into_iter().filter_map(|id| Some((id, site.block(id).date?)));
    let mut moments = Vec::new();
    for (id, date) in dated.take(MOMENTS) {
        moments.push(TensionMoment {
            date: date.into(),
            href: page.href(Target::Block(id)),
            text: bare_first_sentence(page, id),
            marks: marks(page, id),
            title: link(page, Target::Block(id)).text,
        });
    }
    moments
}

/// Whether the day of a block is the day of what it says: items of a living page's lists, and what a gather found.
fn is_moment(site: &Site, id: BlockId) -> bool {
    let block = site.block(id);
    match block.kind {
        BlockKind::Event | BlockKind::Position { .. } | BlockKind::Correction => true,
        BlockKind::Note { .. }
        | BlockKind::Prose
        | BlockKind::Item(_)
        | BlockKind::Observation { .. } => site.doc(block.doc).is_gather(),
        _ => false,
    }
}

/// The entities that a block is about: by a link, or as a position of theirs.
fn named(site: &Site, id: BlockId) -> impl Iterator<Item = EntityId> {
    let holders = match site.block(id).parent.map(|parent| &site.block(parent).kind) {
        Some(BlockKind::Perspective { actors }) => &actors[..],
        _ => &[],
    };
    let linked = site.refs_of(id).iter().filter_map(|reference| match reference.target {
        Target::Entity(entity) => Some(entity),
        _ => None,
    });
    holders.iter().copied().chain(linked)
}

pub(crate) fn located_tension(page: &Page, ids: &Ids, block: TensionBlock) -> Located<TensionView> {
    located(page, block.id(), tension(page, ids, block))
}
