//! One entity: what it is, what it holds, where it stands against others, its figures, who mentions it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::{Ids, PerspectiveView};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::figure_line::{FigureLine, figure_line};
use crate::pages::components::history::{HistoryDay, of_entity};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, link};
use crate::pages::components::located::Located;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::source_line::{safe_url, source_link};
use crate::pages::components::standing::{
    StanceSummary, comparisons, located_perspective, now, standing,
};
use crate::pages::components::tension::{LatestPosition, TensionView, located_tension};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use serde::Serialize;

/// How many of each the page shows.
const PERSPECTIVES: usize = 40;
const TENSIONS: usize = 40;
const FIGURES: usize = 200;

#[derive(Serialize)]
pub struct EntityPage {
    page: PageHead,
    kind: &'static str,
    is_actor: bool,
    aliases: Vec<String>,
    side: Option<&'static str>,
    url: Option<String>,
    affiliations: Vec<AffiliationLine>,
    used_by: Vec<UsageLine>,
    body: Body,
    standing: StanceSummary,
    /// The latest position, where there are several.
    now: Option<LatestPosition>,
    comparisons: Vec<Link>,
    perspectives: Vec<Located<PerspectiveView>>,
    tensions: Vec<Located<TensionView>>,
    figures: Vec<FigureLine>,
    /// Only the page at the entity's own address has it.
    history: Vec<HistoryDay>,
    total: usize,
    mentions: Vec<Mentions>,
}

#[derive(Serialize)]
pub(crate) struct AffiliationLine {
    of: Link,
    role: Option<String>,
    since: Option<When>,
    until: Option<When>,
}

/// Who uses a term.
#[derive(Serialize)]
pub(crate) struct UsageLine {
    who: Link,
    since: Option<When>,
    source: Option<Link>,
    note: Option<String>,
}

pub(crate) fn entity(ctx: &Ctx, route: &PageRoute, id: EntityId) -> EntityPage {
    let (site, record) = (ctx.site, ctx.site.entity(id));
    let all_held = site.index.perspectives.get(&id).map(Vec::as_slice).unwrap_or_default();
    let held = &all_held[..all_held.len().min(PERSPECTIVES)];
    let clashes = site.index.tensions.get(&id).map(Vec::as_slice).unwrap_or_default();
    let clashes = &clashes[..clashes.len().min(TENSIONS)];
    let numbers = CitationNumbers::of_doc(ctx, record.doc);
    let numbers = numbers.with_blocks(ctx, held).with_blocks(ctx, clashes);
    let page = Page::numbered(ctx, route.path(ctx), numbers);
    let ids = Ids::gathered();
    let refs = site.backlinks(Target::Entity(id));
    let perspectives: Vec<_> = held
        .iter()
        .filter_map(|b| site.perspective(*b))
        .map(|block| located_perspective(&page, &ids, block))
        .collect();
    let tensions = clashes.iter().filter_map(|b| site.tension(*b));
    let figures =
        site.index.figures.get(&id).map(Vec::as_slice).unwrap_or_default().iter().take(FIGURES);
    let standing = standing(&perspectives);
    let compared = ctx.tables.indexes.shown.iter().flat_map(|t| comparisons(&page, *t, id));
    let words = site
        .blocks_of(record.doc)
        .next()
        .map(|b| crate::pages::components::notice::first_sentence(&page, b));
    let head = PageHead::new(&page, "entity", record.name.clone()).description(words.as_deref());
    let facts = json_ld::entity(&page, id).and(json_ld::of_actor(&page, id));
    EntityPage {
        kind: record.kind.word(),
        is_actor: record.kind.is_actor(),
        aliases: record.aliases.typeset(),
        side: record.side.filter(|s| *s != Side::Unsided).map(Word::word),
        url: safe_url(record.url.as_deref()),
        affiliations: affiliations(&page, record),
        used_by: usages(&page, record),
        now: now(&page, all_held).filter(|_| standing.count > 1),
        comparisons: compared.collect(),
        standing,
        perspectives,
        tensions: tensions.map(|block| located_tension(&page, &ids, block)).collect(),
        figures: figures.map(|f| figure_line(&page, *f)).collect(),
        history: if route.page_number == 0 { of_entity(&page, id) } else { Vec::new() },
        total: refs.len(),
        mentions: mentions(&page, &refs[route.entries_newest_first(ctx)]),
        body: body(&page, record.doc),
        page: head
            .list(&page, &PageKind::Entities.base(ctx), "entities")
            .pager(route.pager(ctx))
            .says(facts),
    }
}

fn affiliations(page: &Page, record: &crate::model::Entity) -> Vec<AffiliationLine> {
    let shown = record.affiliations.iter().filter(|a| page.site().is_visible(Target::Entity(a.of)));
    shown
        .map(|a| AffiliationLine {
            of: link(page, Target::Entity(a.of)),
            role: a.role.typeset(),
            since: a.since.map(When::from),
            until: a.until.map(When::from),
        })
        .collect()
}

/// The first to use it first; those of unknown days last.
fn usages(page: &Page, record: &crate::model::Entity) -> Vec<UsageLine> {
    let mut shown: Vec<&TermUsage> =
        record.used_by.iter().filter(|u| page.site().is_visible(Target::Entity(u.who))).collect();
    shown.sort_by_key(|u| (u.since.is_none(), u.since));
    shown.into_iter().map(|u| usage(page, u)).collect()
}

fn usage(page: &Page, usage: &TermUsage) -> UsageLine {
    let visible = |s: &SourceId| page.site().is_visible(Target::Source(*s));
    UsageLine {
        who: link(page, Target::Entity(usage.who)),
        since: usage.since.map(When::from),
        source: usage.source.filter(visible).map(|s| source_link(page, s)),
        note: usage.note.typeset(),
    }
}
