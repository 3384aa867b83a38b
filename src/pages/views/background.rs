//! The text of a topic at length: what is tracked, the state of the debate, the corrections, who mentions it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::change_list::{ChangeList, changes};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;

/// How many mentions the page shows.
const MENTIONS: usize = 12;

#[derive(Serialize)]
pub struct BackgroundPage {
    page: PageHead,
    body: Body,
    /// What later texts say of its passages.
    since: Option<ChangeList>,
    mentions: Vec<Mentions>,
}

pub(crate) fn background(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> BackgroundPage {
    let doc = ctx.site.topic(topic).doc;
    let page = Page::numbered(ctx, route.path(ctx), CitationNumbers::of_doc(ctx, doc));
    let to_topic = ctx.site.backlinks(Target::Topic(topic));
    BackgroundPage {
        body: body(&page, doc),
        since: changes(&page, doc).0,
        mentions: mentions(&page, &to_topic[..to_topic.len().min(MENTIONS)]),
        page: PageHead::new(&page, "background", ctx.site.topic(topic).title.clone())
            .of_text(ctx.site.doc(doc))
            .under(&page, topic),
    }
}
