//! The code that shows a record on other sites.

use crate::markdown::escape;
use crate::model::*;
use crate::pages::components::notice::words_of;
use crate::pages::components::text::Page;
use crate::pages::routes::embedded::{Embedded, is_wanted, path};
use crate::pages::urls::href;
use serde::Serialize;

/// The code that shows a record elsewhere.
#[derive(Serialize)]
pub struct Snippet {
    /// The whole address of the small page, and the way to it from this one.
    pub address: String,
    pub href: String,
    /// What it is, as it may stand in an attribute.
    pub title: String,
}

/// The code for a record on its own page; `None` on any other, and where it has no small page.
pub fn snippet(page: &Page, of: Embedded) -> Option<Snippet> {
    if !page.is_on_site() || !is_wanted(page.ctx, of) || !is_home(page, of) {
        return None;
    }
    let path = path(page.ctx, of);
    let mut title = String::new();
    escape(&name(page, of), &mut title);
    Some(Snippet { address: format!("{}/{path}", page.ctx.origin()?), href: page.to(&path), title })
}

/// Whether the record's full page is this one.
fn is_home(page: &Page, of: Embedded) -> bool {
    let ctx = page.ctx;
    match of {
        Embedded::Question(b) => ctx.paths.question(b) == Some(&page.path),
        Embedded::Position(b) | Embedded::Tension(b) | Embedded::Note(b) => {
            ctx.paths.doc(ctx.site.block(b).doc) == page.path
        }
        Embedded::Figure(f) => {
            href::topic_page(ctx.site, ctx.site.figure(f).topic, "figures") == page.path
        }
    }
}

/// What a record is called.
pub fn name(page: &Page, of: Embedded) -> String {
    let site = page.site();
    let names = |who: &[EntityId]| {
        who.iter().map(|e| page.ctx.name(Target::Entity(*e))).collect::<Vec<_>>().join(", ")
    };
    match of {
        Embedded::Position(b) => names(site.holders(b)),
        Embedded::Tension(b) => match &site.block(b).kind {
            BlockKind::Tension { sides } => {
                sides.iter().map(|s| names(s)).collect::<Vec<_>>().join(" – ")
            }
            other => panic!("a tension was expected, not {other:?}"),
        },
        Embedded::Question(b) => words_of(page, b),
        Embedded::Note(b) => match site.block(b).kind {
            BlockKind::Note { source } => page.ctx.name(Target::Source(source)),
            ref other => panic!("a note was expected, not {other:?}"),
        },
        Embedded::Figure(f) => {
            let figure = site.figure(f);
            format!("{}: {}", figure.metric, page.ctx.name(Target::Entity(figure.subject)))
        }
    }
}
