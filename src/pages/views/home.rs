//! What is tracked, what changed lately, which questions are open.

use crate::model::*;
use crate::pages::components::block::Ids;
use crate::pages::components::digest::{MonthDigest, digest, moves};
use crate::pages::components::event_line::EventLine;
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::located::Located;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::{QuestionView, located_question};
use crate::pages::components::sparkline::{Sparkline, sparkline};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::open_of_debate;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::views::topic::is_overdue;
use serde::Serialize;

const MOVES: usize = 12;
const QUESTIONS: usize = 10;
/// The topics of a site with many of them are on a page of their own.
const TOPICS: usize = 24;

#[derive(Serialize)]
pub struct HomePage {
    page: PageHead,
    topics: Vec<TopicLine>,
    /// How many topics there are, where the page does not have all of them.
    all_topics: Option<usize>,
    /// What changed lately: counts by topic, then what moved.
    digests: Vec<MonthDigest>,
    moves: Vec<EventLine>,
    questions: Vec<Located<QuestionView>>,
    open_questions: usize,
}

#[derive(Serialize)]
pub(crate) struct TopicLine {
    link: Link,
    question: String,
    summary: String,
    status: &'static str,
    last_gather: Option<When>,
    overdue: bool,
    gathers: usize,
    sources: usize,
    open_questions: usize,
    sparkline: Option<Sparkline>,
}

pub(crate) fn home(ctx: &Ctx, route: &PageRoute) -> HomePage {
    let page = Page::new(ctx, route.path(ctx));
    let ids = Ids::gathered();
    let open = open_of_debate(ctx.site, &ctx.tables.indexes.questions);
    let shown = &ctx.tables.indexes.shown;
    let first = &shown[..shown.len().min(TOPICS)];
    HomePage {
        page: PageHead::new(&page, "home", ctx.site.config.title.clone())
            .description(&page, ctx.site.config.description.as_deref())
            .says(json_ld::home(&page)),
        topics: first.iter().map(|t| topic_line(&page, *t)).collect(),
        all_topics: (first.len() < shown.len()).then_some(shown.len()),
        digests: first.iter().filter_map(|t| of_topic(&page, *t)).collect(),
        moves: moves(&page, &ctx.tables.indexes.changes, MOVES),
        questions: open
            .iter()
            .rev()
            .take(QUESTIONS)
            .filter_map(|b| ctx.site.question(*b))
            .map(|block| located_question(&page, &ids, block))
            .collect(),
        open_questions: open.len(),
    }
}

fn of_topic(page: &Page, id: TopicId) -> Option<MonthDigest> {
    digest(&page.ctx.tables.indexes.topic(id).changes, Some(link(page, Target::Topic(id))))
}

fn topic_line(page: &Page, id: TopicId) -> TopicLine {
    let (site, lists) = (page.site(), page.ctx.tables.indexes.topic(id));
    let topic = site.topic(id);
    let last = lists.gathers.last().and_then(|d| site.doc(*d).recorded());
    TopicLine {
        link: link(page, Target::Topic(id)),
        question: topic.question.typeset(site.quotation_marks()),
        summary: topic.summary.typeset(site.quotation_marks()),
        status: topic.status.word(),
        last_gather: last.map(When::from),
        overdue: is_overdue(site, id, last),
        gathers: lists.gathers.len(),
        sources: lists.sources.len(),
        sparkline: sparkline(&lists.timeline, site.as_of),
        open_questions: open_of_debate(site, &lists.questions).len(),
    }
}
