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

impl Embedded {
    /// The passage that it is about; `None` for a figure.
    pub(crate) fn block(self) -> Option<BlockId> {
        match self {
            Embedded::Position(block)
            | Embedded::Tension(block)
            | Embedded::Question(block)
            | Embedded::Note(block) => Some(block),
            Embedded::Figure(_) => None,
        }
    }

    pub(crate) fn topic(self, site: &Site) -> Option<TopicId> {
        match self {
            Embedded::Figure(figure) => Some(site.figure(figure).topic),
            _ => self.block().and_then(|block| site.doc(block.doc).topic),
        }
    }
}

/// What of a topic has a small page, in the order of its texts.
pub(crate) fn embedded(ctx: &Ctx, topic: TopicId) -> Vec<Embedded> {
    let (site, record) = (ctx.site, ctx.site.topic(topic));
    if ctx.tables.snapshot || ctx.origin().is_none() || site.config.embeds.is_empty() {
        return Vec::new();
    }
    let mut embedded = Vec::new();
    let texts = [&record.gathers[..], &record.threads, &record.articles, &[record.doc]];
    for doc in texts.concat() {
        if site.doc(doc).visible {
            embedded.extend(site.blocks_of(doc).filter_map(|block| of_block(site, block)));
        }
    }
    embedded.extend(ctx.tables.indexes.topic(topic).figures.iter().copied().map(Embedded::Figure));
    embedded.retain(|of| is_wanted(ctx, *of));
    embedded
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
    let site = ctx.site;
    let (kind, lasts) = match of {
        Embedded::Position(b) => (EmbedKind::Perspectives, is_lasting(site, b)),
        Embedded::Tension(b) => (EmbedKind::Tensions, is_lasting(site, b)),
        Embedded::Question(b) => (EmbedKind::Questions, is_lasting(site, b)),
        Embedded::Note(b) => (EmbedKind::Notes, is_lasting(site, b)),
        Embedded::Figure(f) => {
            (EmbedKind::Figures, site.is_visible(Target::Entity(site.figure(f).subject)))
        }
    };
    !ctx.tables.snapshot
        && ctx.origin().is_some()
        && lasts
        && ctx.site.config.embeds.contains(&kind)
}

fn is_lasting(site: &Site, block: BlockId) -> bool {
    site.block(block).anchor.lasting && site.is_visible(Target::Block(block))
}

/// Where the small page stands.
pub(crate) fn path(ctx: &Ctx, of: Embedded) -> String {
    if let Embedded::Figure(id) = of {
        let figure = ctx.site.figure(id);
        let topic = &ctx.site.topic(figure.topic).slug;
        return format!("embed/{topic}/figures/{}.html", href::clean(&figure.id));
    }
    let block = ctx.site.block(of.block().expect("all but figures are passages"));
    let folder = href::embeds(ctx.tables.paths.doc(block.doc));
    format!("{folder}{}.html", href::clean(&block.anchor.name))
}
