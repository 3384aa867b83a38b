//! What moved between two days, sentence by sentence: for `agon diff`.
//!
//! Takes the site as it was known on the later day and the same site as it was known on the earlier one. Both come from the
//! same texts, so a record has the same id in both, and what is shown in one and not in the other came in between. Gives
//! moves by topic and kind, each with its sentence, its address and its sources. Makes no words: templates have them.

mod find;

use crate::model::*;
use crate::pages::components::page_meta::Head;
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::page_context::Ctx;
use find::Finder;
use serde::Serialize;

/// A page of moves.
#[derive(Serialize)]
pub struct Between {
    page: Head,
    pub moves: Moves,
}

/// What moved after one day and until another, that day included.
#[derive(Serialize)]
pub struct Moves {
    pub from: When,
    pub to: When,
    pub count: usize,
    pub topics: Vec<TopicMoves>,
}

#[derive(Serialize)]
pub struct TopicMoves {
    pub topic: Link,
    pub groups: Vec<Group>,
}

/// Moves of one kind by their days. `kind` is one of [`ORDER`].
#[derive(Serialize)]
pub struct Group {
    pub kind: &'static str,
    pub items: Vec<Move>,
}

/// The kinds in the order in which they are shown: what moved in the debate before what was added to the record.
const ORDER: [&str; 13] = [
    "relation",
    "position",
    "answered",
    "question",
    "tension",
    "figure",
    "correction",
    "event",
    "opened",
    "updated",
    "article",
    "gather",
    "source",
];

#[derive(Serialize)]
pub struct Move {
    #[serde(skip)]
    kind: &'static str,
    pub date: Option<When>,
    /// Where it stands: the name of the text, or of the source.
    pub title: String,
    pub href: String,
    /// Its sentence; a value for a figure.
    pub says: Option<String>,
    /// A change word, the state of a question, the verb of a relation as the earlier passage has it.
    pub word: Option<&'static str>,
    pub who: Vec<Link>,
    /// What held before: the last position, the last value, the state of the question.
    pub before: Option<Other>,
    /// The later passage of a relation.
    pub by: Option<Other>,
    pub sources: Vec<Cited>,
}

/// A passage at the other end of a move.
#[derive(Serialize)]
pub struct Other {
    pub date: Option<When>,
    pub word: Option<&'static str>,
    pub says: Option<String>,
    pub title: String,
    pub href: Option<String>,
}

#[derive(Serialize)]
pub struct Cited {
    pub id: String,
    pub title: String,
    pub href: String,
    /// Where the work itself is.
    pub url: Option<String>,
}

/// What moved in all topics, or in one.
pub fn between(page: &Page, before: &Site, from: Date, only: Option<TopicId>) -> Between {
    let ctx = page.ctx;
    let to = ctx.site.as_of.unwrap_or(from);
    let shown = ctx.lists.shown.iter().copied().filter(|t| only.is_none_or(|o| o == *t));
    let topics: Vec<TopicMoves> =
        shown.filter_map(|t| Finder { page, before, from, topic: t }.moves()).collect();
    let count = topics.iter().flat_map(|t| &t.groups).map(|g| g.items.len()).sum();
    let head = Head::new(page, "between", "");
    let moves = Moves { from: from.into(), to: to.into(), count, topics };
    Between { page: Head { canonical: None, ..head }, moves }
}

/// A page for moves that stands at `path` of the site, or elsewhere with whole addresses where the site has one.
pub fn page_at<'a>(ctx: &'a Ctx<'a>, path: &str, place: Place) -> Page<'a> {
    match (place, ctx.origin()) {
        (Place::Elsewhere, Some(origin)) => Page::abroad(ctx, path, origin),
        _ => Page::new(ctx, path.to_string(), Citing::Straight),
    }
}

/// Where the result is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the pages of the site.
    OnSite,
    Elsewhere,
}
