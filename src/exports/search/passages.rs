//! The passages of each kind of page as plain text.
//!
//! A document's blocks keep their anchors; what precedes a block on its page (its source, its sides,
//! its actors) precedes it here too.

use super::claim_states::claim_states;
use super::entry::{IndexEntry, IndexPassage};
use super::facet::Facet;
use crate::markdown::{Slice, typographic};
use crate::model::*;
use crate::pages::Ctx;
use crate::records::{NoUrls, RecordBuilder, plain_words};

/// How many notes of a source are indexed with its page too.
pub(super) const MAX_NOTES: usize = 3;
/// How many texts that carry a tag are named in its entry.
const MAX_TAGGED: usize = 12;
/// How many passages an actor's page has before its positions are omitted.
const MAX_ACTOR_PASSAGES: usize = 24;

pub(super) fn of_doc(ctx: &Ctx, id: DocId) -> IndexEntry {
    let (site, doc) = (ctx.site, ctx.site.doc(id));
    let mut out =
        IndexEntry::new(ctx.doc_name(id), doc.topic.map(Facet::Topic).into_iter().collect());
    out.facets.extend(doc.date.map(|d| Facet::Year(d.year)));
    out.facets.extend(doc.tags.iter().copied().map(Facet::Tag));
    if let DocKind::Entity(entity) = doc.kind {
        of_entity(ctx, entity, &mut out);
    }
    if let (DocKind::Topic, Some(topic)) = (&doc.kind, doc.topic) {
        let topic = site.topic(topic);
        out.aliases = topic.aliases.clone();
        out.add("", typeset(ctx, &topic.question), Vec::new());
        out.add("", typeset(ctx, &topic.summary), Vec::new());
    } else {
        out.add("", typeset(ctx, doc.summary.as_deref().unwrap_or_default()), Vec::new());
    }
    for section in &doc.sections {
        if let Some(first) = site.blocks_in(id, section).next()
            && let Some(heading) = site.heading(ctx.files, id, section)
        {
            let is_written = section.anchor.lasting;
            let anchor = if is_written { &section.anchor } else { &site.block(first).anchor };
            out.add(&anchor.name, plain(ctx, id, &heading), Vec::new());
        }
        for block in site.blocks_in(id, section) {
            out.passages.extend(of_block(ctx, block));
        }
    }
    for n in 0..doc.tree.footnotes.len() {
        let text = site.footnote(ctx.files, id, n);
        out.add(&format!("fn-{}", n + 1), plain(ctx, id, &text), Vec::new());
    }
    if let DocKind::Entity(entity) = doc.kind {
        of_held(ctx, entity, &mut out);
    }
    out
}

fn names(site: &Site, entities: &[EntityId]) -> String {
    let names: Vec<&str> = entities.iter().map(|e| site.entity(*e).name.as_str()).collect();
    names.join(site.locale.text(MessageId::ListComma))
}

/// Words of YAML as the pages show them.
pub(super) fn typeset(ctx: &Ctx, words: &str) -> String {
    typographic(words, ctx.site.quotation_marks()).into_owned()
}

/// The texts that are there, with a separator between them.
pub(super) fn joined<'t>(
    texts: impl IntoIterator<Item = Option<&'t str>>,
    separator: &str,
) -> String {
    texts.into_iter().flatten().collect::<Vec<_>>().join(separator)
}

/// A block's text after what precedes it on its page.
fn of_block(ctx: &Ctx, id: BlockId) -> Option<IndexPassage> {
    let (site, block) = (ctx.site, ctx.site.block(id));
    let front = match &block.kind {
        BlockKind::Part(BlockPart::Kind(_)) => return None,
        BlockKind::Note { source } => ctx.name(Target::Source(*source)),
        BlockKind::CrossLink { target } => ctx.name(*target),
        BlockKind::Observation { kind } => site.vocabulary.observations.label(*kind, &site.locale),
        BlockKind::Forecast => capitalized(site.locale.text(MessageId::PassageForecast)),
        BlockKind::Part(BlockPart::Statement(actors)) => names(site, actors),
        BlockKind::Tension { sides } => {
            sides.iter().map(|side| names(site, side)).collect::<Vec<_>>().join(" × ")
        }
        BlockKind::Position { .. } => match block.parent.map(|p| &site.block(p).kind) {
            Some(BlockKind::Perspective { actors }) => names(site, actors),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let texts = [front, words_of(ctx, id)];
    let text = joined(texts.iter().map(|t| Some(t.as_str()).filter(|t| !t.is_empty())), ": ");
    if text.is_empty() {
        return None;
    }
    let facets = of_claim(ctx, id);
    Some(IndexPassage { anchor: block.anchor.name.to_string(), text, facets })
}

/// What a block refers to, and what is known of it as a claim.
pub(super) fn of_claim(ctx: &Ctx, id: BlockId) -> Vec<Facet> {
    let mut facets = of_refs(ctx.site, id);
    facets.extend(claim_states(ctx, id).into_iter().map(Facet::Claim));
    facets.sort_unstable();
    facets
}

/// The publishers that a block cites, the actors that it names, and its year.
pub(super) fn of_refs(site: &Site, id: BlockId) -> Vec<Facet> {
    let block = site.block(id);
    let mut facets: Vec<Facet> = block.date.map(|d| Facet::Year(d.year)).into_iter().collect();
    let mut targets: Vec<Target> = site.refs_of(id).iter().map(|r| r.target).collect();
    let parent = block.parent.map(|parent| &site.block(parent).kind);
    match (&block.kind, parent) {
        (BlockKind::Note { source }, _) => targets.push(Target::Source(*source)),
        (BlockKind::Perspective { actors } | BlockKind::Part(BlockPart::Statement(actors)), _)
        | (BlockKind::Position { .. }, Some(BlockKind::Perspective { actors })) => {
            targets.extend(actors.iter().copied().map(Target::Entity))
        }
        (BlockKind::Tension { sides }, _) => {
            targets.extend(sides.iter().flatten().copied().map(Target::Entity))
        }
        _ => {}
    }
    for target in targets {
        match target {
            Target::Source(source) => {
                if let Some(publisher) = site.source(source).publisher {
                    facets.extend(of_publishing(site, publisher));
                }
            }
            Target::Entity(entity) if site.entity(entity).kind.base.is_actor() => {
                facets.push(Facet::Actor(entity))
            }
            _ => {}
        }
    }
    facets.sort_unstable();
    facets.dedup();
    facets
}

fn of_publishing(site: &Site, id: PublisherId) -> [Facet; 2] {
    [Facet::Publishers(site.publisher(id).kind), Facet::Publisher(id)]
}

fn of_entity(ctx: &Ctx, id: EntityId, out: &mut IndexEntry) {
    let (site, entity) = (ctx.site, ctx.site.entity(id));
    out.aliases = entity.aliases.clone();
    if entity.kind.base.is_actor() {
        out.facets.push(Facet::Actor(id));
    }
    out.facets.extend(topics_of(site, site.backlinks(Target::Entity(id))));
    for usage in &entity.used_by {
        let name = site.entity(usage.who).name.as_str();
        out.add("", joined([Some(name), usage.note.as_deref()], ": "), Vec::new());
    }
}

/// What an actor holds, the newest first: the text of each perspective and its positions, labelled as such.
fn of_held(ctx: &Ctx, id: EntityId, out: &mut IndexEntry) {
    let site = ctx.site;
    for perspective in site.index.perspectives.get(&id).into_iter().flatten().copied() {
        let topic = site.topic_of(Target::Block(perspective)).map(|t| site.topic(t).title.as_str());
        for child in site.children(perspective).iter().copied().filter(|c| site.block(*c).visible) {
            if out.passages.len() >= MAX_ACTOR_PASSAGES {
                return;
            }
            let block = site.block(child);
            let text = words_of(ctx, child);
            if text.is_empty() {
                continue;
            }
            let locale = &site.locale;
            let mut values: Vec<(&str, Argument<'_>)> =
                vec![("topic", topic.unwrap_or_default().into()), ("words", text.into())];
            let id = match block.kind {
                BlockKind::Position { change, .. } => match block.date {
                    Some(date) => {
                        values.push(("date", locale.date(date).into()));
                        values.push(("change", locale.label(change).into()));
                        MessageId::SearchPosition
                    }
                    None => MessageId::SearchPositionUndated,
                },
                _ => {
                    let last = site.last_stated(perspective);
                    match last.and_then(|position| site.block(position.id()).date) {
                        Some(date) => {
                            values.push(("date", locale.date(date).into()));
                            MessageId::SearchStanding
                        }
                        None => MessageId::SearchStandingUndated,
                    }
                }
            };
            out.add("perspectives", locale.format(id, &values), of_claim(ctx, child));
        }
    }
}

/// A question with what would settle it and its answers; what its text is about is below it on its page.
pub(super) fn of_question(ctx: &Ctx, id: BlockId) -> IndexEntry {
    let (site, block) = (ctx.site, ctx.site.block(id));
    let doc = site.doc(block.doc);
    let mut out =
        IndexEntry::new(words_of(ctx, id), doc.topic.map(Facet::Topic).into_iter().collect());
    out.facets.extend(of_refs(site, id));
    for child in site.children(id).iter().copied().filter(|c| site.block(*c).visible) {
        let label = match site.block(child).kind {
            BlockKind::Part(BlockPart::Settles) => MessageId::PartSettles,
            BlockKind::Part(BlockPart::Answer) => MessageId::PartAnswer,
            _ => continue,
        };
        let text = labelled(&site.locale, label, words_of(ctx, child));
        out.add(&site.block(child).anchor.name, text, of_claim(ctx, child));
    }
    out.add("", typeset(ctx, doc.summary.as_deref().unwrap_or_default()), Vec::new());
    out
}

/// Words after what they are.
pub(super) fn labelled(locale: &Locale, label: MessageId, words: String) -> String {
    format!("{}{}{words}", locale.text(label), locale.text(MessageId::ListColon))
}

/// The words of a block with its marks, without what precedes it on its page.
pub(super) fn words_of(ctx: &Ctx, id: BlockId) -> String {
    let (site, files, reasoning) = (ctx.site, ctx.files, &ctx.tables.reasoning);
    RecordBuilder { site, files, reasoning, urls: &NoUrls }.words_of(id)
}

/// The topics whose texts have these references.
fn topics_of<'s>(site: &'s Site, refs: &'s [RefId]) -> impl Iterator<Item = Facet> + 's {
    let mut last = None;
    let topics = refs.iter().filter_map(|r| site.doc(r.doc).topic);
    topics.filter(move |t| last.replace(*t) != Some(*t)).map(Facet::Topic)
}

pub(super) fn of_source(ctx: &Ctx, id: SourceId) -> IndexEntry {
    let (site, source) = (ctx.site, ctx.site.source(id));
    let mut out = IndexEntry::new(
        ctx.name(Target::Source(id)),
        topics_of(site, site.backlinks(Target::Source(id))).collect(),
    );
    out.aliases = source.aliases.clone();
    out.facets.extend(source.issued.map(|d| Facet::Year(d.year)));
    out.facets.extend(source.publisher.into_iter().flat_map(|p| of_publishing(site, p)));
    let mut made: Vec<String> = source.authors.iter().map(Author::shown).collect();
    made.extend(source.publisher.map(|p| site.publisher(p).name.clone()));
    made.extend(source.container.clone());
    made.extend(source.genre.clone());
    made.extend(source.number.clone());
    out.add("", typeset(ctx, &made.join(" · ")), Vec::new());
    for text in [&source.summary, &source.note, &source.reliability].into_iter().flatten() {
        out.add("", typeset(ctx, text), Vec::new());
    }
    for note in notes_of(site, id) {
        let states = claim_states(ctx, note).into_iter().map(Facet::Claim).collect();
        out.add("", words_of(ctx, note), states);
    }
    out
}

/// The newest notes of a source: what it says is seldom in its title.
fn notes_of(site: &Site, id: SourceId) -> impl Iterator<Item = BlockId> + '_ {
    let citing = site.backlinks(Target::Source(id)).iter().map(|r| site.reference(*r).block);
    let notes = citing.filter(move |b| site.block(*b).kind == BlockKind::Note { source: id });
    let mut last = None;
    notes.filter(move |b| last.replace(*b) != Some(*b)).take(MAX_NOTES)
}

pub(super) fn of_publisher(ctx: &Ctx, id: PublisherId) -> IndexEntry {
    let publisher = ctx.site.publisher(id);
    let mut out =
        IndexEntry::new(ctx.name(Target::Publisher(id)), of_publishing(ctx.site, id).into());
    out.aliases = publisher.aliases.clone();
    for warning in &publisher.warnings {
        let texts = [Some(warning.kind.as_str()), warning.text.as_deref()];
        out.add("", typeset(ctx, &joined(texts, ": ")), Vec::new());
    }
    out
}

/// A tag with the names of the texts that carry it.
pub(super) fn of_tag(ctx: &Ctx, id: TagId) -> IndexEntry {
    let words = &ctx.site.vocabulary;
    let mut out = IndexEntry::new(words.tag_label(id).to_string(), vec![Facet::Tag(id)]);
    let row = words.tag(id);
    out.aliases = row.aliases.clone();
    if row.label.is_some() {
        out.aliases.push(row.word.clone());
    }
    let newest = ctx.tables.indexes.tagged(id).iter().rev().take(MAX_TAGGED);
    let names: Vec<String> = newest.map(|doc| ctx.doc_name(*doc)).collect();
    out.add("", names.join(" · "), Vec::new());
    out
}

pub(super) fn of_elsewhere(ctx: &Ctx, id: ElsewhereId) -> IndexEntry {
    let record = &ctx.site.elsewhere[id.index()];
    let mut out = IndexEntry::new(ctx.name(Target::Elsewhere(id)), Vec::new());
    out.add("", typeset(ctx, record.note.as_deref().unwrap_or_default()), Vec::new());
    out
}

pub(super) fn of_watch(ctx: &Ctx, id: TopicId) -> IndexEntry {
    let topic = ctx.site.topic(id);
    let values = [("topic", topic.title.as_str().into())];
    let title = ctx.site.locale.format(MessageId::SearchWatch, &values);
    let mut out = IndexEntry::new(title, vec![Facet::Topic(id)]);
    let watch = &topic.watch;
    let entries = watch.lists().into_iter().flat_map(|(_, entries)| entries);
    for entry in entries.filter(|entry| ctx.site.is_known(entry.since)) {
        let texts = [Some(entry.text.as_str()), entry.domain.as_deref(), entry.reason.as_deref()];
        out.add("", typeset(ctx, &joined(texts, ": ")), Vec::new());
    }
    for change in watch.changelog.iter().filter(|c| ctx.site.is_known(Some(c.date))) {
        let text = joined([Some(change.change.as_str()), change.reason.as_deref()], " · ");
        out.add("", typeset(ctx, &text), vec![Facet::Year(change.date.year)]);
    }
    out
}

pub(super) fn of_figures(ctx: &Ctx, id: TopicId) -> IndexEntry {
    let site = ctx.site;
    let values = [("topic", site.topic(id).title.as_str().into())];
    let title = site.locale.format(MessageId::SearchFigures, &values);
    let mut out = IndexEntry::new(title, vec![Facet::Topic(id)]);
    for figure in site.topic(id).figures.iter().map(|f| site.figure(*f)).filter(|f| f.visible) {
        let texts = [
            Some(figure.metric.as_str()),
            Some(site.entity(figure.subject).name.as_str()),
            figure.reason.as_deref(),
            figure.note.as_deref(),
        ];
        let year = figure.as_of.map(|d| Facet::Year(d.year));
        out.add("", typeset(ctx, &joined(texts, " · ")), year.into_iter().collect());
    }
    out
}

/// A part of a document's text as plain words.
fn plain(ctx: &Ctx, doc: DocId, slice: &Slice<'_>) -> String {
    plain_words(ctx.site, doc, slice)
}
