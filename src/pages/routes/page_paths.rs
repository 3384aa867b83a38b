//! Pages whose names are taken: a number is added to their paths, which an author should know and hardly wants.

use crate::diagnostics::{Report, codes};
use crate::model::Target;
use crate::pages::context::page_context::Ctx;
use crate::pages::urls::href::NumberedPath;
use crate::source::Span;

/// Reports texts and sources whose page has another path than their name says.
pub fn check_page_paths(ctx: &Ctx, report: &mut Report) {
    for NumberedPath { target, wanted, path } in &ctx.tables.paths.numbered {
        let site = ctx.site;
        let span = match site.doc_of(*target) {
            Some(doc) => Span::new(site.doc(doc).file, 0..0),
            None => match *target {
                Target::Source(source) => site.source(source).span,
                _ => continue,
            },
        };
        let message = format!(
            "the site has a page \"{wanted}.html\" already, so this one would be \"{path}\""
        );
        let help = "give it another name: rename the file, or change the id";
        report.add(&codes::DUPLICATE_NAME, span, message, help);
    }
}
