//! One open question: its status, its days, what would settle it, its answer.

use crate::markdown::Form;
use crate::model::*;
use crate::pages::components::block::{Ids, Text, text};
use crate::pages::components::embed_snippet::{Snippet, snippet};
use crate::pages::components::link::When;
use crate::pages::components::located::{Located, located};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::is_open;
use crate::pages::routes::embedded::Embedded;
use serde::Serialize;

#[derive(Serialize)]
pub struct Question {
    pub text: Text,
    pub status: &'static str,
    pub slug: String,
    /// Its own page, seen from another.
    pub own: Option<String>,
    pub asked: Option<When>,
    pub due: Option<When>,
    /// Whether its day has come and it is still open.
    pub overdue: bool,
    pub settles: Vec<Text>,
    pub answers: Vec<Text>,
    /// The code that shows it on other sites; on its own page only.
    pub embed: Option<Snippet>,
}

pub fn question(page: &Page, ids: &Ids, id: BlockId) -> Question {
    let site = page.site();
    let (status, asked, due) = match site.block(id).kind {
        BlockKind::Question { status, asked, due } => (status, asked, due),
        ref other => panic!("a question was expected, not {other:?}"),
    };
    let part = |wanted: Part| {
        let of_part =
            |c: &&BlockId| matches!(&site.block(**c).kind, BlockKind::Part(p) if *p == wanted);
        site.children(id)
            .iter()
            .filter(of_part)
            .map(|c| text(page, ids, *c, Form::Inline))
            .collect()
    };
    Question {
        text: text(page, ids, id, Form::Inline),
        status: status.word(),
        slug: status.slug(),
        own: page
            .ctx
            .paths
            .question(id)
            .filter(|path| *path != page.path)
            .map(|path| page.to(path)),
        asked: asked.map(When::from),
        due: due.map(When::from),
        overdue: is_open(status)
            && due.zip(site.as_of).is_some_and(|(due, today)| due.last() < today),
        settles: part(Part::Settles),
        answers: part(Part::Answer),
        embed: snippet(page, Embedded::Question(id)),
    }
}

pub fn located_question(page: &Page, ids: &Ids, block: BlockId) -> Located<Question> {
    located(page, block, question(page, ids, block))
}
