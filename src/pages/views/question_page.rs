//! One question on a page of its own: where it stands, since when, what would settle it, who speaks of it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::Ids;
use crate::pages::components::json_ld;
use crate::pages::components::link::Link;
use crate::pages::components::link::link;
use crate::pages::components::notice::words_of;
use crate::pages::components::page_meta::Head;
use crate::pages::components::question::{Question, question};
use crate::pages::components::source_line::Cited;
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::indexes::is_open_block;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use serde::Serialize;

/// How many mentions, and how many other questions of the same text, the page shows.
const MENTIONS: usize = 50;
const OTHERS: usize = 30;

#[derive(Serialize)]
pub struct QuestionPage {
    page: Head,
    question: Question,
    /// The question in its place.
    place: Link,
    /// What the text is about in which it stands.
    context: Option<String>,
    /// How long it has been open.
    days: Option<i64>,
    mentions: Vec<Mentions>,
    /// Other questions of the same text.
    others: Vec<Sibling>,
    cited: Vec<Cited>,
}

#[derive(Serialize)]
pub struct Sibling {
    link: Link,
    status: &'static str,
    slug: String,
}

pub fn question_page(ctx: &Ctx, route: &PageRoute, id: BlockId) -> QuestionPage {
    let page = Page::new(ctx, route.path(ctx), Citing::Listed);
    let site = ctx.site;
    let block = site.block(id);
    let shown = question(&page, &Ids::own(), id);
    let refs = site.backlinks(Target::Block(id));
    let words = words_of(&page, id);
    let mut head = Head::new(&page, "question", &words);
    if let Some(topic) = site.doc(block.doc).topic {
        head = head.under(&page, topic).list(
            &page,
            &PageKind::TopicQuestions(topic).base(ctx),
            "questions",
        );
    }
    let BlockKind::Question { asked, .. } = block.kind else {
        panic!("a question was expected, not {:?}", block.kind)
    };
    let others = site.blocks_of(block.doc).filter(|b| *b != id).filter_map(|b| sibling(&page, b));
    QuestionPage {
        days: asked
            .zip(site.as_of)
            .filter(|_| is_open_block(site, id))
            .map(|(asked, today)| asked.days_until(today)),
        place: link(&page, Target::Block(id)),
        context: site.doc(block.doc).summary.typeset(),
        mentions: mentions(&page, &refs[..refs.len().min(MENTIONS)]),
        others: others.take(OTHERS).collect(),
        question: shown,
        cited: page.cited(),
        page: head.description(Some(&words)).says(json_ld::question(&page, id)),
    }
}

fn sibling(page: &Page, id: BlockId) -> Option<Sibling> {
    let BlockKind::Question { status, .. } = page.site().block(id).kind else { return None };
    let path = page.ctx.paths.question(id)?;
    let link = Link { href: page.to(path), text: words_of(page, id) };
    Some(Sibling { link, status: status.word(), slug: status.slug() })
}
