//! One perspective, tension, question, figure or source note, or a list of what follows from a topic's record, as a small page
//! for the frames of other sites.
//!
//! Takes the site, gives which records have such a page ([`embedded`]), the page ([`embed`]) and the code that shows it
//! elsewhere ([`snippet`]). A page is pinned: a perspective to one dated position, a figure to its day, a note to its
//! gather. It says what came later, with a link, and goes on saying it as long as the record has its id. Only lasting ids
//! have one, and only on a site with an address of its own.

use crate::markdown::ParagraphForm;
use crate::model::*;
use crate::pages::components::block::{Ids, NoteView, PositionView, Text, note, position, text};
use crate::pages::components::embed_snippet::name;
use crate::pages::components::figure_line::{FigureLine, figure_line};
use crate::pages::components::link::{Link, When, actors, link};
use crate::pages::components::page_meta::PageHead;
use crate::pages::components::question::{QuestionView, question};
use crate::pages::components::tension::{TensionView, tension};
use crate::pages::components::text::Page;
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::embedded::{ConclusionList, Embedded, is_wanted, path};
use crate::pages::routes::route::PageRoute;
use crate::pages::urls::href;
use crate::pages::views::contradictions::{self, ContradictionLists};
use crate::pages::views::definitions::{self, DefinitionLists};
use crate::pages::views::evidence::{self, EvidenceLists};
use crate::pages::views::forecasts::{self, ForecastLists};
use crate::pages::views::half_life::{self, HalfLifeCurve};
use serde::Serialize;

/// The data of a small page; one of those after `newer` is there.
#[derive(Serialize)]
pub struct EmbedPage<'a> {
    page: PageHead,
    /// perspective, tension, question, note, figure, or what a list is of.
    what: &'static str,
    topic: Option<Link>,
    /// The full page, which has the record with its sources.
    full: Link,
    as_of: Option<When>,
    /// The day on which the topic was last gathered.
    gathered: Option<When>,
    newer: Option<NewerRecord>,
    view: Option<PinnedPerspective>,
    tension: Option<TensionView>,
    question: Option<QuestionView>,
    note: Option<NoteView>,
    figure: Option<FigureLine<'a>>,
    definitions: Option<DefinitionLists>,
    contradictions: Option<ContradictionLists>,
    forecasts: Option<ForecastLists>,
    evidence: Option<EvidenceLists>,
    half_life: Option<HalfLifeCurve>,
}

/// What came later than this page shows.
#[derive(Serialize)]
pub(crate) struct NewerRecord {
    date: Option<When>,
    href: String,
    /// Whether it is a small page too, and so opens in the frame.
    embed: bool,
}

/// A perspective as of one position.
#[derive(Serialize)]
pub(crate) struct PinnedPerspective {
    who: Vec<Link>,
    /// The day from which the text holds, and that of the last position shown that stated anything.
    since: Option<When>,
    last_stated: Option<When>,
    /// What is held; only with the newest position, since it is written for that one.
    texts: Vec<Text>,
    /// Up to the pinned one, which is the last.
    positions: Vec<PositionView>,
}

pub(crate) fn embed<'a>(ctx: &'a Ctx<'a>, route: &PageRoute, of: Embedded) -> EmbedPage<'a> {
    let page = Page::new(ctx, route.path(ctx));
    let site = ctx.site;
    let topic = of.topic(site);
    let last = topic
        .and_then(|t| ctx.tables.indexes.topic(t).gathers.last())
        .and_then(|d| site.doc(*d).recorded());
    let full = full(&page, of);
    let mut head = PageHead::new(&page, "embed", name(&page, of));
    head.canonical = ctx.origin().map(|origin| format!("{origin}/{}", full.0));
    let mut out = EmbedPage {
        page: head,
        what: "",
        topic: topic.map(|t| link(&page, Target::Topic(t))),
        full: full.1,
        as_of: None,
        gathered: last.map(When::from),
        newer: None,
        view: None,
        tension: None,
        question: None,
        note: None,
        figure: None,
        definitions: None,
        contradictions: None,
        forecasts: None,
        evidence: None,
        half_life: None,
    };
    let ids = Ids::own();
    match of {
        Embedded::Position(b) => {
            (out.what, out.as_of) = ("perspective", site.block(b).date.map(When::from));
            let (pinned, newer) = pinned(&page, &ids, b);
            (out.view, out.newer) = (Some(pinned), newer);
        }
        Embedded::Tension(b) => {
            out.what = "tension";
            out.tension = site.tension(b).map(|block| tension(&page, &ids, block));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Question(b) => {
            out.what = "question";
            out.question = site.question(b).map(|block| question(&page, &ids, block));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Note(b) => {
            out.what = "note";
            out.note = site.note(b).map(|block| note(&page, &ids, block));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Figure(f) => {
            (out.what, out.figure) = ("figure", Some(figure_line(&page, f)));
            out.as_of = site.figure(f).as_of.map(When::from);
            out.newer = newer_figure(&page, f);
        }
        Embedded::Conclusions(topic, list) => {
            (out.what, out.as_of) = (list.kind().word(), last.map(When::from));
            out.gathered = None;
            conclusions(&page, topic, list, &mut out);
        }
    }
    out
}

/// How many origins a small page lists.
const ORIGINS: usize = 10;

fn conclusions(page: &Page, topic: TopicId, list: ConclusionList, out: &mut EmbedPage) {
    let reasoning = &page.ctx.tables.reasoning;
    match list {
        ConclusionList::Definitions => out.definitions = Some(definitions::lists(page, topic)),
        ConclusionList::Contradictions => {
            out.contradictions = Some(contradictions::lists(page, topic));
        }
        ConclusionList::Forecasts => out.forecasts = Some(forecasts::lists(page, topic)),
        ConclusionList::Evidence => {
            let origins = reasoning.evidence.topic(topic).origins.len();
            out.evidence = Some(evidence::lists(page, topic, 0..origins.min(ORIGINS)));
        }
        ConclusionList::HalfLife => {
            let of_topic = reasoning.half_life.topic(topic);
            out.half_life = Some(half_life::survival(page.site(), of_topic));
        }
    }
}

/// The path of the full page, and the way to the record on it.
fn full(page: &Page, of: Embedded) -> (String, Link) {
    let ctx = page.ctx;
    if let Embedded::Figure(id) = of {
        let figure = ctx.site.figure(id);
        let path = href::topic_page(ctx.site, figure.topic, "figures");
        let href = format!("{}#{}", page.to(&path), figure.id);
        return (path, Link { href, text: ctx.name(Target::Topic(figure.topic)) });
    }
    if let Embedded::Conclusions(topic, list) = of {
        let path = href::topic_page(ctx.site, topic, list.kind().word());
        let text = ctx.name(Target::Topic(topic));
        return (path.clone(), Link { href: page.to(&path), text });
    }
    let block = of.block().expect("all others are passages");
    let text = ctx.name(Target::Block(block));
    if let Embedded::Question(_) = of
        && let Some(path) = ctx.tables.paths.question(block)
    {
        return (path.to_string(), Link { href: page.to(path), text });
    }
    let href = page.href(Target::Block(block));
    (ctx.tables.paths.doc(block.doc).to_string(), Link { href, text })
}

fn pinned(page: &Page, ids: &Ids, id: BlockId) -> (PinnedPerspective, Option<NewerRecord>) {
    let site = page.site();
    let perspective =
        site.block(id).parent.expect("a position without a perspective has no small page");
    let all = site.positions(perspective);
    let at = all.iter().position(|p| p.id() == id).expect("a perspective has its positions");
    let newest = all[all.len() - 1].id();
    let prose = site
        .children(perspective)
        .iter()
        .copied()
        .filter(|c| site.block(*c).kind == BlockKind::Prose);
    let texts =
        prose.filter(|_| newest == id).map(|c| text(page, ids, c, ParagraphForm::Blocks)).collect();
    let embed = is_wanted(page.ctx, Embedded::Position(newest));
    let newer = (newest != id).then(|| NewerRecord {
        date: site.block(newest).date.map(When::from),
        href: match embed {
            true => page.to(&path(page.ctx, Embedded::Position(newest))),
            false => page.href(Target::Block(newest)),
        },
        embed,
    });
    let is_newest = newest == id;
    let last_stated = site.last_stated_on(perspective).filter(|_| is_newest).map(When::from);
    let since = site.block(perspective).since().filter(|_| is_newest).map(When::from);
    let positions = all[..=at].iter().map(|p| position(page, ids, *p)).collect();
    let who = actors(page, site.holders(id));
    (PinnedPerspective { who, since, last_stated, texts, positions }, newer)
}

/// The day of what a page shows of a block, and the newest text that says something of it since.
fn living(page: &Page, id: BlockId) -> (Option<When>, Option<NewerRecord>) {
    let site = page.site();
    let block = site.block(id);
    let as_of = match block.kind {
        BlockKind::Note { .. } => block.date,
        _ => site.doc(block.doc).last_change().or(block.date),
    };
    let said = site.relations_to(id).map(|r| r.from).filter(|b| site.is_visible(Target::Block(*b)));
    let later =
        said.filter(|b| site.block(*b).date > as_of).max_by_key(|b| (site.block(*b).date, *b));
    let newer = later.map(|b| NewerRecord {
        date: site.block(b).date.map(When::from),
        href: page.href(Target::Block(b)),
        embed: false,
    });
    (as_of.map(When::from), newer)
}

fn newer_figure(page: &Page, id: FigureId) -> Option<NewerRecord> {
    let site = page.site();
    let figure = site.figure(id);
    let all = page.ctx.tables.indexes.topic(figure.topic).figures.iter();
    let newest = all
        .filter(|f| {
            let other = site.figure(**f);
            other.metric == figure.metric
                && other.subject == figure.subject
                && other.as_of > figure.as_of
        })
        .max_by_key(|f| (site.figure(**f).as_of, **f))?;
    let href = page.to(&path(page.ctx, Embedded::Figure(*newest)));
    Some(NewerRecord { date: site.figure(*newest).as_of.map(When::from), href, embed: true })
}
