//! Something of a document, shown elsewhere with a link to its place.

use crate::model::*;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::text::Page;
use serde::Serialize;

/// Something of a document, shown elsewhere with a link to its place.
#[derive(Serialize)]
pub(crate) struct Located<T> {
    pub item: T,
    pub place: Link,
    /// Shown where a list runs over several topics.
    pub topic: Option<Link>,
    pub date: Option<When>,
}

pub(crate) fn located<T>(page: &Page, block: BlockId, item: T) -> Located<T> {
    let site = page.site();
    let topic = site.topic_of(Target::Block(block));
    Located {
        item,
        place: link(page, Target::Block(block)),
        topic: topic.map(|t| link(page, Target::Topic(t))),
        date: site.block(block).date.map(When::from),
    }
}
