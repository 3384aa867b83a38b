//! One open question: its status, its days, what would settle it, its answer.

use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::block::{HeadingText, Ids, Text, text};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::When;
use crate::pages::components::located::{Located, located};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::is_open;
use crate::pages::routes::embedded::Embedded;
use serde::Serialize;

#[derive(Serialize)]
pub struct QuestionView {
    #[serde(skip)]
    pub block: BlockId,
    pub text: Text,
    /// Its words as a heading, and the citations at their end.
    pub heading: HeadingText,
    pub status: &'static str,
    pub slug: String,
    /// Its own page, seen from another.
    pub own: Option<String>,
    pub asked: Option<When>,
    pub due: Option<When>,
    pub is_open: bool,
    /// Whether its day has come and it is still open.
    pub overdue: bool,
    pub settles: Vec<Text>,
    pub answers: Vec<Text>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

pub(crate) fn question(page: &Page, ids: &Ids, question: QuestionBlock) -> QuestionView {
    let (site, id) = (page.site(), question.id());
    let words = text(page, ids, id, ParagraphForm::Inline);
    let own = page.ctx.tables.paths.question(id).filter(|path| *path != page.path);
    QuestionView {
        block: id,
        is_open: is_open(question.status),
        heading: HeadingText::new(page, id, &words.html),
        text: words,
        status: question.status.word(),
        slug: question.status.slug(),
        own: own.map(|path| page.to(path)),
        asked: question.asked.map(When::from),
        due: question.due.map(When::from),
        overdue: match (question.due, site.as_of) {
            (Some(due), Some(today)) => is_open(question.status) && due.last() < today,
            _ => false,
        },
        settles: parts(page, ids, id, BlockPart::Settles),
        answers: parts(page, ids, id, BlockPart::Answer),
        embed: snippet(page, Embedded::Question(id)),
    }
}

/// The parts of a question that are of one kind.
fn parts(page: &Page, ids: &Ids, question: BlockId, wanted: BlockPart) -> Vec<Text> {
    let mut texts = Vec::new();
    for child in page.site().children(question) {
        if page.site().block(*child).kind == BlockKind::Part(wanted.clone()) {
            texts.push(text(page, ids, *child, ParagraphForm::Inline));
        }
    }
    texts
}

pub(crate) fn located_question(
    page: &Page,
    ids: &Ids,
    block: QuestionBlock,
) -> Located<QuestionView> {
    located(page, block.id(), question(page, ids, block))
}
