//! One entity: what it is, what it holds, its tensions with others, its figures, who mentions it.

use crate::model::*;
use crate::pages::components::backlink::{Mentions, mentions};
use crate::pages::components::block::{Ids, PerspectiveView};
use crate::pages::components::chart_signs::{ChartSide, stated_side};
use crate::pages::components::citation_numbers::CitationNumbers;
use crate::pages::components::figure_line::{FigureLine, figure_line};
use crate::pages::components::history::{HistoryDay, of_entity};
use crate::pages::components::issue_line::{IssueLine, issue_lines};
use crate::pages::components::json_ld;
use crate::pages::components::link::{Link, When, link, links};
use crate::pages::components::located::Located;
use crate::pages::components::notice::bare_first_sentence;
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::section::{Body, body};
use crate::pages::components::source_line::{safe_url, source_link};
use crate::pages::components::standing::{
    StanceSummary, comparisons, located_perspective, standing,
};
use crate::pages::components::tension::{TensionView, located_tension};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::context::typeset::Typeset;
use crate::pages::routes::route::{PageKind, PageRoute};
use crate::records::EntityRecord;
use serde::Serialize;

/// How many of each the page shows.
const PERSPECTIVES: usize = 40;
const TENSIONS: usize = 40;
const FIGURES: usize = 200;
/// A tension with more sides or parts is shown by its question and the number of its sides: each of its actors has a page,
/// and one with many mentions has several.
const SIDES: usize = 12;
const PARTS: usize = 60;

#[derive(Serialize)]
pub struct EntityPage<'a> {
    page: PageHead,
    record: EntityRecord<'a>,
    /// What its kind is called.
    kind: String,
    side: Option<ChartSide>,
    is_actor: bool,
    /// The publisher of the same name.
    publisher: Option<Link>,
    /// Where it may be in a link.
    url: Option<String>,
    /// The names of those in `record.affiliations`.
    affiliated: Vec<Link>,
    used_by: Vec<UsageLine>,
    body: Body,
    standing: StanceSummary,
    /// Their stances on the issues of each topic.
    stands: Vec<TopicStandLines<'a>>,
    comparisons: Vec<Link>,
    perspectives: Vec<Located<PerspectiveView>>,
    tensions: Vec<Located<TensionView>>,
    /// Those with many sides, which are shown in their own place.
    many_sided: Vec<ManySidedTension>,
    figures: Vec<FigureLine<'a>>,
    /// Only the page at the entity's own address has it.
    history: Vec<HistoryDay>,
    total: usize,
    mentions: Vec<Mentions>,
}

/// The stances of an actor in one topic.
#[derive(Serialize)]
pub(crate) struct TopicStandLines<'a> {
    topic: Link,
    lines: Vec<IssueLine<'a>>,
}

/// A tension with more sides or parts than the page of one of its actors shows.
#[derive(Serialize)]
pub(crate) struct ManySidedTension {
    /// Its question.
    tension: Link,
    sides: usize,
}

/// Who uses a term.
#[derive(Serialize)]
pub(crate) struct UsageLine {
    who: Link,
    since: Option<When>,
    source: Option<Link>,
    note: Option<String>,
}

pub(crate) fn entity<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, id: EntityId) -> EntityPage<'a> {
    let (site, entity) = (ctx.site, ctx.site.entity(id));
    let held = site.index.perspectives.get(&id).map(Vec::as_slice).unwrap_or_default();
    let held = &held[..held.len().min(PERSPECTIVES)];
    let clashes = site.index.tensions.get(&id).map(Vec::as_slice).unwrap_or_default();
    let clashes = &clashes[..clashes.len().min(TENSIONS)];
    let is_shown_whole = |b: &BlockId| {
        let has_few_sides = site.tension(*b).is_some_and(|t| t.sides.len() <= SIDES);
        has_few_sides && site.children(*b).len() <= PARTS
    };
    let (clashes, many_sided): (Vec<BlockId>, Vec<BlockId>) =
        clashes.iter().copied().partition(is_shown_whole);
    let numbers = CitationNumbers::of_doc(ctx, entity.doc);
    let numbers = numbers.with_blocks(ctx, held).with_blocks(ctx, &clashes);
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
        .blocks_of(entity.doc)
        .next()
        .map(|b| described(&entity.name, bare_first_sentence(&page, b)));
    let mut head =
        PageHead::new(&page, "entity", entity.name.clone()).description(&page, words.as_deref());
    head = head.of_text(site.doc(entity.doc));
    head.left_out = site.doc(entity.doc).left_out;
    let facts = json_ld::entity(&page, id).and(json_ld::of_actor(&page, id));
    EntityPage {
        record: page.records().entity(id),
        kind: site.vocabulary.entities.label(entity.kind, &site.locale),
        side: entity.side.map(|side| stated_side(site, side)),
        is_actor: entity.kind.base.is_actor(),
        publisher: as_publisher(&page, &entity.slug),
        url: safe_url(entity.url.as_deref()),
        affiliated: links(&page, entity.affiliations.iter().map(|a| Target::Entity(a.of))),
        used_by: usages(&page, entity),
        stands: stands(&page, id),
        comparisons: compared.collect(),
        standing,
        perspectives,
        tensions: tensions.map(|block| located_tension(&page, &ids, block)).collect(),
        many_sided: many_sided.iter().filter_map(|b| many_sided_tension(&page, *b)).collect(),
        figures: figures.map(|f| figure_line(&page, *f)).collect(),
        history: if route.page_number == 0 { of_entity(&page, id) } else { Vec::new() },
        total: refs.len(),
        mentions: mentions(&page, &refs[route.entries_newest_first(ctx)]),
        body: body(&page, entity.doc),
        page: head
            .list(&page, &PageKind::Entities.base(ctx), "entities")
            .pager(route.pager(ctx))
            .says(facts),
    }
}

fn many_sided_tension(page: &Page, id: BlockId) -> Option<ManySidedTension> {
    let tension = page.site().tension(id)?;
    let question = Link { text: bare_first_sentence(page, id), ..link(page, Target::Block(id)) };
    Some(ManySidedTension { tension: question, sides: tension.sides.len() })
}

/// The publisher that is the same body as an entity: the one with its slug.
fn as_publisher(page: &Page, slug: &str) -> Option<Link> {
    let site = page.site();
    let mut publishers = site.publisher_ids().filter(|id| site.publisher(*id).slug == slug);
    let publisher = publishers.find(|id| site.is_visible(Target::Publisher(*id)))?;
    Some(Link {
        text: site.publisher(publisher).name.typeset(site.quotation_marks()),
        ..link(page, Target::Publisher(publisher))
    })
}

/// The first sentence of a description with the name before it, where the sentence does not start with it: two entities may
/// have the same words.
fn described(name: &str, sentence: String) -> String {
    if sentence.starts_with(name) { sentence } else { format!("{name}: {sentence}") }
}

fn stands<'a>(page: &Page<'a>, id: EntityId) -> Vec<TopicStandLines<'a>> {
    let mut stands = Vec::new();
    for topic in page.ctx.tables.indexes.shown.iter().copied() {
        let table = &page.ctx.tables.reasoning.stands.topic(topic).whole;
        let lines = issue_lines(page, table, &[id]);
        if !lines.is_empty() {
            stands.push(TopicStandLines { topic: link(page, Target::Topic(topic)), lines });
        }
    }
    stands
}

/// The first to use it first; those of unknown days last.
fn usages(page: &Page, entity: &crate::model::Entity) -> Vec<UsageLine> {
    let mut shown: Vec<&TermUsage> =
        entity.used_by.iter().filter(|u| page.site().is_visible(Target::Entity(u.who))).collect();
    shown.sort_by_key(|u| (u.since.is_none(), u.since));
    shown.into_iter().map(|u| usage(page, u)).collect()
}

fn usage(page: &Page, usage: &TermUsage) -> UsageLine {
    let visible = |s: &SourceId| page.site().is_visible(Target::Source(*s));
    UsageLine {
        who: link(page, Target::Entity(usage.who)),
        since: usage.since.map(When::from),
        source: usage.source.filter(visible).map(|s| source_link(page, s)),
        note: usage.note.typeset(page.site().quotation_marks()),
    }
}
