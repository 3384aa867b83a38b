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
    /// Its title, escaped for an attribute.
    pub title: String,
}

/// The code for a record on its own page; `None` on any other, and where it has no small page.
pub(crate) fn snippet(page: &Page, of: Embedded) -> Option<Snippet> {
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
        Embedded::Question(b) => ctx.tables.paths.question(b) == Some(&page.path),
        Embedded::Position(b) | Embedded::Tension(b) | Embedded::Note(b) => {
            ctx.tables.paths.doc(ctx.site.block(b).doc) == page.path
        }
        Embedded::Figure(f) => {
            href::topic_page(ctx.site, ctx.site.figure(f).topic, "figures") == page.path
        }
        Embedded::Conclusions(topic, list) => {
            href::topic_page(ctx.site, topic, list.kind().word()) == page.path
        }
    }
}

/// What a record is called.
pub(crate) fn name(page: &Page, of: Embedded) -> String {
    let site = page.site();
    match of {
        Embedded::Position(b) => names(page, site.holders(b)),
        Embedded::Tension(b) => {
            let sides = site.tension(b).map_or(&[][..], |tension| tension.sides);
            sides.iter().map(|side| names(page, side)).collect::<Vec<_>>().join(" – ")
        }
        Embedded::Question(b) => words_of(page, b),
        Embedded::Note(b) => {
            let source = site.note(b).map(|note| Target::Source(note.source));
            page.ctx.name(source.unwrap_or(Target::Block(b)))
        }
        Embedded::Figure(f) => {
            let figure = site.figure(f);
            let colon = site.locale.text(MessageId::ListColon);
            format!("{}{colon}{}", figure.metric, page.ctx.name(Target::Entity(figure.subject)))
        }
        Embedded::Conclusions(_, list) => site.locale.text(list.title()).to_string(),
    }
}

fn names(page: &Page, entities: &[EntityId]) -> String {
    let names: Vec<String> = entities.iter().map(|e| page.ctx.name(Target::Entity(*e))).collect();
    names.join(page.site().locale.text(MessageId::ListComma))
}
