//! Sources for citation managers: CSL-JSON, BibTeX, RIS.
//!
//! Takes sources, gives each one's entry in every format, made once ([`Shelf`]), and the files that are put together from
//! them. One entry is written by `view/citation/`, as on the source's own page.

use super::credit;
use crate::model::*;
use crate::pages::{Ctx, Format, Scope, bibtex_entry, csl_item, ris_entry};
use rayon::prelude::*;
use serde_json::json;

/// The entries of sources, so that a work is written once however many lists have it.
pub struct Shelf {
    entries: Vec<Option<Entry>>,
    credit: String,
}

/// One work in each format.
struct Entry {
    csl: String,
    bibtex: String,
    ris: String,
}

impl Shelf {
    /// The entries of a scope's sources.
    pub fn new(ctx: &Ctx, scope: Scope) -> Shelf {
        let credit = credit(ctx);
        let mut entries: Vec<Option<Entry>> = ctx.site.sources.iter().map(|_| None).collect();
        let made: Vec<(SourceId, Entry)> =
            ctx.sources_of(scope).into_par_iter().map(|id| (id, entry(ctx, id, &credit))).collect();
        made.into_iter().for_each(|(id, entry)| entries[id.index()] = Some(entry));
        Shelf { entries, credit }
    }

    /// A file of a list; every source of the scope must be on the shelf.
    ///
    /// CSL-JSON is a list with an item on each line. What stands outside of BibTeX's entries is a comment.
    pub fn file(&self, ctx: &Ctx, scope: Scope, format: Format) -> String {
        let sources = ctx.sources_of(scope);
        let entries = sources
            .iter()
            .map(|id| self.entries[id.index()].as_ref().expect("the shelf is of this scope"));
        match format {
            Format::Csl => format!(
                "[\n{}\n]\n",
                entries.map(|e| e.csl.as_str()).collect::<Vec<_>>().join(",\n")
            ),
            Format::Ris => entries.map(|e| e.ris.as_str()).collect(),
            _ => {
                let comment = self.credit.replace(['@', '{', '}'], " ");
                entries.fold(format!("% {comment}\n"), |text, e| text + "\n" + &e.bibtex + "\n")
            }
        }
    }
}

/// An item of CSL-JSON has its licence where the official schema has room, in `custom`; RIS knows no comments, so each
/// record names this site with its licence as the database that it is from.
fn entry(ctx: &Ctx, id: SourceId, credit: &str) -> Entry {
    let mut item = csl_item(ctx.site, id);
    if let (Some(map), Some(licence)) = (item.as_object_mut(), &ctx.site.config.licence) {
        map.insert("custom".into(), json!({ "licence-of-this-record": licence }));
    }
    Entry {
        csl: item.to_string(),
        bibtex: bibtex_entry(ctx.site, id),
        ris: ris_entry(ctx.site, id, credit),
    }
}
