//! One question on a page of its own: its status, since when, what would settle it, who speaks of it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::Ids;
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, link};
use crate::pages::components::notice::words_of;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::{QuestionView, question};
use crate::pages::components::source_line::NumberedSource;
use crate::pages::components::text::Page;
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
    page: PageHead,
    question: QuestionView,
    /// The question in its place.
    place: Link,
    /// The subject of the text that contains it.
    context: Option<String>,
    /// How long it has been open.
    days: Option<i64>,
    mentions: Vec<Mentions>,
    /// Other questions of the same text.
    others: Vec<Sibling>,
    cited: Vec<NumberedSource>,
}

#[derive(Serialize)]
pub(crate) struct Sibling {
    link: Link,
    status: &'static str,
    slug: String,
}

pub(crate) fn question_page(ctx: &Ctx, route: &PageRoute, block: QuestionBlock) -> QuestionPage {
    let (site, id) = (ctx.site, block.id());
    let numbers = CitationNumbers::default().with_blocks(ctx, &[id]);
    let page = Page::numbered(ctx, route.path(ctx), numbers);
    let doc = site.block(id).doc;
    let refs = site.backlinks(Target::Block(id));
    let words = words_of(&page, id);
    let mut head = PageHead::new(&page, "question", &words);
    if let Some(topic) = site.doc(doc).topic {
        head = head.under(&page, topic).list(
            &page,
            &PageKind::TopicQuestions(topic).base(ctx),
            "questions",
        );
    }
    let others = site.questions(doc).filter(|q| q.id() != id).filter_map(|q| sibling(&page, q));
    let days = match (block.asked, site.as_of) {
        (Some(asked), Some(today)) if is_open_block(site, id) => Some(asked.days_until(today)),
        _ => None,
    };
    QuestionPage {
        days,
        place: link(&page, Target::Block(id)),
        context: site.doc(doc).summary.typeset(site.quotation_marks()),
        mentions: mentions(&page, &refs[..refs.len().min(MENTIONS)]),
        others: others.take(OTHERS).collect(),
        question: question(&page, &Ids::own(), block),
        cited: page.cited(),
        page: head.description(&page, Some(&words)).says(json_ld::question(&page, block)),
    }
}

fn sibling(page: &Page, question: QuestionBlock) -> Option<Sibling> {
    let path = page.ctx.tables.paths.question(question.id())?;
    let link = Link { href: page.to(path), text: words_of(page, question.id()) };
    Some(Sibling { link, status: question.status.word(), slug: question.status.slug() })
}
