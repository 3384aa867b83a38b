//! One perspective, tension, question, figure or source note as a small page for the frames of other sites.
//!
//! Takes the site, gives which records have such a page ([`embedded`]), the page ([`embed`]) and the code that shows it
//! elsewhere ([`snippet`]). A page is pinned: a perspective to one dated position, a figure to its day, a note to its
//! gather. It says what came later, with a link, and goes on saying it as long as the record has its id. Only lasting ids
//! have one, and only on a site with an address of its own.

use crate::markdown::{Form, escape};
use crate::model::*;
use crate::pages::components::block::{
    Ids, Note, Position, Text, note, position, positions_of, text,
};
use crate::pages::components::notice::words_of;
use crate::pages::components::page_meta::{Head, actors, link};
use crate::pages::components::page_meta::{Link, When};
use crate::pages::components::question::{Question, question};
use crate::pages::components::tension::{Tension, tension};
use crate::pages::components::text::{Citing, Page};
use crate::pages::context::page_context::Ctx;
use crate::pages::routes::route::Job;
use crate::pages::urls::href;
use crate::pages::views::figures::{FigureLine, figure_line};
use serde::Serialize;

/// What a small page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedded {
    /// A position: its perspective as of that day.
    Position(BlockId),
    Tension(BlockId),
    Question(BlockId),
    Note(BlockId),
    Figure(FigureId),
}

/// What of a topic has a small page, in the order of its texts.
pub fn embedded(ctx: &Ctx, topic: TopicId) -> Vec<Embedded> {
    let (site, record) = (ctx.site, ctx.site.topic(topic));
    if ctx.snapshot || ctx.origin().is_none() || site.config.embeds.is_empty() {
        return Vec::new();
    }
    let texts = [&record.gathers, &record.threads, &record.articles]
        .into_iter()
        .flatten()
        .chain([&record.doc]);
    let blocks = texts.filter(|d| site.doc(**d).visible).flat_map(|d| site.blocks_of(*d));
    let figures = ctx.indexes.topic(topic).figures.iter().map(|f| Embedded::Figure(*f));
    blocks
        .filter_map(|b| of_block(site, b))
        .chain(figures)
        .filter(|of| is_wanted(ctx, *of))
        .collect()
}

fn of_block(site: &Site, id: BlockId) -> Option<Embedded> {
    match site.block(id).kind {
        BlockKind::Position { .. } if site.block(id).parent.is_some() => {
            Some(Embedded::Position(id))
        }
        BlockKind::Tension { .. } => Some(Embedded::Tension(id)),
        BlockKind::Question { .. } => Some(Embedded::Question(id)),
        BlockKind::Note { .. } => Some(Embedded::Note(id)),
        _ => None,
    }
}

fn is_wanted(ctx: &Ctx, of: Embedded) -> bool {
    let lasting =
        |b: BlockId| ctx.site.block(b).anchor.lasting && ctx.site.is_visible(Target::Block(b));
    let (kind, lasts) = match of {
        Embedded::Position(b) => (EmbedKind::Perspectives, lasting(b)),
        Embedded::Tension(b) => (EmbedKind::Tensions, lasting(b)),
        Embedded::Question(b) => (EmbedKind::Questions, lasting(b)),
        Embedded::Note(b) => (EmbedKind::Notes, lasting(b)),
        Embedded::Figure(f) => {
            (EmbedKind::Figures, ctx.site.is_visible(Target::Entity(ctx.site.figure(f).subject)))
        }
    };
    !ctx.snapshot && ctx.origin().is_some() && lasts && ctx.site.config.embeds.contains(&kind)
}

/// Where the small page stands.
pub fn path(ctx: &Ctx, of: Embedded) -> String {
    match of {
        Embedded::Position(b)
        | Embedded::Tension(b)
        | Embedded::Question(b)
        | Embedded::Note(b) => {
            let block = ctx.site.block(b);
            format!(
                "{}{}.html",
                href::embeds(ctx.paths.doc(block.doc)),
                href::clean(&block.anchor.name)
            )
        }
        Embedded::Figure(f) => {
            let figure = ctx.site.figure(f);
            format!(
                "embed/{}/figures/{}.html",
                ctx.site.topic(figure.topic).slug,
                href::clean(&figure.id)
            )
        }
    }
}

/// The code that shows a record elsewhere.
#[derive(Serialize)]
pub struct Snippet {
    /// The whole address of the small page, and the way to it from this one.
    pub address: String,
    pub href: String,
    /// What it is, as it may stand in an attribute.
    pub title: String,
}

/// The code for a record on its own page; `None` on any other, and where it has no small page.
pub fn snippet(page: &Page, of: Embedded) -> Option<Snippet> {
    if !page.is_on_site() || !is_wanted(page.ctx, of) || !is_home(page, of) {
        return None;
    }
    let path = path(page.ctx, of);
    let mut title = String::new();
    escape(&name(page, of), &mut title);
    Some(Snippet { address: format!("{}/{path}", page.ctx.origin()?), href: page.to(&path), title })
}

/// Whether the record's full page is this one.
fn is_home(page: &Page, of: Embedded) -> bool {
    let ctx = page.ctx;
    match of {
        Embedded::Question(b) => ctx.paths.question(b) == Some(&page.path),
        Embedded::Position(b) | Embedded::Tension(b) | Embedded::Note(b) => {
            ctx.paths.doc(ctx.site.block(b).doc) == page.path
        }
        Embedded::Figure(f) => {
            href::topic_page(ctx.site, ctx.site.figure(f).topic, "figures") == page.path
        }
    }
}

/// What a record is called.
fn name(page: &Page, of: Embedded) -> String {
    let site = page.site();
    let names = |who: &[EntityId]| {
        who.iter().map(|e| page.ctx.name(Target::Entity(*e))).collect::<Vec<_>>().join(", ")
    };
    match of {
        Embedded::Position(b) => names(site.holders(b)),
        Embedded::Tension(b) => match &site.block(b).kind {
            BlockKind::Tension { sides } => {
                sides.iter().map(|s| names(s)).collect::<Vec<_>>().join(" – ")
            }
            other => panic!("a tension was expected, not {other:?}"),
        },
        Embedded::Question(b) => words_of(page, b),
        Embedded::Note(b) => match site.block(b).kind {
            BlockKind::Note { source } => page.ctx.name(Target::Source(source)),
            ref other => panic!("a note was expected, not {other:?}"),
        },
        Embedded::Figure(f) => {
            let figure = site.figure(f);
            format!("{}: {}", figure.metric, page.ctx.name(Target::Entity(figure.subject)))
        }
    }
}

/// The data of a small page; one of `view`, `tension`, `question`, `note`, `figure` is there.
#[derive(Serialize)]
pub struct Embed {
    page: Head,
    /// perspective, tension, question, note or figure.
    what: &'static str,
    topic: Option<Link>,
    /// The full page, where the record stands with its sources.
    full: Link,
    as_of: Option<When>,
    /// The day on which the topic was last gathered.
    gathered: Option<When>,
    newer: Option<Newer>,
    view: Option<Pinned>,
    tension: Option<Tension>,
    question: Option<Question>,
    note: Option<Note>,
    figure: Option<FigureLine>,
}

/// What came later than this page shows.
#[derive(Serialize)]
pub struct Newer {
    date: Option<When>,
    href: String,
    /// Whether it is a small page too, and so opens in the frame.
    embed: bool,
}

/// A perspective as of one position.
#[derive(Serialize)]
pub struct Pinned {
    who: Vec<Link>,
    /// What is held; only beside the newest position, since it is written for that one.
    texts: Vec<Text>,
    /// Up to the pinned one, which is the last.
    positions: Vec<Position>,
}

pub fn embed(ctx: &Ctx, job: &Job, of: Embedded) -> Embed {
    let page = Page::new(ctx, job.path(ctx), Citing::Straight);
    let site = ctx.site;
    let topic = match of {
        Embedded::Position(b)
        | Embedded::Tension(b)
        | Embedded::Question(b)
        | Embedded::Note(b) => site.doc(site.block(b).doc).topic,
        Embedded::Figure(f) => Some(site.figure(f).topic),
    };
    let last =
        topic.and_then(|t| ctx.indexes.topic(t).gathers.last()).and_then(|d| site.doc(*d).date);
    let full = full(&page, of);
    let mut head = Head::new(&page, "embed", name(&page, of));
    head.canonical = ctx.origin().map(|origin| format!("{origin}/{}", full.0));
    let mut out = Embed {
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
    };
    let ids = Ids::own();
    match of {
        Embedded::Position(b) => {
            (out.what, out.as_of) = ("perspective", site.block(b).date.map(When::from));
            let (pinned, newer) = pinned(&page, &ids, b);
            (out.view, out.newer) = (Some(pinned), newer);
        }
        Embedded::Tension(b) => {
            let BlockKind::Tension { sides } = &site.block(b).kind else {
                panic!("a tension was expected")
            };
            (out.what, out.tension) = ("tension", Some(tension(&page, &ids, b, sides)));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Question(b) => {
            (out.what, out.question) = ("question", Some(question(&page, &ids, b)));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Note(b) => {
            let BlockKind::Note { source } = site.block(b).kind else {
                panic!("a note was expected")
            };
            (out.what, out.note) = ("note", Some(note(&page, &ids, b, source)));
            (out.as_of, out.newer) = living(&page, b);
        }
        Embedded::Figure(f) => {
            (out.what, out.figure) = ("figure", Some(figure_line(&page, f)));
            out.as_of = site.figure(f).as_of.map(When::from);
            out.newer = newer_figure(&page, f);
        }
    }
    out
}

/// The path of the full page, and the way to the record on it.
fn full(page: &Page, of: Embedded) -> (String, Link) {
    let ctx = page.ctx;
    let (path, href) = match of {
        Embedded::Question(b) if ctx.paths.question(b).is_some() => {
            let path = ctx.paths.question(b).unwrap_or_default().to_string();
            (path.clone(), page.to(&path))
        }
        Embedded::Position(b)
        | Embedded::Tension(b)
        | Embedded::Question(b)
        | Embedded::Note(b) => {
            (ctx.paths.doc(ctx.site.block(b).doc).to_string(), page.href(Target::Block(b)))
        }
        Embedded::Figure(f) => {
            let figure = ctx.site.figure(f);
            let path = href::topic_page(ctx.site, figure.topic, "figures");
            (path.clone(), format!("{}#{}", page.to(&path), figure.id))
        }
    };
    let text = match of {
        Embedded::Figure(f) => ctx.name(Target::Topic(ctx.site.figure(f).topic)),
        Embedded::Position(b)
        | Embedded::Tension(b)
        | Embedded::Question(b)
        | Embedded::Note(b) => ctx.name(Target::Block(b)),
    };
    (path, Link { href, text })
}

fn pinned(page: &Page, ids: &Ids, id: BlockId) -> (Pinned, Option<Newer>) {
    let site = page.site();
    let perspective =
        site.block(id).parent.expect("a position without a perspective has no small page");
    let all = positions_of(site, perspective);
    let at = all.iter().position(|p| *p == id).expect("a perspective has its positions");
    let newest = all[all.len() - 1];
    let prose = site
        .children(perspective)
        .iter()
        .copied()
        .filter(|c| site.block(*c).kind == BlockKind::Prose);
    let texts = prose.filter(|_| newest == id).map(|c| text(page, ids, c, Form::Blocks)).collect();
    let embed = is_wanted(page.ctx, Embedded::Position(newest));
    let newer = (newest != id).then(|| Newer {
        date: site.block(newest).date.map(When::from),
        href: match embed {
            true => page.to(&path(page.ctx, Embedded::Position(newest))),
            false => page.href(Target::Block(newest)),
        },
        embed,
    });
    let positions = all[..=at].iter().map(|p| position(page, ids, *p)).collect();
    (Pinned { who: actors(page, site.holders(id)), texts, positions }, newer)
}

/// The day of what a page shows of a block, and the newest text that says something of it since.
fn living(page: &Page, id: BlockId) -> (Option<When>, Option<Newer>) {
    let site = page.site();
    let block = site.block(id);
    let as_of = match block.kind {
        BlockKind::Note { .. } => block.date,
        _ => site.doc(block.doc).last_change().or(block.date),
    };
    let said = site.relations_to(id).map(|r| r.from).filter(|b| site.is_visible(Target::Block(*b)));
    let later =
        said.filter(|b| site.block(*b).date > as_of).max_by_key(|b| (site.block(*b).date, *b));
    let newer = later.map(|b| Newer {
        date: site.block(b).date.map(When::from),
        href: page.href(Target::Block(b)),
        embed: false,
    });
    (as_of.map(When::from), newer)
}

fn newer_figure(page: &Page, id: FigureId) -> Option<Newer> {
    let site = page.site();
    let figure = site.figure(id);
    let same = |f: &&FigureId| {
        let other = site.figure(**f);
        other.metric == figure.metric
            && other.subject == figure.subject
            && other.as_of > figure.as_of
    };
    let all = page.ctx.indexes.topic(figure.topic).figures.iter();
    let newest = all.filter(same).max_by_key(|f| (site.figure(**f).as_of, **f))?;
    let href = page.to(&path(page.ctx, Embedded::Figure(*newest)));
    Some(Newer { date: site.figure(*newest).as_of.map(When::from), href, embed: true })
}
