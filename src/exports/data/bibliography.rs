//! Sources for citation managers: CSL-JSON, BibTeX, RIS.

use super::credit::credit;
use crate::model::*;
use crate::pages::{Ctx, Format, Page, Scope};
use crate::records::citation;
use rayon::prelude::*;

/// The entries of sources in each format, so that a work is written once however many lists have it.
pub struct BibliographyEntries {
    entries: Vec<Option<BibliographyEntry>>,
    credit: String,
}

/// One work in each format.
struct BibliographyEntry {
    csl: String,
    bibtex: String,
    ris: String,
}

impl BibliographyEntries {
    /// The entries of a scope's sources.
    pub fn new(ctx: &Ctx, scope: Scope) -> BibliographyEntries {
        let credit = credit(ctx);
        let sources: Vec<(SourceId, BibliographyEntry)> =
            ctx.sources_of(scope).into_par_iter().map(|id| (id, entry(ctx, id, &credit))).collect();
        let mut entries: Vec<_> = ctx.site.sources.iter().map(|_| None).collect();
        for (id, entry) in sources {
            entries[id.index()] = Some(entry);
        }
        BibliographyEntries { entries, credit }
    }

    /// Returns the file of a list; the entries must be of the same scope or a wider one.
    ///
    /// CSL-JSON is an array with an item on each line. What is outside of BibTeX's entries is a comment.
    pub fn file(&self, ctx: &Ctx, scope: Scope, format: Format) -> String {
        let sources = ctx.sources_of(scope);
        let entries = sources
            .iter()
            .map(|id| self.entries[id.index()].as_ref().expect("the entries are of this scope"));
        match format {
            Format::Csl => {
                let items: Vec<&str> = entries.map(|e| e.csl.as_str()).collect();
                format!("[\n{}\n]\n", items.join(",\n"))
            }
            Format::Ris => entries.map(|e| e.ris.as_str()).collect(),
            _ => {
                let comment = self.credit.replace(['@', '{', '}'], " ");
                entries.fold(format!("% {comment}\n"), |text, e| text + "\n" + &e.bibtex + "\n")
            }
        }
    }
}

/// RIS has no comments, so each of its records names this site with its licence as the database that it is from.
fn entry(ctx: &Ctx, id: SourceId, credit: &str) -> BibliographyEntry {
    let page = Page::new(ctx, String::new());
    let source = page.records().source(id);
    BibliographyEntry {
        csl: citation::csl_json(&source, ctx.site.config.licence.as_deref()).to_string(),
        bibtex: citation::bibtex(&source),
        ris: citation::ris(&source, credit),
    }
}
