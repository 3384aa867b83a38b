//! The tags, and what carries each of them, across topics.

use crate::model::*;
use crate::pages::components::link::{Link, When};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::TagLabel;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use serde::Serialize;

#[derive(Serialize)]
pub struct TagsPage {
    page: PageHead,
    tags: Vec<TagLine>,
}

/// A tag in the list of all.
#[derive(Serialize)]
pub(crate) struct TagLine {
    tag: TagLabel,
    /// How many texts carry it.
    count: usize,
    /// The day of the newest of them.
    newest: Option<When>,
}

#[derive(Serialize)]
pub struct TagPage {
    page: PageHead,
    /// How many texts carry it, on all parts of the list.
    total: usize,
    /// The newest first; those without a day last.
    items: Vec<TaggedText>,
}

/// A text that carries a tag.
#[derive(Serialize)]
pub(crate) struct TaggedText {
    text: Link,
    /// topic, gather, thread, page; nothing where `kind_label` says it.
    kind: Option<&'static str>,
    /// The kind of an article or an entity, in the site's words.
    kind_label: Option<String>,
    /// The topic of a gather, thread or article.
    topic: Option<Link>,
    /// The day of its last change.
    date: Option<When>,
    summary: Option<String>,
}

/// The page of all tags.
pub(crate) fn tags(ctx: &Ctx, route: &PageRoute) -> TagsPage {
    let page = Page::new(ctx, route.path(ctx));
    let lists = &ctx.tables.indexes;
    let mut tags = Vec::new();
    for tag in lists.used_tags() {
        let texts = lists.tagged(tag);
        let newest = texts.last().and_then(|doc| ctx.site.doc(*doc).last_change());
        tags.push(TagLine {
            tag: TagLabel::new(&page, tag),
            count: texts.len(),
            newest: newest.map(When::from),
        });
    }
    TagsPage { page: PageHead::new(&page, "tags", ""), tags }
}

/// The page of one tag.
pub(crate) fn tag(ctx: &Ctx, route: &PageRoute, tag: TagId) -> TagPage {
    let page = Page::new(ctx, route.path(ctx));
    let texts = ctx.tables.indexes.tagged(tag);
    let shown = texts[route.entries(ctx)].iter().rev();
    TagPage {
        total: texts.len(),
        items: shown.map(|doc| tagged_text(&page, *doc)).collect(),
        page: PageHead::new(&page, "tag", ctx.site.vocabulary.tag_label(tag))
            .list(&page, href::TAGS, "tags")
            .pager(route.pager(ctx)),
    }
}

fn tagged_text(page: &Page, id: DocId) -> TaggedText {
    let (site, doc) = (page.site(), page.site().doc(id));
    let (kind, kind_label) = match doc.kind {
        DocKind::Topic => (Some("topic"), None),
        DocKind::Gather(_) => (Some("gather"), None),
        DocKind::Thread { .. } => (Some("thread"), None),
        DocKind::Page => (Some("page"), None),
        DocKind::Article(kind) => (None, Some(site.locale.label(kind).to_string())),
        DocKind::Entity(entity) => {
            (None, Some(site.vocabulary.entities.shown(site.entity(entity).kind, &site.locale)))
        }
    };
    let topic = doc.topic.filter(|_| doc.kind != DocKind::Topic);
    let summary = match (&doc.kind, doc.topic) {
        (DocKind::Topic, Some(topic)) => {
            Some(site.topic(topic).question.typeset(site.quotation_marks()))
        }
        _ => doc.summary.typeset(site.quotation_marks()),
    };
    TaggedText {
        text: Link { href: page.href(site.target_of(id)), text: page.ctx.doc_name(id) },
        kind,
        kind_label,
        topic: topic.map(|topic| Link {
            href: page.href(Target::Topic(topic)),
            text: site.topic(topic).title.typeset(site.quotation_marks()),
        }),
        date: doc.last_change().map(When::from),
        summary: summary.filter(|text| !text.is_empty()),
    }
}
