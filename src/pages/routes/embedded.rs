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
    /// What follows from the whole record of a topic.
    Conclusions(TopicId, ConclusionList),
}

/// A list of what follows from the record of a topic, which has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConclusionList {
    Evidence,
    Forecasts,
    HalfLife,
    Contradictions,
    Definitions,
}

impl ConclusionList {
    pub(crate) const ALL: [ConclusionList; 5] = [
        ConclusionList::Evidence,
        ConclusionList::Forecasts,
        ConclusionList::HalfLife,
        ConclusionList::Contradictions,
        ConclusionList::Definitions,
    ];

    /// Whether a topic has anything to show.
    pub(crate) fn is_in(self, ctx: &Ctx, topic: TopicId) -> bool {
        let reasoning = &ctx.tables.reasoning;
        match self {
            ConclusionList::Evidence => !reasoning.evidence.topic(topic).claims.is_empty(),
            ConclusionList::Forecasts => reasoning.forecasts.of_topic(topic).next().is_some(),
            ConclusionList::HalfLife => !reasoning.half_life.topic(topic).claims.is_empty(),
            ConclusionList::Contradictions => !reasoning.contradictions.topic(topic).is_empty(),
            ConclusionList::Definitions => {
                !reasoning.definitions.topic(topic).definitions.is_empty()
            }
        }
    }

    pub(crate) fn kind(self) -> EmbedKind {
        match self {
            ConclusionList::Evidence => EmbedKind::Evidence,
            ConclusionList::Forecasts => EmbedKind::Forecasts,
            ConclusionList::HalfLife => EmbedKind::HalfLife,
            ConclusionList::Contradictions => EmbedKind::Contradictions,
            ConclusionList::Definitions => EmbedKind::Definitions,
        }
    }

    /// What the list is called as a small page.
    pub(crate) fn title(self) -> MessageId {
        match self {
            ConclusionList::Evidence => MessageId::ConclusionsEvidence,
            ConclusionList::Forecasts => MessageId::ConclusionsForecasts,
            ConclusionList::HalfLife => MessageId::ConclusionsHalfLife,
            ConclusionList::Contradictions => MessageId::ConclusionsContradictions,
            ConclusionList::Definitions => MessageId::ConclusionsDefinitions,
        }
    }
}

impl Embedded {
    /// The passage that it is about; `None` for a figure or a list.
    pub(crate) fn block(self) -> Option<BlockId> {
        match self {
            Embedded::Position(block)
            | Embedded::Tension(block)
            | Embedded::Question(block)
            | Embedded::Note(block) => Some(block),
            Embedded::Figure(_) | Embedded::Conclusions(..) => None,
        }
    }

    pub(crate) fn topic(self, site: &Site) -> Option<TopicId> {
        match self {
            Embedded::Figure(figure) => Some(site.figure(figure).topic),
            Embedded::Conclusions(topic, _) => Some(topic),
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
    embedded.extend(ConclusionList::ALL.map(|list| Embedded::Conclusions(topic, list)));
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
        Embedded::Conclusions(topic, list) => (list.kind(), list.is_in(ctx, topic)),
    };
    !ctx.tables.snapshot
        && ctx.origin().is_some()
        && lasts
        && ctx.site.config.embeds.contains(&kind)
}

fn is_lasting(site: &Site, block: BlockId) -> bool {
    site.block(block).anchor.lasting && site.is_visible(Target::Block(block))
}

/// The path of the small page.
pub(crate) fn path(ctx: &Ctx, of: Embedded) -> String {
    if let Embedded::Figure(id) = of {
        let figure = ctx.site.figure(id);
        let topic = &ctx.site.topic(figure.topic).slug;
        return format!("embed/{topic}/figures/{}.html", href::clean(&figure.id));
    }
    if let Embedded::Conclusions(topic, list) = of {
        let topic = &ctx.site.topic(topic).slug;
        return format!("embed/{topic}/{}.html", list.kind().word());
    }
    let block = ctx.site.block(of.block().expect("all others are passages"));
    let folder = href::embeds(ctx.tables.paths.known_by(ctx.site, block.doc));
    format!("{folder}{}.html", href::clean(&block.anchor.name))
}
