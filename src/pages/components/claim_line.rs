//! A claim in a list: its words, where and when it was made, and what later passages say of it.

use crate::analysis::reasoning::ClaimId;
use crate::model::*;
use crate::pages::components::link::When;
use crate::pages::components::notice::{ClaimMarks, figure_notices, notices, side_sentence};
use crate::pages::components::text::Page;
use crate::records::UrlResolver;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct ClaimLine {
    pub href: String,
    /// Its first sentence; of a figure, what was measured.
    pub text: String,
    /// The title of the document that states it; `None` for a figure.
    pub document: Option<String>,
    pub date: Option<When>,
    /// Later passages that correct, dispute or overtake it.
    pub verdicts: Option<Box<ClaimMarks>>,
    /// Of a figure: whether it is disputed, corrected …
    pub figure_status: Option<&'static str>,
}

pub(crate) fn claim_line(page: &Page, claim: ClaimId) -> ClaimLine {
    let site = page.site();
    match claim {
        ClaimId::Block(id) => {
            let block = site.block(id);
            ClaimLine {
                href: page.href(Target::Block(id)),
                text: page.records().bare_first_sentence(id),
                document: Some(page.ctx.doc_name(block.doc)),
                date: block.date.map(When::from),
                verdicts: notices(page, id).verdicts,
                figure_status: None,
            }
        }
        ClaimId::Figure(id) => {
            let figure = site.figure(id);
            ClaimLine {
                href: page.figure_url(id),
                text: side_sentence(page, StatementId::Figure(id)),
                document: None,
                date: figure.as_of.map(When::from),
                verdicts: figure_notices(page, id).verdicts,
                figure_status: Some(figure.status.word()),
            }
        }
    }
}
