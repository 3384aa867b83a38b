//! All questions: the open ones, then those that are not open any more, each with the newest first.

use super::block::Ids;
use super::head::Head;
use super::question::{Question, is_open_block};
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::topic::{Located, located_question};
use super::{Ctx, Job, Scope, Subject};
use crate::model::BlockId;
use serde::Serialize;

#[derive(Serialize)]
pub struct Questions {
    page: Head,
    open: Vec<Located<Question>>,
    closed: Vec<Located<Question>>,
}

pub fn questions(ctx: &Ctx, job: &Job) -> Questions {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let (all, ids) = (&ctx.lists.questions, Ids::gathered());
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let (open, closed): (Vec<BlockId>, Vec<BlockId>) = shown.partition(|b| is_open_block(ctx.site, **b));
    let located = |list: Vec<BlockId>| list.into_iter().map(|b| located_question(&page, &ids, b)).collect();
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    Questions {
        open: located(open),
        closed: located(closed),
        page: Head::new(&page, "questions", "").offers(&page, Subject::Questions, Scope::Site).pager(pager),
    }
}
