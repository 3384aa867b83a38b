//! What each kind of page says, passage by passage.
//!
//! Takes the site and what a page is about, gives its words without marks. A document's blocks keep their addresses;
//! what stands in front of a block on its page (its source, its sides, its actors) stands in front of it here too.

use super::entry::{Entry, Passage};
use super::facet::Facet;
use crate::markdown::{self, words};
use crate::model::*;
use crate::pages::Ctx;
use std::borrow::Cow;

/// How many notes of a source are found on its page too.
pub const NOTES: usize = 3;
/// How much of what an actor holds is found on its page too.
const HELD: usize = 24;

pub fn of_doc(ctx: &Ctx, id: DocId) -> Entry {
    let (site, doc) = (ctx.site, ctx.site.doc(id));
    let mut out = Entry::new(ctx.doc_name(id), doc.topic.map(Facet::Topic).into_iter().collect());
    out.facets.extend(doc.date.map(|d| Facet::Year(d.year)));
    if let DocKind::Entity(entity) = doc.kind {
        of_entity(ctx, entity, &mut out);
    }
    if let (DocKind::Topic, Some(topic)) = (&doc.kind, doc.topic) {
        let topic = site.topic(topic);
        out.aliases = topic.aliases.clone();
        out.add("", topic.question.as_str(), Vec::new());
        out.add("", topic.summary.as_str(), Vec::new());
    } else {
        out.add("", doc.summary.as_deref().unwrap_or_default(), Vec::new());
    }
    let file = &ctx.files.get(doc.file).body;
    for section in &doc.sections {
        if let Some(first) = site.blocks_in(id, section).next()
            && let Some(heading) = section.heading
        {
            let anchor = section.anchor.as_deref().unwrap_or(&site.block(first).anchor.name);
            out.add(anchor, plain(ctx, id, ctx.files.slice(heading)), Vec::new());
        }
        for block in site.blocks_in(id, section) {
            out.passages.extend(of_block(ctx, block));
        }
    }
    for (n, (_, range)) in doc.footnotes.iter().enumerate() {
        let text = markdown::block_text(file, range.start as usize..range.end as usize, &[]);
        out.add(&format!("fn-{}", n + 1), plain(ctx, id, &text), Vec::new());
    }
    if let DocKind::Entity(entity) = doc.kind {
        of_held(ctx, entity, &mut out);
    }
    let of_passages: Vec<Facet> =
        out.passages.iter().flat_map(|p| p.facets.iter().copied()).collect();
    out.facets.extend(of_passages);
    out.done()
}

/// What stands in front of a block, and its words.
fn of_block(ctx: &Ctx, id: BlockId) -> Option<Passage> {
    let (site, block) = (ctx.site, ctx.site.block(id));
    let names = |who: &[EntityId]| {
        who.iter().map(|e| site.entity(*e).name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut front = match &block.kind {
        BlockKind::Part(Part::Kind(_)) => return None,
        BlockKind::Note { source } => site.source(*source).title.clone(),
        BlockKind::CrossLink { target } => ctx.name(*target),
        BlockKind::Observation { kind } => kind.label(),
        BlockKind::Part(Part::Statement(who)) => names(who),
        BlockKind::Tension { sides } => {
            sides.iter().map(|s| names(s)).collect::<Vec<_>>().join(" × ")
        }
        BlockKind::Position { .. } => match block.parent.map(|p| &site.block(p).kind) {
            Some(BlockKind::Perspective { actors }) => names(actors),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let text = words_of(ctx, id);
    let text = match (front.is_empty(), text.is_empty()) {
        (true, true) => return None,
        (true, false) => text,
        (false, true) => front,
        (false, false) => {
            front.push_str(": ");
            front.push_str(&text);
            front
        }
    };
    Some(Passage { anchor: block.anchor.name.to_string(), text, facets: of_refs(site, id) })
}

/// Whom a block cites and names, and its year.
fn of_refs(site: &Site, id: BlockId) -> Vec<Facet> {
    let block = site.block(id);
    let mut facets: Vec<Facet> = block.date.map(|d| Facet::Year(d.year)).into_iter().collect();
    let actor = |e: EntityId| site.entity(e).kind.is_actor().then_some(Facet::Actor(e));
    let noted = match &block.kind {
        BlockKind::Note { source } => Some(Target::Source(*source)),
        BlockKind::Perspective { actors } | BlockKind::Part(Part::Statement(actors)) => {
            facets.extend(actors.iter().copied().filter_map(actor));
            None
        }
        BlockKind::Tension { sides } => {
            facets.extend(sides.iter().flatten().copied().filter_map(actor));
            None
        }
        _ => None,
    };
    if let (BlockKind::Position { .. }, Some(parent)) = (&block.kind, block.parent)
        && let BlockKind::Perspective { actors } = &site.block(parent).kind
    {
        facets.extend(actors.iter().copied().filter_map(actor));
    }
    for target in noted.into_iter().chain(site.refs_of(id).iter().map(|r| r.target)) {
        match target {
            Target::Source(s) => facets
                .extend(site.source(s).publisher.into_iter().flat_map(|p| of_publishing(site, p))),
            Target::Entity(e) => facets.extend(actor(e)),
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

fn of_entity(ctx: &Ctx, id: EntityId, out: &mut Entry) {
    let (site, entity) = (ctx.site, ctx.site.entity(id));
    out.aliases = entity.aliases.clone();
    out.facets.extend(entity.kind.is_actor().then_some(Facet::Actor(id)));
    out.facets.extend(topics_of(site, site.backlinks(Target::Entity(id))));
    for usage in &entity.used_by {
        let words = [Some(site.entity(usage.who).name.clone()), usage.note.clone()];
        out.add("", words.into_iter().flatten().collect::<Vec<_>>().join(": "), Vec::new());
    }
}

/// What an actor holds, the newest first: the text of each perspective and its positions, said to be what they are.
fn of_held(ctx: &Ctx, id: EntityId, out: &mut Entry) {
    let site = ctx.site;
    let held = site.index.perspectives.get(&id).map_or(&[][..], |p| p);
    for perspective in held.iter().copied() {
        let topic =
            site.doc(site.block(perspective).doc).topic.map(|t| site.topic(t).title.as_str());
        for child in site.children(perspective).iter().copied().filter(|c| site.block(*c).visible) {
            if out.passages.len() >= HELD {
                return;
            }
            let block = site.block(child);
            let since = match block.kind {
                BlockKind::Position { change, .. } => {
                    block.date.map(|d| format!(", {} ({})", d.long(), change.word()))
                }
                _ => None,
            };
            let text = words_of(ctx, child);
            if !text.is_empty() {
                let (on, since) = (topic.unwrap_or_default(), since.unwrap_or_default());
                out.add(
                    "perspectives",
                    format!("Position on {on}{since}: {text}"),
                    of_refs(site, child),
                );
            }
        }
    }
}

/// A question with what would settle it and its answers; what its text is about stands below it on its page.
pub fn of_question(ctx: &Ctx, id: BlockId) -> Entry {
    let (site, block) = (ctx.site, ctx.site.block(id));
    let doc = site.doc(block.doc);
    let mut out = Entry::new(words_of(ctx, id), doc.topic.map(Facet::Topic).into_iter().collect());
    out.facets.extend(of_refs(site, id));
    for child in site.children(id).iter().copied().filter(|c| site.block(*c).visible) {
        let label = match site.block(child).kind {
            BlockKind::Part(Part::Settles) => "Would settle it",
            BlockKind::Part(Part::Answer) => "Answer",
            _ => continue,
        };
        let text = format!("{label}: {}", words_of(ctx, child));
        out.add(&site.block(child).anchor.name, text, of_refs(site, child));
    }
    out.add("", doc.summary.as_deref().unwrap_or_default(), Vec::new());
    out.done()
}

/// The words of a block without what stands in front of it.
fn words_of(ctx: &Ctx, id: BlockId) -> String {
    let block = ctx.site.block(id);
    let body = &ctx.files.get(block.content.file).body;
    let text = markdown::block_text(body, block.content.range(), &block.cuts);
    plain(ctx, block.doc, &text).into_owned()
}

/// The topics whose texts have these references.
fn topics_of<'s>(site: &'s Site, refs: &'s [RefId]) -> impl Iterator<Item = Facet> + 's {
    let mut last = None;
    let topics = refs.iter().filter_map(|r| site.doc(r.doc).topic);
    topics.filter(move |t| last.replace(*t) != Some(*t)).map(Facet::Topic)
}

pub fn of_source(ctx: &Ctx, id: SourceId) -> Entry {
    let (site, source) = (ctx.site, ctx.site.source(id));
    let mut out = Entry::new(
        source.title.clone(),
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
    out.add("", made.join(" · "), Vec::new());
    for text in [&source.summary, &source.note, &source.reliability].into_iter().flatten() {
        out.add("", text.as_str(), Vec::new());
    }
    for note in notes_of(site, id) {
        out.add("", words_of(ctx, note), Vec::new());
    }
    out.done()
}

/// The newest notes of a source: what it says is seldom in its title.
fn notes_of(site: &Site, id: SourceId) -> impl Iterator<Item = BlockId> + '_ {
    let citing = site.backlinks(Target::Source(id)).iter().map(|r| site.reference(*r).block);
    let notes = citing.filter(move |b| site.block(*b).kind == BlockKind::Note { source: id });
    let mut last = None;
    notes.filter(move |b| last.replace(*b) != Some(*b)).take(NOTES)
}

pub fn of_publisher(ctx: &Ctx, id: PublisherId) -> Entry {
    let publisher = ctx.site.publisher(id);
    let mut out = Entry::new(publisher.name.clone(), of_publishing(ctx.site, id).into());
    out.aliases = publisher.aliases.clone();
    for warning in &publisher.warnings {
        let words = [Some(warning.kind.clone()), warning.text.clone()];
        out.add("", words.into_iter().flatten().collect::<Vec<_>>().join(": "), Vec::new());
    }
    out.done()
}

pub fn of_elsewhere(ctx: &Ctx, id: ElsewhereId) -> Entry {
    let record = &ctx.site.elsewhere[id.index()];
    let mut out = Entry::new(record.title.clone(), Vec::new());
    out.add("", record.note.clone().unwrap_or_default(), Vec::new());
    out.done()
}

pub fn of_watch(ctx: &Ctx, id: TopicId) -> Entry {
    let topic = ctx.site.topic(id);
    let mut out = Entry::new(format!("{}: search strategy", topic.title), vec![Facet::Topic(id)]);
    let known = |date: &Option<Date>| {
        ctx.site.as_of.zip(*date).is_none_or(|(as_of, date)| date.first() <= as_of)
    };
    let watch = &topic.watch;
    let lists = [
        &watch.keywords,
        &watch.sources,
        &watch.authors,
        &watch.exclude_domains,
        &watch.exclude_terms,
    ];
    for entry in lists.into_iter().flatten().filter(|e| known(&e.since)) {
        let words = [Some(entry.text.clone()), entry.domain.clone(), entry.reason.clone()];
        out.add("", words.into_iter().flatten().collect::<Vec<_>>().join(": "), Vec::new());
    }
    for change in watch.changelog.iter().filter(|c| known(&Some(c.date))) {
        let words = [Some(change.change.clone()), change.reason.clone()];
        let words = words.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        out.add("", words, vec![Facet::Year(change.date.year)]);
    }
    out.done()
}

pub fn of_figures(ctx: &Ctx, id: TopicId) -> Entry {
    let site = ctx.site;
    let mut out = Entry::new(format!("{}: figures", site.topic(id).title), vec![Facet::Topic(id)]);
    for figure in site.topic(id).figures.iter().map(|f| site.figure(*f)).filter(|f| f.visible) {
        let subject = site.entity(figure.subject).name.clone();
        let words = [
            Some(figure.metric.clone()),
            Some(subject),
            figure.reason.clone(),
            figure.note.clone(),
        ];
        let year = figure.as_of.map(|d| Facet::Year(d.year));
        out.add(
            "",
            words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            year.into_iter().collect(),
        );
    }
    out.done()
}

/// Bytes that a text without marks does not have.
const MARKS: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"*_[]<>&\\`~|#!\n\r\t^";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// Markdown as plain words; most notes have no marks and are taken as they are.
fn plain<'t>(ctx: &Ctx, doc: DocId, text: &'t str) -> Cow<'t, str> {
    let text = text.trim();
    if !text.bytes().any(|b| MARKS[b as usize])
        && !text.starts_with(['-', '+', '=', ':'])
        && !text.contains("  ")
    {
        return Cow::Borrowed(text);
    }
    let site = ctx.site;
    let name = |target: &str| match site.resolve(doc, target)[..] {
        [found] => Some(ctx.name(found)),
        _ => None,
    };
    Cow::Owned(words(text, &name))
}
