//! What the editors corrected in a topic, by the document that was corrected.

use crate::linking::UniqueAnchors;
use crate::model::*;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::notice::claim_name;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::publication_item::PublicationItem;
use crate::pages::routes::route::PageRoute;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
pub struct CorrectionsPage {
    page: PageHead,
    /// How many corrections there are, and how many passages they concern.
    corrections: usize,
    passages: usize,
    groups: Vec<CorrectedDocument>,
    /// Those that name no passage.
    general: Vec<CorrectionLine>,
}

/// A document with what was corrected in it.
#[derive(Serialize)]
struct CorrectedDocument {
    id: String,
    document: Link,
    passages: Vec<CorrectedPassage>,
}

/// A passage with the corrections of it.
#[derive(Serialize)]
struct CorrectedPassage {
    claim: Link,
    corrections: Vec<CorrectionLine>,
}

#[derive(Serialize)]
struct CorrectionLine {
    verb: &'static str,
    href: String,
    date: Option<When>,
    /// The day on which it was published first.
    since: Option<String>,
    html: String,
}

pub(crate) fn corrections(ctx: &Ctx, route: &PageRoute, topic: TopicId) -> CorrectionsPage {
    let page = Page::new(ctx, route.path(ctx));
    let site = ctx.site;
    let all = &ctx.tables.indexes.topic(topic).corrections;
    let mut by_document: BTreeMap<DocId, BTreeMap<BlockId, Vec<CorrectionLine>>> = BTreeMap::new();
    let mut general = Vec::new();
    for id in all {
        let mut is_general = true;
        for relation in site.all_relations_from(*id) {
            if site.is_visible(Target::Block(relation.to)) {
                let of_document = by_document.entry(relation.to.doc).or_default();
                let line = line(&page, *id, Some(relation));
                of_document.entry(relation.to).or_default().push(line);
                is_general = false;
            }
        }
        if is_general {
            general.push(line(&page, *id, None));
        }
    }
    let mut documents: Vec<DocId> = by_document.keys().copied().collect();
    documents.sort_by_key(|doc| (std::cmp::Reverse(site.doc(*doc).date), *doc));
    let (mut groups, mut used) = (Vec::new(), UniqueAnchors::default());
    for doc in documents {
        let passages = by_document.remove(&doc).into_iter().flatten();
        groups.push(CorrectedDocument {
            id: used.insert(format!("in-{}", site.doc(doc).slug)).name,
            document: link(&page, site.target_of(doc)),
            passages: passages.map(|(block, lines)| passage(&page, block, lines)).collect(),
        });
    }
    CorrectionsPage {
        page: PageHead::new(&page, "corrections", site.topic(topic).title.clone())
            .under(&page, topic),
        corrections: all.len(),
        passages: groups.iter().map(|group: &CorrectedDocument| group.passages.len()).sum(),
        groups,
        general,
    }
}

fn passage(page: &Page, block: BlockId, corrections: Vec<CorrectionLine>) -> CorrectedPassage {
    let href = page.href(Target::Block(block));
    CorrectedPassage { claim: Link { href, text: claim_name(page, block) }, corrections }
}

fn line(page: &Page, id: BlockId, relation: Option<&Relation>) -> CorrectionLine {
    let item = match relation {
        Some(relation) => {
            PublicationItem::Relation { from: id, kind: relation.kind, to: relation.to }
        }
        None => PublicationItem::Passage(id),
    };
    let day = page.site().block(id).date;
    CorrectionLine {
        verb: relation.map_or("", |relation| relation.kind.word()),
        href: page.href(Target::Block(id)),
        date: day.map(When::from),
        since: day.map(|day| page.ctx.published_on(item, day)),
        html: page.inline(id),
    }
}
