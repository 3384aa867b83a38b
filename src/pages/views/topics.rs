//! All topics, for sites with more of them than the menu lists.

use crate::model::*;
use crate::pages::components::link::{Link, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::indexes::open_of_debate;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct TopicsPage {
    page: PageHead,
    total: usize,
    topics: Vec<TopicEntry>,
}

#[derive(Serialize)]
pub(crate) struct TopicEntry {
    link: Link,
    question: String,
    gathers: usize,
    sources: usize,
    open_questions: usize,
}

pub(crate) fn topics(ctx: &Ctx, route: &PageRoute) -> TopicsPage {
    let page = Page::new(ctx, route.path(ctx));
    let all = &ctx.tables.indexes.shown;
    TopicsPage {
        total: all.len(),
        topics: all[route.entries(ctx)].iter().map(|topic| entry(&page, *topic)).collect(),
        page: PageHead::new(&page, "topics", "").pager(route.pager(ctx)),
    }
}

fn entry(page: &Page, id: TopicId) -> TopicEntry {
    let (site, lists) = (page.site(), page.ctx.tables.indexes.topic(id));
    TopicEntry {
        link: link(page, Target::Topic(id)),
        question: site.topic(id).question.typeset(site.quotation_marks()),
        gathers: lists.gathers.len(),
        sources: lists.sources.len(),
        open_questions: open_of_debate(site, &lists.questions).len(),
    }
}
