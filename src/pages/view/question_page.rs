//! One question on a page of its own: where it stands, since when, what would settle it, who speaks of it.

use super::backlink::{Mentions, mentions};
use super::block::Ids;
use super::head::{Head, link};
use super::notice::words_of;
use super::question::{Question, is_open_block, question};
use super::source_line::Cited;
use super::text::{Citing, Page};
use super::typeset::Typeset;
use super::{Ctx, Job, Kind, Link, facts};
use crate::model::*;
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

pub fn question_page(ctx: &Ctx, job: &Job, id: BlockId) -> QuestionPage {
    let page = Page::new(ctx, job.path(ctx), Citing::Listed);
    let site = ctx.site;
    let block = site.block(id);
    let shown = question(&page, &Ids::own(), id);
    let refs = site.backlinks(Target::Block(id));
    let words = words_of(&page, id);
    let mut head = Head::new(&page, "question", &words);
    if let Some(topic) = site.doc(block.doc).topic {
        head = head.under(&page, topic).list(
            &page,
            &Kind::TopicQuestions(topic).base(ctx),
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
        page: head.description(Some(&words)).says(facts::question(&page, id)),
    }
}

fn sibling(page: &Page, id: BlockId) -> Option<Sibling> {
    let BlockKind::Question { status, .. } = page.site().block(id).kind else { return None };
    let path = page.ctx.paths.question(id)?;
    let link = Link { href: page.to(path), text: words_of(page, id) };
    Some(Sibling { link, status: status.word(), slug: status.slug() })
}
