//! All questions, the newest first.

use super::block::Ids;
use super::head::Head;
use super::question::Question;
use super::split::{Order, pager, range};
use super::text::{Citing, Page};
use super::topic::{Located, located_question};
use super::{Ctx, Job};
use serde::Serialize;

#[derive(Serialize)]
pub struct Questions {
    page: Head,
    questions: Vec<Located<Question>>,
}

pub fn questions(ctx: &Ctx, job: &Job) -> Questions {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let (all, ids) = (&ctx.lists.questions, Ids::gathered());
    let shown = all[range(all.len(), job.part, Order::ByDate)].iter().rev();
    let questions = shown.map(|b| located_question(&page, &ids, *b)).collect();
    let pager = pager(&job.kind.base(ctx), all.len(), job.part, Order::ByDate);
    Questions { questions, page: Head::new(&page, "questions", "").pager(pager) }
}
