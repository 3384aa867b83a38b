//! The questions of a topic or of the site: the open ones, those that are not open any more, then the gaps of the record, each
//! with the newest first.

use crate::model::{BlockId, QuestionKind, TopicId};
use crate::pages::components::block::Ids;
use crate::pages::components::download::{Scope, Subject};
use crate::pages::components::located::Located;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::{QuestionView, located_question};
use crate::pages::components::text::Page;
use crate::pages::context::indexes::is_open;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

#[derive(Serialize)]
pub struct QuestionsPage {
    page: PageHead,
    /// Whether it runs over all topics.
    whole_site: bool,
    open: Vec<Located<QuestionView>>,
    closed: Vec<Located<QuestionView>>,
    /// What the search did not find.
    gaps: Vec<Located<QuestionView>>,
}

pub(crate) fn of_topic(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> QuestionsPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "questions", ctx.site.topic(topic).title.clone())
        .under(&page, topic)
        .offers(&page, Subject::Questions, Scope::Topic(topic));
    make(page, head, route, &ctx.tables.indexes.topic(topic).questions)
}

pub(crate) fn of_site(ctx: &Ctx, route: &PageRoute) -> QuestionsPage {
    let page = Page::new(ctx, route.path(ctx)).without_repetition();
    let head = PageHead::new(&page, "questions", "").offers(&page, Subject::Questions, Scope::Site);
    make(page, head, route, &ctx.tables.indexes.questions)
}

fn make(page: Page, head: PageHead, route: &PageRoute, all: &[BlockId]) -> QuestionsPage {
    let (ctx, ids) = (page.ctx, Ids::gathered());
    let shown = all[route.entries(ctx)].iter().rev();
    let (mut open, mut closed, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    for question in shown.filter_map(|b| ctx.site.question(*b)) {
        match (question.kind, is_open(question.status)) {
            (QuestionKind::Gap, _) => gaps.push(question),
            (QuestionKind::Debate, true) => open.push(question),
            (QuestionKind::Debate, false) => closed.push(question),
        }
    }
    let [open, closed, gaps] = [open, closed, gaps].map(|list| {
        let located = list.into_iter().map(|block| located_question(&page, &ids, block));
        located.collect()
    });
    let whole_site = head.topic.is_none();
    QuestionsPage { whole_site, open, closed, gaps, page: head.pager(route.pager(ctx)) }
}
