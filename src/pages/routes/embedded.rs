//! Which records have a page for the frames of other sites, and its path.

use crate::model::*;
use crate::pages::context::page_context::Ctx;
use crate::pages::urls::href;

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
pub(crate) fn embedded(ctx: &Ctx, topic: TopicId) -> Vec<Embedded> {
    let (site, record) = (ctx.site, ctx.site.topic(topic));
    if ctx.tables.snapshot || ctx.origin().is_none() || site.config.embeds.is_empty() {
        return Vec::new();
    }
    let texts = [&record.gathers, &record.threads, &record.articles]
        .into_iter()
        .flatten()
        .chain([&record.doc]);
    let blocks = texts.filter(|d| site.doc(**d).visible).flat_map(|d| site.blocks_of(*d));
    let figures = ctx.tables.indexes.topic(topic).figures.iter().map(|f| Embedded::Figure(*f));
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

/// Whether the site has the page of a record.
pub(crate) fn is_wanted(ctx: &Ctx, of: Embedded) -> bool {
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
    !ctx.tables.snapshot
        && ctx.origin().is_some()
        && lasts
        && ctx.site.config.embeds.contains(&kind)
}

/// Where the small page stands.
pub(crate) fn path(ctx: &Ctx, of: Embedded) -> String {
    match of {
        Embedded::Position(b)
        | Embedded::Tension(b)
        | Embedded::Question(b)
        | Embedded::Note(b) => {
            let block = ctx.site.block(b);
            format!(
                "{}{}.html",
                href::embeds(ctx.tables.paths.doc(block.doc)),
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
