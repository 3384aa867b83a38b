//! The search page; without scripts it offers the lists.

use super::head::Head;
use super::text::{Citing, Page};
use super::{Ctx, Job};
use serde::Serialize;

#[derive(Serialize)]
pub struct Search {
    page: Head,
}

pub fn search(ctx: &Ctx, job: &Job) -> Search {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    Search { page: Head::new(&page, "search", "") }
}
